# Files that come with commands: a guild on a fake Discord whose members send them.
load live

# attached USER TEXT FILE...: a member writes, with files; FILE is a name, or NAME=SIZE for a size that the message says.
attached() {
	local user=$1 text=$2 names
	shift 2
	names=$(command jq -cn '[$ARGS.positional[] | split("=") | if length > 1 then [.[0], (.[1] | tonumber)] else .[0] end]' --args "$@")
	fake "$(command jq -cn --arg user "$user" --arg text "$text" --argjson attach "$names" '{op: "say", channel: "2000", user: $user, text: $text, attach: $attach}')" >/dev/null
}
file() { fake "$(command jq -cn --arg name "$1" --argjson more "$2" '{op: "file", name: $name} + $more')" >/dev/null; }
# kept_in [OPTION...]: a tick inwards with gl-keep.
kept_in() { gl-channels | gl-fetch | gl-parse | gl-identify | gl-keep "$@" | gl-apply; }
sha_of() { printf %s "$1" | sha256sum | head -c 64; }
rows() { ask_books "SELECT transaction_id || ' ' || substr(sha256, 1, 8) || ' ' || size || ' ' || media_type || ' ' || batch FROM evidence ORDER BY seq, sha256"; }
stored() { find "$GL_FILES" -type f -name '????????????????????????????????????????????????????????????????' | sort; }
evidence_books() {
	live
	export GL_FILES="$BATS_TEST_TMPDIR/files"
	fake '{"op":"member","guild":"1000","id":"14","name":"tomas","roles":["502"]}' >/dev/null
	{ echo 'permit <@&501> teller'; echo 'permit <@&502> treasurer'; echo 'account open rent expense'; } | gl-command | gl-apply >/dev/null
}
# why: of the last row of the log, why files were not kept.
why() { ask_books "SELECT record FROM commands ORDER BY seq DESC LIMIT 1" | jq -c '.unkept // []'; }
sound() {
	run gl-verify --replay
	assert_success
}
