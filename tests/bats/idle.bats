# What a tick costs where there is nothing to do: which libraries are loaded, which processes started.
load live

setup() { live; }
teardown() { live_end; }

# loads_of COMMAND...: how often the libraries that it loads are libcurl, standard input as it is.
loads_of() { LD_DEBUG=files "$@" 2>&1 >/dev/null | grep -c 'file=libcurl[.]so[^;]*;  *generating link map' || true; }

@test "no tool is linked with libcurl: what asks Discord for something loads it" {
	for tool in "$(dirname "$(command -v gl-apply)")"/gl-*; do
		[ "$(head -c 2 "$tool")" != '#!' ] || continue
		refute [ "$(objdump -p "$tool" | grep -c 'NEEDED.*libcurl')" -gt 0 ]
	done
}

@test "a tool that asks Discord for nothing does not load libcurl; at its first request it does" {
	assert_equal "$(loads_of gl-send </dev/null) $(loads_of gl-fetch </dev/null) $(loads_of gl-identify </dev/null)" '0 0 0'
	write 11 'good morning' >/dev/null
	gl-channels | gl-fetch | gl-parse >"$BATS_TEST_TMPDIR/chatter"
	assert [ -s "$BATS_TEST_TMPDIR/chatter" ]
	assert_equal "$(loads_of gl-identify <"$BATS_TEST_TMPDIR/chatter")" 0
	gl-channels >"$BATS_TEST_TMPDIR/channels"
	assert_equal "$(loads_of gl-fetch <"$BATS_TEST_TMPDIR/channels")" 1
}

@test "an idle tick loads libcurl once, for its one request" {
	export GL_NAME=test GL_TALK=0
	"$PROJECT/jobs/tick" # answers what the set-up asked for
	mkdir "$BATS_TEST_TMPDIR/loaded"
	forget_requests
	LD_DEBUG=files LD_DEBUG_OUTPUT="$BATS_TEST_TMPDIR/loaded/by" "$PROJECT/jobs/tick"
	assert_equal "$(requests)" 1
	assert_equal "$(grep -l 'libcurl[.]so' "$BATS_TEST_TMPDIR"/loaded/by.* | wc -l)" 1
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/loaded/by.* | grep -o 'calling init: [^ ]*libcurl' | wc -l)" 1
}

@test "a libcurl that is too old is named, with the package" {
	export ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0"
	echo 'int nothing;' | gcc -shared -fPIC -Wl,-soname,libcurl.so.4 -x c - -o "$BATS_TEST_TMPDIR/libcurl.so.4"
	gl-channels >"$BATS_TEST_TMPDIR/channels"
	run env LD_PRELOAD="$BATS_TEST_TMPDIR/libcurl.so.4" gl-fetch <"$BATS_TEST_TMPDIR/channels"
	assert_failure 69
	assert_output --partial "libcurl has no curl_global_init: requests to Discord need libcurl 7.85 or newer (Debian's package libcurl4)"
}

@test "gl-channels --outbox-empty empties its file, and says so only where no delivery waits" {
	"$PROJECT/jobs/tick"
	file=$BATS_TEST_TMPDIR/outbox
	echo old >"$file"
	gl-channels --outbox-empty "$file" >/dev/null
	assert_equal "$(cat "$file")" empty
	gl-post --channel 2000 <<<'hello' | gl-apply >/dev/null
	gl-channels --outbox-empty "$file" >/dev/null
	assert [ ! -s "$file" ]
	run ! gl-channels --outbox-empty "$BATS_TEST_TMPDIR/none/outbox"
	assert_output --partial 'cannot be written'
}
