# shellcheck shell=bash disable=SC2154 # the tables are made: src/completion/generate
# Completion of guildledger's tools for bash, over the functions of the package bash-completion. https://github.com/scop/bash-completion

# The names that guildledger would find.
_guildledger_configurations() {
	local file
	for file in "${GL_CONFIG:-/etc/guildledger}"/*.env "${XDG_CONFIG_HOME:-$HOME/.config}"/guildledger/*.env; do
		if [ -e "$file" ]; then basename "$file" .env; fi
	done
}

# Offers LIST's words, or what a kind in angle brackets stands for.
_guildledger_offer() { # LIST
	case $1 in
	'<file>') _filedir ;;
	'<folder>') _filedir -d ;;
	'<program>') mapfile -t COMPREPLY < <(compgen -c -- "$cur") ;;
	'<configuration>') mapfile -t COMPREPLY < <(compgen -W "$(_guildledger_configurations)" -- "$cur") ;;
	'<user>') mapfile -t COMPREPLY < <(compgen -u -- "$cur") ;;
	'<zone>') mapfile -t COMPREPLY < <(compgen -W "UTC $(sed -n 's/^[^#\t]*\t[^\t]*\t\([^\t]*\).*/\1/p' /usr/share/zoneinfo/zone1970.tab 2>/dev/null)" -- "$cur") ;;
	*) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur") ;;
	esac
	if [ ${#COMPREPLY[@]} = 1 ] && [[ ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}

# The next words of the verbs that begin with TYPED, in both languages; behind a whole verb, what may follow it.
_guildledger_command() { # TYPED...
	local typed="$*" phrases phrase rest offered='' candidate
	IFS='|' read -ra phrases <<<"$_guildledger_phrases"
	for phrase in "${phrases[@]}"; do
		if [ -z "$typed" ]; then
			offered+=" ${phrase%% *}"
		elif [[ $phrase == "$typed "* ]]; then
			rest=${phrase#"$typed "}
			offered+=" ${rest%% *}"
		elif [ "$phrase" = "$typed" ] || [[ $typed == "$phrase "* ]]; then
			candidate=${_guildledger_after["gl-command $typed"]-${_guildledger_after["gl-command $phrase"]:-}}
			offered+=" $candidate"
		fi
	done
	# shellcheck disable=SC2086 # a list of words
	_guildledger_offer "$(printf '%s\n' $offered | sort -u)"
}

_guildledger() {
	# shellcheck disable=SC2034 # of _init_completion
	local cur prev words cword split tool=${1##*/} positional=() at
	_init_completion -s || return
	if [ "$tool" = guildledger ]; then # behind its subcommand are the words of that tool
		for ((at = 1; at < cword; at++)); do
			case ${words[at]} in
			-c | -u | --configuration | --user) at=$((at + 1)) ;;
			-*) ;;
			*)
				tool=gl-${words[at]#gl-}
				words=("${words[@]:at}")
				cword=$((cword - at))
				break
				;;
			esac
		done
		case $tool:$prev in
		guildledger:-c | guildledger:--configuration) _guildledger_offer '<configuration>' ;;
		guildledger:-u | guildledger:--user) _guildledger_offer '<user>' ;;
		guildledger:*) if [[ $cur == -* ]]; then _guildledger_offer "${_guildledger_options[$tool]}"; else _guildledger_offer "${_guildledger_verbs[$tool]}"; fi ;;
		esac
		if [ "$tool" = guildledger ]; then return; fi
	fi
	if [[ $prev == --* && -n ${_guildledger_values["$tool $prev"]+there} ]]; then
		_guildledger_offer "${_guildledger_values["$tool $prev"]}"
		return
	fi
	if [[ $cur == -* ]]; then
		_guildledger_offer "${_guildledger_options[$tool]:-}"
		return
	fi
	for ((at = 1; at < cword; at++)); do
		if [[ ${words[at]} != -* ]]; then
			positional+=("${words[at]}")
		elif [[ ${words[at]} != *=* && -n ${_guildledger_values["$tool ${words[at]}"]+there} ]]; then
			at=$((at + 1)) # its value
		fi
	done
	if [ "${_guildledger_verbs[$tool]:-}" = '<verbs>' ]; then
		_guildledger_command "${positional[@]}"
	elif [ ${#positional[@]} = 0 ]; then
		_guildledger_offer "${_guildledger_verbs[$tool]:-}"
	else
		_guildledger_offer "${_guildledger_after["$tool ${positional[0]}"]:-}"
	fi
}
