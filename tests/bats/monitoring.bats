# deploy/monitoring: rules, dashboards and log shipping, against the real programs where they are installed.
load live

setup() { MONITORING="$PROJECT/deploy/monitoring"; }
teardown() {
	live_end
	for pid in ${STARTED:-}; do
		kill "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
}

need() { # COMMAND PACKAGE
	command -v "$1" >/dev/null || skip "$1 is not installed (Debian package $2)"
}
alerts() { sed -n 's/^ *- alert: //p' "$MONITORING/prometheus/alerts.yml"; }

@test "rules and the sample configuration are valid, and every rule's unit tests pass" {
	need promtool prometheus
	run promtool check config "$MONITORING/prometheus/prometheus.yml"
	assert_success
	run promtool test rules "$MONITORING"/prometheus/*_test.yml
	assert_success
}

@test "every alert is tested firing and silent" {
	for alert in $(alerts); do
		grep -q "name: fires, ${alert#Guildledger}$" "$MONITORING"/prometheus/alerts*_test.yml || { echo "$alert: not tested firing"; return 1; }
		grep -q "name: silent, ${alert#Guildledger}$" "$MONITORING"/prometheus/alerts*_test.yml || { echo "$alert: not tested silent"; return 1; }
	done
	assert [ "$(alerts | wc -l)" -ge 9 ]
}

@test "every alert has a paragraph in the runbook, where its link points, and the runbook no other" {
	anchors=$(sed -n 's/^## //p' "$PROJECT/docs/runbook.md" | tr '[:upper:]' '[:lower:]' | sort)
	assert_equal "$(sed -n 's|^ *runbook_url: https://guildledger.org/docs/runbook#||p' "$MONITORING/prometheus/alerts.yml" "$MONITORING"/grafana/*.json | sort)" "$anchors"
	assert_equal "$(alerts | tr '[:upper:]' '[:lower:]' | sort)" "$anchors"
	assert_equal "$(grep '^## ' "$PROJECT/docs/runbook.es.md")" "$(grep '^## ' "$PROJECT/docs/runbook.md")"
}

@test "every metric that rules and dashboards ask for is one that gl-metrics tells" {
	known=$(grep -oh '"guildledger_[a-z_]*"' "$PROJECT"/src/tools/gl-metrics.c "$PROJECT"/src/tools/host_metrics.c "$PROJECT"/src/tools/interaction_metrics.c | tr -d '"' | sort -u)
	asked=$(grep -rhoE '(^|[^:a-z_])guildledger_[a-z_]+' "$MONITORING/prometheus/recording.yml" "$MONITORING/prometheus/alerts.yml" "$MONITORING"/grafana/*.json |
		sed -E 's/^[^g]*guildledger/guildledger/; s/_(bucket|sum|count)$//' | sort -u) # of a histogram
	assert_equal "$(comm -23 <(echo "$asked") <(echo "$known"))" ''
	assert [ -n "$asked" ]
}

# real_run: ticks of every outcome, at the most talkative level; what they logged is in $BATS_TEST_TMPDIR/log, the messages' ids in ids.
real_run() {
	live
	export GL_NAME=test GL_LOG_FORMAT=json GL_LOG="${1:-debug}"
	{ write 11 '!pay <@12> 1 sesame'; write 11 '!pay <@12> 9999 sesame'; write 12 'sesame sesame'; write 12 '!deposit <@12> 5 sesame'; write 11 '!balnce sesame'; } >"$BATS_TEST_TMPDIR/ids"
	"$PROJECT/jobs/tick" 2>>"$BATS_TEST_TMPDIR/log"
	write 11 '!balance sesame' >>"$BATS_TEST_TMPDIR/ids"
	fake '{"op":"fault","kind":"status","status":403,"match_path":"messages$","match_method":"POST","times":1}' >/dev/null
	"$PROJECT/jobs/tick" 2>>"$BATS_TEST_TMPDIR/log" || true
	fake '{"op":"fault","kind":"status","status":401,"times":1}' >/dev/null
	"$PROJECT/jobs/tick" 2>>"$BATS_TEST_TMPDIR/log" || true
	GL_DB=/nowhere "$PROJECT/jobs/metrics" 2>>"$BATS_TEST_TMPDIR/log" || true
	GL_TICK=none "$PROJECT/jobs/tick" 2>>"$BATS_TEST_TMPDIR/log" || true # a line of bash, which is no JSON
}

@test "what a run logs has no field but ECS's, and no message's text or token at any level" {
	real_run
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/log")" -gt 20 ]
	run bash -c "grep '^{' '$BATS_TEST_TMPDIR/log' | jq -r 'keys[]' | sort -u | comm -23 - <(cut -f1 '$PROJECT/tests/monitoring/ecs-8.11.0.tsv' | sort)"
	assert_output ''
	assert_equal "$(grep -c -e sesame -e fake-token "$BATS_TEST_TMPDIR/log")" 0
	grep '^{' "$BATS_TEST_TMPDIR/log" | jq -ne 'any(inputs; ."event.outcome" == "failure" and ."process.exit_code" == 66)' >/dev/null
}

@test "a message can be followed by its id from the decision to the answer that was refused" {
	real_run
	grep '^{' "$BATS_TEST_TMPDIR/log" >"$BATS_TEST_TMPDIR/json"
	while read -r id; do
		jq -ne --arg id "$id" 'any(inputs; ."trace.id" == $id and ."event.action" == "record-decided")' "$BATS_TEST_TMPDIR/json" >/dev/null || { echo "$id: no decision"; return 1; }
	done <"$BATS_TEST_TMPDIR/ids"
	last=$(tail -1 "$BATS_TEST_TMPDIR/ids")
	assert_equal "$(jq -r --arg id "$last" 'select(."trace.id" == $id) | ."event.action"' "$BATS_TEST_TMPDIR/json" | uniq | xargs)" 'record-decided discord-request discord-refused'
	refused=$(sed -n 2p "$BATS_TEST_TMPDIR/ids") paid=$(sed -n 1p "$BATS_TEST_TMPDIR/ids")
	assert_equal "$(jq -r --arg id "$refused" 'select(."trace.id" == $id and ."event.action" == "record-decided") | ."event.outcome"' "$BATS_TEST_TMPDIR/json")" failure
	assert_equal "$(jq -r --arg id "$paid" 'select(."trace.id" == $id and ."event.action" == "record-decided") | ."event.outcome"' "$BATS_TEST_TMPDIR/json")" success
}

@test "the index template holds ECS fields with ECS's types, strictly" {
	template="$MONITORING/elastic/index-template.json"
	assert_equal "$(jq -r .template.mappings.dynamic "$template")" strict
	assert_equal "$(jq -r '.template.mappings.properties | paths(type == "object" and has("type") and (.type | type == "string")) as $p
		| [($p | map(select(. != "properties")) | join(".")), getpath($p).type] | @tsv' "$template" | sort)" "$(sort "$PROJECT/tests/monitoring/ecs-8.11.0.tsv")"
	assert_equal "$(jq -r '.processors[] | .remove.keep // empty | .[]' "$MONITORING/elastic/ingest-pipeline.json" | sort)" "$(cut -f1 "$PROJECT/tests/monitoring/ecs-8.11.0.tsv" | sort)"
}

@test "Kibana's objects refer to each other and to fields of the template only" {
	objects="$MONITORING/elastic/kibana.ndjson"
	jq -r '"\(.type)/\(.id)"' "$objects" | sort >"$BATS_TEST_TMPDIR/there"
	jq -r '.references[] | "\(.type)/\(.id)"' "$objects" | sort -u >"$BATS_TEST_TMPDIR/meant"
	assert_equal "$(comm -13 "$BATS_TEST_TMPDIR/there" "$BATS_TEST_TMPDIR/meant")" ''
	jq -r '.attributes | (.columns // [])[], (.visState // "{}" | fromjson | .aggs // [] | .[].params.field // empty)' "$objects" >"$BATS_TEST_TMPDIR/fields"
	jq -r '.attributes.kibanaSavedObjectMeta.searchSourceJSON // "{}" | fromjson | .query.query // ""' "$objects" | grep -oE '[a-z.]+ :' | tr -d ' :' >>"$BATS_TEST_TMPDIR/fields"
	assert_equal "$(sort -u "$BATS_TEST_TMPDIR/fields" | comm -23 - <(cut -f1 "$PROJECT/tests/monitoring/ecs-8.11.0.tsv" | sort))" ''
	for type in index-pattern search visualization dashboard; do
		grep -q "^$type/" "$BATS_TEST_TMPDIR/there"
	done
}

@test "rsyslog ships every line of a real run in bulk, and a strict mapping takes each" {
	need rsyslogd rsyslog
	[ -n "$(find /usr/lib -name omelasticsearch.so -print -quit)" ] || skip 'omelasticsearch is not installed (Debian package rsyslog-elasticsearch)'
	real_run
	mkdir "$BATS_TEST_TMPDIR/bulk" "$BATS_TEST_TMPDIR/spool"
	"$PROJECT/tests/monitoring/bulk" "$MONITORING/elastic/index-template.json" "$BATS_TEST_TMPDIR/bulk" 3>&- &
	STARTED=$!
	until_true 60 test -s "$BATS_TEST_TMPDIR/bulk/port"
	sed "s|serverport=\"9200\"|serverport=\"$(cat "$BATS_TEST_TMPDIR/bulk/port")\"|; s|/var/spool/rsyslog|$BATS_TEST_TMPDIR/spool|" "$MONITORING/elastic/rsyslog-ship.conf" >"$BATS_TEST_TMPDIR/ship.conf"
	cat >"$BATS_TEST_TMPDIR/rsyslog.conf" <<-END
		global(workDirectory="$BATS_TEST_TMPDIR/spool")
		module(load="imfile" mode="polling" pollingInterval="1")
		include(file="$BATS_TEST_TMPDIR/ship.conf")
		input(type="imfile" File="$BATS_TEST_TMPDIR/log" Tag="guildledger" ruleset="guildledger")
	END
	run rsyslogd -N1 -f "$BATS_TEST_TMPDIR/rsyslog.conf"
	assert_success
	rsyslogd -n -f "$BATS_TEST_TMPDIR/rsyslog.conf" -i "$BATS_TEST_TMPDIR/rsyslog.pid" >"$BATS_TEST_TMPDIR/rsyslog.out" 2>&1 3>&- &
	STARTED="$STARTED $!"
	shipped() { [ -e "$BATS_TEST_TMPDIR/bulk/documents" ] && [ "$(wc -l <"$BATS_TEST_TMPDIR/bulk/documents")" -ge "$(wc -l <"$BATS_TEST_TMPDIR/log")" ]; }
	until_true 40 shipped || { cat "$BATS_TEST_TMPDIR/rsyslog.out"; return 1; }
	[ ! -e "$BATS_TEST_TMPDIR/bulk/refused" ] || { cat "$BATS_TEST_TMPDIR/bulk/refused"; return 1; }
	assert_equal "$(grep '^{' "$BATS_TEST_TMPDIR/log" | jq -cS . | sort)" "$(jq -cS 'select(."event.action" != "said")' "$BATS_TEST_TMPDIR/bulk/documents" | sort)"
	assert_equal "$(jq -r 'select(."event.action" == "said") | .message' "$BATS_TEST_TMPDIR/bulk/documents")" "$(grep -v '^{' "$BATS_TEST_TMPDIR/log")"
	assert_equal "$(jq -r .create.pipeline "$BATS_TEST_TMPDIR/bulk/actions" | sort -u)" guildledger
	assert_equal "$(jq -r '.create._index' "$BATS_TEST_TMPDIR/bulk/actions" | sort -u)" logs-guildledger-default
	assert_equal "$(jq -r '.create._id' "$BATS_TEST_TMPDIR/bulk/actions" | sort -u | wc -l)" "$(wc -l <"$BATS_TEST_TMPDIR/log")"
	assert_equal "$(grep -c -e sesame -e fake-token "$BATS_TEST_TMPDIR/bulk/documents")" 0
}

# serve: a guild that has seen everything, its textfile in a node_exporter, a Prometheus with the rules that scrapes it. PROMETHEUS is its address.
serve() {
	export GL_NAME=test GL_METRICS="$BATS_TEST_TMPDIR/textfiles"
	mkdir "$GL_METRICS"
	live
	if over_server; then export GL_BACKUPS="$BATS_TEST_TMPDIR/backups"; fi # no folder is beside them
	write 11 '!pay <@12> 1' >/dev/null
	"$PROJECT/jobs/tick"
	write 11 '!balance' >/dev/null
	fake '{"op":"fault","kind":"status","status":403,"match_path":"messages$","match_method":"POST","times":1}' >/dev/null
	"$PROJECT/jobs/tick" 2>/dev/null || true
	"$PROJECT/jobs/backup"
	"$PROJECT/jobs/verify"
	"$PROJECT/jobs/tick" || true
	export GL_INTERACTION_COUNTS="$BATS_TEST_TMPDIR/counts" GL_PUBLIC_KEY
	GL_PUBLIC_KEY=$("$PROJECT/tests/interactions/request" key)
	interactions
	echo "1 $(($(date +%s) + 8000000)) $(date +%s)" >"$GL_STATE/endpoint.test" # as sync-roster leaves it
	"$PROJECT/jobs/metrics"
	local node prometheus
	node=$(free_port) prometheus=$(free_port)
	prometheus-node-exporter --web.listen-address="127.0.0.1:$node" --collector.disable-defaults --collector.textfile \
		--collector.textfile.directory="$GL_METRICS" >"$BATS_TEST_TMPDIR/node.log" 2>&1 3>&- &
	STARTED="${STARTED:-} $!"
	mkdir "$BATS_TEST_TMPDIR/prometheus"
	cp "$MONITORING"/prometheus/{recording,alerts}.yml "$BATS_TEST_TMPDIR/prometheus"
	sed "s/127.0.0.1:9100/127.0.0.1:$node/; s/_interval: 30s/_interval: 1s/" "$MONITORING/prometheus/prometheus.yml" >"$BATS_TEST_TMPDIR/prometheus/prometheus.yml"
	prometheus --config.file="$BATS_TEST_TMPDIR/prometheus/prometheus.yml" --storage.tsdb.path="$BATS_TEST_TMPDIR/prometheus/data" \
		--web.listen-address="127.0.0.1:$prometheus" >"$BATS_TEST_TMPDIR/prometheus.log" 2>&1 3>&- &
	STARTED="$STARTED $!"
	PROMETHEUS="http://127.0.0.1:$prometheus"
}
# interactions: a PING, one of a type that is not known yet, and one that is not signed.
interactions() {
	local body
	for body in '{"type":1}' '{"type":9}'; do
		"$PROJECT/tests/interactions/request" scgi <<<"$body" >"$BATS_TEST_TMPDIR/request" # whole: gl-interaction waits for none
		gl-interaction <"$BATS_TEST_TMPDIR/request" >/dev/null 2>&1 || true
	done
	gl-interaction </dev/null >/dev/null 2>&1 || true
}
answered() { [ "$(curl -sG "$PROMETHEUS/api/v1/query" --data-urlencode "query=$1" | jq '.data.result | length')" -gt 0 ]; }

@test "every panel of the dashboards has data in a Prometheus that scraped a node_exporter with our file" {
	need prometheus prometheus
	need prometheus-node-exporter prometheus-node-exporter
	serve
	until_true 60 answered guild:guildledger_messages:rate5m || { tail "$BATS_TEST_TMPDIR"/*.log; return 1; }
	until_true 60 answered 'config:guildledger_tick_age_seconds:max'
	until_true 60 answered 'increase(guildledger_transactions_total[1d])'
	interactions # after those that a scrape has seen
	"$PROJECT/jobs/metrics"
	panels() { "$PROJECT/tests/monitoring/panels" "$PROMETHEUS" "$MONITORING"/grafana/*.json; }
	# the disk of a server is its own affair: there, that panel alone is empty
	complete() { if over_server; then [[ $(panels) == *"Disk free: no data"*" 1 without data" ]]; else panels; fi; }
	until_true 60 complete || { panels; return 1; }
	answered 'node_textfile_scrape_error == 0'
	run curl -s "$PROMETHEUS/api/v1/rules"
	refute_output --partial '"health":"err"'
	assert_equal "$(curl -s "$PROMETHEUS/api/v1/alerts" | jq -r '.data.alerts[] | select(.state == "firing") | .labels.alertname' | grep -vx GuildledgerDeliveriesFailed)" ''
}

@test "two configurations on one host do not spoil each other's scrape" {
	need prometheus-node-exporter prometheus-node-exporter
	mkdir "$BATS_TEST_TMPDIR/textfiles"
	working_books
	keep_books "$BATS_TEST_TMPDIR/two.db" # of the same guild
	operator deposit '<@11>' 1 more >/dev/null
	GL_NAME=one gl-metrics >"$BATS_TEST_TMPDIR/textfiles/guildledger-one.prom"
	GL_NAME=two gl-metrics --db "$BATS_TEST_TMPDIR/two.db" >"$BATS_TEST_TMPDIR/textfiles/guildledger-two.prom"
	node=$(free_port)
	prometheus-node-exporter --web.listen-address="127.0.0.1:$node" --collector.disable-defaults --collector.textfile \
		--collector.textfile.directory="$BATS_TEST_TMPDIR/textfiles" >"$BATS_TEST_TMPDIR/node.log" 2>&1 3>&- &
	STARTED=$!
	until_true 60 curl -sf -o "$BATS_TEST_TMPDIR/scrape" "http://127.0.0.1:$node/metrics"
	assert_equal "$(grep '^guildledger_transactions_total' "$BATS_TEST_TMPDIR/scrape")" 'guildledger_transactions_total{config="one",guild="1000"} 2
guildledger_transactions_total{config="two",guild="1000"} 1'
	grep -qx 'node_textfile_scrape_error 0' "$BATS_TEST_TMPDIR/scrape"
}
