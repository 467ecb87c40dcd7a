/* A process that holds a secret. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

/* Once is enough, and before sandbox_confine(), which forbids it. From now on this process leaves
 * no core file, whatever ends it, and processes of the same user can neither trace it nor read its
 * memory. To be called before a token, a password or a secret key is read or made; exits with
 * EX_OSERR where that is refused. */
void secret_guard(void);

#endif
