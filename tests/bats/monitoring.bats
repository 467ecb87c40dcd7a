# deploy/monitoring: rules, dashboards and log shipping, against the real programs where they are installed.
load live

setup() { MONITORING="$PROJECT/deploy/monitoring"; }
teardown() { live_end; }

need() { # COMMAND PACKAGE
	command -v "$1" >/dev/null || skip "$1 is not installed (Debian package $2)"
}
alerts() { sed -n 's/^ *- alert: //p' "$MONITORING/prometheus/alerts.yml"; }

@test "rules and the sample configuration are valid, and every rule's unit tests pass" {
	need promtool prometheus
	run promtool check config "$MONITORING/prometheus/prometheus.yml"
	assert_success
	run promtool test rules "$MONITORING/prometheus/alerts_test.yml" "$MONITORING/prometheus/recording_test.yml"
	assert_success
}

@test "every alert is tested firing and silent" {
	for alert in $(alerts); do
		grep -q "name: fires, ${alert#Guildledger}$" "$MONITORING/prometheus/alerts_test.yml" || { echo "$alert: not tested firing"; return 1; }
		grep -q "name: silent, ${alert#Guildledger}$" "$MONITORING/prometheus/alerts_test.yml" || { echo "$alert: not tested silent"; return 1; }
	done
	assert [ "$(alerts | wc -l)" -ge 9 ]
}

@test "every alert has a paragraph in the runbook, where its link points, and the runbook no other" {
	anchors=$(sed -n 's/^## //p' "$PROJECT/docs/runbook.md" | tr '[:upper:]' '[:lower:]' | sort)
	assert_equal "$(sed -n 's|^ *runbook_url: https://guildledger.org/docs/runbook#||p' "$MONITORING/prometheus/alerts.yml" | sort)" "$anchors"
	assert_equal "$(alerts | tr '[:upper:]' '[:lower:]' | sort)" "$anchors"
}

@test "every metric that rules and dashboards ask for is one that gl-metrics tells" {
	known=$(grep -oh '"guildledger_[a-z_]*"' "$PROJECT"/src/tools/gl-metrics.c "$PROJECT"/src/tools/machine.c | tr -d '"' | sort -u)
	asked=$(grep -rhoE '(^|[^:a-z_])guildledger_[a-z_]+' "$MONITORING/prometheus/recording.yml" "$MONITORING/prometheus/alerts.yml" |
		sed 's/^[^g]*guildledger/guildledger/' | sort -u)
	assert_equal "$(comm -23 <(echo "$asked") <(echo "$known"))" ''
	assert [ -n "$asked" ]
}
