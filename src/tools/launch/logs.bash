# shellcheck shell=bash
# guildledger logs: the journal of a configuration's units.
# shellcheck disable=SC2154 # variables of guildledger and its other parts

# member_names: who has which id, as JSON; {} where the books cannot be asked.
member_names() {
	( prepare report && run "$here/gl-report" users --format json ) 2>/dev/null |
		jq -c 'map({key: .user, value: .name}) | from_entries' 2>/dev/null || echo '{}'
}

# The journal of this configuration's units: words for people, ECS for machines. People are ids
# there; their names are of the books.
logs() {
	local plain=false arguments=("$@")
	local units=(--unit "guildledger-*@$name.service" --unit "guildledger-*@$name.timer" --unit "guildledger@$name.target")
	command -v journalctl >/dev/null || stop 69 "this machine has no systemd: the logs are where the jobs' supervisor writes them" \
		"esta máquina no tiene systemd: los registros están donde los escribe quien supervisa los trabajos"
	[ $# -gt 0 ] || arguments=(--lines 100)
	case ${GL_LOG_FORMAT:-} in
	text) plain=true ;;
	ecs | json) ;;
	*) [ ! -t 1 ] || plain=true ;;
	esac
	# The names as a file: an argument holds 128 KiB, and everybody on the machine can read it.
	journalctl "${units[@]}" --output json --quiet "${arguments[@]}" | jq -r --unbuffered --slurpfile known <(
		if $plain; then member_names; else echo '{}'; fi) --argjson plain $plain '
		($known[0] // {}) as $names |
		def cleaned: gsub("[\\p{Cc}\\p{Cf}]"; "?");
		def named: gsub("(?<before>member |@)(?<id>[0-9]{1,20})"; .before + .id + (if $names[.id] then " " + ($names[.id][:40] | tojson) else "" end));
		(.MESSAGE | if type == "array" then implode else . // "" end) as $text
		| (.__REALTIME_TIMESTAMP | tonumber / 1000000) as $time
		| ($text | try fromjson catch null | if type == "object" and has("@timestamp") then . else null end) as $ecs
		| if $plain then
			if $ecs then "\($ecs["process.name"] // "")\(if $ecs["log.level"] == "info" then "" else " " + ($ecs["log.level"] // "") end): \($ecs.message // "" | named)"
			else "\(.SYSLOG_IDENTIFIER // "systemd"): \($text)" end
			| "\($time | strflocaltime("%Y-%m-%d %H:%M:%S")) \(. | cleaned)"
		else
			($ecs // {"@timestamp": ($time | todate), "log.level": (if (.PRIORITY // "6" | tonumber) <= 3 then "error" elif (.PRIORITY // "6" | tonumber) == 4 then "warn" else "info" end),
				"message": $text, "ecs.version": "8.11.0", "service.name": "guildledger", "process.name": (.SYSLOG_IDENTIFIER // "systemd"),
				"event.dataset": "guildledger.log", "event.action": "said"}) | tojson
		end'
}
