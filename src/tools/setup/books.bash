# shellcheck shell=bash
# What gl-setup writes: books with their first settings, or what changes in those that are there;
# the environment file, the token.
# shellcheck disable=SC2154,SC2034 # variables of gl-setup and its other parts

# with_books TOOL...: as the user whose books they are, so that root leaves nothing behind that
# the service cannot open.
with_books() {
	if [ -n "$service_user" ]; then
		runuser -u "$service_user" -- env PATH="$PATH" "$@"
	else
		"$@"
	fi
}
find_service_user() {
	local folder
	service_user=
	[ "$(id -u)" = 0 ] || return 0
	case $GL_DB in
	postgres://* | postgresql://*) if id guildledger >/dev/null 2>&1; then service_user=guildledger; fi ;;
	*)
		folder=$(stat -c %U "$(dirname "$GL_DB")" 2>/dev/null || true)
		if [ -n "$folder" ] && [ "$folder" != root ] && [ "$folder" != UNKNOWN ]; then service_user=$folder; fi
		;;
	esac
}

tell() { # WORD...: an operator's command, which must succeed. Refused, it says why in words.
	local record outcome
	record=$(gl-command --as gl-setup "$@" | jq -c --arg lang "$lang" '.lang = $lang')
	outcome=$(with_books gl-apply <<<"$record")
	jq -e '.status == "ok"' >/dev/null <<<"$outcome" ||
		stop 70 "the books refuse '$*': $(jq -r '.text // .code // .status' <<<"$outcome")" \
			"los libros rechazan «$*»: $(jq -r '.text // .code // .status' <<<"$outcome")"
}

# apply_list NOW WANTED ON OFF: for each id that comes, and each that goes, a command whose words
# are in the functions ON and OFF.
apply_list() {
	local id
	for id in ${2//,/ }; do case ,$1, in *,"$id",*) ;; *) "$3" "$id" ;; esac done
	for id in ${1//,/ }; do case ,$2, in *,"$id",*) ;; *) "$4" "$id" ;; esac done
}
channel_on() { tell config channel "<#$1>" on; }
channel_off() { tell config channel "<#$1>" off; }
treasurer_on() { tell permit "<@&$1>" treasurer; }
teller_on() { # a role has one permit, and treasurers may do what tellers do
	case ,${treasurer:-$now_treasurers}, in *,"$1",*) ;; *) tell permit "<@&$1>" teller ;; esac
}
# A role that is neither any more loses the permit; what became the other was told so already.
permit_off() { case ,$treasurer,$teller, in *,"$1",*) ;; *) tell permit "<@&$1>" none ;; esac }

apply_settings() {
	if [ -n "$channel" ]; then apply_list "$now_channels" "$channel" channel_on channel_off; fi
	if [ -n "$mentions" ] && [ "$mentions" != "$now_mentions" ]; then
		if [ "$mentions" = yes ]; then tell config reading mentions; else tell config reading all; fi
	fi
	if [ -n "$treasurer" ]; then apply_list "$now_treasurers" "${treasurer#none}" treasurer_on permit_off; fi
	if [ -n "$teller" ]; then apply_list "$now_tellers" "${teller#none}" teller_on permit_off; fi
}

make_books() {
	mkdir -p "$config" "$home"
	chmod 755 "$home"
	if mkdir "$home/$name" 2>/dev/null; then made+=("$home/$name"); fi
	mkdir -p "$home/$name/books" "$home/$name/state"
	export GL_DB=$home/$name/books/books.db GL_GUILD=$guild
	find_service_user
	with_books gl-db init --guild "$guild" --name "$guild_name" --owner "$owner" --currency "$currency" --scale "$scale" --lang "$books_lang" --timezone "$zone" >/dev/null
	with_books gl-apply <"$work/roster" >/dev/null
	apply_settings
}
change_books() { # of the people only what differs, as the timer would
	with_books gl-channels --roster | gl-roster | with_books gl-apply >/dev/null
	if [ -n "$books_lang" ] && [ "$books_lang" != "$now_lang" ]; then tell config language "$books_lang"; fi
	apply_settings
}

# What root runs here is root's, as guildledger has it, too: the environment file is a script.
check_owner() {
	local one
	[ "$(id -u)" = 0 ] || return 0
	for one in "$config" "$env_file"; do
		if [ "$(stat -L -c %u "$one")" != 0 ] || [ -n "$(find -L "$one" -maxdepth 0 -perm /022)" ]; then
			stop 77 "$one can be changed by others than root; run: chown root: $one && chmod go-w $one" \
				"$one lo pueden cambiar otros además de root; ejecuta: chown root: $one && chmod go-w $one"
		fi
	done
}

