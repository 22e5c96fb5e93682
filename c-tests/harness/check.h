/*
 * Assertions of the test programs. A failed one prints file, line and values, and ends the program:
 * the warden (program.h) then ends what the program had started.
 */
#ifndef HARNESS_CHECK_H
#define HARNESS_CHECK_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CHECK(condition)                                              \
    do                                                                \
    {                                                                 \
        if (!(condition))                                             \
        {                                                             \
            fail_at(__FILE__, __LINE__, "not true: %s", #condition);  \
        }                                                             \
    } while (0)

#define CHECK_EQ(actual, expected)                                                                    \
    check_equal(__FILE__, __LINE__, #actual, (unsigned long long)(actual), #expected,                 \
                (unsigned long long)(expected))

#define CHECK_BYTES(actual, actual_length, expected, expected_length) \
    check_bytes(__FILE__, __LINE__, #actual, (actual), (actual_length), (expected), (expected_length))

#define FAIL(...) fail_at(__FILE__, __LINE__, __VA_ARGS__)

void fail_at(const char *file, int line, const char *format, ...) __attribute__((noreturn, format(printf, 3, 4)));
void check_equal(const char *file, int line, const char *actual_text, unsigned long long actual,
                 const char *expected_text, unsigned long long expected);
void check_bytes(const char *file, int line, const char *text, const void *actual, size_t actual_length,
                 const void *expected, size_t expected_length);

#ifdef __cplusplus
}
#endif

#endif
