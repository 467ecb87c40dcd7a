#!/usr/bin/env bash
# gl-setup: a configuration from a bot's token, a server and a channel, or changes to one that is
# there. Asks on a terminal for what its options do not say, finds the rest by the other tools, and
# leaves nothing behind when it fails.
set -euo pipefail
umask 077
ulimit -c 0 # the token is in this process, too, for a moment

here=$(cd "$(dirname "$0")" && pwd)
PATH="$here:$PATH"
# What the tools say here is for people, who need not read each setting that is booked.
export GL_LOG_FORMAT=${GL_LOG_FORMAT:-text} GL_LOG=${GL_LOG:-warn}
for parts in "$here/setup" "$here/../lib/guildledger/setup"; do # as built, as installed
	if [ -d "$parts" ]; then break; fi
done
# shellcheck source=src/tools/setup/ask.bash
. "$parts/ask.bash"
# shellcheck source=src/tools/setup/suggest.bash
. "$parts/suggest.bash"
# shellcheck source=src/tools/setup/discord.bash
. "$parts/discord.bash"
# shellcheck source=src/tools/setup/books.bash
. "$parts/books.bash"
# shellcheck source=src/tools/setup/endpoint.bash
. "$parts/endpoint.bash"

name=main token_file='' guild='' channel='' currency='' scale='' zone='' treasurer='' teller='' mentions='' endpoint='' lang_told='' books_lang='' home_told='' config_told=''
now_channels='' now_treasurers='' now_tellers='' now_mentions=no now_lang='' now_zone='' now_currency='' prefix='!'
lang=$(locale_language)
talk=no
if [ -t 0 ]; then talk=yes; fi
if [ "$(id -u)" = 0 ]; then
	config=/etc/guildledger home=/var/lib/guildledger
else
	config=${XDG_CONFIG_HOME:-$HOME/.config}/guildledger home=${XDG_DATA_HOME:-$HOME/.local/share}/guildledger
fi

usage() {
	if [ "$lang" = es ]; then usage_es; else usage_en; fi
}
usage_es() {
	cat <<TXT
Uso: gl-setup [OPCIÓN...] [NOMBRE]
Crea la configuración NOMBRE (main) o cambia la que ya existe: el archivo del token, un archivo de entorno y libros con sus canales
y permisos. En un terminal pregunta todo lo que no digan las opciones. Sin terminal valen los valores por defecto, y las opciones que
no lo tienen son obligatorias.

      --token-file ARCHIVO   el archivo con el token del bot; sin terminal, el token puede llegar por la entrada estándar
      --guild ID             la comunidad (servidor)
      --channel ID[,ID...]   los canales donde escriben los miembros
      --currency CÓDIGO      de 2 a 10 mayúsculas y cifras (PTS); no se puede cambiar después
      --scale N              sus decimales, de 0 a 9 (2); no se puede cambiar después
      --timezone ZONA        donde empiezan los días de la comunidad (la de esta máquina); no se puede cambiar después
      --treasurer ID[,ID...] los roles de tesorería; none: nadie
      --teller ID[,ID...]    los roles de caja; none: nadie
      --mentions             sin el permiso Message Content: las órdenes empiezan con una mención del bot
      --no-mentions          lo contrario, que es lo normal
      --interactions-url URL pide a Discord que envíe los comandos de barra y los botones a esa dirección; none: a ninguna
      --books-lang es|en     el idioma de los libros: sus cuentas, informes y páginas (como --lang; si no, lo que diga Discord)
      --config CARPETA       donde van NOMBRE.env y NOMBRE.token ($config)
      --home CARPETA         donde van los libros y los límites ($home)
      --lang es|en           el idioma de las preguntas (lo pregunta al empezar; si no, el del sistema)
      --help                 esta ayuda
      --version              la versión

Códigos de salida: 0 hecho; 64 uso, o falta una respuesta; 73 otra configuración tiene la comunidad, o el nombre está ocupado; 75 no se
puede contactar con Discord ahora; 77 Discord lo rechazó, o la comprobación final encontró algo roto; los demás son de las herramientas
que ejecuta.
TXT
}
usage_en() {
	cat <<TXT
Usage: gl-setup [OPTION...] [NAME]
Make the configuration NAME (main), or change the one that is there: a token's file, an environment file, books with their channels
and permits. On a terminal it asks for everything that no option gives. Without a terminal the defaults apply, and options without a
default are required.

      --token-file FILE      the file with the bot's token; without a terminal the token may come on standard input
      --guild ID             the guild (server)
      --channel ID[,ID...]   the channels where members write
      --currency CODE        2 to 10 capitals and digits (PTS); cannot be changed later
      --scale N              its decimals, 0 to 9 (2); cannot be changed later
      --timezone TZ          where the guild's days begin (this machine's); cannot be changed later
      --treasurer ID[,ID...] the roles of the treasurers; none: nobody
      --teller ID[,ID...]    the roles of the tellers; none: nobody
      --mentions             do without the Message Content intent: commands begin with a mention of the bot
      --no-mentions          the opposite, which is the default
      --interactions-url URL have Discord send slash commands and buttons to that address; none: nowhere
      --books-lang es|en     the language of the books: their accounts, reports and pages (as --lang; else as Discord says)
      --config FOLDER        where NAME.env and NAME.token go ($config)
      --home FOLDER          where books and limits go ($home)
      --lang es|en           of the questions (asked first; as the locale says)
      --help                 this page
      --version              the version

