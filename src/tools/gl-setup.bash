#!/usr/bin/env bash
# gl-setup: a configuration from a bot's token, a guild and a channel. Asks for what its options do not say, finds the rest by
# the other tools, and leaves nothing behind when it fails.
set -euo pipefail
umask 077

here=$(cd "$(dirname "$0")" && pwd)
PATH="$here:$PATH"
name=main token_file='' guild='' channel='' currency='' scale='' zone='' treasurer='' teller='' mentions=no lang=en
case ${LANG:-} in es*) lang=es ;; esac
if [ "$(id -u)" = 0 ]; then
	config=/etc/guildledger home=/var/lib/guildledger
else
	config=${XDG_CONFIG_HOME:-$HOME/.config}/guildledger home=${XDG_DATA_HOME:-$HOME/.local/share}/guildledger
fi

say() { # ENGLISH SPANISH
	if [ "$lang" = es ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}
stop() { # CODE ENGLISH SPANISH
	printf 'gl-setup: ' >&2
	say "$2" "$3" >&2
	exit "$1"
}
usage() {
	cat <<TXT
Usage: gl-setup [OPTION...] [NAME]
Make the configuration NAME (main): a token's file, an environment file, books with their first channel and permits.
What no option says is asked on the terminal.

      --token-file FILE      what holds the bot's token
      --guild ID             the guild (server)
      --channel ID           the channel where members write
      --currency CODE        2 to 10 capitals and digits (PTS)
      --scale N              its decimals, 0 to 9 (2)
      --timezone TZ          where the guild's days begin (this machine's)
      --treasurer ROLE_ID    who wears this role is treasurer; none: nobody yet
      --teller ROLE_ID       who wears this role is teller; none: nobody yet
      --mentions             do without the Message Content intent: commands begin with a mention of the bot
      --config FOLDER        where NAME.env and NAME.token go ($config)
      --home FOLDER          where books and limits go ($home)
      --lang es|en           of the questions (as \$LANG says)

Exit codes: 0 done; 64 usage, or something was not answered; 73 the configuration is there already; 75 Discord cannot be
reached now; 77 Discord refused, or the last look found something broken; others as of the tools it calls.
TXT
}

while [ $# -gt 0 ]; do
	case $1 in
	--token-file | --guild | --channel | --currency | --scale | --timezone | --treasurer | --teller | --config | --home | --lang)
		[ $# -gt 1 ] || stop 64 "$1 takes a value" "$1 lleva un valor"
		case $1 in
		--token-file) token_file=$2 ;;
		--guild) guild=$2 ;;
		--channel) channel=$2 ;;
		--currency) currency=$2 ;;
		--scale) scale=$2 ;;
		--timezone) zone=$2 ;;
		--treasurer) treasurer=$2 ;;
		--teller) teller=$2 ;;
		--config) config=$2 ;;
		--home) home=$2 ;;
		--lang) lang=$2 ;;
		esac
		shift 2
		;;
	--mentions) mentions=yes && shift ;;
	--help) usage && exit 0 ;;
	--version) exec gl-db --version ;;
	-*) stop 64 "there is no option $1; --help lists them" "no hay opción $1; --help las lista" ;;
	*) name=$1 && shift ;;
	esac
