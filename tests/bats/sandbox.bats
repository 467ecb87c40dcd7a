# Confinement: what each kind of sandbox lets through, and that every tool enters its own before it reads a byte of input.
load helper

# The probe is built beside the tools under test; strace (Debian package of that name) watches those that end at once.
setup() {
	local build="$PROJECT/build"
	case ${GL_BIN:-} in */build-san/bin) build="$PROJECT/build-san" ;; esac
	TRESPASS="$build/unit/trespass" PROBE="$build/unit/probe.so"
	[ -x "$TRESPASS" ] && [ -e "$PROBE" ] || { echo "no $TRESPASS or $PROBE: make unit"; return 1; }
	mkdir "$BATS_TEST_TMPDIR/own" "$BATS_TEST_TMPDIR/other"
	touch "$BATS_TEST_TMPDIR/own/file" "$BATS_TEST_TMPDIR/other/file"
	ln -s ../other/file "$BATS_TEST_TMPDIR/own/link"
	export GL_STATE="$BATS_TEST_TMPDIR/state" GL_TOKEN_FILE="$BATS_TEST_TMPDIR/token" GL_API=http://127.0.0.1:1/api/v10 GL_PUBLIC_KEY
	printf -v GL_PUBLIC_KEY '%064d' 1
	echo fake-token >"$GL_TOKEN_FILE"
	chmod 600 "$GL_TOKEN_FILE"
}

allowed() {
	rm -f "$BATS_TEST_TMPDIR/own/new" "$BATS_TEST_TMPDIR/other/new"
	"$TRESPASS" "$1" "$BATS_TEST_TMPDIR/own" "$BATS_TEST_TMPDIR/other" | paste -sd' '
}
landlock() { python3 -c 'import ctypes; exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 1)'; } # landlock_create_ruleset: its version
need_strace() { command -v strace >/dev/null || skip 'strace is not installed (Debian package strace)'; }

# How each tool is run: its kind of sandbox, then its arguments. One that is not here fails the tests by name.
way_of() {
	case $1 in
	gl-parse | gl-command | gl-interaction) echo pure ;;
	gl-post) echo pure --channel 2000 ;;
	gl-import) echo lists --guild 1000 ;;
	gl-chart) echo drawing ;;
	gl-keep) echo network --files "$BATS_TEST_TMPDIR/files" ;;
	gl-identify) echo pure --roster "$ROSTER" ;;
	gl-fetch | gl-send | gl-roster | gl-commands | gl-endpoint) echo network --deadline 0.5 ;;
	gl-apply | gl-channels | gl-choices | gl-due | gl-follow | gl-outbox | gl-metrics) echo books ;;
	gl-lease) echo books --holder worker ;;
	gl-doctor) echo each --deadline 0.5 ;; # a process for the books and one for the network
	gl-setup) echo script ;; # bash, which runs the tools
	gl-batch) echo books list ;;
	gl-report) echo books balances ;;
	gl-site) echo books "$BATS_TEST_TMPDIR/site" ;;
	gl-db) echo books info ;;
	gl-verify) echo books ;;
	*) return 1 ;;
	esac
}
tools() { for tool in "${GL_BIN:-$PROJECT/bin}"/gl-*; do basename "$tool"; done; }

