/* Where the files that came with commands are. */
#ifndef TOOLS_FILES_FOLDER_H
#define TOOLS_FILES_FOLDER_H

/* $GL_FILES, else the folder "files" beside a $GL_STATE that is called "state", or in any other (by
 * default ~/.local/state/guildledger): tools with the token may write within $GL_STATE. NULL:
 * neither variable nor HOME is set. For the whole run. */
const char *files_folder(void);

#endif
