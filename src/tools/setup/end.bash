# shellcheck shell=bash
# The end of gl-setup: the truth, as gl-doctor finds it, and the next line to type.
# shellcheck disable=SC2154 # variables of gl-setup and its other parts

# The line that starts the ticks; empty where they run.
start_line() {
	local jobs
	for jobs in "$here/../lib/guildledger/jobs" "$here/../jobs" "$here/../../jobs"; do # installed, in a checkout, of another build there
		if [ -d "$jobs" ]; then break; fi
	done
	if ! [ -d /run/systemd/system ] || [ "$(id -u)" != 0 ]; then
		printf '%s\n' "GL_CONFIG=$config $(cd "$jobs" && pwd)/tick $name   $(say '# run it every few seconds or minutes, for example from cron' '# ejecútalo cada pocos segundos o minutos, por ejemplo desde cron')"
	elif ! systemctl is-active --quiet "guildledger-tick@$name.timer"; then
		printf '%s\n' "${SUDO_USER:+sudo }systemctl enable --now guildledger@$name.target"
	fi
}

# Slash commands, where interactions arrive somewhere; sync-roster does it, too. What came of it is in the
# doctor's lines.
register_commands() {
	GL_TOKEN_FILE=$kept_token GL_STATE=$work/commands-state gl-commands --guild "$guild" >"$work/commands" 2>&1 || true
}

# The doctor looks for files that are not the service's: what this run keeps of Discord's limits is in
# a folder of that user, too, and new at each look, since root writes in it.
last_look() {
	local code=0
	find_service_user
	rm -rf "$work/state"
	if [ -n "$service_user" ]; then install -d -m 700 -o "$service_user" "$work/state"; fi
	GL_CONFIG=$config GL_NAME=$name GL_TOKEN_FILE=$kept_token GL_STATE=$work/state gl-doctor --lang "$lang" || code=$?
	return $code
}

if [ "$change" = yes ]; then
	say "$name is up to date. This works, and this does not:" \
		"$name está al día. Esto funciona y esto no:"
else
	say "The configuration is in $env_file. This works, and this does not:" \
		"La configuración está en $env_file. Esto funciona y esto no:"
fi
while :; do
	code=0
	if [ -n "$guild" ]; then register_commands; fi
	last_look || code=$?
	if [ "$code" -le 1 ] || [ "$talk" = no ]; then break; fi
	say "Fix what is BROKEN, then press Enter to check again; or type: later" \
		"Arregla lo ROTO y pulsa Intro para volver a comprobarlo; o escribe: luego"
	printf '> '
	read -r heard || heard=later # all is written already
	case $heard in later | luego | no | q) break ;; esac
done
if [ "$code" -gt 1 ]; then # it could not do what the first member asks
	say "It is not ready yet: members would get no answer. Fix what is BROKEN above, then type:  ${SUDO_USER:+sudo }gl-setup $name" \
		"Aún no está lista: los miembros no tendrían respuesta. Arregla lo ROTO de arriba y escribe:  ${SUDO_USER:+sudo }gl-setup $name"
	exit 77
elif [ "$code" = 1 ]; then
	say "It works, apart from the warnings above." \
		"Funciona, salvo lo que dicen los avisos de arriba."
else
	say "Everything works." "Todo funciona."
fi
start=$(start_line)
if [ -n "$start" ]; then
	say "Start it:  $start" "Arráncalo:  $start"
else
	say "It is already running; the next tick uses the changes." \
		"Ya está en marcha; la próxima pasada usa los cambios."
fi
if [ "${mentions:-$now_mentions}" = yes ]; then
	say "Then mention the bot in the channel: @bot register, @bot balance." \
		"Después menciona al bot en el canal: @bot registrar, @bot saldo."
else
	say "Then write ${prefix}register and ${prefix}balance in the channel." \
		"Después escribe ${prefix}registrar y ${prefix}saldo en el canal."
fi
say "If it does not answer:  ${SUDO_USER:+sudo }guildledger -c $name doctor" \
	"Si no responde:  ${SUDO_USER:+sudo }guildledger -c $name doctor"
