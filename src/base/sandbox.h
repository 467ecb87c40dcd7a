/* A tool's sandbox: after the call it can reach only what its duty needs. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

enum sandbox {
	SANDBOX_PURE, /* standard input, output and error: no file, no socket, no process, no other
			 program */
	SANDBOX_NETWORK, /* TCP and UDP as a client, the system's certificates and resolver files,
			    FOLDER; no other file, no other program */
	SANDBOX_DRAWING, /* the system's programs and fonts, to be read and run; nothing to be
			    written, no socket */
	SANDBOX_BOOKS,   /* FOLDER and the time zones; no socket, no process, no other
			    program */
	SANDBOX_SERVED_BOOKS, /* the same with TCP and UDP, to reach the books' server again, and
				 the resolver's files */
	SANDBOX_LISTS,        /* what is open already, libraries to be loaded late, and what
				 sandbox_also_read() says; no file to be made, no socket, no process, no
				 other program */
};
/* What some processes need besides. */
enum sandbox_grant {
	SANDBOX_GRANT_PROCESS = 1, /* to make a process like itself */
	/* SERVED_BOOKS: to connect to UNIX sockets; nothing can tell which ones. */
	SANDBOX_GRANT_UNIX_SOCKETS = 2,
	/* To make folders in FOLDER, and to give files there their names and times. */
	SANDBOX_GRANT_FOLDERS = 4,
};

/* Confines this process for good, by seccomp(2) and landlock(7). FOLDER (NULL: none) may be read
 * and written; READABLE (NULL: none) is one more file that may be read. A kernel without Landlock
 * is told in a warning, and seccomp alone confines then; exits with EX_OSERR when seccomp is
 * refused. Call it after options and standard streams. */
void sandbox_confine(enum sandbox kind, const char *folder, const char *readable);

/* One more FOLDER that may be written after the next sandbox_confine(); two at most. FOLDER must
 * live until then. */
void sandbox_also_write(const char *folder);

/* One more file, or folder with all in it, that may be read after the next sandbox_confine();
 * SANDBOX_READABLE at most. PATH (NULL: none) must live until then. */
enum { SANDBOX_READABLE = 6 };
void sandbox_also_read(const char *path);

/* Adds GRANTS (of enum sandbox_grant) to what the next sandbox_confine() allows. */
void sandbox_grant(unsigned grants);

/* No file's mode can be changed after the next sandbox_confine(), except to the one that FILE has
 * now: SQLite gives the log beside FILE the same. Nothing happens where there is no FILE. For four
 * files at most. */
void sandbox_keep_mode(const char *file);

/* The folder of FILE, "." for a bare name; to be freed. NULL for NULL. */
char *sandbox_folder_of(const char *file);

#endif
