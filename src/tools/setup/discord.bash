# shellcheck shell=bash
# What gl-setup asks Discord: whether the token is good, where the bot is, which channels and
# roles there are.
# Uses work, a folder that goes with the run; GL_TOKEN_FILE and GL_STATE are exported.
# shellcheck disable=SC2154,SC2034 # variables of gl-setup and its other parts

# A terminal obeys control characters, and some letters turn the rest of a line around.
readonly clean_name='(.name | gsub("[\\p{Cc}\\p{Cf}]"; " "))'

# asked_discord FILE TOOL...: the tool's output goes into FILE. What was refused before may be
# allowed now. Where Discord cannot be reached a person may try again; else the run ends.
asked_discord() {
	local file=$1 code
	shift
	while :; do
		code=0
		rm -rf "$GL_STATE"
		"$@" >"$file" 2>"$work/refusal" || code=$?
		[ $code = 75 ] || return $code
		cat "$work/refusal" >&2
		[ "$talk" = yes ] || stop 75 "Discord cannot be reached now; look at this machine's network, or try again later" \
			"ahora no hay conexión con Discord; revisa la red de esta máquina o prueba más tarde"
		say "Discord cannot be reached now: look at this machine's network." \
			"Ahora no hay conexión con Discord: revisa la red de esta máquina."
		hear "Press Enter to try again." "Pulsa Intro para probar otra vez."
	done
}

# try_token FILE: whether Discord takes it. The guilds of the bot are in $work/guilds then.
try_token() {
	GL_TOKEN_FILE=$1 asked_discord "$work/guilds" gl-roster --guilds
}

