# The images of Containerfile, built on a Debian of debootstrap and run by podman as docs/containers.md tells. Quick: with the tools of
# bin/, so that only what is around them is built; with GL_CONTAINER_WHOLE (make container-test) the image's own stage compiles them.
load live

CACHE=/var/cache/guildledger-tests
RESTRICTED=(--user 10001:10001 --read-only --cap-drop all --security-opt no-new-privileges)

# pod ARGUMENT...: podman with a storage of its own. crun of Debian 12 does not start beside both kinds of cgroups at once: the newer is
# put away, for this process only. BASE is what to build on.
pod() {
	unshare --mount bash -c '! mountpoint -q /sys/fs/cgroup/unified || umount /sys/fs/cgroup/unified; root=$1; shift
		exec podman --root "$root/containers" --runroot /run/guildledger-tests "$@"' pod "$CACHE" "$@"
}
# in_image IMAGE OPTION... -- COMMAND...: a container for one command, limits as this shell's: a lower hard limit cannot be raised again
in_image() {
	local image=$1 options=()
	shift
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	pod run --rm --pull never --no-healthcheck --ulimit "nofile=$(ulimit -Hn):$(ulimit -Hn)" --ulimit nproc=1024:1024 "${RESTRICTED[@]}" "${options[@]}" "$image" "${@:2}"
}
tools() { in_image "$TOOLS_IMAGE" --network none -e GL_LOG=warn -v "$BATS_TEST_TMPDIR/books:/var/lib/guildledger/books" "$@"; }
jobs_volumes() {
	printf '%s\n' -v "$BATS_TEST_TMPDIR/books:/var/lib/guildledger/books" -v "$BATS_TEST_TMPDIR/state:/var/lib/guildledger/state" \
		-v "$BATS_TEST_TMPDIR/backups:/var/lib/guildledger/backups" --network host -e "GL_API=$GL_API" -e GL_LOG_FORMAT=text -e GL_NAME=test -e GL_GUILD=1000
}
as_job() { # [OPTION...] -- COMMAND...
	local volumes
	mapfile -t volumes < <(jobs_volumes)
	in_image "$JOBS_IMAGE" "${volumes[@]}" --secret "$SECRET,target=guildledger-token,uid=10001,gid=10001,mode=0400" "$@"
}

base() { # the Debian to build on, made once
	! pod image exists localhost/guildledger-test-base || return 0
	local folder
	command -v debootstrap >/dev/null || { echo "debootstrap is not installed (deploy/packages --tests)"; return 1; }
	folder=$(mktemp -d "$CACHE/base.XXXXXX")
	debootstrap --variant=minbase --include=ca-certificates "$(sed -n "s/^VERSION_CODENAME=//p" /etc/os-release)" "$folder" >"$CACHE/debootstrap.log" 2>&1 || { tail -n 3 "$CACHE/debootstrap.log"; return 1; }
	umount "$folder/proc" 2>/dev/null || true # of a debootstrap whose end was cut off
	tar -C "$folder" --one-file-system --exclude='./var/cache/apt/archives/*.deb' --exclude='./var/lib/apt/lists/*' -c . | pod import - localhost/guildledger-test-base || return 1
	rm -rf --one-file-system "$folder"
}
build() { # TARGET TAG [OPTION...]
	pod build --quiet --format docker --isolation chroot --network host --pull=never --build-arg BASE=localhost/guildledger-test-base \
		--build-arg REVISION=test --build-arg CREATED=2026-01-01T00:00:00Z --target "$1" -t "localhost/$2" "${@:3}" "$PROJECT"
}

