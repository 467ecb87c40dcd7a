/* Prometheus' text format, a sample at a time.
 * https://prometheus.io/docs/instrumenting/exposition_formats/ */
#ifndef TOOLS_EXPOSITION_H
#define TOOLS_EXPOSITION_H

#include <stdint.h>

#include "base/buf.h"

void family_begin(struct buf *out, const char *name, const char *type, const char *help);
void sample_begin(struct buf *out, const char *name);
void sample_label(struct buf *out, const char *name, const char *value);
/* VALUE as decimal_from_minor() or printf give it. */
void sample_end(struct buf *out, const char *value);
void sample_end_number(struct buf *out, int64_t value);
void sample_end_seconds(struct buf *out, double seconds);

#endif