# confined KIND TOOL [ARGUMENT...]: the calls by which a run confines itself, in order, and none of its input read before.
confined() {
	local kind=$1 trace="$BATS_TEST_TMPDIR/trace" process lines found wanted='privileges landlock seccomp'
	shift
	[ "$kind" != pure ] && landlock || wanted='privileges seccomp'
	rm -f "$trace".*
	# a file for each process: in one file their lines tear each other
	timeout 60 strace -ff -qq -o "$trace" -e trace=prctl,seccomp,landlock_restrict_self,read,poll "$@" </dev/null >/dev/null 2>&1 || true
	lines=$(for process in "$trace".*; do
		sed -nE 's/^prctl\(PR_SET_NO_NEW_PRIVS, 1.*= 0$/privileges/p
			s/^landlock_restrict_self\(.*= 0$/landlock/p
			s/^seccomp\(SECCOMP_SET_MODE_FILTER, 0, (\{|0x).*= 0$/seccomp/p
			s/^(read\(0, |poll\(\[\{fd=0,).*/input/p' "$process" | awk -v process="${process##*.}" '!seen[$0]++ { print process, $0 }'
	done)
	if [ "$kind" = each ] && [ "$(grep -c seccomp <<<"$lines")" != 2 ]; then echo "$*: not both of its processes are confined"; return 1; fi
	for process in $(cut -d' ' -f1 <<<"$lines" | sort -u); do
		found=$(sed -n "s/^$process //p" <<<"$lines" | paste -sd' ')
		[[ "$found " == "$wanted "* ]] || { echo "$*: unconfined; wanted '$wanted', found '$found'"; return 1; }
	done
	[ -n "$lines" ] || { echo "$*: unconfined; no such call was seen"; return 1; }
}

@test "without a sandbox the probe reaches everything: what is refused below is refused by it" {
	run allowed none
	assert_output 'own-read own-write own-create other-read other-write other-create other-list other-by-link passwd environment certificates socket-internet socket-unix connect memory-file namespace fork ptrace execve'
}

@test "PURE: no file, no socket, no process, no other program" {
	run allowed pure
	assert_output ''
}

@test "NETWORK: sockets and certificates, its own folder; not the books, no other file, no other program" {
	landlock || skip 'this kernel has no Landlock'
	run allowed network
	assert_output 'own-read own-write own-create certificates socket-internet connect'
}

@test "BOOKS: their folder only; no socket, no other program" {
	landlock || skip 'this kernel has no Landlock'
	run allowed books
	assert_output 'own-read own-write own-create'
}

@test "LISTS: what may be read, nothing to be written; no socket, no other program" {
	landlock || skip 'this kernel has no Landlock'
	run allowed lists
	assert_output 'own-read'
}

@test "every tool drops privileges, shuts files off and filters calls before it looks at its input" {
	need_strace
	working_books
	local failed=0 tool words
	for tool in $(tools); do
		words=()
		read -ra words < <(way_of "$tool") || { echo "$tool: say in way_of() how it is confined"; failed=1; continue; }
		[ "${words[0]}" != script ] || [ "$(head -c 2 "$(command -v "$tool")")" != '#!' ] || continue
		confined "${words[0]}" "$tool" "${words[@]:1}" || failed=1
	done
	return $failed
}

# What each kind of process may do of the hundred things that tests/sandbox/probe.c tries. Whatever is not here is refused.
allowed_to() {
	local internet='internet internet-connect internet-udp inherited-connect' self='kill-self raise'
	case $1 in
	pure) echo "$self" ;;
	network) echo "folder-create $internet pair $self" ;;
	keeping) echo "times-books $internet pair $self core-file" ;; # it has no token; only the times of files of its own user
	books) if over_server; then echo "$internet unix unix-connect unix-datagram pair $self core-file"; else echo "books folder-create $self core-file"; fi ;;
	proof) if over_server; then allowed_to books | sed 's/pair/& fork/'; else echo "books folder-create fork $self core-file"; fi ;; # SQLite's check is a process
	key) echo "books folder-create $self" ;; # a secret leaves no core file, as the token in a network tool does not
	signing) echo "books folder-create fork $self" ;;
	copy | lists) echo "$self core-file" ;; # it is open already
	drawing) echo 'chdir fork execve execveat raise core-file setuid' ;; # gnuplot is run
	*) return 1 ;;
	esac
}

# The books, a token and others' files, as the probe expects them; they hold what they did after each of its attempts.
probe_files() {
	mkdir -p "$BATS_TEST_TMPDIR"/{books,secret,other,state,site,tmp}
	if ! over_server; then GL_DB="$BATS_TEST_TMPDIR/books/books.db" gl-db init --guild 1000 --name Test --owner 10 >/dev/null; fi
	touch "$BATS_TEST_TMPDIR/books/books.db"
	export GL_TOKEN_FILE="$BATS_TEST_TMPDIR/secret/token"
	echo fake-token >"$GL_TOKEN_FILE"
	chmod 600 "$GL_TOKEN_FILE" "$BATS_TEST_TMPDIR/books/books.db"
}

# probed FOLDER TOOL ARGUMENT...: what came through in each process of TOOL that confined itself, which may write FOLDER; a line each.
probed() {
	local folder=$1 before=''
	shift
	case ${GL_BIN:-} in */build-san/bin) before=$(gcc -print-file-name=libasan.so) ;; esac
	rm -rf "$BATS_TEST_TMPDIR/probed" "$BATS_TEST_TMPDIR/other" "$folder/new"
	mkdir "$BATS_TEST_TMPDIR/other"
	touch "$BATS_TEST_TMPDIR/other/victim"
	LD_PRELOAD="$before $PROBE" TMPDIR="$BATS_TEST_TMPDIR/tmp" PROBE_OUT="$BATS_TEST_TMPDIR/probed" PROBE_FILES="$BATS_TEST_TMPDIR" PROBE_FOLDER=$folder \
		timeout 60 "$@" </dev/null >/dev/null 2>"$BATS_TEST_TMPDIR/probed.errors" || true
	cat "$BATS_TEST_TMPDIR/probed"
}

