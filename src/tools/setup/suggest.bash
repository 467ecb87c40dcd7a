# shellcheck shell=bash
# What gl-setup suggests, and what it accepts, of language, time zone and currency: as the
# machine and the locale have them.
# shellcheck disable=SC2154,SC2034 # variables of gl-setup and its other parts

# The language of the locale, as messages take it.
locale_language() {
	case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
	es*) echo es ;;
	*) echo en ;;
	esac
}

zones=/usr/share/zoneinfo
machine_zone() {
	local link
	link=$(readlink -f /etc/localtime 2>/dev/null || true)
	case $link in
	"$zones"/*) link=${link#"$zones"/} ;;
	*) link=$(cat /etc/timezone 2>/dev/null || true) ;;
	esac
	case $link in
	'' | Etc/UTC | Universal | Zulu) echo UTC ;;
	*) printf '%s\n' "$link" ;;
	esac
}
# books_would OPTION...: whether gl-db would begin books with these; it is the judge of zones and
# codes.
books_would() {
	rm -f "$work"/try.db*
	GL_LOG=error gl-db init --db "$work/try.db" --guild 1 --owner 1 --name try "$@" >/dev/null 2>"$work/refusal"
}
check_zone() {
	local near
	accepted=$1
	if books_would --timezone "$1"; then return; fi
	near=$(cut -sf3 "$zones/zone.tab" 2>/dev/null | grep -iF -e "${1// /_}" | sort -u | head -4 | paste -sd' ' || true)
	if [ -n "$near" ]; then
		wrong "There is no time zone '$1'; perhaps $near" \
			"No existe la zona horaria «$1»; quizá $near"
	else
		wrong "There is no time zone '$1'; write it as in Europe/Madrid or America/Bogota." \
			"No existe la zona horaria «$1»; escríbela como Europe/Madrid o America/Bogota."
	fi
	return 1
}

# The country that the locale names, else that of the time zone.
country_of() { # ZONE
	if [[ ${LC_ALL:-${LC_MONETARY:-${LANG:-}}} =~ ^[a-z]{2,3}_([A-Z]{2}) ]]; then
		echo "${BASH_REMATCH[1]}"
	else
		awk -F'\t' -v zone="$1" '$3 == zone { print $1; exit }' "$zones/zone.tab" 2>/dev/null || true
	fi
}
# Where money is in use that people keep books in; elsewhere points are suggested.
# https://www.iso.org/iso-4217-currency-codes.html
suggest_currency() { # ZONE
	local country line
	country=$(country_of "$1")
	while read -ra line; do
		case " ${line[*]:1} " in *" ${country:-none} "*) echo "${line[0]}" && return ;; esac
	done <<-'TABLE'
		EUR AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK
		USD US PR EC SV PA
		MXN MX
		ARS AR
		CLP CL
		COP CO
		PEN PE
		UYU UY
		BOB BO
		PYG PY
		VES VE
		CRC CR
		GTQ GT
		HNL HN
		NIO NI
		DOP DO
		CUP CU
		XAF GQ
		BRL BR
		GBP GB
		CAD CA
		AUD AU
		NZD NZ
		CHF CH LI
		SEK SE
		NOK NO
		DKK DK
		PLN PL
		CZK CZ
		HUF HU
		RON RO
		TRY TR
		MAD MA
		ZAR ZA
		INR IN
		PHP PH
		JPY JP
	TABLE
	echo PTS
}
suggest_scale() { # CURRENCY
	case $1 in
	CLP | JPY | KRW | PYG | VND | XAF | XOF | XPF | ISK | UGX | RWF) echo 0 ;;
	BHD | IQD | JOD | KWD | LYD | OMR | TND) echo 3 ;;
	*) echo 2 ;;
	esac
}
check_currency() {
	accepted=${1^^}
	case $accepted in '€' | EURO | EUROS) accepted=EUR ;; esac
	if ! [[ $accepted =~ ^[A-Z0-9]{2,10}$ ]]; then
		wrong "A code is 2 to 10 capital letters and digits, such as EUR or PTS: not '$1'." \
			"Un código tiene de 2 a 10 mayúsculas y cifras, como EUR o PTS: «$1» no vale."
		return 1
	elif ! books_would --currency "$accepted"; then
		wrong "'$accepted' reads as an amount or as a part of one, so nobody could name it; choose another code, such as PTS." \
			"«$accepted» se lee como un importe o parte de uno, y nadie podría nombrarla; elige otro código, como PTS."
		return 1
	fi
}
check_scale() {
	[[ $1 =~ ^[0-9]$ ]] || { wrong "Type a number from 0 to 9." \
		"Escribe un número del 0 al 9." && return 1; }
	accepted=$1
}
