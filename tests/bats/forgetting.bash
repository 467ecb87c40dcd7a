# What the tests of forget share: a member whose name and words hold a mark, and a look for it in all that the books hold.
load helper

# Everything that waits is sent.
send_all() {
	local sent
	while sent=$(gl-outbox --lease 0 | jq -c '{type: "delivered", guild_id, id, with, status: "sent", discord_id: "1"} | with_entries(select(.value != null))'); [ -n "$sent" ]; do
		gl-apply <<<"$sent" >/dev/null
	done
}

# all_of PATTERN: rows of the whole database, in whatever table, that hold it.
all_of() { everything | grep -i -e "$1"; }

# Member 21, whose name and words all hold the mark.
stranger() {
	jq -cn '{type: "member", guild_id: "1000", user_id: "21", name: "Zqx Mark", nick: "Zqxnick", roles: ["501"], pending: false, left: false}' | tee -a "$ROSTER" | gl-apply >/dev/null
	operator register '<@21>' >/dev/null
	operator deposit '<@21>' 50 'for @Zqx Mark' >/dev/null
}
