/* What every tool's command line shares, over argp. */
#ifndef BASE_OPTIONS_H
#define BASE_OPTIONS_H

#include <argp.h>
#include <stdint.h>

#include "base/zone.h"

/* Options that several tools have: a parser of theirs, and where it puts what it reads. */
struct option_child {
	const struct argp *argp;
	void *input;
};

/* Sets the version, sysexits' EX_USAGE for bad options, and SIGPIPE's default of ending quietly
 * with EX_IOERR; then parses. DOC is one line on what the tool does; EXIT_CODES, appended to
 * --help, lists the sysexits codes it uses. Handles --log LEVEL itself. CHILDREN (NULL, or ended by
 * one without argp; at most MAX_OPTION_CHILDREN) get their own keys, PARSER all others. */
enum { MAX_OPTION_CHILDREN = 6 };
void options_parse(int argc, char **argv, const struct argp_option *options, argp_parser_t parser,
		   const char *arguments_doc, const char *doc, const char *exit_codes,
		   const struct option_child *children, void *input);

/* VALUE as an id, a time (a day or a local time is of ZONE) or seconds, which may have a fraction,
 * in milliseconds; exits with EX_USAGE naming OPTION when it is none. */
uint64_t option_id(const char *option, const char *value);
int64_t option_time(const struct zone *zone, const char *option, const char *value);
int64_t option_milliseconds(const char *option, const char *value);

#endif
