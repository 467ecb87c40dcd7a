# What stands in front of gl-interaction: the real web servers over TLS, as deploy/web/ sets them up (tests/interactions/front starts
# them), and the units. Here systemd-socket-activate does what the socket units say.
load helper

setup() {
	PATH="$PATH:/usr/sbin" FRONT="$PROJECT/tests/interactions/front" WEB="$BATS_TEST_TMPDIR/web"
	command -v systemd-socket-activate >/dev/null || skip 'systemd is not installed (Debian package systemd)'
	GL_PUBLIC_KEY=$("$PROJECT/tests/interactions/request" key)
	export GL_PUBLIC_KEY GL_INTERACTION_COUNTS="$BATS_TEST_TMPDIR/counts" GL_LOG_FORMAT=text
}
teardown() { "$FRONT" end "$WEB" 2>/dev/null || true; }

# front SERVER [PROGRAM]: it is up, in front of gl-interaction or of PROGRAM.
front() {
	local program=$1
	[ "$program" != apache ] || program=apache2
	command -v "$program" >/dev/null || skip "$program is not installed (deploy/packages --tests)"
	mkdir -p "$WEB"
	"$FRONT" "$1" "$WEB" "${2:-gl-interaction}" || { cat "$WEB/output" "$WEB/log"; false; }
	URL="https://localhost:$(cat "$WEB/port")"
}
# post PATH [OPTION...]: the status and the media type of the answer, whose body is in the file answer.
post() { curl -sS --cacert "$WEB/fullchain.pem" -o "$BATS_TEST_TMPDIR/answer" -w '%{http_code} %{content_type}\n' --data-binary "@$BATS_TEST_TMPDIR/body" "${@:2}" "$URL$1"; }
# sign [OPTION...]: signs the file body; the headers go into the file signed.
sign() { "$PROJECT/tests/interactions/request" "$@" headers <"$BATS_TEST_TMPDIR/body" >"$BATS_TEST_TMPDIR/signed"; }
signed_ping() {
	printf '{"type":1}' >"$BATS_TEST_TMPDIR/body"
	sign
	post /interactions -H "@$BATS_TEST_TMPDIR/signed" "$@"
}
# slow SECONDS: a program that takes its request, and so long to answer it.
slow() {
	printf '#!/bin/sh\ntimeout %s cat >/dev/null\nprintf "Status: 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 2\\r\\n\\r\\n{}"\n' "$1" >"$BATS_TEST_TMPDIR/slow"
	chmod +x "$BATS_TEST_TMPDIR/slow"
}

# handed_over SERVER: what goes through it, in both directions.
handed_over() {
	front "$1"
	assert_equal "$(signed_ping)" '200 application/json'
	assert_equal "$(cat "$BATS_TEST_TMPDIR/answer")" '{"type":1}'
	assert_equal "$(signed_ping --http2)" '200 application/json'
	# Apache's mod_proxy_scgi takes no body whose length is not said; Discord says it
	[ "$1" = apache ] || assert_equal "$(signed_ping -H 'Transfer-Encoding: chunked')" '200 application/json'
	# trap 41: what else a request says of itself changes nothing
	assert_equal "$(signed_ping -H 'X-Forwarded-For: 203.0.113.1' -H 'X-Remote-User: root' -H 'Proxy: http://203.0.113.1')" '200 application/json'
	# every byte is as it was signed
	printf '{"type":1,  "x":"\\u00f1 ñ \xf0\x9f\x92\xb6\t",\r\n"nonce":"%%41+%%00"}' >"$BATS_TEST_TMPDIR/body"
	sign
	assert_equal "$(post /interactions -H "@$BATS_TEST_TMPDIR/signed")" '200 application/json'
	# another application's key, and none
	sign --application 2
	assert_equal "$(post /interactions -H "@$BATS_TEST_TMPDIR/signed")" '401 application/json'
	assert_equal "$(post /interactions)" '401 application/json'
}

# bats test_tags=interaction-trap:2,interaction-trap:41
@test "lighttpd over TLS hands Discord's signed PING over whole and gives the answer back; what is not signed is 401" { handed_over lighttpd; }
# bats test_tags=interaction-trap:2,interaction-trap:41
@test "nginx over TLS hands Discord's signed PING over whole and gives the answer back; what is not signed is 401" { handed_over nginx; }
# bats test_tags=interaction-trap:2,interaction-trap:41
@test "Apache over TLS hands Discord's signed PING over whole and gives the answer back; what is not signed is 401" { handed_over apache; }