get_token() {
	if [ -n "$token_file" ]; then
		if [ "$talk" = no ] || [ -n "$guild" ]; then return; fi # else the list of servers is needed
		try_token "$token_file" && return
		cat "$work/refusal" >&2
		stop 77 "Discord refuses the token in $token_file" "Discord rechaza el token de $token_file"
	fi
	if [ "$talk" = no ]; then
		token_file=$kept_token
		if [ ! -e "$kept_token" ]; then
			token_file=$work/token
			(IFS= read -r token && printf '%s\n' "$token" >"$token_file") || needed --token-file
		fi
		return
	fi
	say "The bot's token is its password: developer portal, your application, Bot, Reset Token, Copy." \
		"El token del bot es su contraseña: portal de desarrolladores, tu aplicación, Bot, Reset Token, Copy."
	echo_was=$(stty -g)
	stty -echo # also for what is typed while Discord is asked
	while :; do
		ask_token
		if try_token "$token_file"; then break; fi
		say "  Discord refuses that token. Copy it whole from the Bot page (the Application ID, the Public Key and the Client Secret
  are something else), or press Reset Token for a new one." \
			"  Discord rechaza ese token. Cópialo entero de la página Bot (el Application ID, la Public Key y el Client Secret son
  otra cosa), o pulsa Reset Token para tener otro."
	done
	show_typing
}
show_typing() {
	[ -z "$echo_was" ] || stty "$echo_was" || true
	echo_was=
}
ask_token() {
	local token='' keep='' guarda=''
	if [ -e "$kept_token" ]; then keep=' [Enter: the one stored already]' guarda=' [Intro: el que ya está guardado]'; fi
	while :; do
		printf '%s ' "$(say "Paste it here; it is not shown$keep:" "Pégalo aquí; no se muestra$guarda:")"
		IFS= read -r token || { echo; needed --token-file; }
		echo
		token=${token//[[:space:]]/}
		if [ -n "$token$keep" ]; then break; fi
		say "  Nothing arrived. Paste the token (in many terminals with Ctrl+Shift+V or the right mouse button), then press Enter." \
			"  No ha llegado nada. Pega el token (en muchas terminales, con Ctrl+Mayús+V o el botón derecho) y pulsa Intro."
	done
	token_file=$work/token
	if [ -z "$token" ] && [ -n "$keep" ]; then
		token_file=$kept_token
	else
		printf '%s\n' "$token" >"$token_file"
	fi
}

# The configuration that serves the guild already, if another does: in the same folder, and where
# none was named also the machine's own.
# What the files say is read, not run.
configuration_of() { # GUILD
	local file db files=("$config"/*.env)
	if [ -z "$config_told" ]; then files+=(/etc/guildledger/*.env); fi
	for file in "${files[@]}"; do
		if ! [ -r "$file" ] || [ "$file" -ef "$env_file" ]; then continue; fi
		if grep -qsxE "GL_GUILD=\"?$1\"?" "$file"; then
			basename "$file" .env && return
		elif ! grep -qs '^GL_GUILD=' "$file"; then # one that serves all guilds of its books
			db=$(sed -n 's/^GL_DB="\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' "$file" | tail -1)
			if [ -n "$db" ] && gl-db info --db "$db" 2>/dev/null | grep -q "^guild $1 "; then basename "$file" .env && return; fi
		fi
	done
}

# Prints the link and waits; Enter looks again.
invite() {
	local link
	asked_discord "$work/link" gl-doctor --invite || { cat "$work/refusal" >&2; stop 77 "Discord did not give an invite link" \
		"Discord no ha dado el enlace de invitación"; }
	link=$(cat "$work/link")
	say "Open this link in a browser, choose the server, and press Authorize. Your account must be allowed to manage the server and,
with Public Bot unticked, must be the one that made the bot:" \
		"Abre este enlace en un navegador, elige el servidor y pulsa Autorizar. Tu cuenta debe poder gestionar el servidor y, con
Public Bot desmarcado, ser la que creó el bot:"
	printf '  %s\n' "$link"
	hear "Then press Enter here." "Después pulsa Intro aquí."
	try_token "$token_file" || true
}

check_guild() {
	local other
	one_of_them "$1" || return 1
	other=$(configuration_of "$accepted")
	if [ -n "$other" ]; then
		wrong "The configuration $other serves that server already; to change it: gl-setup $other" \
			"La configuración $other ya lleva ese servidor; para cambiarla: gl-setup $other"
		return 1
	fi
}
list_guilds() {
	local id label other
	no_choices
	while IFS=$'\t' read -r id label; do
		other=$(configuration_of "$id")
		if [ -n "$other" ]; then label+=$(say " (has the configuration $other)" " (tiene la configuración $other)"); fi
		add_choice "$id" "$label"
	done < <(jq -r "[.guild_id, $clean_name] | @tsv" "$work/guilds")
}
choose_guild() {
	local only
	say "Which server are the books for?" "¿De qué servidor son los libros?"
	while :; do
		list_guilds
		if [ ${#ids[@]} -eq 0 ]; then
			say "The bot is in no server yet." "El bot aún no está en ningún servidor."
			invite
			continue
		fi
		show_choices
		say "   0  another one: invite the bot to it" "   0  otro: invitar al bot"
		only=
		if [ ${#ids[@]} -eq 1 ]; then only=1; fi
		hear "Number${only:+ [1]}:" "Número${only:+ [1]}:"
		if [ "${heard:-$only}" = 0 ]; then
			invite
		elif check_guild "${heard:-$only}"; then
			guild=$accepted
			return
		else
			printf '  %s\n' "$why"
		fi
	done
}

# The guild's roster in $work/roster, the bot being there.
look() { asked_discord "$work/roster" gl-roster --guild "$guild" && grep -q '"type":"guild"' "$work/roster"; }
look_at_guild() {
	local code=0
	if look; then return; fi
	asked_discord "$work/link" gl-doctor --invite --guild "$guild" || code=$?
	if [ ! -s "$work/link" ]; then
		cat "$work/refusal" >&2
		if [ $code = 2 ]; then code=77; fi
		stop "$code" "Discord refuses the token; nothing was changed" \
			"Discord rechaza el token; no ha cambiado nada"
	fi
	say "The bot is not in that guild yet. An admin of it opens this link:" \
		"El bot aún no está en ese servidor. Un admin suyo abre este enlace:"
	cat "$work/link"
	if [ "$talk" = yes ]; then hear "Then press Enter here." "Después pulsa Intro aquí."; fi
	look || { cat "$work/refusal" >&2; stop 77 "the bot is not in the guild $guild; nothing was changed" \
		"el bot no está en el servidor $guild; no ha cambiado nada"; }
}

# The text channels where the bot may read and write, as choices; those where it may not are in
# the file closed, one a line.
list_channels() {
	local id label
	no_choices
	asked_discord "$work/places" gl-roster --channels --guild "$guild" ||
		{ cat "$work/refusal" >&2; stop 77 "Discord did not list the channels" \
			"Discord no ha dado la lista de canales"; }
	while IFS=$'\t' read -r id label; do add_choice "$id" "#$label"; done < <(
		jq -rs "map(select(.kind == \"text\" and .missing == [])) | sort_by(.position) | .[] | [.channel_id, $clean_name] | @tsv" "$work/places")
	jq -r --arg lang "$lang" "select(.kind == \"text\" and .missing != []) | \"#\" + $clean_name + \": \" + (.missing | map(
		{view_channel: [\"View Channel\", \"ver canal\"], send_messages: [\"Send Messages\", \"enviar mensajes\"], read_message_history:
		[\"Read Message History\", \"leer el historial de mensajes\"], attach_files: [\"Attach Files\", \"adjuntar archivos\"],
		timed_out: [\"the bot is timed out\", \"el bot está aislado\"]}[.] // [., .] | .[if \$lang == \"es\" then 1 else 0 end]) | join(\", \"))" \
		"$work/places" >"$work/closed"
}
channels_or_again() { if [ "$1" = 0 ]; then accepted=again; else some_of_them "$1"; fi; }
choose_channels() { # NOW
	local now
	say "In which channel do members write to the bot? Several: 1,2. These are the text channels where it may read and write:" \
		"¿En qué canal escriben los miembros al bot? Varios: 1,2. Estos son los canales de texto donde puede leer y escribir:"
	while :; do
		list_channels
		show_choices
		if [ -s "$work/closed" ]; then
			say "  You cannot choose these channels, because the bot is missing permissions there:" \
				"  Estos canales no se pueden elegir, porque al bot le faltan permisos en ellos:"
			sed 's/^/      /' "$work/closed"
		fi
		if [ ${#ids[@]} -gt 0 ]; then
			say "   0  look again; a channel that is missing here: Edit Channel, Permissions, add the bot's role" \
				"   0  mirar otra vez; si aquí falta un canal: Editar canal, Permisos, añade el rol del bot"
			now=$(numbers_of "${1:-none}")
			if [ ${#ids[@]} -eq 1 ]; then now=1; fi
			ask channel "$now" channels_or_again "Number" "Número"
			[ "$channel" = again ] || return 0
			channel=
		else
			say "There is no such channel yet. In Discord: Edit Channel, Permissions, add the bot's role and allow the missing permissions." \
				"Aún no hay ninguno. En Discord: Editar canal, Permisos, añade el rol del bot y permite lo que falta."
			hear "Then press Enter here." "Después pulsa Intro aquí."
		fi
	done
}

list_roles() {
	local id label
	no_choices
	while IFS=$'\t' read -r id label; do add_choice "$id" "@$label"; done < <(
		jq -rs --arg guild "$guild" "map(select(.type == \"role\" and .role_id != \$guild and .managed == false)) | sort_by(-.position) | .[] |
			[.role_id, $clean_name] | @tsv" "$work/roster")
}
# choose_roles VARIABLE NOW ENGLISH SPANISH: of the roles that are listed.
choose_roles() {
	local numbers
	numbers=$(numbers_of "$2")
	ask "$1" "${numbers:-0}" some_or_none "$3" "$4"
}
