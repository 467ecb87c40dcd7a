/* Atomic replacement of a file: write FILE.new, bring it to the disk, rename it. */
#ifndef BASE_WHOLE_FILE_H
#define BASE_WHOLE_FILE_H

/* Removes what a run that was killed left, and creates FILE.new, mode 0600; it is removed at exit
 * unless it was finished. One at a time. Exits with EX_CANTCREAT or EX_NOPERM. */
int whole_file_begin(const char *file);
/* Brings it to the disk and gives it its name, in place of any file that has it; closes FD. Exits
 * with EX_IOERR or EX_CANTCREAT. */
void whole_file_end(int fd);
/* Brings what happened in a folder to the disk. */
void sync_folder(const char *folder);

#endif
