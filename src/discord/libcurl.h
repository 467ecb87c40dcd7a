/* libcurl, loaded at the first request and not before: it brings thirty libraries, whose loading
 * takes longer than all that most runs do, and most runs ask Discord for nothing. */
#ifndef DISCORD_LIBCURL_H
#define DISCORD_LIBCURL_H

#include <curl/curl.h>

/* clang-format off */
#define LIBCURL_CALLS(CALL) \
	CALL(global_init) CALL(global_cleanup) CALL(getdate) CALL(slist_append) \
	CALL(slist_free_all) CALL(multi_init) CALL(multi_cleanup) CALL(multi_setopt) \
	CALL(multi_add_handle) CALL(multi_remove_handle) CALL(multi_perform) CALL(multi_poll) \
	CALL(multi_info_read) CALL(easy_init) CALL(easy_cleanup) CALL(easy_setopt) \
	CALL(easy_getinfo) CALL(easy_perform) CALL(easy_strerror) CALL(mime_init) \
	CALL(mime_addpart) CALL(mime_name) \
	CALL(mime_type) CALL(mime_data) CALL(mime_filename) CALL(mime_free)
/* clang-format on */
#define LIBCURL_MEMBER(call) __typeof__(curl_##call) *call;
/* Each call without the curl_ before its name. */
struct libcurl {
	LIBCURL_CALLS(LIBCURL_MEMBER)
};

/* The library's calls; loads it at the first asking. Exits with EX_UNAVAILABLE where it is not
 * installed or too old. */
const struct libcurl *libcurl(void);

#endif
