#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program.h"

void fail_at(const char *file, int line, const char *format, ...)
{
    va_list arguments;

    fflush(stdout);
    fprintf(stderr, "%s:%d: [%s] ", file, line, program_case());
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    fflush(stderr);
    _exit(EXIT_FAILURE);
}

void check_equal(const char *file, int line, const char *actual_text, unsigned long long actual,
                 const char *expected_text, unsigned long long expected)
{
    if (actual != expected)
    {
        fail_at(file, line, "%s is %llu (0x%llx), expected %s = %llu (0x%llx)", actual_text, actual, actual,
                expected_text, expected, expected);
    }
}

static void print_bytes(const char *name, const unsigned char *bytes, size_t length)
{
    size_t i;

    fprintf(stderr, "  %s, %zu bytes:", name, length);
    for (i = 0; i < length && i < 64; i++)
    {
        fprintf(stderr, " %02x", bytes[i]);
    }
    fputs(length > 64 ? " ...\n" : "\n", stderr);
}

void check_bytes(const char *file, int line, const char *text, const void *actual, size_t actual_length,
                 const void *expected, size_t expected_length)
{
    if (actual_length == expected_length && (actual_length == 0 || memcmp(actual, expected, actual_length) == 0))
    {
        return;
    }
    print_bytes("actual", actual, actual_length);
    print_bytes("expected", expected, expected_length);
    fail_at(file, line, "%s differs", text);
}