# only KIND... -- TOOL ARGUMENT...: the processes of TOOL may do what their kinds may, in this order, and nothing else.
only() {
	local kinds=() expected kind folder="$BATS_TEST_TMPDIR/books" found
	while [ "$1" != -- ]; do kinds+=("$1"); shift; done
	shift
	for kind in "${kinds[@]}"; do
		[ "$kind" != network ] || folder=$GL_STATE
		expected+="$(allowed_to "$kind")"$'\n'
	done
	[ ${#kinds[@]} = 1 ] || expected=${expected/books folder-create/books} # the folder is the second one's
	found=$(probed "$folder" "$@")
	[ "$found" = "${expected%$'\n'}" ] || { echo "$*: may do: $found; and not: ${expected%$'\n'}"; cat "$BATS_TEST_TMPDIR/probed.errors"; return 1; }
}

@test "what the probe tries can be done where nothing forbids it" {
	probe_files
	PROBE_FREE=1 probed "$BATS_TEST_TMPDIR/books" gl-parse --help >"$BATS_TEST_TMPDIR/free"
	for name in passwd environment token books folder-create other-create symlink link-token rename-victim unlink-victim chmod-token chmod-books fchmod-open times-books memfd \
		internet internet-connect internet-listen unix pair pair-datagram netlink fork clone3 execve kill-parent kill-group tgkill-parent limits-of-parent pidfd-open dumpable \
		write-execute write-then-execute shared-memory type-into-terminal landlock; do
		grep -qw -- "$name" "$BATS_TEST_TMPDIR/free" || fail "not even without a sandbox: $name"
	done
}

@test "no tool, however it is run, can do more than its kind, whatever took it over" {
	landlock || skip 'this kernel has no Landlock'
	probe_files
	if over_server; then working_books; else export GL_DB="$BATS_TEST_TMPDIR/books/books.db" GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster"; roster >"$ROSTER"; fi
	mkdir -p "$GL_STATE"
	local failed=0 tool words
	for tool in $(tools); do
		read -ra words < <(way_of "$tool")
		case $tool in
		gl-doctor) words[0]='books network' ;;
		gl-verify) words[0]=proof ;;
		gl-keep) words[0]=keeping ;;
		esac
		[ "${words[0]}" != script ] || continue
		# shellcheck disable=SC2086 # kinds
		only ${words[0]} -- "$tool" "${words[@]:1}" || failed=1
	done
	only network -- gl-identify || failed=1
	only pure -- gl-command balance || failed=1
	only books -- gl-db migrate || failed=1
	only books -- gl-outbox --failed || failed=1
	only books -- gl-channels --roster || failed=1
	only books -- gl-batch canonical 1 || failed=1
	only proof -- gl-verify --replay || failed=1
	if ! over_server; then
		only key -- gl-verify --new-key "$BATS_TEST_TMPDIR/books/proofs" || failed=1
		only signing -- gl-verify --key "$BATS_TEST_TMPDIR/books/proofs" --checkpoint "$BATS_TEST_TMPDIR/books/checkpoint" || failed=1
		only books -- gl-db backup "$BATS_TEST_TMPDIR/books/copy.db" || failed=1
		only copy -- gl-db check "$BATS_TEST_TMPDIR/books/copy.db" || failed=1
		only books -- gl-db restore --db "$BATS_TEST_TMPDIR/books/new.db" "$BATS_TEST_TMPDIR/books/copy.db" || failed=1
		only key -- gl-db new-key "$BATS_TEST_TMPDIR/books/key" || failed=1
		only key -- gl-db backup --key-file "$BATS_TEST_TMPDIR/books/key" "$BATS_TEST_TMPDIR/books/copy.enc" || failed=1
		assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/books/books.db")" 600
	fi
	assert_equal "$(stat -c %a "$GL_TOKEN_FILE") $(cat "$GL_TOKEN_FILE")" '600 fake-token'
	return $failed
}