@test "a container's lighttpd starts gl-interaction by CGI, answers the kubelet without it, and shows nothing else" {
	command -v lighttpd >/dev/null || skip 'lighttpd is not installed (deploy/packages --tests)'
	mkdir -p "$WEB"
	"$FRONT" container "$WEB"
	touch "$WEB/fullchain.pem"
	URL="http://localhost:$(cat "$WEB/port")"
	assert_equal "$(signed_ping)" '200 application/json'
	assert_equal "$(cat "$BATS_TEST_TMPDIR/answer")" '{"type":1}'
	sign --application 2
	assert_equal "$(post /interactions -H "@$BATS_TEST_TMPDIR/signed")" '401 application/json'
	counted=$(sha256sum <"$GL_INTERACTION_COUNTS")
	assert_equal "$(curl -s -o /dev/null -w '%{http_code}' "$URL/healthz")" 200
	for path in / /interactions/ /interactionsx /healthz/ /usr/bin/gl-interaction /etc/passwd; do
		assert_regex "$(post "$path")" '^40[0-9] '
	done
	head -c 262145 /dev/zero >"$BATS_TEST_TMPDIR/body"
	assert_regex "$(post /interactions)" '^413 '
	assert_equal "$(sha256sum <"$GL_INTERACTION_COUNTS")" "$counted"
}

@test "no program starts for another path or a body above 256 KiB; 150 KB come back whole" {
	cat >"$BATS_TEST_TMPDIR/large" <<-'SH'
		#!/bin/sh
		echo started >>"$KEPT"
		timeout 0.2 cat >/dev/null
		printf 'Status: 200 OK\r\nContent-Type: application/json\r\nContent-Length: 150000\r\n\r\n"'
		head -c 149998 /dev/zero | tr '\0' x
		printf '"'
	SH
	chmod +x "$BATS_TEST_TMPDIR/large"
	export KEPT="$BATS_TEST_TMPDIR/started"
	for server in lighttpd nginx apache; do
		rm -f "$KEPT"
		front $server "$BATS_TEST_TMPDIR/large"
		head -c 262145 /dev/zero >"$BATS_TEST_TMPDIR/body"
		assert_regex "$(post /interactions)" '^413 '
		if [ $server = apache ]; then # it connects before it reads the body
			until_true 10 test -e "$KEPT"
			rm -f "$KEPT"
		fi
		echo '{}' >"$BATS_TEST_TMPDIR/body"
		assert_regex "$(post /other)" '^40[34] '
		assert_regex "$(post /interactions/../other)" '^40[34] '
		assert [ ! -e "$KEPT" ]
		head -c 262144 /dev/zero >"$BATS_TEST_TMPDIR/body"
		assert_equal "$(post /interactions)" '200 application/json'
		assert_equal "$(wc -c <"$BATS_TEST_TMPDIR/answer")" 150000
		assert_equal "$(wc -l <"$KEPT")" 1
		"$FRONT" end "$WEB"
	done
}

# most_at_once SERVER MOST: of twice as many at once, MOST are answered and the others are 503; then one is answered again.
most_at_once() {
	slow 3
	front "$1" "$BATS_TEST_TMPDIR/slow"
	echo '{}' >"$BATS_TEST_TMPDIR/body"
	local i pids=()
	for i in $(seq $((2 * $2))); do
		curl -sS --cacert "$WEB/fullchain.pem" -o /dev/null -w '%{http_code}\n' --data-binary "@$BATS_TEST_TMPDIR/body" "$URL/interactions" >"$BATS_TEST_TMPDIR/code.$i" &
		pids+=($!)
	done
	wait "${pids[@]}"
	cat "$BATS_TEST_TMPDIR"/code.* | sort | uniq -c
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/code.* | sort -u | tr '\n' ' ')" '200 503 '
	assert [ "$(grep -c 200 <(cat "$BATS_TEST_TMPDIR"/code.*))" -ge "$2" ]
	assert_regex "$(post /interactions)" '^200 '
}
# bats test_tags=interaction-trap:40
@test "lighttpd answers 503 to what comes while 32 are being answered" { most_at_once lighttpd 32; }
# bats test_tags=interaction-trap:40
@test "nginx answers 503 to what comes while 32 are being answered" { most_at_once nginx 32; }
# bats test_tags=interaction-trap:40
@test "each process of Apache's answers 503 to what comes while ten are being answered" { most_at_once apache 10; }

