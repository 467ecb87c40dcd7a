# Dates of rules and instants of local times, which gl-due and the rules share, against second opinions.
load helper

@test "random rules have the dates that dateutil gives, random local times come when Python's zones say" {
	"$PROJECT/tests/calendar-property" --rules 1500 --instants 120
}
