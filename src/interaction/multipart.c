/* The boundary comes from a digest of all that is between: no part can hold it. */
#include "interaction/multipart.h"

#include "base/digest.h"

static void add_part(struct buf *body, const char *boundary, const char *name,
		     const struct http_file *file)
{
	buf_printf(body, "--%s\r\nContent-Disposition: form-data; name=\"%s\"", boundary, name);
	if (file->name)
		buf_printf(body, "; filename=\"%s\"", file->name);
	buf_printf(body, "\r\nContent-Type: %s\r\n\r\n", file->media_type);
	buf_add(body, file->bytes, file->length);
	buf_text(body, "\r\n");
}

static const char *boundary_of(struct arena *arena, const struct buf *json,
			       const struct http_file *files, size_t count)
{
	struct buf all = { 0 };
	struct digest digest;
	char text[DIGEST_TEXT_SIZE];
	buf_add(&all, json->bytes, json->length);
	for (size_t i = 0; i < count; i++)
		buf_add(&all, files[i].bytes, files[i].length);
	digest_of(&digest, all.bytes, all.length);
	buf_free(&all);
	return arena_printf(arena, "guildledger-%.40s", digest_text(&digest, text));
}

/* "text/csv; charset=utf-8"; anything that could end a header is not one. */
static const char *safe_type(const char *media_type)
{
	for (const char *at = media_type; *at; at++)
		if (*at < ' ' || *at > '~')
			return "application/octet-stream";
	return media_type;
}

const char *multipart_write(struct arena *arena, const struct buf *json,
			    const struct http_file *files, size_t count, struct buf *body)
{
	const char *boundary = boundary_of(arena, json, files, count);
	add_part(body, boundary, "payload_json",
		 &(struct http_file){ .media_type = "application/json",
				      .bytes = json->bytes,
				      .length = json->length });
	for (size_t i = 0; i < count; i++) {
		struct http_file file = files[i];
		file.media_type = safe_type(file.media_type);
		add_part(body, boundary, arena_printf(arena, "files[%zu]", i), &file);
	}
	buf_printf(body, "--%s--\r\n", boundary);
	return arena_printf(arena, "multipart/form-data; boundary=%s", boundary);
}