setup_file() {
	export WHY='' TOOLS_IMAGE="localhost/guildledger-test-tools-$$" JOBS_IMAGE="localhost/guildledger-test-jobs-$$" SECRET="guildledger-test-$$"
	local stage=() log="$BATS_FILE_TMPDIR/log" tool
	case ${GL_BIN:-} in *build-san*) WHY="the images hold the plain build, not the sanitized one"; return 0 ;; esac
	[ "$(id -u)" = 0 ] || { WHY="only root can run containers here without more of a setup"; return 0; }
	for tool in podman unshare; do
		command -v $tool >/dev/null || { WHY="$tool is not installed (deploy/packages --tests)"; return 0; }
	done
	mkdir -p "$CACHE"
	exec 7>"$CACHE/lock" # one builder at a time; the images have names of their own
	flock 7
	base >"$log" 2>&1 || { WHY="no Debian to build on: $(tail -n 1 "$log")"; return 0; }
	in_image localhost/guildledger-test-base --network none -- true >"$log" 2>&1 || { WHY="podman starts nothing here: $(tail -n 1 "$log")"; return 0; }
	build runtime guildledger-test-runtime >"$log" 2>&1 || { WHY="packages cannot be installed into an image here: $(tail -n 1 "$log")"; return 0; }
	if [ -z "${GL_CONTAINER_WHOLE:-}" ]; then
		make -s -C "$PROJECT" install PREFIX=/usr DESTDIR="$BATS_FILE_TMPDIR/installed" >"$log" 2>&1
		strip "$BATS_FILE_TMPDIR/installed"/usr/bin/gl-* 2>/dev/null || true # the recipe builds without what debuggers read; scripts stay
		stage=(--build-context "installed=$BATS_FILE_TMPDIR/installed")
	fi
	build tools "${TOOLS_IMAGE#localhost/}" "${stage[@]}" >"$log" 2>&1 || { cat "$log"; return 1; }
	build jobs "${JOBS_IMAGE#localhost/}" "${stage[@]}" >"$log" 2>&1 || { cat "$log"; return 1; }
	exec 7>&-
	echo fake-token | pod secret create "$SECRET" - >/dev/null
}
teardown_file() {
	[ -z "$WHY" ] || return 0
	pod rmi --force "$TOOLS_IMAGE" "$JOBS_IMAGE" >/dev/null 2>&1 || true
	pod secret rm "$SECRET" >/dev/null 2>&1 || true
}
setup() {
	of_files "they lie in a volume"
	[ -z "$WHY" ] || skip "$WHY"
	install -d -o 10001 -g 10001 -m 700 "$BATS_TEST_TMPDIR/books" "$BATS_TEST_TMPDIR/state" "$BATS_TEST_TMPDIR/backups"
}
teardown() {
	if [ -n "${NAME:-}" ]; then
		pod kill "$NAME" >/dev/null 2>&1 || true
		wait "$SUPERVISOR" 2>/dev/null || true
	fi
	live_end
}
# Books of the fake's guild where the containers see them, owned by whom they run as.
live_books() {
	live
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	install -o 10001 -g 10001 -m 600 "$GL_DB" "$BATS_TEST_TMPDIR/books/books.db"
	GL_DB="$BATS_TEST_TMPDIR/books/books.db"
}
@test "the tools work without a shell, as a nobody, on a read-only root, without capabilities or network, with every restriction" {
	tools -- gl-db init --guild 1000 --name Test --owner 10 --lang es --currency PTS --scale 2 --timezone Europe/Madrid
	roster >"$BATS_TEST_TMPDIR/books/roster.ndjson"
	chmod 644 "$BATS_TEST_TMPDIR/books/roster.ndjson"
	{ say 1 11 '!registrar'; say 2 12 '!register'; say 3 10 '!deposit <@11> 12.50 cash'; say 4 11 '!saldo'; } |
		tools -i -- gl-parse 2>>"$BATS_TEST_TMPDIR/said" |
		tools -i -- gl-identify --roster books/roster.ndjson 2>>"$BATS_TEST_TMPDIR/said" |
		tools -i -- gl-apply >"$BATS_TEST_TMPDIR/outcomes" 2>>"$BATS_TEST_TMPDIR/said"
	assert_equal "$(jq -r .status <"$BATS_TEST_TMPDIR/outcomes" | paste -sd' ')" 'ok ok ok ok'
	assert_equal "$(tail -1 "$BATS_TEST_TMPDIR/outcomes" | jq -r .text)" 'Tienes 12,50 PTS.'
	run tools -- gl-verify --replay
	assert_success
	assert_output --partial sound
	assert_equal "$(cat "$BATS_TEST_TMPDIR/said")" '' # no warning either: Landlock and seccomp are there, and the texts
	run tools -- gl-report balances --format csv --account @11
	assert_output --partial '12.50'
	run tools -- gl-db info --db 'postgresql://gl@127.0.0.1:1/books' # libpq is found; that there is no server passes
	assert_failure 75
}

