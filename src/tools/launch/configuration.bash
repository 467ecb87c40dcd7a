# shellcheck shell=bash
# Which configuration a command of guildledger has, whose it is, and what NAME.env says, read as
# systemd reads it.
# shellcheck disable=SC2154,SC2034 # variables of guildledger and its other parts

is_root() { [ "$(id -u)" = 0 ]; }
# names FOLDER: of the configurations there, one a line.
names() {
	local one
	for one in "$1"/*.env; do
		[ ! -f "$one" ] || basename "$one" .env
	done
}
# The user of the units; of a machine without systemd guildledger, where there is one.
service_user() {
	local found=''
	if [ -d /run/systemd/system ]; then
		found=$(systemctl show --property=User --value "guildledger-tick@$1.service" 2>/dev/null) || found=''
	fi
	if [ -z "$found" ] && id guildledger >/dev/null 2>&1; then found=guildledger; fi
	printf '%s' "$found"
}

# find_folder: sets folder to where the configurations are, and found to their names.
find_folder() {
	folder=${GL_CONFIG:-}
	if [ -z "$folder" ]; then
		folder=$own_folder
		if is_root; then
			folder=$system_folder
		elif [ -z "$(names "$own_folder")" ] || { [ -n "$name" ] && ! [ -f "$own_folder/$name.env" ]; }; then
			[ -z "$(names "$system_folder")" ] || folder=$system_folder
		fi
	fi
	mapfile -t found < <(names "$folder")
}

# choose_file COMMAND: sets file and name, or leaves file empty where the environment itself is a
# configuration (GL_DB).
choose_file() {
	local folder found
	find_folder
	if [ -n "$name" ]; then
		[ -f "$folder/$name.env" ] || stop 78 "there is no configuration $name in $folder; there are: ${found[*]:-none}" \
			"no existe la configuración $name en $folder; hay: ${found[*]:-ninguna}"
	elif [ ${#found[@]} = 1 ]; then
		name=${found[0]}
	elif [ ${#found[@]} -gt 1 ]; then
		stop 64 "which configuration? Choose with -c NAME, or --all; there are: ${found[*]}" \
			"¿qué configuración? Elígela con -c NOMBRE, o todas con --all; hay: ${found[*]}"
	elif [ -n "${GL_DB:-}" ]; then
		return 0
	else
		stop 78 "there is no configuration in $folder; guildledger setup makes one (as root: the machine's)" \
			"no hay ninguna configuración en $folder; guildledger setup crea una (como root, la de la máquina)"
	fi
	file=$folder/$name.env
	# What root's configuration names belongs to the service; a journal is open to its own
	# groups.
	if [ "$1" != logs ] && [ "$folder" = "$system_folder" ] && ! is_root && [ "$(id -un)" != "$(service_user "$name")" ]; then
		stop 77 "the configuration $name is root's; run: sudo guildledger${again:+ $again}" \
			"la configuración $name es de root; ejecuta: sudo guildledger${again:+ $again}"
	fi
}

# What runs as root reads no file that another user could have written.
check_owner() {
	local one
	for one in "$(dirname "$file")" "$file"; do
		if [ "$(stat -L -c %u "$one")" != 0 ] || [ -n "$(find -L "$one" -maxdepth 0 -perm /022)" ]; then
			stop 77 "$one can be changed by users other than root; run: chown root: $one && chmod go-w $one" \
				"$one lo pueden cambiar otros además de root; ejecuta: chown root: $one && chmod go-w $one"
		fi
	done
}

# value_of TEXT: sets value to what systemd makes of the right side of an assignment; false when a
# quote is not closed.
# https://www.freedesktop.org/software/systemd/man/systemd.exec.html#EnvironmentFile=
value_of() {
	local text=$1 at=0 quote='' one next
	value=''
	text=${text#"${text%%[![:space:]]*}"}
	text=${text%"${text##*[![:space:]]}"}
	while [ $at -lt ${#text} ]; do
		one=${text:at:1} next=${text:at+1:1}
		at=$((at + 1))
		if [ "$quote" = "'" ]; then
			if [ "$one" = "'" ]; then quote=''; else value+=$one; fi
		elif [ "$one" = \\ ]; then
			[ -n "$next" ] || return 1
			if [ "$quote" = '"' ] && [[ $next != [\"\\\`\$] ]]; then value+=\\; fi
			value+=$next
			at=$((at + 1))
		elif [ "$quote" = '"' ]; then
			if [ "$one" = '"' ]; then quote=''; else value+=$one; fi
		elif [ "$one" = '"' ] || [ "$one" = "'" ]; then
			quote=$one
		else
			value+=$one
		fi
	done
	[ -z "$quote" ]
}

# What a tool of ours reads, and no more: a LD_PRELOAD or PATH of the file must not reach what root
# starts. How a person reads logs and in which language is theirs to say, not the service's.
load_file() {
	local line number=0 key value
	while IFS= read -r line || [ -n "$line" ]; do
		number=$((number + 1))
		line=${line%$'\r'}
		line=${line#"${line%%[![:space:]]*}"}
		case $line in '' | '#'* | ';'*) continue ;; esac
		key=${line%%=*}
		key=${key%"${key##*[![:space:]]}"}
		[[ $line == *=* && $key =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]] || stop 78 "$file, line $number: is not NAME=VALUE" \
			"$file, línea $number: no es NOMBRE=VALOR"
		value_of "${line#*=}" || stop 78 "$file, line $number: a quote is not closed" \
			"$file, línea $number: hay comillas sin cerrar"
		case $key in
		GL_NAME | GL_LOG | GL_LOG_FORMAT | GL_CONFIG) ;;
		GL_* | PG* | TZ | TMPDIR | [Hh][Tt][Tt][Pp]_[Pp][Rr][Oo][Xx][Yy] | [Hh][Tt][Tt][Pp][Ss]_[Pp][Rr][Oo][Xx][Yy] | [Aa][Ll][Ll]_[Pp][Rr][Oo][Xx][Yy] | [Nn][Oo]_[Pp][Rr][Oo][Xx][Yy])
			export "$key=$value"
			;;
		esac
	done <"$file"
}
