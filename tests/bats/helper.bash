# What the bats files share: fresh books in a temporary folder, messages as the API gives them, a roster.
bats_require_minimum_version 1.5.0
for part in /usr/lib/bats/bats-{support,assert}/src/*.bash; do . "$part"; done # their load.bash starts a process for each

PROJECT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
export PATH="${GL_BIN:-$PROJECT/bin}:$PATH"
export npm_config_fetch_timeout=20000 npm_config_fetch_retries=1 # a machine without npm's registry skips what needs it, soon
export GL_TALK=0 # a tick is one look; tests/bats/talk.bats is about more
export GL_STRICT_PREFETCH=1 # what a rule looks up and nobody asked for ends gl-apply here; in service it is loaded
export GL_SUM_SEED=326eaa548e7bb1b3e97ff8e26929630fa0c04a21179ec71afe5f6b62d0796b81 # not chance: books come out equal
export TZ=UTC GL_LOG_FORMAT=text GL_LOG=warn ASAN_OPTIONS=detect_leaks=0:exitcode=99
# jq 1.6 compiles its own library at each start: 36 ms, of which a file of tests has hundreds; gojq takes 5. It sorts the keys of objects, so
# what may show their order stays with jq.
jq() {
	case ${1:-}:$* in *_entries* | *tojson*) command jq "$@" ;; -r* | -e*) gojq "$@" ;; *) command jq "$@" ;; esac
}
unset GL_DB GL_GUILD LC_ALL
export LANG=C.UTF-8 # a bare machine has none, and bash writes no letter beyond ASCII then
FIRST_MESSAGE=310000000000 # milliseconds after Discord's epoch: 2024-10-27T23:06:40Z

# Over a server (GL_TEST_SERVER, an address: tests/postgres/cluster) each test's books are a schema of their own there.
if [ -n "${GL_TEST_SERVER:-}" ]; then
	export PATH="$PROJECT/tests/postgres:$PATH"
fi

# new_books NAME: the address of fresh, empty books: a file, or a schema of the server.
new_books() {
	local schema
	if [ -z "${GL_TEST_SERVER:-}" ]; then
		echo "$BATS_TEST_TMPDIR/$1"
		return
	fi
	schema=t$(printf '%s/%s' "$BATS_TEST_TMPDIR" "$1" | sha256sum | head -c 20)
	psql -X -q -d "$GL_TEST_SERVER" -c "SET client_min_messages = error; DROP SCHEMA IF EXISTS $schema CASCADE; CREATE SCHEMA $schema"
	echo "$GL_TEST_SERVER&options=-csearch_path%3D$schema"
}

# keep_books NAME: what GL_DB holds now, kept as the file NAME; bring_books NAME: it holds that again. no_books: it holds nothing.
keep_books() {
	if over_server; then env -u GL_GUILD gl-db copy "$GL_DB" "$1" >/dev/null; else cp "$GL_DB" "$1"; fi
}
no_books() {
	if over_server; then
		local schema=${GL_DB##*%3D}
		psql -X -q -d "$GL_TEST_SERVER" -c "SET client_min_messages = error; DROP SCHEMA IF EXISTS $schema CASCADE; CREATE SCHEMA $schema"
	else
		rm -f "$GL_DB" "$GL_DB-wal" "$GL_DB-shm"
	fi
}
bring_books() {
	no_books
	if over_server; then env -u GL_GUILD gl-db copy "$1" "$GL_DB" >/dev/null; else cp "$1" "$GL_DB"; fi
}

over_server() { [ -n "${GL_TEST_SERVER:-}" ]; }
# of_files WHY: what follows is about books in a file.
of_files() { if over_server; then skip "books in a file: $1"; fi; }

# ask_books SQL: asked of the books themselves, also what no copy holds (leases).
# A server's text has no operator ->>; both engines are asked by the same words.
ask_books() { if over_server; then psql -X -q -At -d "$GL_DB" -c "$(sed -E "s/([a-z_.]+) ->> ('[^']*')/json_text(\1, \2)/g" <<<"$1")"; else sqlite3 -cmd '.timeout 5000' "$GL_DB" "$1"; fi; }

# tamper SQL: as somebody would who can write the file: the triggers go, and come back. On a server as its owner can: they are asleep.
tamper() {
	if over_server; then
		psql -X -q -v ON_ERROR_STOP=1 -d "$GL_DB" -c 'SET session_replication_role = replica' -c "$1" >/dev/null
		return
	fi
	sqlite3 "$GL_DB" "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'" >"$BATS_TEST_TMPDIR/triggers"
	sqlite3 "$GL_DB" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'" | sqlite3 "$GL_DB"
	sqlite3 -cmd ".dbconfig defensive off" "$GL_DB" "$1" >/dev/null # the shell of 3.46 lets no schema be written else
	sqlite3 "$GL_DB" <"$BATS_TEST_TMPDIR/triggers"
}

# of_plain_build WHY: what follows sees nothing more on the sanitized build. once WHY: nor over a server.
of_plain_build() { case ${GL_BIN:-} in *build-san*) skip "plain build: $1" ;; esac; }
once() {
	of_plain_build "$1"
	if over_server; then skip "over a file: $1"; fi
}

# init_books [OPTION...]: books of guild 1000, fresh; GL_DB names them. name_books: the name alone, and the roster.
name_books() {
	GL_DB=$(new_books books.db)
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	roster >"$ROSTER"
}
init_books() {
	name_books
	gl-db init --guild 1000 --name Test --owner 10 "$@" >/dev/null
}

# until_true SECONDS COMMAND...: waits until the command succeeds, so long at most.
until_true() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || { echo "in vain: $*"; return 1; }
		sleep 0.1
	done
}

# free_port: one below those that the kernel gives to connections, which the other tests make all the time.
free_port() {
	python3 - <<-'PYTHON'
		import random, socket
		while True:
		    port = random.SystemRandom().randrange(20000, 32000)
		    with socket.socket() as tried:
		        try:
		            tried.bind(("127.0.0.1", port))
		        except OSError:
		            continue
		    print(port)
		    break
	PYTHON
}

roster() { untraced roster_lines; }
roster_lines() {
	echo '{"type":"guild","guild_id":"1000","name":"Test","owner_id":"10","lang":"en"}'
	member 10 owner; member 11 ana; member 12 bob; member 13 carla '"501"'; member 14 tomas '"502"'; member 15 audra '"503"'
	echo '{"type":"member","guild_id":"1000","user_id":"16","name":"gone","roles":[],"pending":false,"left":true}'
	echo '{"type":"member","guild_id":"1000","user_id":"17","name":"waiting","roles":[],"pending":true,"left":false}'
}

member() { # ID NAME [ROLE]
	printf '{"type":"member","guild_id":"1000","user_id":"%s","name":"%s","roles":[%s],"pending":false,"left":false}\n' "$1" "$2" "${3:-}"
}

# json_string TEXT: sets JSON to it as a JSON string. jq costs more than all else that a message takes, and is asked only where there is something to escape.
json_string() {
	if [[ $1 =~ ^[[:print:]]*$ && $1 != *[\"\\]* ]]; then JSON="\"$1\""; else JSON=$(jq -cn --arg text "$1" '$text'); fi
}

# untraced COMMAND...: the functions it calls run without bats' trap, which costs more before each command than the command does.
untraced() {
	local -
	set +T
	"$@"
}

# say NUMBER USER TEXT [NAME]: a message of the channel, one second after the one before.
say() { untraced message_line "$@"; }
message_line() {
	local JSON SPEAKER text
	json_string "$3"
	text=$JSON
	speaker "$2"
	json_string "${4:-$SPEAKER}"
	printf '{"id":"%s","channel_id":"2000","guild_id":"1000","type":0,"content":%s,"author":{"id":"%s","username":%s,"global_name":null},%s}\n' \
		$(((FIRST_MESSAGE + $1 * 1000) << 22)) "$text" "$2" "$JSON" '"mentions":[],"mention_roles":[],"mention_everyone":false,"attachments":[],"embeds":[],"flags":0,"pinned":false,"tts":false,"gl":{"prefix":"!","bot_id":"999","bot_role_id":"998","lang":"en"}'
}

# speaker ID: sets SPEAKER, what a user is called; without a process, since some tests say a thousand messages.
speaker() {
	case $1 in 10) SPEAKER=owner ;; 11) SPEAKER=ana ;; 12) SPEAKER=bob ;; 13) SPEAKER=carla ;; 14) SPEAKER=tomas ;; 15) SPEAKER=audra ;; *) SPEAKER=u$1 ;; esac
}

# tick: messages of stdin through the inbound pipeline; outcomes on stdout.
tick() { gl-parse | gl-identify --roster "$ROSTER" | gl-apply "$@"; }

# A guild at work: permits given, ana and bob registered, ana with 100.00. The file is made once, and copied for whoever wants the same from the same tools.
working_books() {
	local kept
	kept=${TESTS_KEPT:-$BATS_RUN_TMPDIR}/working-$(cksum <<<"${GL_BIN:-} $PATH ${LD_PRELOAD:-} $LANG ${LC_ALL:-} ${LANGUAGE:-} $TZ ${FAKETIME:-} $*" | tr ' ' -)
	if ! over_server && [ -e "$kept" ]; then
		name_books
		cp "$kept" "$GL_DB"
		return
	fi
	init_books "$@"
	{
		say 1 10 '!permit <@&501> teller'; say 2 10 '!permit <@&502> treasurer'; say 3 10 '!permit <@&503> auditor'
		say 4 11 '!register'; say 5 12 '!register'; say 6 13 '!deposit <@11> 100.00 cash'
	} | tick >/dev/null
	if ! over_server && ! [ -s "$GL_DB-wal" ]; then
		cp "$GL_DB" "$kept.$BASHPID"
		mv "$kept.$BASHPID" "$kept"
	fi
}

# One message, its outcome's field: `outcome status 7 11 '!pay …'`.
outcome() { say "$2" "$3" "$4" | tick | jq -r ".$1 // empty"; }

# operator WORDS...: an operator's command, applied.
operator() { gl-command --at 2025-06-01T00:00:00Z "$@" | gl-apply; }

balance_of() { gl-report balances --format json | jq -r --arg account "$1" --arg currency "${2:-PTS}" '.[] | select((if .user_id then "@" else "" end) + .account == $account and .currency == $currency) | .balance'; }

# made_file KIND [N]: the Nth file (from 0) of the newest delivery of that kind with files, as it is made on the way out.
made_file() { gl-outbox --lease 0 | jq -c --arg kind "$1" 'select(.kind == $kind and .files)' | jq -rs "max_by(.id | tonumber).files[${2:-0}].base64" | base64 -d; }

# dump_of FILE: all that is in it. Sorted: a copy of the content (VACUUM INTO) names indexes, views and triggers in an order of its own.
dump_of() { sqlite3 "$1" .dump | LC_ALL=C sort; }
everything() { dump_of "$GL_DB"; }

# all_end_well PID...: waits for these children of the shell, which must succeed; a bare `wait` would wait for bats' own, too.
all_end_well() {
	local pid
	for pid; do wait "$pid" || fail "process $pid ended with $?"; done
}

# receipt_of TRANSACTION: its code, by SQL and coreutils.
receipt_of() {
	local leaf
	leaf=$({ printf '\0'; sqlite3 -list -separator , "$GL_DB" "SELECT transaction_id, entry, time, verb, reverses, account_id, currency, amount
		FROM entries JOIN transactions USING (guild_id, transaction_id) WHERE guild_id = $GL_GUILD AND transaction_id = $1 ORDER BY entry"; } | sha256sum | head -c 10 | tr a-f A-F)
	echo "$1-$(printf %s "$leaf" | basenc --base16 -d | basenc --base32hex | tr 0-9A-V 0-9A-HJKMNP-TV-Z)"
}

# poison TABLE CONDITION: the books refuse such rows, as no rule foresaw; cure: they take them again.
poison() {
	if over_server; then
		ask_books "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN RAISE EXCEPTION 'poisoned'; END \$\$;
			CREATE TRIGGER poison BEFORE INSERT ON $1 FOR EACH ROW WHEN ($2) EXECUTE FUNCTION poison()"
	else
		ask_books "CREATE TRIGGER poison BEFORE INSERT ON $1 WHEN $2 BEGIN SELECT RAISE(ABORT, 'poisoned'); END"
	fi
	POISONED=$1
}
cure() {
	if over_server; then ask_books "DROP TRIGGER poison ON $POISONED; DROP FUNCTION poison()"; else ask_books 'DROP TRIGGER poison'; fi
}

# faketime: without what a killed one left behind, with which the next process of that number does not start.
faketime() {
	local left
	for left in /dev/shm/*faketime_*; do
		[ -e "/proc/${left##*_}" ] || rm -f "$left"
	done
	command faketime "$@"
}
