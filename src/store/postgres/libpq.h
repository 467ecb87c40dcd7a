/* libpq, loaded when books on a server are opened and not before: the tools that keep files stay as
 * light as they were. */
#ifndef STORE_POSTGRES_LIBPQ_H
#define STORE_POSTGRES_LIBPQ_H

#include <libpq-fe.h>

/* clang-format off */
#define LIBPQ_CALLS(CALL) \
	CALL(PQconninfo) CALL(PQconninfoParse) CALL(PQconninfoFree) CALL(PQfreemem) \
	CALL(PQconnectdbParams) CALL(PQexecParams) CALL(PQfinish) CALL(PQstatus) CALL(PQbackendPID) \
	CALL(PQerrorMessage) CALL(PQpass) CALL(PQexec) CALL(PQclear) CALL(PQresultStatus) \
	CALL(PQresultErrorField) CALL(PQresultErrorMessage) CALL(PQntuples) CALL(PQnfields) \
	CALL(PQfname) CALL(PQftype) CALL(PQgetvalue) CALL(PQgetisnull) CALL(PQcmdTuples) \
	CALL(PQenterPipelineMode) CALL(PQexitPipelineMode) CALL(PQsendPrepare) \
	CALL(PQsendQueryPrepared) CALL(PQsendQueryParams) CALL(PQpipelineSync) \
	CALL(PQgetResult) CALL(PQsetNoticeProcessor) CALL(PQsetErrorVerbosity) CALL(PQreset)
/* clang-format on */
#define LIBPQ_MEMBER(call) __typeof__(call) *call;
struct libpq {
	LIBPQ_CALLS(LIBPQ_MEMBER)
};

/* The library's calls; loads it at the first asking. Exits with EX_UNAVAILABLE where it is not
 * installed or too old (libpq5 14 or newer, for pipelines). */
const struct libpq *libpq(void);

#endif