# The configuration that is there: its environment, and what its books hold.
read_configuration() {
	local all info
	check_owner
	unset GL_DB GL_GUILD GL_TOKEN_FILE # the file says, not the shell
	set -a
	# shellcheck disable=SC1090 # as the jobs do
	. "$env_file"
	set +a
	if [ -n "${GL_TOKEN_FILE:-}" ]; then kept_token=$GL_TOKEN_FILE; fi
	find_service_user
	GL_STATE=$work/state
	info=$(with_books gl-db info) || stop 66 "the books of $name cannot be read; the reason is above" \
		"los libros de $name no se pueden leer; el motivo está arriba"
	all=$(sed -n 's/^guild \([0-9]*\) .*/\1/p' <<<"$info")
	if [ -z "${GL_GUILD:-}" ]; then
		GL_GUILD=$all
		if [[ $all == *$'\n'* ]]; then GL_GUILD=$guild; fi
		[ -n "$GL_GUILD" ] || stop 64 "$name serves several guilds: --guild ID says which" \
			"$name lleva varios servidores: di cuál con --guild ID"
	fi
	export GL_GUILD
	if [ -n "$guild" ] && [ "$guild" != "$GL_GUILD" ]; then
		stop 73 "$env_file is the configuration of the guild $GL_GUILD; for another one choose another name" \
			"$env_file es la configuración del servidor $GL_GUILD; para otro elige otro nombre"
	fi
	guild=$GL_GUILD
	info=$(sed -n "/^guild $guild /,/^guild /p" <<<"$info")
	now_lang=$(awk '$1 == "language" { print $2; exit }' <<<"$info")
	now_zone=$(awk '$1 == "timezone" { print $2; exit }' <<<"$info")
	now_currency=$(awk '$1 == "currency" { print $2; exit }' <<<"$info")
	with_books gl-channels | jq -cs 'map(select(.thread != true))' >"$work/read"
	now_channels=$(jq -r 'map(.channel_id) | join(",")' "$work/read")
	now_mentions=$(jq -r 'if any(.mentions_only) then "yes" else "no" end' "$work/read")
	prefix=$(jq -r '.[0].prefix // "!"' "$work/read")
	with_books gl-report permits --format json >"$work/permits"
	now_treasurers=$(jq -r 'map(select(.permit == "treasurer").role) | join(",")' "$work/permits")
	now_tellers=$(jq -r 'map(select(.permit == "teller").role) | join(",")' "$work/permits")
}
refuse_what_stays() {
	if [ -n "$zone" ] && [ "$zone" != "$now_zone" ]; then
		stop 64 "the time zone of existing books cannot be changed; it is $now_zone" \
			"la zona horaria de unos libros que ya existen no se puede cambiar; es $now_zone"
	fi
	if [ -n "$currency" ] && [ "$currency" != "$now_currency" ]; then
		stop 64 "the main currency of existing books cannot be changed; it is $now_currency. To add another, write in Discord: !config currency.$currency ${scale:-2}" \
			"la moneda principal de unos libros que ya existen no se puede cambiar; es $now_currency. Para añadir otra, escribe en Discord: !ajuste moneda.$currency ${scale:-2}"
	fi
	if [ -n "$home_told" ] && [ "$home/$name/books/books.db" != "$GL_DB" ]; then
		stop 64 "the books of $name cannot be moved with --home; they are in $GL_DB" \
			"los libros de $name no se pueden mover con --home; están en $GL_DB"
	fi
}

keep_token() {
	[ ! "$token_file" -ef "$kept_token" ] || return 0
	[ -e "$kept_token" ] || made+=("$kept_token")
	made+=("$kept_token.new") # a full disk must not leave half a token
	tr -d '\r' <"$token_file" >"$kept_token.new"
	mv -f "$kept_token.new" "$kept_token"
}
write_environment() {
	made+=("$env_file")
	{
		printf 'GL_DB="%s"\nGL_STATE="%s"\nGL_GUILD=%s\n' "$GL_DB" "$home/$name/state" "$guild"
		[ -z "${GL_API:-}" ] || printf 'GL_API=%s\n' "$GL_API"
		[ -z "${GL_CA_FILE:-}" ] || printf 'GL_CA_FILE=%s\n' "$GL_CA_FILE"
	} >"$env_file"
	chmod 644 "$env_file"
	if [ "$(id -u)" = 0 ] && id guildledger >/dev/null 2>&1; then
		chown -R guildledger: "$home/$name"
	fi
}