Exit codes: 0 done; 64 usage, or an answer is missing; 73 another configuration has the guild, or the name is taken; 75 Discord
cannot be reached now; 77 Discord refused, or the final check found something broken; others are those of the tools it calls.
TXT
}

while [ $# -gt 0 ]; do
	case $1 in
	--token-file | --guild | --channel | --currency | --scale | --timezone | --treasurer | --teller | --config | --home | --lang | --books-lang | --interactions-url)
		[ $# -gt 1 ] || stop 64 "$1 takes a value" "$1 necesita un valor"
		case $1 in
		--token-file) token_file=$2 ;;
		--guild) guild=$2 ;;
		--channel) channel=$2 ;;
		--currency) currency=$2 ;;
		--scale) scale=$2 ;;
		--timezone) zone=$2 ;;
		--treasurer) treasurer=$2 ;;
		--teller) teller=$2 ;;
		--config) config=$2 config_told=yes ;;
		--home) home=$2 home_told=yes ;;
		--lang) lang=$2 lang_told=yes ;;
		--books-lang) books_lang=$2 ;;
		--interactions-url) endpoint=$2 ;;
		esac
		shift 2
		;;
	--mentions) mentions=yes && shift ;;
	--no-mentions) mentions=no && shift ;;
	--help) usage && exit 0 ;;
	--version) exec gl-db --version ;;
	-*) stop 64 "there is no option $1; --help lists them" "no existe la opción $1; --help las enumera" ;;
	*) name=$1 && shift ;;
	esac
done
for word in "$lang" "${books_lang:-en}"; do
	[ "$word" = es ] || [ "$word" = en ] || stop 64 "a language is es or en, not '$word'" \
		"el idioma es «es» o «en», no «$word»"