@test "lighttpd is started by a connection, and ends by itself when nothing comes" {
	GL_TEST_IDLE=15 front lighttpd
	local pid
	pid=$(tail -1 "$WEB/pids")
	assert_equal "$(signed_ping)" '200 application/json'
	assert_equal "$(cat "/proc/$pid/comm")" lighttpd
	until_true 120 test ! -e "/proc/$pid"
	assert [ -z "$(grep -i error "$WEB/log")" ]
}

# bats test_tags=interaction-trap:40
@test "a thousand junk requests leave no line and no file that grows, and Discord's own is answered beside them" {
	GL_LOG=info front lighttpd
	printf '{"type":2,"junk":"%s"}' "$(head -c 3000 /dev/zero | tr '\0' j)" >"$BATS_TEST_TMPDIR/body"
	cp "$BATS_TEST_TMPDIR/body" "$BATS_TEST_TMPDIR/junk"
	signed_ping >/dev/null
	before=$(stat -c %s "$GL_INTERACTION_COUNTS") noted=$(wc -l <"$WEB/log")
	for _ in $(seq 1000); do printf 'url = "%s/interactions"\noutput = "/dev/null"\n' "$URL"; done >"$BATS_TEST_TMPDIR/urls"
	curl -sS --parallel --parallel-max 40 --cacert "$WEB/fullchain.pem" --data-binary "@$BATS_TEST_TMPDIR/junk" -w '%{http_code}\n' -K "$BATS_TEST_TMPDIR/urls" >"$BATS_TEST_TMPDIR/codes" &
	local junk=$!
	until_true 60 test -s "$BATS_TEST_TMPDIR/codes"
	assert_regex "$(signed_ping)" '^(200|503) '
	wait $junk
	assert_equal "$(sort -u "$BATS_TEST_TMPDIR/codes" | grep -v 503)" 401
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/codes")" 1000
	assert_equal "$(signed_ping)" '200 application/json'
	assert_equal "$(stat -c %s "$GL_INTERACTION_COUNTS")" "$before"
	assert_equal "$(wc -l <"$WEB/log")" "$noted"
	assert_equal "$(said)" ''
	refute grep -q jjj "$WEB/answers" "$WEB/log"
	assert_equal "$(gl-metrics --db "$(one_empty_book)" | sed -n 's/^guildledger_interactions_not_signed_total{.*} //p')" "$(grep -c 401 "$BATS_TEST_TMPDIR/codes")"
}
# What gl-interaction itself logged, without its answers to PING.
said() { grep -vE '^(Listening|Communication|Connection|Spawned|Execing|Child) |ping: 200' "$WEB/answers"; }
one_empty_book() {
	gl-db init --db "$BATS_TEST_TMPDIR/empty.db" --guild 1 --name Empty --owner 1 >/dev/null 2>&1
	echo "$BATS_TEST_TMPDIR/empty.db"
}

# unit_says FILE KEY: what a unit says.
unit_says() { sed -n "s/^$2=//p" "$PROJECT/$1"; }

# bats test_tags=interaction-trap:40
@test "the socket outlives what a web server's cap lets through: no trigger limit in reach, room above the cap" {
	most=$(sed -n 's/^local most = //p' "$PROJECT/deploy/web/busy.lua")
	assert_equal "$(sed -n 's/^\t*limit_conn gl_interaction \([0-9]*\);/\1/p' "$PROJECT/deploy/web/nginx.conf")" "$most"
	assert [ "$(unit_says systemd/gl-interaction.socket MaxConnections)" -ge $((2 * most)) ]
	assert [ "$(unit_says systemd/gl-interaction.socket TriggerLimitBurst)" -ge 100000 ]
	assert_equal "$(unit_says systemd/gl-interaction@.service StartLimitIntervalSec)" 0
	assert_equal "$(unit_says systemd/gl-interaction@.service CollectMode)" inactive-or-failed # none is left behind
	assert [ -n "$(unit_says systemd/gl-interaction@.service MemoryMax)" ]
}

@test "gl-interaction has a user of its own, with the group that has the books, and is exposed by 1.2 at most, as is lighttpd" {
	assert_equal "$(unit_says systemd/gl-interaction@.service User)" gl-interaction
	assert_equal "$(unit_says systemd/gl-interaction@.service Group)" guildledger
	grep -q '^u gl-interaction ' "$PROJECT/systemd/guildledger.sysusers"
	for unit in systemd/gl-interaction@.service deploy/web/gl-web.service; do
		run systemd-analyze security --offline=true --threshold=12 "$PROJECT/$unit"
		assert_success
	done
}