done
for folder in "$config" "$home"; do # NAME.env holds them for a shell and for systemd, which start elsewhere
	[[ $folder != *[\'\"\\\$\`$'\n']* ]] || stop 64 "a folder's name may not hold quotes, \\, \$ or line breaks: $folder" "el nombre de una carpeta no puede llevar comillas, \\, \$ ni saltos de línea: $folder"
done
config=$(realpath -ms -- "$config") home=$(realpath -ms -- "$home")
[[ $name =~ ^[A-Za-z0-9_-]{1,32}$ ]] || stop 64 "a name is 1 to 32 letters, digits, _ and -: not '$name'" "un nombre son de 1 a 32 letras, cifras, _ y -: no '$name'"
env_file=$config/$name.env
kept_token=$config/$name.token
for file in "$env_file" "$kept_token"; do
	[ ! -e "$file" ] || [ "$file" -ef "${token_file:-/dev/null}" ] || stop 73 "$file is there already; choose another name, or remove it first" "$file ya existe; elige otro nombre, o bórralo antes"
done

# ask VARIABLE DEFAULT ENGLISH SPANISH: its value, unless an option gave one.
ask() {
	local answer
	[ -z "${!1}" ] || return 0
	if ! [ -t 0 ] && [ -n "$2" ]; then
		printf -v "$1" %s "$2"
		return 0
	fi
	say "$3${2:+ [$2]}" "$4${2:+ [$2]}"
	IFS= read -r answer || stop 64 "that needs an answer, or an option (--help)" "hace falta una respuesta, o una opción (--help)"
	printf -v "$1" %s "${answer:-$2}"
}
need_id() { # VALUE ENGLISH SPANISH
	[[ $1 =~ ^[0-9]{1,19}$ ]] || stop 64 "$2: '$1' is no id; switch on Developer Mode in Discord (Settings, Advanced), then right-click and Copy ID" \
		"$3: '$1' no es un id; activa el modo desarrollador en Discord (Ajustes, Avanzado), y luego clic derecho y Copiar ID"
}

work=$(mktemp -d)
made=() # what to take away again when this fails
done=no
finish() {
	rm -rf "$work"
	if [ $done = no ] && [ ${#made[@]} -gt 0 ]; then rm -rf "${made[@]}"; fi
}
trap finish EXIT

if [ -z "$token_file" ]; then
	say "The bot's token (developer portal, the application, Bot, Reset Token); it is not shown:" \
		"El token del bot (portal de desarrolladores, la aplicación, Bot, Reset Token); no se muestra:"
	IFS= read -rs token || stop 64 "the token is needed" "hace falta el token"
	token_file=$work/token
	printf '%s\n' "$token" >"$token_file"
fi
export GL_TOKEN_FILE=$token_file GL_STATE=$work/state
ask guild '' "The guild's id (right-click the server's name, Copy Server ID):" "El id del servidor (clic derecho en su nombre, Copiar ID del servidor):"
need_id "$guild" "the guild" "el servidor"

look() { # 75: Discord cannot be reached
	local code=0
	gl-roster --guild "$guild" >"$work/roster" 2>"$work/refusal" || code=$?
	[ $code != 75 ] || { cat "$work/refusal" >&2; exit 75; }
	[ $code = 0 ] && grep -q '"type":"guild"' "$work/roster"
}
if ! look; then
	code=0
	link=$(gl-doctor --invite --guild "$guild" 2>"$work/invite") || code=$?
	if [ -z "$link" ]; then
		cat "$work/invite" >&2
		exit $((code == 2 ? 77 : code))
	fi
	say "The bot is not in that guild yet. An admin of it opens this link; then press Enter here:" \
		"El bot aún no está en ese servidor. Un admin suyo abre este enlace; luego pulsa Intro aquí:"
	printf '%s\n' "$link"
	[ ! -t 0 ] || IFS= read -r _
	rm -rf "$work/state" # what was refused before may now be allowed
	look || { cat "$work/refusal" >&2; exit 77; }
fi
guild_name=$(jq -r 'select(.type == "guild").name' "$work/roster")
owner=$(jq -r 'select(.type == "guild").owner_id' "$work/roster")
guild_lang=$(jq -r 'select(.type == "guild").lang' "$work/roster")
shown=$(jq -r 'select(.type == "guild").name | gsub("[\\p{Cc}\\p{Cf}]"; " ")' "$work/roster") # a terminal would obey control characters
say "That is $shown." "Es $shown."

ask channel '' "The id of the channel where members write (right-click it, Copy Channel ID):" "El id del canal donde escriben los miembros (clic derecho, Copiar ID del canal):"
need_id "$channel" "the channel" "el canal"
ask currency PTS "The currency's code:" "El código de la moneda:"
ask scale 2 "How many decimals:" "Cuántos decimales:"
ask zone "$(cat /etc/timezone 2>/dev/null || echo UTC)" "The guild's time zone:" "La zona horaria del servidor:"

if [ -t 0 ] && [ -z "$treasurer$teller" ]; then
	say "Its roles:" "Sus roles:"
	jq -r --arg guild "$guild" 'select(.type == "role" and .role_id != $guild and .managed == false) | "  \(.role_id)  \(.name | gsub("[\\p{Cc}\\p{Cf}]"; " "))"' "$work/roster"
fi
ask treasurer none "The id of the treasurers' role, or none:" "El id del rol de los tesoreros, o none:"
ask teller none "The id of the tellers' role, or none:" "El id del rol de los cajeros, o none:"
for role in "$treasurer" "$teller"; do
	[ "$role" = none ] || jq -es --arg role "$role" 'any(.type == "role" and .role_id == $role)' "$work/roster" >/dev/null ||
		stop 64 "$shown has no role $role" "$shown no tiene el rol $role"
done

mkdir -p "$config" "$home"
chmod 755 "$home"
if mkdir "$home/$name" 2>/dev/null; then made+=("$home/$name"); fi
mkdir -p "$home/$name/books" "$home/$name/state"
export GL_DB=$home/$name/books/books.db GL_GUILD=$guild
gl-db init --guild "$guild" --name "$guild_name" --owner "$owner" --currency "$currency" --scale "$scale" --lang "$guild_lang" --timezone "$zone" >/dev/null
gl-apply <"$work/roster" >/dev/null

tell() { # WORD...: an operator's command, which must succeed
	local outcome
	outcome=$(gl-command --as gl-setup "$@" | gl-apply)
	jq -e '.status == "ok"' >/dev/null <<<"$outcome" || stop 70 "$* was refused: $outcome" "$* se rechazó: $outcome"
}
tell config channel "<#$channel>" on
[ $mentions = no ] || tell config reading mentions
[ "$treasurer" = none ] || tell permit "<@&$treasurer>" treasurer
[ "$teller" = none ] || tell permit "<@&$teller>" teller

made+=("$env_file")
if [ ! "$token_file" -ef "$kept_token" ]; then
	made+=("$kept_token")
	tr -d '\r' <"$token_file" >"$kept_token"
fi
{
	printf 'GL_DB="%s"\nGL_STATE="%s"\nGL_GUILD=%s\n' "$GL_DB" "$home/$name/state" "$guild"
	[ -z "${GL_API:-}" ] || printf 'GL_API=%s\n' "$GL_API"
	[ -z "${GL_CA_FILE:-}" ] || printf 'GL_CA_FILE=%s\n' "$GL_CA_FILE"
} >"$env_file"
chmod 644 "$env_file"
if [ "$(id -u)" = 0 ] && id guildledger >/dev/null 2>&1; then
	chown -R guildledger: "$home/$name"
fi
done=yes

say "$env_file is written. A last look:" "$env_file está escrito. Una última mirada:"
code=0
GL_TOKEN_FILE=$kept_token GL_STATE=$work/state gl-doctor --lang "$lang" || code=$?
for jobs in "$here/../lib/guildledger/jobs" "$here/../jobs" "$here/../../jobs"; do # installed, in a checkout, of another build there
	if [ -d "$jobs" ]; then break; fi
done
if [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ]; then
	start="systemctl enable --now guildledger@$name.target"
else
	start="GL_CONFIG=$config $(cd "$jobs" && pwd)/tick $name   $(say '(again and again, from cron for instance)' '(una y otra vez, desde cron por ejemplo)')"
fi
if [ $code -gt 1 ]; then # it could not do what the first member asks
	look="(set -a; . $env_file; GL_TOKEN_FILE=$kept_token gl-doctor)"
	say "It is not ready yet. Fix what is BROKEN above, then look again:  $look" "Aún no está lista. Arregla lo ROTO de arriba y vuelve a mirar:  $look"
	exit 77
fi
say "Start it:  $start" "Arráncalo:  $start"
if [ "$mentions" = yes ]; then
	say "Then mention the bot in the channel: @bot register, @bot balance." "Después menciona al bot en el canal: @bot registrar, @bot saldo."
else
	say "Then write !register and !balance in the channel." "Después escribe !registrar y !saldo en el canal."
fi
