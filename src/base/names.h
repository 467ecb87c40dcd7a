/* Lists of names as the books hold them: "open", "frozen", "closed", ended by NULL. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

/* The place of NAME in NAMES; that of the NULL at the end where it is none of them. */
int name_index(const char *const *names, const char *name);

#endif
