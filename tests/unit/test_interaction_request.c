/* A request of Discord's: read exactly, and admitted only with a signature that holds. */
#include <sodium.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/instant.h"
#include "check.h"
#include "interaction/request.h"
#include "interaction/signature.h"

enum { SOON_MS = 100, NOW_S = 1800000000 };
static struct interaction_key our_key;
static unsigned char our_secret[crypto_sign_SECRETKEYBYTES],
	other_secret[crypto_sign_SECRETKEYBYTES];

/* What one header of a request is; NULL ends a list. */
struct header {
	const char *name, *value;
};

static void add_scgi(struct buf *out, const struct header *headers, const char *body, size_t length)
{
	struct buf block = { 0 };
	for (; headers->name; headers++) {
		buf_add(&block, headers->name, strlen(headers->name) + 1);
		buf_add(&block, headers->value, strlen(headers->value) + 1);
	}
	buf_printf(out, "%zu:", block.length);
	buf_add(out, block.bytes, block.length);
	buf_char(out, ',');
	buf_add(out, body, length);
	buf_free(&block);
}

/* A connection that BYTES came through; OPEN: and that stays, as a web server keeps it. */
struct connection {
	int ours, theirs;
};
static struct connection connection_with(const struct buf *bytes, bool open)
{
	int ends[2];
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	CHECK(write(ends[1], bytes->bytes, bytes->length) == (ssize_t)bytes->length);
	if (!open)
		shutdown(ends[1], SHUT_WR);
	return (struct connection){ ends[0], ends[1] };
}

static bool read_bytes(struct interaction_request *request, const struct buf *bytes, bool open,
		       const char **why)
{
	struct connection connection = connection_with(bytes, open);
	bool read = interaction_read_scgi(request, connection.ours, instant_now() + SOON_MS, why);
	close(connection.ours);
	close(connection.theirs);
	return read;
}

/* Why a request whose CONTENT_LENGTH is LENGTH, with BODY behind it, is not read; "" if it is. */
static const char *refusal_of(const char *length, const char *body)
{
	struct interaction_request request;
	struct buf bytes = { 0 };
	const char *why = "";
	add_scgi(&bytes,
		 (const struct header[]){ { "CONTENT_LENGTH", length }, { "SCGI", "1" }, { 0 } },
		 body, strlen(body));
	bool read = read_bytes(&request, &bytes, false, &why);
	CHECK(read == !*why);
	CHECK(!read || (request.body_length == strlen(body) && strcmp(request.body, body) == 0));
	interaction_request_free(&request);
	buf_free(&bytes);
	return why;
}

/* interaction-trap:18 */
static void exact_lengths(void)
{
	static const char *const wrong[] = { "",     "-1",       "+5",
					     "5 ",   " 5",       "1e3",
					     "0x5",  "5.0",      "5;",
					     "5,5",  "５",       "5\n",
					     "five", "10000000", "99999999999999999999" };
	SAME(refusal_of("5", "12345"), "");
	SAME(refusal_of("00005", "12345"), "");
	SAME(refusal_of("0", ""), "");
	SAME(refusal_of("6", "12345"), "the request ends too early");
	SAME(refusal_of("262144", "12345"), "the request ends too early");
	SAME(refusal_of("262145", "12345"), "the body is larger than 256 KiB");
	SAME(refusal_of("9999999", "12345"), "the body is larger than 256 KiB");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		SAME(refusal_of(wrong[i], "12345"), "CONTENT_LENGTH is no number of bytes");
}

/* interaction-trap:18 */
static void connections_that_stay_open(void)
{
	struct interaction_request request;
	struct buf bytes = { 0 };
	const char *why;
	add_scgi(&bytes, (const struct header[]){ { "CONTENT_LENGTH", "3" }, { 0 } }, "abcdef", 6);
	CHECK(read_bytes(&request, &bytes, true, &why));
	SAME(request.body, "abc"); /* and what is behind it belongs to nobody */
	interaction_request_free(&request);
	buf_clear(&bytes);
	add_scgi(&bytes, (const struct header[]){ { "CONTENT_LENGTH", "9" }, { 0 } }, "abc", 3);
	CHECK(!read_bytes(&request, &bytes, true, &why));
	SAME(why, "the request did not come in time");
	interaction_request_free(&request);
	buf_free(&bytes);
}

static void refused(const char *bytes, size_t length, const char *reason)
{
	struct interaction_request request;
	const char *why = NULL;
	struct buf all = { 0 };
	buf_add(&all, bytes, length);
	CHECK(!read_bytes(&request, &all, false, &why));
	SAME(why, reason);
	interaction_request_free(&request);
	buf_free(&all);
}
#define REFUSED(bytes, reason) refused(bytes, sizeof bytes - 1, reason)