@test "what .containerignore lets into the build is all that make install installs from" {
	mkdir "$BATS_TEST_TMPDIR/context"
	while read -r path; do
		mkdir -p "$BATS_TEST_TMPDIR/context/$(dirname "$path")"
		cp -r "$PROJECT/$path" "$BATS_TEST_TMPDIR/context/$path"
	done < <(sed -n 's/^!//p' "$PROJECT/.containerignore")
	plan() { make -s -n -B -C "$1" install BUILD=build-plan BIN=bin-plan PREFIX=/usr DESTDIR=/installed | sed "s|$1|HERE|g"; }
	plan "$PROJECT" >"$BATS_TEST_TMPDIR/wanted"
	plan "$BATS_TEST_TMPDIR/context" >"$BATS_TEST_TMPDIR/got"
	run diff "$BATS_TEST_TMPDIR/wanted" "$BATS_TEST_TMPDIR/got"
	assert_output ''
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/wanted")" -ge 100 ]
}

@test "a volume that podman makes belongs to whom the images run as" {
	volume="guildledger-test-$$"
	for image in "$TOOLS_IMAGE" "$JOBS_IMAGE"; do
		pod volume rm --force "$volume" >/dev/null 2>&1 || true
		run in_image "$image" --network none -v "$volume:/var/lib/guildledger/books" -- gl-db init --guild 1000 --name Test --owner 10
		pod volume rm --force "$volume" >/dev/null 2>&1
		assert_equal "$status" 0
	done
}

@test "the tools' image holds no shell, no package manager, nothing set-uid and no secret; the time zones and certificates are there" {
	for shell in sh bash dash busybox; do
		run -127 tools -- $shell -c true
	done
	id=$(pod create --pull never "$TOOLS_IMAGE")
	pod export "$id" | tar -tv >"$BATS_TEST_TMPDIR/files"
	pod rm "$id" >/dev/null
	run grep -E '(/| )(ba|da|z|k)?sh$|/(apt|dpkg|perl|python3?)[^/]*$|^-..s|^-.....s' "$BATS_TEST_TMPDIR/files"
	assert_output ''
	for file in etc/ssl/certs/ca-certificates.crt usr/share/zoneinfo/Europe/Madrid libcurl.so.4 libpq.so.5; do
		grep -q "$file" "$BATS_TEST_TMPDIR/files" || fail "no $file"
	done
	assert [ "$(awk '{ bytes += $3 } END { print int(bytes / 1e6) }' "$BATS_TEST_TMPDIR/files")" -lt 110 ] # 40 of them are libxml2 and its ICU
	assert_equal "$(grep -c 'usr/bin/' "$BATS_TEST_TMPDIR/files")" "$(($(find "$PROJECT/src/tools" -name 'gl-*.c' | wc -l) + 1))" # every tool, and the folder
}

@test "a network tool finds names, speaks TLS and keeps its limits in the tools' image; a certificate that is not trusted it refuses" {
	cd "$BATS_TEST_TMPDIR"
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem 2>/dev/null
	export GL_CA_FILE="$PWD/cert.pem"
	live --tls cert.pem key.pem
	write 11 hello >/dev/null
	install -o 10001 -g 10001 -m 400 "$GL_TOKEN_FILE" secret
	ask() { gl-channels | in_image "$TOOLS_IMAGE" -i --network host -v "$PWD/state:/var/lib/guildledger/state" -v "$PWD/secret:/run/secrets/guildledger-token:ro" -v "$PWD/cert.pem:/etc/own.pem:ro" -e "GL_API=$GL_API" "$@" -- gl-fetch --deadline 3; }
	run ask -e GL_CA_FILE=/etc/own.pem
	assert_success
	assert_output --partial '"content":"hello"'
	refute_output --partial warn
	run ask
	assert_failure 75
	assert_output --partial certificate
}

