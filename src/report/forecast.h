/* A forecast while it is made: what is expected of each month. */
#ifndef REPORT_FORECAST_H
#define REPORT_FORECAST_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "report/render.h"

enum { USUAL_MONTHS = 3 };

/* What comes of one schedule, or of all that is of one kind, in each month: own money, positive
 * where it grows. */
struct expected {
	const char *item; /* a word of the books */
	int64_t schedule; /* 0: of several */
	const char *memo; /* NULL: none */
	char currency[16];
	wide amounts[MOST_FORECAST_MONTHS];
	struct expected *next;
};
/* That a schedule was paused, stopped or resumed. */
struct schedule_change {
	int64_t schedule, time;
	bool resumes;
	struct schedule_change *next;
};
struct forecast {
	const struct feeding *feeding;
	struct arena arena;
	int64_t from; /* Unix milliseconds: what is later is forecast */
	bool past;    /* FROM is asked for, and lies before the newest record */
	int months;
	int64_t begins[MOST_FORECAST_MONTHS + 1];       /* the first day of each month, and the day
							   behind the last */
	struct expected *first, **last;                 /* as they were found */
	struct schedule_change *changes, **last_change; /* in the order of the log */
};

/* The month in which DAY lies, of what is late the first; MONTHS: it is beyond all of them. */
int forecast_month(const struct forecast *forecast, int64_t day);
/* What is called so: of SCHEDULE (0: of all) and in CURRENCY; a new one where there is none. */
struct expected *forecast_item(struct forecast *forecast, const char *item, int64_t schedule,
			       const char *currency);
/* FROM where it is past, for queries about then; else NULL. */
struct value forecast_past(const struct forecast *forecast);
/* Reads what the log says of schedules that were paused, stopped and resumed. */
void forecast_changes(struct forecast *forecast);
/* Whether the schedule NUMBER was active at FROM: now it is ACTIVE or not, and the last of its
 * dates that was handled is DONE. What paused or ended by itself did so on that date. */
bool forecast_was_active(const struct forecast *forecast, int64_t number, bool active,
			 int64_t done);
/* Adds what the schedules pay and bring in that are active, or were at FROM. */
void forecast_schedules(struct forecast *forecast);

#endif