/* interaction-trap:18 */
static void torn_framing(void)
{
	static const char no_scgi[] = "it does not begin as an SCGI request",
			  early[] = "the request ends too early",
			  no_end[] = "the SCGI headers do not end where they say",
			  large[] = "the headers are larger than 16 KiB";
	REFUSED("", early);
	REFUSED("17", early);
	REFUSED("17:", early);
	REFUSED("17:CONTENT_LENGTH\0000\0", early);
	REFUSED("GET / HTTP/1.1\r\n\r\n", no_scgi);
	REFUSED(":CONTENT_LENGTH\0000\0,", no_scgi);
	REFUSED("0:,", no_scgi);
	REFUSED("017:CONTENT_LENGTH\0000\0,", no_scgi);
	REFUSED("-1:CONTENT_LENGTH\0000\0,", no_scgi);
	REFUSED("17;CONTENT_LENGTH\0000\0,", no_scgi);
	REFUSED("999999", no_scgi);
	REFUSED("16384:", early);
	REFUSED("16385:", large);
	REFUSED("99999:", large);
	REFUSED("17:CONTENT_LENGTH\0000\0;", no_end);
	REFUSED("18:CONTENT_LENGTH\0000\0,x", no_end);
	REFUSED("16:CONTENT_LENGTH\0000,", "the SCGI headers are torn");
	REFUSED("15:CONTENT_LENGTH\0,", "an SCGI header has no value");
	REFUSED("22:CONTENT_LENGTH\0000\0SCGI\0,", "an SCGI header has no value");
	REFUSED("24:SCGI\0001\0CONTENT_LENGTH\0000\0,", "the first SCGI header is not "
							"CONTENT_LENGTH");
	REFUSED("34:CONTENT_LENGTH\0000\0CONTENT_LENGTH\0000\0,", "CONTENT_LENGTH came twice");
}

static void sign(const unsigned char *secret, const char *timestamp, const char *body,
		 size_t length, char hex[129])
{
	unsigned char signature[crypto_sign_BYTES];
	struct buf message = { 0 };
	buf_text(&message, timestamp);
	buf_add(&message, body, length);
	crypto_sign_detached(signature, NULL, (const unsigned char *)message.bytes, message.length,
			     secret);
	sodium_bin2hex(hex, 129, signature, sizeof signature);
	buf_free(&message);
}

static const char plain[] = "{\"type\":1}";

/* What becomes of a request with these headers and BODY, at NOW_S. */
static int admitted(const char *signature, const char *timestamp, const char *method,
		    const char *type, const char *body)
{
	char bytes[1000];
	const char *why = NULL;
	snprintf(bytes, sizeof bytes, "%s", body);
	struct interaction_request request = { .signature = signature,
					       .timestamp = timestamp,
					       .method = method,
					       .content_type = type,
					       .body = bytes,
					       .body_length = strlen(body) };
	int status = interaction_admit(&our_key, &request, (int64_t)NOW_S * 1000 + 999, &why);
	CHECK((status == 200) == !why);
	return status;
}

static int admitted_of(const char *signature, const char *timestamp)
{
	return admitted(signature, timestamp, "POST", "application/json", plain);
}

/* interaction-trap:2 */
static void bad_signatures(void)
{
	char good[129], bad[200];
	sign(our_secret, "1800000000", plain, strlen(plain), good);
	CHECK(admitted_of(good, "1800000000") == 200);
	CHECK(admitted_of(NULL, "1800000000") == 401);
	CHECK(admitted_of(good, NULL) == 401);
	CHECK(admitted_of("", "1800000000") == 401);
	CHECK(admitted_of(good, "") == 401);
	CHECK(admitted_of(good, "1800000001") == 401);
	CHECK(admitted_of(good, "1799999999") == 401);
	CHECK(admitted_of(good, "01800000000") == 401);
	for (size_t length = 126; length <= 130; length++) {
		snprintf(bad, sizeof bad, "%.*s%s", (int)length, good, length > 128 ? "00" : "");
		CHECK(admitted_of(bad, "1800000000") == (length == 128 ? 200 : 401));
	}
	snprintf(bad, sizeof bad, "%s, bb", good);
	CHECK(admitted_of(bad, "1800000000") == 401);
	for (size_t i = 0; i < 128; i++) {
		snprintf(bad, sizeof bad, "%s", good);
		bad[i] = 'x';
		CHECK(admitted_of(bad, "1800000000") == 401);
		bad[i] = good[i] == '0' ? '1' : '0';
		CHECK(admitted_of(bad, "1800000000") == 401);
	}
	sign(other_secret, "1800000000", plain, strlen(plain), bad);
	CHECK(admitted_of(bad, "1800000000") == 401);
	memset(bad, '0', 128); /* a point of small order, which signs anything for a weak check */
	CHECK(admitted_of(bad, "1800000000") == 401);
}

