/* What newlib asks of its system: printf writes to the semihosting console, exit ends QEMU, malloc takes the memory
 * behind the program's own. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "standin/semihost.h"

/* Both from the linker script; the reset handler's stack grows down towards the heap. */
extern char standin_free_memory[], standin_stack_top[];

#define STACK_ROOM 0x10000U

int   _write(int file, const char *from, int length);
void  _exit(int status) __attribute__((noreturn));
void *_sbrk(ptrdiff_t more);
int   _close(int file);
int   _fstat(int file, struct stat *about);
int   _getpid(void);
int   _isatty(int file);
int   _kill(int process, int signal);
long  _lseek(int file, long offset, int from);
int   _read(int file, char *to, int length);

int _write(int file, const char *from, int length)
{
    char text[65];
    int  done = 0;

    (void)file;
    while (done < length)
    {
        int count = 0;

        while (count < (int)sizeof(text) - 1 && done < length)
        {
            text[count++] = from[done++];
        }
        text[count] = '\0';
        semihost_write(text);
    }
    return length;
}

void _exit(int status)
{
    semihost_exit(status);
}

void *_sbrk(ptrdiff_t more)
{
    static char *top = standin_free_memory;
    char        *start = top;

    if ((uintptr_t)top + (uintptr_t)more > (uintptr_t)standin_stack_top - STACK_ROOM)
    {
        errno = ENOMEM;
        return (void *)-1;
    }
    top += more;
    return start;
}

/* A console that is written line by line. */
int _fstat(int file, struct stat *about)
{
    (void)file;
    about->st_mode = S_IFCHR;
    return 0;
}

int _isatty(int file)
{
    (void)file;
    return 1;
}

/* Linked in, never needed. */
int _close(int file)
{
    (void)file;
    return -1;
}

int _getpid(void)
{
    return 1;
}

int _kill(int process, int signal)
{
    (void)process;
    (void)signal;
    return -1;
}

long _lseek(int file, long offset, int from)
{
    (void)file;
    (void)offset;
    (void)from;
    return -1;
}

int _read(int file, char *to, int length)
{
    (void)file;
    (void)to;
    (void)length;
    return 0;
}