done
for folder in "$config" "$home"; do # NAME.env holds them for a shell and for systemd, which start elsewhere
	[[ $folder != *[\'\"\\\$\`$'\n']* ]] || stop 64 "a folder's name may not hold quotes, \\, \$ or line breaks: $folder" \
		"el nombre de una carpeta no puede llevar comillas, \\, \$ ni saltos de línea: $folder"
done
config=$(realpath -ms -- "$config") home=$(realpath -ms -- "$home")
[[ $name =~ ^[A-Za-z0-9_-]{1,32}$ ]] || stop 64 "a name is 1 to 32 letters, digits, _ and -: not '$name'" \
	"un nombre tiene de 1 a 32 letras, cifras, _ y -: «$name» no vale"
env_file=$config/$name.env
kept_token=$config/$name.token
change=no
if [ -e "$env_file" ]; then
	change=yes
elif [ -e "$kept_token" ] && ! [ "$kept_token" -ef "${token_file:-/dev/null}" ]; then
	stop 73 "$kept_token exists already, without $env_file: use it with --token-file $kept_token, or choose another name" \
		"$kept_token ya existe, sin $env_file: úsalo con --token-file $kept_token, o elige otro nombre"
fi

work=$(mktemp -d)
made=() # what to take away again when this fails
done=no
echo_was='' # how the terminal was before it stopped showing what is typed
finish() {
	show_typing
	rm -rf "$work"
	if [ $done = no ] && [ ${#made[@]} -gt 0 ]; then rm -rf "${made[@]}"; fi
}
trap finish EXIT
trap 'exit 130' INT
export GL_STATE=$work/state

ask_language() {
	local suggestion=1
	if [ -n "$lang_told" ]; then return; fi
	if [ "$talk" = no ]; then return; fi
	if [ "${now_lang:-$lang}" = es ]; then suggestion=2; fi
	lang=
	printf 'Language / Idioma:  1 English  2 español\n'
	ask lang $suggestion check_language 'Number / Número' 'Number / Número'
	lang_told=yes
}

# check_option VARIABLE CHECK: what an option said, before anything is asked.
check_option() {
	if [ -n "${!1}" ]; then ask "$1" '' "$2" '' ''; fi
}
check_option guild check_ids
check_option channel check_ids
check_option currency check_currency
check_option scale check_scale
check_option zone check_zone
check_option treasurer check_roles
check_option teller check_roles
check_option endpoint check_endpoint

if [ $change = yes ]; then read_configuration; fi
ask_language
if [ "$talk" = yes ] && [ $change = no ] && [ "$(id -u)" != 0 ] && [ -z "$config_told" ] && [ -d /run/systemd/system ] && id guildledger >/dev/null 2>&1; then
	say "You are not root: this makes a configuration of your own, in $config, which you start yourself. For the service of this machine: Ctrl+C, then  sudo gl-setup" \
		"No eres root: esto crea una configuración tuya, en $config, que pones en marcha tú. Para el servicio de la máquina: Ctrl+C y después  sudo gl-setup"
fi
if [ $change = yes ]; then
	refuse_what_stays
	say "The configuration $name exists already: your answers change it. Enter keeps the value in brackets." \
		"La configuración $name ya existe: tus respuestas la cambian. Intro conserva lo que va entre corchetes."
fi

get_token
export GL_TOKEN_FILE=$token_file
if [ -z "$guild" ]; then
	[ "$talk" = yes ] || needed --guild
	choose_guild
elif [ $change = no ]; then
	other=$(configuration_of "$guild")
	[ -z "$other" ] || stop 73 "the configuration $other serves the guild $guild already; to change it: gl-setup $other" \
		"la configuración $other ya lleva el servidor $guild; para cambiarla: gl-setup $other"
fi
look_at_guild
guild_name=$(jq -r 'select(.type == "guild").name' "$work/roster")
owner=$(jq -r 'select(.type == "guild").owner_id' "$work/roster")
guild_lang=$(jq -r 'select(.type == "guild").lang' "$work/roster")
shown=$(jq -r "select(.type == \"guild\") | $clean_name" "$work/roster")
say "That is $shown." "Es $shown."

if [ -z "$books_lang" ] && [ -n "$lang_told" ]; then # --lang of a configuration that is there is of the questions alone
	if [ $change = no ] || [ "$talk" = yes ]; then books_lang=$lang; fi
elif [ -z "$books_lang" ] && [ $change = no ]; then
	books_lang=$guild_lang
	if [ "$lang" = es ]; then books_lang=es; fi
fi

if [ -z "$channel" ] && [ "$talk" = yes ]; then choose_channels "$now_channels"; fi
[ -n "$channel" ] || [ $change = yes ] || needed --channel
if [ $change = no ]; then
	if [ "$talk" = yes ]; then
		[ -n "$zone" ] || say "Time zone: where the days of reports and batches begin and end. It cannot be changed later." \
			"Zona horaria: cuándo empiezan y acaban los días de informes y lotes. Después no se puede cambiar."
	fi
	ask zone "$(machine_zone)" check_zone "Time zone" "Zona horaria"
	if [ "$talk" = yes ] && [ -z "$currency" ]; then
		say "Currency: a code such as EUR, or one of your own such as PTS (points). It cannot be changed later; others can be added." \
			"Moneda: un código como EUR, o uno propio como PTS (puntos). Después no se puede cambiar; sí se pueden añadir otras."
	fi
	if [ "$talk" = yes ]; then suggestion=$(suggest_currency "$zone"); else suggestion=PTS; fi
	ask currency "$suggestion" check_currency "Code" "Código"
	suggestion=2
	if [ "$talk" = yes ]; then
		suggestion=$(suggest_scale "$currency")
		[ -n "$scale" ] || say "Decimals: 2 for euros and cents, 0 where there are no cents. They cannot be changed later." \
			"Decimales: 2 para euros y céntimos, 0 si no hay céntimos. Después no se pueden cambiar."
	fi
	ask scale "$suggestion" check_scale "How many" "Cuántos"
fi

list_roles
if [ "$talk" = yes ] && [ -z "$treasurer$teller" ] && [ ${#ids[@]} -gt 0 ]; then
	say "Roles. Tellers take and give cash; treasurers do that, too, and they close batches and move money between accounts. 0: nobody yet." \
		"Roles. Caja cobra y entrega efectivo; tesorería también, y además cierra lotes y mueve dinero entre cuentas. 0: nadie todavía."
	show_choices
fi
for variable in treasurer teller; do
	if [ -z "${!variable}" ] && { [ "$talk" = no ] || [ ${#ids[@]} -eq 0 ]; }; then
		if [ $change = no ]; then printf -v $variable none; fi
	elif [ -z "${!variable}" ] && [ $variable = treasurer ]; then
		choose_roles treasurer "$now_treasurers" "Treasurers' role" "Rol de tesorería"
	elif [ -z "${!variable}" ]; then
		choose_roles teller "$now_tellers" "Tellers' role" "Rol de caja"
	fi
	for role in ${!variable//,/ }; do
		[ "$role" = none ] || jq -es --arg role "$role" 'any(.type == "role" and .role_id == $role)' "$work/roster" >/dev/null ||
			stop 64 "$shown has no role $role" "$shown no tiene el rol $role"
	done
done

if [ $change = yes ]; then
	change_books
	keep_token
else
	make_books
	keep_token
	write_environment
fi
done=yes
if [ -n "$endpoint" ]; then register_endpoint; fi
# shellcheck source=src/tools/setup/end.bash
. "$parts/end.bash"
