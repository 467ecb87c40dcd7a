# A guild at work on a fake Discord, a copy of its books, and what a restore leaves of them.
load live

job() { GL_TICK=${GL_TICK:-60} "$PROJECT/jobs/$1" "${@:2}"; } # a tick of a minute waits for a channel's full bucket

# A Discord that forgets nonces at once, as it does within minutes: only a look tells what was sent.
forgetful_live() {
	live
	fake '{"op":"set","key":"nonce_window_s","value":0}' >/dev/null
}

# A guild at work on a fake Discord, and a copy of its books.
working_guild() {
	forgetful_live
	export GL_NAME=test GL_BACKUPS="$BATS_TEST_TMPDIR/backups"
	gl-command permit '<@&501>' teller | gl-apply >/dev/null
	write 11 '!balance' >/dev/null
	write 11 '!pay <@12> 10 before the copy' >/dev/null
	job tick
	job backup
	COPY=$(find "$GL_BACKUPS" -name 'test-*.db')
}

# What was there before the restore.
kept() { find "$BATS_TEST_TMPDIR" -name 'books.db-*Z.kept'; }