@test "a process that holds the token has no room for a core file, and none of its user reads its memory" {
	mkfifo "$BATS_TEST_TMPDIR/in"
	exec 8<>"$BATS_TEST_TMPDIR/in"
	gl-fetch <"$BATS_TEST_TMPDIR/in" >/dev/null 2>&1 3>&- 8>&- &
	local run=$!
	until_true 60 grep -q 'Max core file size  *0  *0 ' "/proc/$run/limits"
	[ "$(id -u)" = 0 ] || assert_equal "$(stat -c %u "/proc/$run/mem")" 0
	kill "$run"
	wait "$run" 2>/dev/null || true
	exec 8>&-
	grep -qx LimitCORE=0 "$PROJECT"/systemd/guildledger-.service.d/*.conf
}

@test "the other ways to run a tool are confined, too" {
	of_files "restore, check and missing are of files"
	need_strace
	working_books
	confined network gl-identify
	confined pure gl-command balance
	confined books gl-db migrate
	confined books gl-db init --db "$BATS_TEST_TMPDIR/own/new.db" --guild 1 --name N --owner 2
	confined books gl-db backup "$BATS_TEST_TMPDIR/copy.db"
	confined books gl-db new-key "$BATS_TEST_TMPDIR/key"
	rm -f "$BATS_TEST_TMPDIR"/key*
	confined books gl-db check "$BATS_TEST_TMPDIR/copy.db"
	confined books gl-db missing "$BATS_TEST_TMPDIR/copy.db"
	confined books gl-db restore "$BATS_TEST_TMPDIR/copy.db"
	confined books gl-outbox --failed
	confined books gl-outbox --retry 1
	confined books gl-channels --roster
	confined books gl-batch canonical 1
	operator batch close till=uncounted >/dev/null
	gl-batch receipt "$(sqlite3 "$GL_DB" "SELECT substr(text, -10) FROM commands WHERE verb = 'deposit'")" >"$BATS_TEST_TMPDIR/proof"
	confined pure gl-batch check-receipt "$BATS_TEST_TMPDIR/proof"
}

@test "a filter at work shows the kernel's marks: no new privileges, calls filtered" {
	working_books
	mkfifo "$BATS_TEST_TMPDIR/in"
	local failed=0 tool pid tries marks words
	for tool in gl-parse gl-identify gl-apply gl-fetch gl-send gl-roster gl-post gl-command gl-chart gl-import; do
		read -ra words < <(way_of "$tool")
		exec 8<>"$BATS_TEST_TMPDIR/in"
		"$tool" "${words[@]:1}" <"$BATS_TEST_TMPDIR/in" >/dev/null 2>&1 3>&- 8>&- &
		pid=$!
		for tries in $(seq 1200); do
			marks=$(awk '/^(NoNewPrivs|Seccomp):/ { print $1 $2 }' "/proc/$pid/status" | paste -sd' ')
			[ "$marks" != 'NoNewPrivs:1 Seccomp:2' ] || break
			sleep 0.05
		done
		[ "$marks" = 'NoNewPrivs:1 Seccomp:2' ] || { echo "$tool: unconfined ($marks, after $tries looks)"; failed=1; }
		kill "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
		exec 8>&-
	done
	return $failed
}

@test "what holds the token opens no books; what holds the books, or reads members' words, no token and no socket" {
	of_files "a server is behind a socket"
	need_strace
	working_books
	local tool words
	for tool in $(tools); do
		words=()
		read -ra words < <(way_of "$tool")
		[[ ${words[0]} == network || ${words[0]} == books || ${words[0]} == pure || ${words[0]} == lists ]] || continue
		# what holds the token lets strace read no path; the probe tries the books all the same
		[ "${words[0]}" != network ] || [ "$(id -u)" = 0 ] || continue
		timeout 60 strace -f -qq -o "$BATS_TEST_TMPDIR/trace" -e trace=openat,open,socket "$tool" "${words[@]:1}" </dev/null >/dev/null 2>&1 || true
		case ${words[0]} in
		network) run grep -E 'books\.db' "$BATS_TEST_TMPDIR/trace" ;;
		books) run grep -E '/token"|socket\(' "$BATS_TEST_TMPDIR/trace" ;;
		pure | lists) run grep -E '/token"|socket\(|books\.db' "$BATS_TEST_TMPDIR/trace" ;;
		esac
		assert_output ''
	done
}

@test "a kernel without Landlock is a warning, and the tool does its work" {
	need_strace
	working_books
	run --separate-stderr timeout 60 strace -f -qq -o /dev/null -e inject=landlock_create_ruleset:error=ENOSYS "$(command -v gl-report)" balances --format csv
	assert_success
	assert_output --partial '100.00'
	assert_regex "$stderr" 'no Landlock: files are not confined'
	assert_equal "$(wc -l <<<"$stderr")" 1
}

@test "a kernel that refuses the filter of calls is an error: nothing is read, nothing is written" {
	need_strace
	working_books
	say 7 11 '!pay <@12> 5' | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/in"
	before=$(everything)
	for tool in gl-parse gl-apply; do
		run --separate-stderr timeout 60 strace -f -qq -o /dev/null -e inject=seccomp:error=EINVAL -e inject=prctl:error=EINVAL:when=2+ "$(command -v $tool)" <"$BATS_TEST_TMPDIR/in"
		assert_equal "$status" 71
		assert_output ''
		assert_regex "$stderr" 'does not work unconfined'
	done
	assert_equal "$(everything)" "$before"
}