/* interaction-trap:1 */
static void raw_bytes(void)
{
	static const char signed_body[] = "{ \"type\" :1,\r\n\t\"b\":\"\\u00f1\", \"a\":\"ñ\"}",
			  same[] = "{\"type\":1,\"b\":\"ñ\",\"a\":\"ñ\"}";
	char hex[129];
	sign(our_secret, "1800000000", signed_body, strlen(signed_body), hex);
	CHECK(admitted(hex, "1800000000", "POST", "application/json", signed_body) == 200);
	CHECK(admitted(hex, "1800000000", "POST", "application/json", same) == 401);
	for (size_t i = 0; i < strlen(signed_body); i++)
		for (int bit = 0; bit < 8; bit++) {
			char flipped[sizeof signed_body];
			memcpy(flipped, signed_body, sizeof flipped);
			flipped[i] = (char)(flipped[i] ^ 1 << bit);
			CHECK(admitted(hex, "1800000000", "POST", "application/json", flipped) ==
			      401);
		}
}

/* interaction-trap:6 */
static void freshness(void)
{
	static const struct {
		int age, status;
	} cases[] = { { 0, 200 },    { 299, 200 },  { 300, 200 },  { 301, 401 },
		      { -299, 200 }, { -300, 200 }, { -301, 401 }, { 1000000, 401 } };
	char hex[129], timestamp[20];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(timestamp, sizeof timestamp, "%d", NOW_S - cases[i].age);
		sign(our_secret, timestamp, plain, strlen(plain), hex);
		CHECK(admitted_of(hex, timestamp) == cases[i].status);
	}
	static const char *const odd[] = { "-1800000000", "1800000000.5", "1.8e9",
					   " 1800000000", "0x6b49d200",   "99999999999999999999" };
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		sign(our_secret, odd[i], plain, strlen(plain), hex);
		CHECK(admitted_of(hex, odd[i]) == 401);
	}
}

/* interaction-trap:4 */
static void signature_comes_first(void)
{
	char hex[129], bad[129];
	sign(our_secret, "1800000000", "torn {", 6, hex);
	sign(other_secret, "1800000000", "torn {", 6, bad);
	CHECK(admitted(bad, "1800000000", "PUT", "text/html", "torn {") == 401);
	CHECK(admitted(hex, "1800000000", "PUT", "application/json", "torn {") == 405);
	CHECK(admitted(hex, "1800000000", NULL, "application/json", "torn {") == 405);
	CHECK(admitted(hex, "1800000000", "POST", "text/html", "torn {") == 415);
	CHECK(admitted(hex, "1800000000", "POST", NULL, "torn {") == 415);
	CHECK(admitted(hex, "1800000000", "POST", "application/jsonp", "torn {") == 415);
	CHECK(admitted(hex, "1800000000", "POST", "application/text; json", "torn {") == 415);
	CHECK(admitted(hex, "1800000000", "POST", "Application/JSON; charset=utf-8", "torn {") ==
	      200);
}

/* interaction-trap:41 */
static void the_first_of_two_headers_counts(void)
{
	struct interaction_request request;
	struct buf bytes = { 0 };
	const char *why;
	add_scgi(&bytes,
		 (const struct header[]){ { "CONTENT_LENGTH", "0" },
					  { "HTTP_X_SIGNATURE_ED25519", "aa" },
					  { "HTTP_X_SIGNATURE_ED25519", "bb" },
					  { "HTTP_X_FORWARDED_FOR", "192.0.2.1" },
					  { "REMOTE_USER", "owner" },
					  { "", "" },
					  { 0 } },
		 "", 0);
	CHECK(read_bytes(&request, &bytes, false, &why));
	SAME(request.signature, "aa");
	interaction_request_free(&request);
	buf_free(&bytes);
}

static void keys(void)
{
	struct interaction_key key;
	CHECK(interaction_key_read(
		"4cb5abf6ad79fbf5abbccafcc269d85cd2651ed4b885b5869f241aedf0a5ba29", &key));
	CHECK(interaction_key_read(
		"4CB5ABF6AD79FBF5ABBCCAFCC269D85CD2651ED4B885B5869F241AEDF0A5BA29", &key));
	CHECK(!interaction_key_read(
		"4cb5abf6ad79fbf5abbccafcc269d85cd2651ed4b885b5869f241aedf0a5ba2", &key));
	CHECK(!interaction_key_read(
		"4cb5abf6ad79fbf5abbccafcc269d85cd2651ed4b885b5869f241aedf0a5ba290", &key));
	CHECK(!interaction_key_read(
		" cb5abf6ad79fbf5abbccafcc269d85cd2651ed4b885b5869f241aedf0a5ba29", &key));
	CHECK(!interaction_key_read("", &key));
}

int main(void)
{
	unsigned char seed[crypto_sign_SEEDBYTES] = { 1 }, other[crypto_sign_PUBLICKEYBYTES];
	if (sodium_init() < 0)
		return 1;
	crypto_sign_seed_keypair(our_key.bytes, our_secret, seed);
	seed[0] = 2;
	crypto_sign_seed_keypair(other, other_secret, seed);
	exact_lengths();
	connections_that_stay_open();
	torn_framing();
	bad_signatures();
	raw_bytes();
	freshness();
	signature_comes_first();
	the_first_of_two_headers_counts();
	keys();
	return REPORT("interaction_request");
}
