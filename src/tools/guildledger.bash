#!/usr/bin/env bash
# guildledger: one command for people. It finds the configuration, becomes the user of the service,
# and runs one of the small tools with that configuration in its environment. NAME.env is read as
# systemd reads it: nothing in it is expanded or executed.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
for parts in "$here/launch" "$here/../lib/guildledger/launch"; do # as built, as installed
	if [ -d "$parts" ]; then break; fi
done
# shellcheck source=src/tools/launch/configuration.bash
. "$parts/configuration.bash"
# shellcheck source=src/tools/launch/logs.bash
. "$parts/logs.bash"
# shellcheck source=src/tools/launch/several.bash
. "$parts/several.bash"

own_folder=${XDG_CONFIG_HOME:-${HOME:-/}/.config}/guildledger system_folder=/etc/guildledger
name='' user='' file='' all='' several=()
lang=en language=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
case $language in es*) lang=es ;; esac

say() { # ENGLISH SPANISH
	if [ $lang = es ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}
stop() { # CODE ENGLISH SPANISH: the codes are those of sysexits.h
	printf 'guildledger: ' >&2
	say "$2" "$3" >&2
	exit "$1"
}

# What there is for people. Every other gl-TOOL is run by its name, too.
commands() {
	cat <<'TXT'
setup|make a configuration: token, server, channel, roles|crea una configuración: token, servidor, canal, roles
doctor|check everything; say what is wrong, and the fix|lo comprueba todo; dice qué falla y su solución
logs|what was booked and refused, and what failed: -f, --since -1h|lo apuntado, lo rechazado y lo que falló: -f, --since -1h
report|balances, statements, journal, log and other reports|saldos, extractos, diario, registro y otros informes
follow|events for other programs: --cursor FILE, --after SEQ|eventos para otros programas: --cursor ARCHIVO, --after SEQ
batch|list and show batches; make records that open, close or roll one|enumera y muestra lotes; crea registros que abren, cierran o renuevan uno
command|turn your words into the record of a command, for apply|convierte tus palabras en el registro de una orden, para apply
apply|apply records to the books: command ... \| apply|aplica registros a los libros: command ... \| apply
outbox|answers that wait or failed; send them again|respuestas pendientes o fallidas; las envía de nuevo
verify|prove that the books are sound|demuestra que los libros están bien
site|write the books as web pages into a folder|escribe los libros como páginas web en una carpeta
where|where each guild is, and which moves have not ended: [GUILD]|dónde está cada comunidad, y qué traslados no han acabado: [COMUNIDAD]
move|move a guild to another place: GUILD FROM TO|traslada una comunidad a otro sitio: COMUNIDAD DE A
backup|copy the books now|copia los libros ahora
restore|put a copy in the place of the books|pone una copia en el lugar de los libros
db|begin, migrate, check and copy books|crea, migra, comprueba y copia libros
TXT
}
usage() {
	say "Usage: guildledger [OPTION...] COMMAND [ARGUMENT...]" \
		"Uso: guildledger [OPCIÓN...] ORDEN [ARGUMENTO...]"
	say "Run one of guildledger's tools with a configuration, as the user of the service." \
		"Ejecuta una herramienta de guildledger con una configuración, como el usuario del servicio."
	printf '\n'
	say "Commands:" "Órdenes:"
	commands | sed 's/\\|/\x01/g' | while IFS='|' read -r word english spanish; do
		printf '  %-10s ' "$word"
		say "$english" "$spanish"
	done | tr '\1' '|'
	say "COMMAND --help shows the rest; any other gl-TOOL is run as: guildledger TOOL." \
		"ORDEN --help muestra el resto; cualquier otra gl-HERRAMIENTA: guildledger HERRAMIENTA."
	printf '\n'
	say "  -c, --configuration=NAME   which one, if there are several; may be given again" \
		"  -c, --configuration=NOMBRE cuál, si hay varias; se puede repetir"
	say "      --all                  all of them, one after the other" \
		"      --all                  todas, una tras otra"
	say "  -u, --user=USER            become this user (root only; default: the service's)" \
		"  -u, --user=USUARIO         usa este usuario (solo root; por defecto, el del servicio)"
	say "      --help                 print this help and exit" \
		"      --help                 muestra esta ayuda y termina"
	say "      --version              print the version and exit" \
		"      --version              muestra la versión y termina"
	printf '\n'
	say "Configurations are $system_folder/NAME.env (root) and $own_folder/NAME.env; GL_CONFIG names another folder." \
		"Las configuraciones son $system_folder/NOMBRE.env (root) y $own_folder/NOMBRE.env; GL_CONFIG nombra otra carpeta."
	say "Exit codes: those of the tool; 64 usage, or no configuration was chosen; 77 not permitted; 78 no such configuration." \
		"Códigos de salida: los de la herramienta; 64 uso, o no se eligió configuración; 77 sin permiso; 78 no existe la configuración."
}

# --- The run

credentials=''

# Copies of runs that were killed, which could not take theirs away. In /run only root makes folders.
drop_left_tokens() {
	local left
	for left in /run/guildledger.[0-9]*.????????; do
		[ -e "/proc/$(cut -d. -f2 <<<"$left")" ] || rm -rf "$left"
	done
}

# The token is root's file: the service's user gets a copy for this run only, in memory, as systemd
# gives it one.
lend_token() {
	local token=${file%.env}.token folder=/dev/shm
	[ -z "${GL_TOKEN_FILE:-}" ] || return 0
	if [ -z "$user" ]; then
		export GL_TOKEN_FILE=$token
		return 0
	fi
	trap '[ -z "$credentials" ] || rm -rf "$credentials"' EXIT
	if [ -w /run ]; then drop_left_tokens && folder=/run; fi
	credentials=$(mktemp -d "$folder/guildledger.$$.XXXXXXXX")
	if [ -e "$token" ]; then install -m 400 -o "$user" "$token" "$credentials/token"; fi
	chmod 500 "$credentials"
	chown "$user" "$credentials"
	export CREDENTIALS_DIRECTORY=$credentials
}

# run WORD...: as the service's user where there is one to become. Standard input and output stay
# the person's. Files that the words name are opened by that user: better said here than by a tool
# that knows of no other.
run() {
	local as=() word
	if [ -n "$user" ]; then
		as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups --no-new-privs --)
		for word in "${@:2}"; do
			word=${word#--*=}
			if [[ $word == */* ]] && [ -f "$word" ] && ! "${as[@]}" test -r "$word"; then
				stop 77 "$word cannot be read by $user; copy it to where that user can read it" \
					"$user no puede leer $word; cópialo a donde pueda leerlo"
			fi
		done
	fi
	if [ -z "$credentials" ]; then exec "${as[@]}" "$@"; fi
	"${as[@]}" "$@"
}

# prepare COMMAND: the environment of the tool, and whom to become.
prepare() {
	choose_file "$1"
	[ -n "$file" ] || return 0
	if is_root; then
		check_owner
		[ -n "$user" ] || user=$(service_user "$name")
		[ -z "$user" ] || id "$user" >/dev/null 2>&1 || stop 78 "there is no user $user on this machine" \
			"en esta máquina no existe el usuario $user"
		[ "$user" != root ] || user=''
		if [ "${file%/*}" = $system_folder ]; then : "${GL_STATE:=/var/lib/guildledger/$name/state}"; fi
	fi
	if [ -n "$user" ]; then unset TMPDIR CREDENTIALS_DIRECTORY; fi # root's own
	[ -r "$file" ] || stop 77 "$file cannot be read by $(id -un)" \
		"$(id -un) no puede leer $file"
	unset GL_TOKEN_FILE # of another bot, perhaps: the token is the configuration's
	load_file
	export GL_NAME=$name GL_CONFIG=${file%/*}
	[ -z "${GL_STATE:-}" ] || export GL_STATE
	# The log of a command names the person, who came by way of sudo.
	export USER=${SUDO_USER:-${DOAS_USER:-${USER:-$(id -un)}}}
	[ -z "$language" ] || export LANG=$language
	if [ -n "$user" ]; then
		HOME=$(getent passwd "$user" | cut -d: -f6)
		# In a pager that is another user's, nobody starts a shell or writes a file. sudo may
		# allow this command and no other.
		export HOME LOGNAME=$user LESSSECURE=1
		unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR
	fi
}

# job NAME WORD...: one of jobs/, from a checkout or an installation. Its find(1) must be able to
# return to the folder it starts in.
job() {
	local folder
	cd /
	for folder in "$here/../jobs" "$here/../lib/guildledger/jobs" "$here/../../jobs"; do
		[ ! -x "$folder/$1" ] || run "$(cd "$folder" && pwd)/$1" "${@:2}"
	done
	stop 69 "the job $1 is not installed beside this program" \
		"el trabajo $1 no está instalado junto a este programa"
}

# --- The words

again="$*"
while [ $# -gt 0 ]; do
	case $1 in
	-c | --configuration | -u | --user)
		[ $# -gt 1 ] || stop 64 "$1 takes a value" "$1 necesita un valor"
		case $1 in -c | --configuration) several+=("$2") ;; *) user=$2 ;; esac
		shift 2
		;;
	--configuration=*) several+=("${1#*=}") && shift ;;
	--user=*) user=${1#*=} && shift ;;
	--all) all=yes && shift ;;
	-c?*) several+=("${1#-c}") && shift ;;
	-u?*) user=${1#-u} && shift ;;
	--help | -h | '-?') usage && exit 0 ;;
	--version) exec "$here/gl-db" --version ;;
	-*) stop 64 "there is no option $1; --help lists them" \
		"no existe la opción $1; --help las enumera" ;;
	*) break ;;
	esac
done
for name in "${several[@]}"; do
	[[ $name =~ ^[A-Za-z0-9_.-]+$ ]] || stop 64 "a configuration's name has letters, digits, _, . and -: not '$name'" \
		"el nombre de una configuración tiene letras, cifras, _, . y -: «$name» no vale"
done
if [ $# = 0 ]; then
	usage >&2
	exit 64
fi
[ -z "$user" ] || is_root || [ "$user" = "$(id -un)" ] || stop 77 "only root can become $user; run: sudo guildledger $again" \
	"solo root puede usar el usuario $user; ejecuta: sudo guildledger $again"
command=${1#gl-}
shift
case $command in
help) usage && exit 0 ;;
setup) exec "$here/gl-setup" "$@" ;;
esac
for word in "$@"; do # about the tool, which needs no configuration
	case $word in
	--help | '-?' | --usage | --version) if [ -x "$here/gl-$command" ]; then exec "$here/gl-$command" "$word"; fi ;;
	--) break ;;
	esac
done
code=0
if [ -n "$all" ] || [ ${#several[@]} -gt 1 ] || [ "$command" = where ]; then
	over_several "$command" "$@" || code=$?
	exit $code
fi
case $command in
logs)
	choose_file logs
	logs "$@" || code=$?
	;;
backup)
	[ $# = 0 ] || stop 64 "backup takes no arguments; man guildledger-jobs describes it" \
		"backup no admite argumentos; man guildledger-jobs lo describe"
	prepare backup
	job backup
	;;
restore)
	words=(-)
	for word in "$@"; do
		if [[ $word != -* && -e $word ]]; then word=$(realpath -s -- "$word"); fi
		words+=("$word")
	done
	prepare restore
	job restore "${words[@]}"
	;;
move | drop-copy)
	between_two "$command" "$@"
	;;
command | batch)
	prepare "$command"
	if [ "$command" = command ] && [ -t 1 ]; then
		say "This is the record; to have it applied: guildledger command … | guildledger apply" \
			"Este es el registro; para aplicarlo: guildledger command … | guildledger apply" >&2
	fi
	run "$here/gl-$command" --as "$USER" "$@"
	;;
doctor | roster | fetch | identify | send | commands | endpoint)
	[ -x "$here/gl-$command" ] || stop 64 "there is no command $command; --help lists them" \
		"no existe la orden $command; --help las enumera"
	prepare "$command"
	lend_token
	run "$here/gl-$command" "$@" || code=$?
	;;
*)
	[[ $command =~ ^[a-z-]+$ && -x $here/gl-$command ]] || stop 64 "there is no command $command; --help lists them" \
		"no existe la orden $command; --help las enumera"
	prepare "$command"
	run "$here/gl-$command" "$@"
	;;
esac
exit $code