@test "an image says what it is, runs as nobody, and only the one that ticks has a health check" {
	version=$(gl-db --version | cut -d' ' -f2) # a release changes it in Containerfile, too
	for image in "$TOOLS_IMAGE" "$JOBS_IMAGE"; do
		pod inspect --type image "$image" >"$BATS_TEST_TMPDIR/inspected"
		assert_equal "$(jq -r '.[0].User' <"$BATS_TEST_TMPDIR/inspected")" 10001:10001
		for label in title description url documentation version revision created; do
			value=$(jq -r ".[0].Labels[\"org.opencontainers.image.$label\"] // \"\"" <"$BATS_TEST_TMPDIR/inspected")
			[ -n "$value" ] || fail "$image has no label $label"
		done
		assert_equal "$(jq -r '.[0].Labels["org.opencontainers.image.version"]' <"$BATS_TEST_TMPDIR/inspected")" "$version"
		run jq -r '.[0].Config.Env[]' "$BATS_TEST_TMPDIR/inspected"
		refute_output --regexp '(TOKEN|PASSWORD)=[^/]'
	done
	assert_equal "$(pod inspect --type image "$JOBS_IMAGE" | jq -c '.[0].Healthcheck.Test')" '["CMD","/usr/lib/guildledger/jobs/supervise","--healthy"]'
	assert_equal "$(pod inspect --type image "$TOOLS_IMAGE" | jq -c '.[0].Healthcheck')" null
}

@test "the jobs' image answers members, draws, is healthy, and ends cleanly behind the tick under way" {
	live_books
	NAME="guildledger-test-$$"
	as_job --name "$NAME" -e GL_TICK_SECONDS=1 -- /usr/lib/guildledger/jobs/supervise >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
	SUPERVISOR=$!
	write 11 '!balance' >/dev/null
	answered() { answers | grep -q 'You have 100.00 PTS'; }
	until_true 60 answered
	write 10 '!report activity 30d chart' >/dev/null
	drawn() { fake_look 'messages?channel=2000' | jq -e '[.[] | .attachments[]?.filename] | any(test("png$"))' >/dev/null; }
	until_true 60 drawn
	run pod exec "$NAME" /usr/lib/guildledger/jobs/supervise --healthy
	assert_success
	assert_output ''
	until_true 60 pod kill --signal TERM "$NAME" >/dev/null
	code=0
	wait "$SUPERVISOR" || code=$?
	NAME=''
	assert_equal "$code" 0
	assert_equal "$(cat "$BATS_TEST_TMPDIR/said")" 'gl-apply: member 11: balance: ok
gl-apply: member 10: report activity: ok' # and nothing else
	run as_job -- /usr/lib/guildledger/jobs/supervise --healthy
	assert_failure 1
	run grep -r fake-token "$BATS_TEST_TMPDIR/books" "$BATS_TEST_TMPDIR/state"
	assert_failure
}

@test "every job runs once with the same restrictions, and those without a duty for it need neither network nor token" {
	live_books
	for job in sync-roster report roll-batch; do
		run as_job -- $job
		[ "$status" = 0 ] || fail "$job: $status: $output"
	done
	for job in backup verify metrics; do
		run in_image "$JOBS_IMAGE" --network none -v "$BATS_TEST_TMPDIR/books:/var/lib/guildledger/books" -v "$BATS_TEST_TMPDIR/state:/var/lib/guildledger/state" \
			-v "$BATS_TEST_TMPDIR/backups:/var/lib/guildledger/backups" -e GL_NAME=test -- $job
		[ "$status" = 0 ] || fail "$job: $status: $output"
	done
	assert [ "$(find "$BATS_TEST_TMPDIR/backups" -name 'test-*.db' | wc -l)" = 1 ]
	grep -q '^guildledger_job_last_success_timestamp_seconds{.*job_name="verify"' "$BATS_TEST_TMPDIR/state/guildledger-test.prom"
	run pod run --rm --pull never --no-healthcheck --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 "$JOBS_IMAGE" touch /usr/bin/more
	assert_failure # not even without --read-only: it is not the owner
}
