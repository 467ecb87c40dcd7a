/* Printing the table of settings. */
#include "tools/setting_table.h"

#include <string.h>

#include "command/setting_rows.h"

static void print_values(struct buf *out, const struct setting_row *row)
{
	switch (row->type) {
	case SETTING_TYPE_INTEGER:
		buf_printf(out, "%jd-%jd%s", row->least, row->most, row->zero ? ", 0" : "");
		break;
	case SETTING_TYPE_ROLE: buf_text(out, "@role"); break;
	case SETTING_TYPE_CHANNEL: buf_text(out, "#channel"); break;
	case SETTING_TYPE_ACCOUNT: buf_text(out, "account"); break;
	case SETTING_TYPE_FEE:
	case SETTING_TYPE_AMOUNT: buf_text(out, "amount"); break;
	case SETTING_TYPE_CLOCK: buf_text(out, "time"); break;
	case SETTING_TYPE_NUMBERS: buf_printf(out, "%jd-%jd …", row->least, row->most); break;
	case SETTING_TYPE_TEXT: buf_text(out, "text"); break;
	case SETTING_TYPE_CURRENCY: buf_text(out, "0-9"); break;
	default:
		if (row->choices)
			setting_list_choices(out, row);
		break;
	}
}

void setting_table(struct buf *out, enum lang lang)
{
	for (const struct setting_row *row = setting_rows; row < setting_rows + SETTING_COUNT;
	     row++) {
		const char *value = row->default_value;
		if (row->setter == SETTING_BY_BOT_HIDDEN)
			continue;
		buf_printf(out, "%s\t%s\t%s\t%s\t", row->key, row->spanish,
			   tr(lang, row->setter == SETTING_BY_ADMINS ? N_("admins") : N_("bot")),
			   value && strcmp(value, SETTING_NONE) != 0 ? value : "");
		if (row->setter == SETTING_BY_ADMINS)
			print_values(out, row);
		buf_printf(out, "\t%s\n", tr(lang, row->help));
	}
}
