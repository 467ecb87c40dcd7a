# jobs/report: which days it is about, in any time zone; each period once, and a week that was missed.
load live

setup() { export GL_NAME=test; }
teardown() { live_end; }

job() { "$PROJECT/jobs/$1" "${@:2}"; }
# reporting_books [OPTION...]: books of guild 1000 with a channel for reports, and a first command in 2024.
reporting_books() {
	export GL_STATE="$BATS_TEST_TMPDIR/state"
	init_books "$@"
	gl-command --at 2024-01-01T00:00:00Z config report.channel '<#2000>' | gl-apply >/dev/null
}
# titles: those of the embeds that the channel has.
titles() { fake_look 'messages?channel=2000' | jq -r '.[].embeds[].title'; }
# rows REPORT OPTION...: its lines as CSV, without the heading.
rows() { gl-report "$@" --format csv | sed 1d | tr -d '\r'; }
# posted: the titles of all posts without their currencies, in their order, parted by bars.
posted() { sqlite3 "$GL_DB" "SELECT content FROM outbox WHERE kind = 'post' ORDER BY delivery" | sed -nE 's/^\*\*((Summary|Biggest) ?[^(]*[^ (])( \(.*)?\*\*$/\1/p' | paste -sd'|'; }

@test "the daily report is of the guild's yesterday and the weekly of seven days, with charts, each posted once" {
	live
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	sqlite3 "$GL_DB" "UPDATE guilds SET timezone = 'Europe/Madrid', language = 'es'"
	gl-command --at 2026-10-25T22:59:59Z deposit '<@11>' 7 sunday | gl-apply >/dev/null # in Madrid the 25 hours of the 25th end a second later
	gl-command --at 2026-10-25T23:00:00Z deposit '<@11>' 900 monday | gl-apply >/dev/null
	GL_NOW=2026-10-26T08:00:00+01:00 run job report
	assert_success
	GL_NOW=2026-10-26T21:00:00+01:00 run job report
	assert_success
	sqlite3 "$GL_DB" "SELECT content FROM outbox WHERE kind = 'post' ORDER BY delivery" >"$BATS_TEST_TMPDIR/posts"
	assert_equal "$(grep -c '^```.' "$BATS_TEST_TMPDIR/posts" || true)" 0
	assert_equal "$(grep -E '^..(Resumen|Mayores)' "$BATS_TEST_TMPDIR/posts" | paste -sd'|')" '**Resumen · 25/10/2026 (PTS)**|**Resumen · 19/10/2026 – 25/10/2026 (PTS)**|**Mayores movimientos · 19/10/2026 – 25/10/2026 (PTS)**'
	assert_equal "$(grep -Ec '^ingresado +7,00 +0,00$' "$BATS_TEST_TMPDIR/posts")" 2
	outbound
	assert_equal "$(fake_look 'messages?channel=2000' | jq -r '[.[] | .attachments[].filename] | join(" ")')" 'flows.png activity.png'
	GL_NOW=2026-10-27T08:00:00+01:00 GL_REPORTS=balances run job report
	assert_success
	outbound
	assert_equal "$(titles | grep -c '^Saldos')" 1
	assert_equal "$(answers | grep -c '^A fecha de <t:1793055600:f>$')" 1
	assert_equal "$(titles | grep -c '^Mayores')" 1
}

@test "a day without midnight is reported as any other, and begins when its clocks jump" {
	local zone day before
	while read -r zone day before; do
		reporting_books --timezone "$zone"
		GL_WEEKLY_REPORTS='' GL_NOW="$day 12:00 UTC" run job report
		assert_success
		assert_equal "$(posted)" "Summary · $(date -d "$before" +%d/%m/%Y)"
		GL_WEEKLY_REPORTS='' GL_NOW=$day run job report # as a day, which date(1) cannot read here
		assert_success
		assert_equal "$(posted)" "Summary · $(date -d "$before" +%d/%m/%Y)"
		no_books
	done <<-END
		America/Santiago 2025-09-07 2025-09-06
		Africa/Cairo 2024-04-26 2024-04-25
		America/Havana 2025-03-09 2025-03-08
		Asia/Beirut 2025-03-30 2025-03-29
		America/Havana 2025-11-02 2025-11-01
		Europe/Madrid 2025-03-30 2025-03-29
	END
}

@test "a report of days takes what happened within them, also where midnight is not there or comes twice" {
	local report
	reporting_books --timezone America/Santiago
	for report in 2025-09-07T03:59:59Z=1 2025-09-07T04:00:00.001Z=2 2025-09-08T02:59:59Z=4 2025-09-08T03:00:00Z=8; do
		gl-command --at "${report%=*}" move opening till "${report#*=}" x | gl-apply >/dev/null # on the 7th it is 1:00 when the 6th ends
	done
	assert_equal "$(rows flows --from 2025-09-07 --to 2025-09-08 --account till)" 2025-09-07,6.00,0.00,PTS
	assert_equal "$(rows activity --from 2025-09-06 --to 2025-09-09 | cut -d, -f1,2,5 | xargs)" '2025-09-06,1,1.00 2025-09-07,2,6.00 2025-09-08,1,8.00'
	assert_equal "$(rows balances --at 2025-09-07 | grep ^till | cut -d, -f4)" 1.00
	assert_equal "$(gl-command --at 2025-09-08T12:00:00Z report flows 2d account=till | gl-apply | jq -r .text | grep -oE '^0[0-9/]+ +[0-9.]+' | xargs)" '08/09 8.00 07/09 6.00'
	no_books
	reporting_books --timezone America/Havana # from 0:00 to 1:00 comes twice on the 2nd
	for report in 2025-11-02T03:59:59Z=1 2025-11-02T04:30:00Z=2 2025-11-02T05:30:00Z=4 2025-11-03T04:59:59Z=8 2025-11-03T05:00:00Z=16; do
		gl-command --at "${report%=*}" move opening till "${report#*=}" x | gl-apply >/dev/null
	done
	assert_equal "$(rows flows --from 2025-11-02 --to 2025-11-03 --account till)" 2025-11-02,14.00,0.00,PTS
	no_books
	reporting_books --timezone Pacific/Apia # the 30th of December 2011 never was
	gl-command --at 2011-12-30T09:59:59Z move opening till 1 x | gl-apply >/dev/null
	gl-command --at 2011-12-30T10:00:00Z move opening till 2 x | gl-apply >/dev/null
	assert_equal "$(rows flows --from 2011-12-29 --to 2011-12-31 --account till)" 2011-12-29,1.00,0.00,PTS
	assert_equal "$(rows flows --from 2011-12-30 --to 2012-01-01 --account till)" 2011-12-31,2.00,0.00,PTS
}

