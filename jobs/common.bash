# shellcheck shell=bash
# The beginning of every job: strict bash, the configuration, the tools' folder, one lock per
# configuration. A job is started by systemd (guildledger-*@NAME, which reads
# /etc/guildledger/NAME.env), or as JOB NAME by hand or by cron.
set -euo pipefail
umask 077

# Starts no subshell and no program: a tick does this every few seconds.
here=${BASH_SOURCE[1]%"${BASH_SOURCE[1]##*/}"} # "" if the job was found in the current folder
[[ $here == /* ]] || here=$PWD/$here
for folder in "${GL_BIN:-}" "${here%/}/../bin" "${here%/}/../../../bin"; do # as given; a checkout; an installation under PREFIX/lib/guildledger/jobs
	if [ -x "$folder/gl-apply" ]; then
		PATH="$folder:$PATH"
		break
	fi
done

if [ $# -gt 0 ]; then
	[[ $1 =~ ^[A-Za-z0-9_.-]+$ ]] || { echo "${0##*/}: a configuration's name has letters, digits, _, . and -: not '$1'" >&2; exit 64; }
	GL_NAME=$1
	file="${GL_CONFIG:-/etc/guildledger}/$1.env"
	[ -r "$file" ] || { echo "${0##*/}: $file: no such configuration; gl-setup writes one" >&2; exit 78; }
	set -a # what the file says is for the tools
	# shellcheck disable=SC1090
	. "$file"
	set +a
	if [ -z "${GL_TOKEN_FILE:-}${CREDENTIALS_DIRECTORY:-}" ]; then
		export GL_TOKEN_FILE="${file%.env}.token"
	fi
	shift
fi
# limits.db is in a separate folder: the tools that may write there have the token, and must not reach
# the books.
: "${GL_NAME:=default}" "${GL_STATE:=${STATE_DIRECTORY:+$STATE_DIRECTORY/state}}" "${GL_STATE:=$HOME/.local/state/guildledger}"
# Files that came with commands: beside a state folder of that name, else in it.
if [[ $GL_STATE == */state ]]; then : "${GL_FILES:=${GL_STATE%/state}/files}"; else : "${GL_FILES:=$GL_STATE/files}"; fi
export GL_NAME GL_STATE GL_FILES
[ -d "$GL_STATE" ] || mkdir -p "$GL_STATE"

# Records the result of each run for gl-metrics, however it ends: began.NAME.JOB at its start,
# ended.NAME.JOB at its end (start, end, exit code, last success; number of runs that were ok,
# postponed, failed). A run that was killed with SIGKILL leaves a start without an end. The end has a
# fixed length and is written in place by one write(2): no reader sees only a part of it, and no
# program renames a file every few seconds.
temporary=() # files that are deleted when the run ends
began=${EPOCHREALTIME/,/.}
note_end() {
	local code=$? file=$GL_STATE/ended.$GL_NAME.${0##*/} end=${EPOCHREALTIME/,/.} success=0 ok=0 later=0 failed=0 line=()
	trap '' TERM INT HUP
	set +e
	[ ${#temporary[@]} -eq 0 ] || rm -rf "${temporary[@]}"
	read -ra line 2>/dev/null <"$file"
	if [[ "${line[*]}" =~ ^[0-9.]+\ [0-9.]+\ [0-9]+\ [0-9.]+\ [0-9]+\ [0-9]+\ [0-9]+$ ]]; then
		success=${line[3]} ok=${line[4]} later=${line[5]} failed=${line[6]}
	fi
	case $code in
	0) success=$end ok=$((ok + 1)) ;;
	75) later=$((later + 1)) ;;
	*) failed=$((failed + 1)) ;;
	esac
	printf '%-150s\n' "$began $end $code $success $ok $later $failed" 1<>"$file"
	exit $code
}
[ -n "${uncounted:-}" ] || trap note_end EXIT # a long-running job leaves recording to the jobs that it runs
trap 'exit 143' TERM # the current command ends first
trap 'exit 130' INT
trap 'exit 129' HUP
[ -n "${uncounted:-}" ] || printf '%s\n' "$began" >"$GL_STATE/began.$GL_NAME.${0##*/}" || exit 73

# whole VARIABLE LEAST: its value must be a whole number of at least so much; 78 (EX_CONFIG) otherwise.
whole() {
	if ! [[ ${!1} =~ ^[1-9][0-9]{0,4}$ && ${!1} -ge $2 ]]; then
		echo "${0##*/}: $1 takes a whole number of at least $2, not '${!1}'" >&2
		exit 78
	fi
}

# lock SECONDS: takes the configuration's lock, waiting at most so long; 75 (EX_TEMPFAIL) if another
# job holds it. is_wanted: whether a job waits for it; a waiting job shares a second lock, which the
# kernel releases however the job ends.
lock() {
	exec 9>>"$GL_STATE/$GL_NAME.lock"
	if flock -n 9; then return; fi
	if [ "$1" -gt 0 ]; then
		exec 8>>"$GL_STATE/$GL_NAME.wanted"
		flock -s 8
	fi
	flock -w "$1" 9 || { echo "${0##*/}: another job of $GL_NAME is running; the timer will try again" >&2; exit 75; }
	exec 8>&-
}
is_wanted() { ! flock -n 8 8>>"$GL_STATE/$GL_NAME.wanted"; }

# beside_books: the folder for files beside the books: that of the books, or the one above GL_STATE if
# the books are on a server.
beside_books() {
	case ${GL_DB:-} in
	postgres://* | postgresql://*) dirname "$GL_STATE" ;;
	*) dirname "$GL_DB" ;;
	esac
}
