# Whom the network tools trust.
load live

setup() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$BATS_TEST_TMPDIR/key.pem" -out "$BATS_TEST_TMPDIR/cert.pem" \
		-days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
	export GL_CA_FILE="$BATS_TEST_TMPDIR/cert.pem"
	live --tls "$BATS_TEST_TMPDIR/cert.pem" "$BATS_TEST_TMPDIR/key.pem"
}
teardown() { live_end; }

@test "a certificate in the file that is named is trusted" {
	write 11 'hello' >/dev/null
	run bash -c 'gl-channels | gl-fetch'
	assert_success
	assert_output --partial hello
}

@test "a certificate in the folder that is named is trusted, when openssl rehash has made its links" {
	mkdir "$BATS_TEST_TMPDIR/certs"
	cp "$GL_CA_FILE" "$BATS_TEST_TMPDIR/certs/"
	openssl rehash "$BATS_TEST_TMPDIR/certs"
	write 11 'hello' >/dev/null
	run bash -c "gl-channels | gl-fetch --ca-file $BATS_TEST_TMPDIR/certs"
	assert_success
	assert_output --partial hello
}

@test "a certificate that nobody vouches for is refused, and nothing is asked" {
	mkdir "$BATS_TEST_TMPDIR/none"
	for trust in /etc/ssl/certs /etc/ssl/certs/ca-certificates.crt "$BATS_TEST_TMPDIR/none"; do
		run bash -o pipefail -c "gl-channels | gl-fetch --deadline 1 --ca-file $trust"
		assert_failure 75
		assert_output --partial certificate
	done
	run env -u GL_CA_FILE bash -o pipefail -c 'gl-channels | gl-fetch --deadline 1'
	assert_failure 75
	assert_output --partial certificate
	assert_equal "$(requests)" 0
}
