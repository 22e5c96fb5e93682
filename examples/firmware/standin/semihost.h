/* Output and exit through semihosting: QEMU with -semihosting-config enable=on,target=native. */
#ifndef STANDIN_SEMIHOST_H
#define STANDIN_SEMIHOST_H

/* Writes text to the console of QEMU. */
void semihost_write(const char *text);

/* As printf, for %s, %u, %d, %x and %%, without widths. */
void semihost_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Ends QEMU with this exit code. */
void semihost_exit(int code) __attribute__((noreturn));

#endif
