/* Output and exit through semihosting. */
#include "semihost.h"

#include <stdarg.h>
#include <stddef.h>

#define SYS_WRITE0 0x04
#define SYS_EXIT_EXTENDED 0x20
#define APPLICATION_EXIT 0x20026

static void call(unsigned operation, const void *parameter)
{
    register unsigned r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = parameter;

    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
}

void semihost_write(const char *text)
{
    call(SYS_WRITE0, text);
}

/* Collects characters, so that there is one call for a line. */
struct line
{
    char text[128];
    size_t used;
};

static void flush(struct line *line)
{
    line->text[line->used] = 0;
    semihost_write(line->text);
    line->used = 0;
}

static void put(struct line *line, char character)
{
    line->text[line->used++] = character;
    if (line->used == sizeof(line->text) - 1)
        flush(line);
}

static void put_number(struct line *line, unsigned value, unsigned base)
{
    char digits[10];
    size_t count = 0;

    do
        digits[count++] = "0123456789abcdef"[value % base];
    while ((value /= base) != 0);
    while (count)
        put(line, digits[--count]);
}

void semihost_print(const char *format, ...)
{
    struct line line = {.used = 0};
    va_list arguments;

    va_start(arguments, format);
    for (; *format; format++)
    {
        int number;

        if (*format != '%')
        {
            put(&line, *format);
            continue;
        }
        switch (*++format)
        {
        case 's':
            for (const char *text = va_arg(arguments, const char *); *text; text++)
                put(&line, *text);
            break;
        case 'd':
            number = va_arg(arguments, int);
            if (number < 0)
                put(&line, '-');
            put_number(&line, number < 0 ? 0u - (unsigned)number : (unsigned)number, 10);
            break;
        case 'u':
            put_number(&line, va_arg(arguments, unsigned), 10);
            break;
        case 'x':
            put_number(&line, va_arg(arguments, unsigned), 16);
            break;
        default:
            put(&line, *format);
        }
    }
    va_end(arguments);
    flush(&line);
}

void semihost_exit(int code)
{
    const unsigned parameters[2] = {APPLICATION_EXIT, (unsigned)code};

    call(SYS_EXIT_EXTENDED, parameters);
    for (;;)
    {
    }
}
