# shellcheck shell=bash
# Decides which copies of the books to delete (grandfather-father-son rotation). For each of the
# newest N hours, days, weeks (from Monday) and months with a copy, the last copy is kept; so after a
# gap, or while nothing ran, older ones are kept longer.

# Sets DAYS to the number of days from 1970 to the day YYYYMMDD; fails if the calendar has no such
# day. (http://howardhinnant.github.io/date_algorithms.html)
days_of() {
	local year=$((10#${1:0:4})) month=$((10#${1:4:2})) day=$((10#${1:6:2})) lengths=(31 28 31 30 31 30 31 31 30 31 30 31) leap=0 era
	[[ $month -ge 1 && $month -le 12 && $day -ge 1 && $year -ge 1 ]] || return 1
	if [[ $((year % 4)) = 0 && ($((year % 100)) != 0 || $((year % 400)) = 0) ]]; then leap=1; fi
	[ "$day" -le $((lengths[month - 1] + (month == 2 ? leap : 0))) ] || return 1
	year=$((year - (month <= 2)))
	era=$((year / 400))
	year=$((year - era * 400))
	DAYS=$((era * 146097 + year * 365 + year / 4 - year / 100 + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - 719468))
}

# rotate NAME NEWEST HOURS DAYS WEEKS MONTHS <NAMES: reads names of copies, newest first, one a line,
# and prints those to delete. NEWEST copies are kept in any case. Other files than copies of NAME are
# skipped.
rotate() {
	local name=$1 newest=$2 kept=0 file stamp hour keep
	local -a room=("$3" "$4" "$5" "$6") last=("" "" "" "") bucket
	while IFS= read -r file; do
		[[ $file == "$name"-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z.db?(.enc) ]] || continue
		stamp=${file#"$name"-}
		hour=${stamp:9:2}
		[[ ${stamp:9:6} =~ ^([01][0-9]|2[0-3])[0-5][0-9]([0-5][0-9]|60)$ ]] || continue
		days_of "${stamp:0:8}" || continue
		bucket=("$DAYS.$hour" "$DAYS" "$(((DAYS + 3) / 7))" "${stamp:0:6}") # 1970 began on a Thursday
		keep=0
		for period in 0 1 2 3; do
			if [ "${room[period]}" -gt 0 ] && [ "${bucket[period]}" != "${last[period]}" ]; then
				last[period]=${bucket[period]}
				room[period]=$((room[period] - 1))
				keep=1
			fi
		done
		if [ $keep = 0 ] && [ $kept -ge "$newest" ]; then printf '%s\n' "$file"; fi
		kept=$((kept + 1))
	done
}
