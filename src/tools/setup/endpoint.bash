# shellcheck shell=bash
# What gl-setup does for interactions: slash commands and buttons that Discord sends to a web
# address. The key first, since Discord tries the address out as soon as it is set.
# shellcheck disable=SC2154,SC2034 # variables of gl-setup and its other parts

check_endpoint() {
	accepted=$1
	[[ $1 == none || ( $1 =~ ^https://[^/[:space:]\"\'\`\$\<\>\\]+/[^[:space:]\"\'\`\$\<\>\\]*$ && ${#1} -le 2048 ) ]] && return
	wrong "The address is https://…, with the path that the web server knows, such as https://books.example.org/interactions; or none." \
		"La dirección es https://…, con la ruta que conoce el servidor web, como https://libros.example.org/interactions; o none."
	return 1
}

# set_variable NAME [VALUE]: in NAME.env, and for the tools that run here; without a value the line goes.
set_variable() {
	if [ $# -lt 2 ]; then unset "$1"; else export "$1=$2"; fi
	{
		sed "/^$1=/d" "$env_file"
		[ $# -lt 2 ] || printf '%s="%s"\n' "$1" "$2"
	} >"$env_file.new"
	chmod 644 "$env_file.new"
	mv -f "$env_file.new" "$env_file"
}

# Whether the units of this machine serve the requests.
has_units() { [ "$(id -u)" = 0 ] && [ -d /run/systemd/system ] && id gl-interaction >/dev/null 2>&1; }

# gl-interaction's user opens the books by their group; all else of the configuration stays closed.
share_books() {
	local file folder
	case $GL_DB in postgres://* | postgresql://*) return ;; esac
	folder=$(dirname "$GL_DB")
	find_service_user # whose folders they are: root follows no link that this user may have made
	with_books chmod 770 "$folder"
	for file in "$GL_DB" "$GL_DB"-wal "$GL_DB"-shm "$GL_DB"-queue; do
		if [ -f "$file" ] && ! [ -L "$file" ]; then with_books chmod 660 "$file"; fi
	done
	if [ "$(dirname "$folder")" = "$home/$name" ]; then with_books chmod 710 "$home/$name"; fi
}

# The socket's units serve one configuration: that which gl-interaction.conf is a link to.
link_units() {
	local link=$config/gl-interaction.conf other
	other=$(readlink "$link" 2>/dev/null || true)
	if [ -n "$other" ] && [ "$other" != "$name.env" ]; then
		stop 73 "gl-interaction.socket serves the configuration ${other%.env} already; docs/interactions.md says how another one gets its own" \
			"gl-interaction.socket ya sirve a la configuración ${other%.env}; docs/interactions.es.md dice cómo otra tiene el suyo"
	fi
	ln -sfn "$name.env" "$link"
	systemctl enable --quiet --now gl-interaction.socket
}
unlink_units() {
	if [ "$(readlink "$config/gl-interaction.conf" 2>/dev/null || true)" = "$name.env" ]; then
		systemctl disable --quiet --now gl-interaction.socket
		rm -f "$config/gl-interaction.conf"
	fi
}

forget_endpoint() {
	asked_discord "$work/endpoint" gl-endpoint --clear || { cat "$work/refusal" >&2; stop 77 "Discord did not take the address away" \
		"Discord no ha quitado la dirección"; }
	set_variable GL_INTERACTIONS_URL
	if has_units; then unlink_units; fi
	say "Discord sends no interactions any more." "Discord ya no envía interacciones."
}

register_endpoint() {
	local key counts=$home/$name/interactions
	if [ "$endpoint" = none ]; then
		forget_endpoint
		return
	fi
	asked_discord "$work/endpoint" gl-endpoint || { cat "$work/refusal" >&2; stop 77 "Discord does not tell of the application" \
		"Discord no da los datos de la aplicación"; }
	key=$(jq -r '.public_key // empty' "$work/endpoint")
	[[ $key =~ ^[0-9a-f]{64}$ ]] || stop 77 "Discord does not tell the application's public key" \
		"Discord no da la clave pública de la aplicación"
	if has_units; then counts=/var/lib/gl-interaction/counts; fi
	set_variable GL_PUBLIC_KEY "$key"
	set_variable GL_INTERACTION_COUNTS "$counts"
	if has_units; then
		share_books
		link_units
	fi
	if ! asked_discord "$work/endpoint" gl-endpoint --set "$endpoint"; then
		cat "$work/refusal" >&2
		stop 77 "Discord did not take $endpoint. The rest is set up; fix the address, then:  gl-setup $name --interactions-url $endpoint" \
			"Discord no ha aceptado $endpoint. Lo demás está listo; arregla la dirección y después:  gl-setup $name --interactions-url $endpoint"
	fi
	set_variable GL_INTERACTIONS_URL "$endpoint"
	say "Discord sends slash commands and buttons to $endpoint." \
		"Discord envía comandos de barra y botones a $endpoint."
}
