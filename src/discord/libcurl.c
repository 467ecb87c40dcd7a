/* libcurl's calls, once. */
#include "discord/libcurl.h"

#include <stdbool.h>

#include "base/late_library.h"

static const struct late_library library = { .file = "libcurl.so.4",
					     .name = "libcurl",
					     .package = "libcurl4",
					     .oldest = "7.85",
					     .needed = "requests to Discord",
					     .lazy = true };

const struct libcurl *libcurl(void)
{
	static struct libcurl calls;
	static bool loaded;
	if (loaded)
		return &calls;
	void *handle = late_library_load(&library);
#define LIBCURL_LOAD(call) \
	calls.call = (__typeof__(calls.call))late_library_call(&library, handle, "curl_" #call);
	LIBCURL_CALLS(LIBCURL_LOAD)
	loaded = true;
	return &calls;
}
