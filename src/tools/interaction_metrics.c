/* Families of interactions; names and buckets as the file of counts has them. */
#include "tools/interaction_metrics.h"

#include <stdio.h>

#include "tools/exposition.h"

static void begin(struct buf *out, const char *name, const char *config, const char *kind)
{
	sample_begin(out, name);
	sample_label(out, "config", config);
	if (kind)
		sample_label(out, "type", kind);
}

static void print_results(struct buf *out, const char *config,
			  const struct interaction_counts *counts)
{
	static const char name[] = "guildledger_interactions_total";
	family_begin(out, name, "counter", "Signed requests of Discord's by type and result.");
	for (int kind = 0; kind < INTERACTION_KINDS; kind++)
		for (int result = 0; result < INTERACTION_RESULTS; result++) {
			begin(out, name, config, interaction_kind_names[kind]);
			sample_label(out, "result", interaction_result_names[result]);
			sample_end_number(out, (int64_t)counts->results[kind][result]);
		}
}

static void print_histogram(struct buf *out, const char *config,
			    const struct interaction_counts *counts, int kind)
{
	static const char name[] = "guildledger_interaction_duration_seconds";
	char label[32], part[sizeof name + 8];
	int64_t so_far = 0;
	snprintf(part, sizeof part, "%s_bucket", name);
	for (int i = 0; i < INTERACTION_BUCKETS; i++) {
		so_far += (int64_t)counts->took[kind][i];
		snprintf(label, sizeof label, "%g",
			 i < INTERACTION_BUCKETS - 1 ? interaction_bounds[i] / 1000.0 : 0);
		begin(out, part, config, interaction_kind_names[kind]);
		sample_label(out, "le", i < INTERACTION_BUCKETS - 1 ? label : "+Inf");
		sample_end_number(out, so_far);
	}
	snprintf(part, sizeof part, "%s_sum", name);
	begin(out, part, config, interaction_kind_names[kind]);
	sample_end_seconds(out, (double)counts->milliseconds[kind] / 1000);
	snprintf(part, sizeof part, "%s_count", name);
	begin(out, part, config, interaction_kind_names[kind]);
	sample_end_number(out, so_far);
}

static void print_last(struct buf *out, const char *config, const struct interaction_counts *counts)
{
	static const char name[] = "guildledger_interaction_last_timestamp_seconds";
	family_begin(out, name, "gauge",
		     "When a signed request last came, by type; absent where none did.");
	for (int kind = 0; kind < INTERACTION_KINDS; kind++)
		if (counts->last[kind] > 0) {
			begin(out, name, config, interaction_kind_names[kind]);
			sample_end_seconds(out, (double)counts->last[kind] / 1000);
		}
}

void interactions_print(struct buf *out, const char *config,
			const struct interaction_counts *counts)
{
	if (!counts)
		return;
	print_results(out, config, counts);
	family_begin(out, "guildledger_interactions_not_signed_total", "counter",
		     "Requests that were not signed by Discord, answered 401.");
	begin(out, "guildledger_interactions_not_signed_total", config, NULL);
	sample_end_number(out, (int64_t)counts->not_signed);
	family_begin(out, "guildledger_interaction_duration_seconds", "histogram",
		     "How long answers to signed requests took, by type.");
	for (int kind = 0; kind < INTERACTION_KINDS; kind++)
		print_histogram(out, config, counts, kind);
	print_last(out, config, counts);
}

static void lone(struct buf *out, const char *config, const char *name, const char *help,
		 double value)
{
	family_begin(out, name, "gauge", help);
	begin(out, name, config, NULL);
	sample_end_seconds(out, value);
}

void endpoint_print(struct buf *out, const char *config, const char *line)
{
	int fine;
	double expires, when;
	if (sscanf(line, "%d %lf %lf", &fine, &expires, &when) != 3)
		return;
	lone(out, config, "guildledger_interactions_endpoint_timestamp_seconds",
	     "When Discord was last asked where it sends interactions.", when);
	family_begin(out, "guildledger_interactions_endpoint_ok", "gauge",
		     "1: Discord sends interactions to this address, signed with this key.");
	begin(out, "guildledger_interactions_endpoint_ok", config, NULL);
	sample_end_number(out, fine != 0);
	if (expires > 0)
		lone(out, config, "guildledger_interactions_certificate_expiry_timestamp_seconds",
		     "When the certificate of the address ends.", expires);
}
