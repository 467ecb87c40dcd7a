/* Which characters the fonts of this machine can draw, by fontconfig, which is there wherever
 * gnuplot draws PNG. */
#ifndef BASE_FONTS_H
#define BASE_FONTS_H

#include <stdbool.h>
#include <stdint.h>

/* Looks at the fonts, once. Where fontconfig is not installed, or finds none, what DejaVu has is
 * taken for what they have. */
void fonts_load(void);
/* Whether some font has CHARACTER, or it shows nothing; always, before fonts_load(). */
bool fonts_have(uint32_t character);

#endif