@test "the only guild of the books needs no name, and of several one is asked for" {
	reporting_books
	unset GL_GUILD
	GL_NOW=2025-09-09 run job report
	assert_success
	assert_equal "$(posted)" 'Summary · 08/09/2025|Summary · 01/09/2025 – 07/09/2025|Biggest movements · 01/09/2025 – 07/09/2025'
	gl-db init --guild 1001 --name Other --owner 10 >/dev/null
	GL_NOW=2025-09-09 run job report
	assert_failure 78
	assert_output --partial 'several guilds: name one in GL_GUILD, or run "each-guild report"'
}

@test "a weekly report that was missed comes with the next run, once, and only the last" {
	reporting_books --timezone Europe/Madrid
	GL_WEEKLY_REPORTS=biggest
	export GL_WEEKLY_REPORTS
	GL_NOW='2025-09-01 08:00 UTC' job report # a Monday
	GL_NOW='2025-09-05 08:00 UTC' job report
	assert_equal "$(posted)" 'Summary · 31/08/2025|Biggest movements · 25/08/2025 – 31/08/2025|Summary · 04/09/2025'
	GL_NOW='2025-09-30 08:00 UTC' job report # a Tuesday: the machine was off for three Mondays
	assert_equal "$(posted)" 'Summary · 31/08/2025|Biggest movements · 25/08/2025 – 31/08/2025|Summary · 04/09/2025|Summary · 29/09/2025|Biggest movements · 22/09/2025 – 28/09/2025'
	before=$(posted)
	sqlite3 "$GL_DB" "UPDATE guilds SET language = 'es'" # another text of the same week
	GL_NOW='2025-09-30 20:00 UTC' GL_REPORTS='' job report
	GL_NOW='2025-10-05 08:00 UTC' GL_REPORTS='' job report
	assert_equal "$(posted)" "$before"
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE kind = 'post'")" 5
}

@test "a week that ended before the guild began is not reported" {
	export GL_STATE="$BATS_TEST_TMPDIR/state"
	init_books
	gl-command --at 2025-09-03T00:00:00Z config report.channel '<#2000>' | gl-apply >/dev/null
	GL_NOW=2025-09-05 job report
	GL_NOW=2025-09-08 job report
	assert_equal "$(posted)" 'Summary · 04/09/2025|Summary · 07/09/2025|Summary · 01/09/2025 – 07/09/2025|Biggest movements · 01/09/2025 – 07/09/2025'
}

@test "a weekday that is none is refused before anything is posted" {
	reporting_books
	for wrong in 0 8 monday; do
		GL_REPORT_WEEKDAY=$wrong run job report
		assert_failure 78
		assert_output --partial GL_REPORT_WEEKDAY
	done
	assert_equal "$(posted)" ''
}

@test "a post with a key is posted once at its time, whatever its text and files" {
	reporting_books
	echo x >"$BATS_TEST_TMPDIR/x.csv"
	gl-post --at 2025-09-08 --key week one | gl-apply >/dev/null
	assert_equal "$(gl-post --at 2025-09-08 --key week --file "$BATS_TEST_TMPDIR/x.csv" two | gl-apply | jq -r .status)" duplicate
	assert_equal "$(gl-post --at 2025-09-08 --key day two | gl-apply | jq -r .status)" ok
	assert_equal "$(gl-post --at 2025-09-09 --key week two | gl-apply | jq -r .status)" ok
	assert_equal "$(gl-post --at 2025-09-08 --channel 2001 --key week two | gl-apply | jq -r .status)" ok
}

@test "a summary of a day of 23 or 25 hours is compared with the whole day before, and with nothing else" {
	local end
	reporting_books --timezone Europe/Madrid
	for end in 2025-03-28T22:59:59Z=1 2025-03-28T23:00:00Z=2 2025-03-29T22:59:59Z=4 2025-03-29T23:00:00Z=8 \
		2025-10-24T21:59:59Z=10 2025-10-24T22:00:00Z=20 2025-10-25T21:59:59Z=40 2025-10-26T22:59:59Z=80; do
		gl-command --at "${end%=*}" move opening till "${end#*=}" x | gl-apply >/dev/null
	done
	assert_equal "$(rows summary --from 2025-03-30 --to 2025-03-31 | grep '^moved')" 'moved in all,8.00,6.00,PTS'
	assert_equal "$(rows summary --from 2025-10-26 --to 2025-10-27 | grep '^moved')" 'moved in all,80.00,60.00,PTS'
}
