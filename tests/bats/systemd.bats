# The units: as systemd-analyze sees them installed, and at work under a booted systemd (tests/systemd/run).
load helper

setup() {
	command -v systemd-analyze >/dev/null || skip "systemd-analyze is not installed"
	case ${GL_BIN:-} in *build-san*) skip "the units run what make install installs, not the sanitized build" ;; esac
}

setup_file() {
	export SYSTEMD_UNIT_PATH="$BATS_FILE_TMPDIR/usr/lib/systemd/system:" SYSTEMD_PAGER=
	case ${GL_BIN:-} in *build-san*) return ;; esac
	make -s -C "$BATS_TEST_DIRNAME/../.." install PREFIX="$BATS_FILE_TMPDIR/usr"
}

# The names of the installed units of KIND, instances of "test" where they are templates.
units() { (cd "$BATS_FILE_TMPDIR/usr/lib/systemd/system" && printf '%s\n' *."$1" | sed 's/@\./@test./'); }

@test "systemd-analyze verify has nothing to say about the installed units" {
	mapfile -t all < <(units service; units timer; units target; units slice)
	assert [ ${#all[@]} -ge 14 ]
	run systemd-analyze verify --man=no "${all[@]}"
	assert_success
	assert_output ''
}

@test "every installed service is exposed by 2.0 at most" {
	for service in $(units service); do
		run systemd-analyze security --offline=true --threshold=20 "$BATS_FILE_TMPDIR/usr/lib/systemd/system/${service/@test./@.}"
		assert_success
	done
}

@test "every timer starts a service that is installed, and only tick, sync-roster and alert hold the token" {
	cd "$BATS_FILE_TMPDIR/usr/lib/systemd/system"
	for timer in *.timer; do
		assert [ -e "${timer%.timer}.service" ]
	done
	run bash -c 'grep -l LoadCredential *.service | sort | tr "\n" " "'
	assert_output 'guildledger-alert@.service guildledger-sync-roster@.service guildledger-tick@.service '
}

@test "a booted systemd installs, ticks, and answers a member within 15 seconds" {
	run "$PROJECT/tests/systemd/run"
	[ "$status" -ne 77 ] || skip "${lines[-1]}"
	echo "$output"
	assert_success
}
