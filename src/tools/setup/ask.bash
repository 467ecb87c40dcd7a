# shellcheck shell=bash
# What gl-setup says and asks: in one of two languages, on a terminal again until an answer fits.
# Uses lang and talk (yes: a person is at a terminal).
# shellcheck disable=SC2154,SC2034 # variables of gl-setup and its other parts

say() { # ENGLISH SPANISH
	if [ "$lang" = es ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}
stop() { # CODE ENGLISH SPANISH
	printf 'gl-setup: ' >&2
	say "$2" "$3" >&2
	exit "$1"
}
# A check takes an answer; it sets accepted and succeeds, or fails with why, which this sets.
wrong() { # ENGLISH SPANISH
	why=$(say "$1" "$2")
}

# hear ENGLISH SPANISH: a prompt; the line that is typed goes into heard, without white space
# around it.
hear() {
	printf '%s ' "$(say "$1" "$2")"
	IFS= read -r heard || { echo; stop 64 "the input ended before the last question; nothing was changed" \
		"la entrada ha terminado antes de la última pregunta; no ha cambiado nada"; }
	[ -t 0 ] || echo
	heard=${heard#"${heard%%[![:space:]]*}"}
	heard=${heard%"${heard##*[![:space:]]}"}
}

# needed OPTION: ends a run without a terminal that was not told what it needs.
needed() {
	stop 64 "without a terminal, $1 is needed (--help)" \
		"sin terminal hace falta $1 (--help)"
}

# ask VARIABLE SUGGESTION CHECK ENGLISH SPANISH: its value, checked. An option's value is refused
# at once, an answer is asked for again.
ask() {
	local -n asked=$1
	local bracket=${2:+ [$2]}
	if [ -n "$asked" ]; then
		"$3" "$asked" || stop 64 "$why" "$why"
		asked=$accepted
		return
	fi
	if [ "$talk" = no ]; then
		asked=$2
		return
	fi
	while :; do
		hear "$4$bracket:" "$5$bracket:"
		if "$3" "${heard:-$2}"; then
			asked=$accepted
			return
		fi
		printf '  %s\n' "$why"
	done
}

# A list to choose from: ids and labels, filled by add_choice; chosen_word says an id by its number.
no_choices() { ids=() labels=(); }
add_choice() { # ID LABEL
	ids+=("$1")
	labels+=("$2")
}
show_choices() {
	local i
	for i in "${!ids[@]}"; do printf '  %2d  %s\n' $((i + 1)) "${labels[i]}"; done
}
numbers_of() { # "ID,ID": their numbers in the list, those that are in it
	local i list=
	for i in "${!ids[@]}"; do
		case ,$1, in *,"${ids[i]}",*) list+=${list:+,}$((i + 1)) ;; esac
	done
	printf %s "$list"
}
id_of() { # NUMBER, or an id of the list
	local i
	for i in "${!ids[@]}"; do
		if [ "$1" = $((i + 1)) ] || [ "$1" = "${ids[i]}" ]; then
			printf %s "${ids[i]}"
			return
		fi
	done
	return 1
}
# Checks of choices: one number, several, several or 0 for none.
one_of_them() {
	accepted=$(id_of "$1") || { wrong "Type a number of the list." \
		"Escribe un número de la lista." && return 1; }
}
some_of_them() {
	local word words id list=,
	read -ra words <<<"${1//,/ }"
	[ ${#words[@]} -gt 0 ] || { wrong "Type a number of the list." \
		"Escribe un número de la lista." && return 1; }
	for word in "${words[@]}"; do
		id=$(id_of "$word") || { wrong "There is no '$word' in the list: type numbers from 1 to ${#ids[@]}, with commas between them." \
			"«$word» no está en la lista: escribe números del 1 al ${#ids[@]}, separados por comas." && return 1; }
		case $list in *,"$id",*) ;; *) list+=$id, ;; esac
	done
	list=${list#,}
	accepted=${list%,}
}
some_or_none() {
	case $1 in
	0 | none | ninguno) accepted=none ;;
	*) some_of_them "$1" ;;
	esac
}

check_ids() { # "ID,ID"
	[[ $1 =~ ^[0-9]{1,19}(,[0-9]{1,19})*$ ]] ||
		{ wrong "'$1' is not an id; in Discord: Settings, Advanced, Developer Mode on, then right-click and Copy ID" \
			"«$1» no es un id; en Discord: Ajustes, Avanzado, modo desarrollador, y luego clic derecho y Copiar ID" && return 1; }
	accepted=$1
}
check_roles() { # none, or "ID,ID"
	if [ "$1" = none ]; then accepted=none; else check_ids "$1"; fi
}
check_language() {
	case $1 in
	1 | en | EN | [Ee]nglish | [Ii]ngl[eé]s) accepted=en ;;
	2 | es | ES | [Ee]spa[nñ]ol | [Cc]astellano | [Ss]panish) accepted=es ;;
	*) why='Type 1 or 2. / Escribe 1 o 2.' && return 1 ;;
	esac
}
