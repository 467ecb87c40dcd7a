/* Reports as gl-apply's answers take them. */
#ifndef REPORT_FOR_ANSWERS_H
#define REPORT_FOR_ANSWERS_H

#include "apply/answer_reports.h"

extern const struct answer_reports answer_reports;

#endif
