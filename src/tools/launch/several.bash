# shellcheck shell=bash
# Commands over several configurations, each in a shell of its own as if it was chosen alone; and
# those between two.
# shellcheck disable=SC2154,SC2034 # variables of guildledger and its other parts

# What may be asked of several at once: nothing that reads standard input, and nothing that is about
# one place.
check_several() { # COMMAND WORD
	case $1:${2:-} in
	doctor:* | verify:* | backup:* | metrics:* | report:* | outbox:* | lease:* | places:* | where:*) return 0 ;;
	db:info | db:migrate | db:rename-place) return 0 ;;
	esac
	stop 64 "$1 runs with one configuration: choose it with -c NAME; several can have doctor, where, verify, backup, metrics, report, outbox, lease and db info, db migrate, db rename-place" \
		"$1 usa una sola configuración: elígela con -c NOMBRE; varias pueden tener doctor, where, verify, backup, metrics, report, outbox, lease y db info, db migrate, db rename-place"
}

# alone CONFIGURATION WORD...: this command itself, with that configuration; with none where the
# environment is one.
alone() {
	"$here/guildledger" ${user:+--user "$user"} ${1:+--configuration "$1"} "${@:2}" </dev/null
}

# with CONFIGURATION WORD...: the same; worst becomes the largest exit code of all.
with() {
	local code=0
	alone "$@" || code=$?
	[ $code -le "$worst" ] || worst=$code
	return 0
}

# What each of the configurations knows, for gl-db where; the name of one that cannot say it.
tell_places() {
	local one
	for one in "${chosen[@]}"; do
		alone "$one" db places || printf '{"type":"places","config":"%s"}\n' "$one"
	done
}

# where WORD...: a guild that moves while the books are read, one after the other, may look as if it
# was at no place or at two: so nothing is said to be broken before it was seen twice.
where() {
	local words=() word answer code=0
	for word in "$@"; do
		case $word in
		[0-9]*) words+=(--guild "$word") ;;
		*) words+=("$word") ;;
		esac
	done
	answer=$(tell_places | "$here/gl-db" where "${words[@]}") || code=$?
	if [ $code = 2 ]; then
		code=0
		tell_places 2>/dev/null | "$here/gl-db" where "${words[@]}" || code=$?
	else
		[ -z "$answer" ] || printf '%s\n' "$answer"
	fi
	[ $code -le "$worst" ] || worst=$code
}

# The samples of one family are to be together, its HELP and TYPE once.
join_metrics() {
	awk '/^# (HELP|TYPE) / { family = $3; if (!(family in head)) order[++count] = family; if (!seen[$0]++) head[family] = head[family] $0 "\n"; next }
		{ samples[family] = samples[family] $0 "\n" }
		END { for (i = 1; i <= count; i++) printf "%s%s", head[order[i]], samples[order[i]] }'
}

each_metrics() {
	local one
	for one in "${chosen[@]}"; do with "$one" metrics "$@"; done
}

# choose_several COMMAND: sets chosen: the configurations that were named, else all.
choose_several() {
	local folder found
	find_folder
	chosen=("${several[@]}")
	[ ${#chosen[@]} -gt 0 ] || chosen=("${found[@]:-}")
	name=${chosen[0]} # whatever is wrong with one of them for this user is said once
	( choose_file "$1" )
}

# over_several COMMAND WORD...
over_several() {
	local one worst=0 command=$1 chosen
	check_several "$@"
	choose_several "$command" || exit
	case $command in
	where) where "${@:2}" ;;
	metrics) # with sets worst, in the shell that it runs in
		join_metrics < <(
			each_metrics "${@:2}"
			exit "$worst"
		)
		wait $! || worst=$?
		;;
	*)
		for one in "${chosen[@]}"; do
			printf '==> %s <==\n' "$one"
			with "$one" "$@"
			printf '\n'
		done
		if [ "$command" = doctor ]; then
			say "==> guilds of these configurations <==" "==> comunidades de estas configuraciones <=="
			where --problems
		fi
		;;
	esac
	return "$worst"
}

# settings_of NAME: its books and how libpq reaches them, as lines.
settings_of() {
	(
		name=$1
		unset GL_DB "${!PG@}"
		prepare move
		printf '%s\n' "${GL_DB:-}"
		env | grep '^PG' | sort || true
	)
}

# between_two VERB GUILD FROM TO: gl-db's verb, the places by the names of their configurations.
between_two() {
	local from to
	[[ $# = 4 && ${#several[@]} = 0 ]] || stop 64 "$1 takes a guild's id and the names of two configurations: $1 GUILD FROM TO" \
		"$1 necesita el id de una comunidad y los nombres de dos configuraciones: $1 COMUNIDAD DE A"
	from=$(settings_of "$3") || exit
	to=$(settings_of "$4") || exit
	[ "$(tail -n +2 <<<"$from")" = "$(tail -n +2 <<<"$to")" ] || stop 78 "$3 and $4 differ in their variables PG*, and one process has only one of each: make them equal, with a line for each server in PGPASSFILE" \
		"$3 y $4 tienen distintas variables PG*, y un proceso solo tiene una de cada: iguálalas, con una línea por servidor en PGPASSFILE"
	name=$3
	prepare "$1"
	run "$here/gl-db" "$1" --guild "$2" "$(head -n 1 <<<"$from")" "$(head -n 1 <<<"$to")"
}
