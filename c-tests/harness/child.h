/* A child process whose output lines are collected while it runs. */
#ifndef HARNESS_CHILD_H
#define HARNESS_CHILD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct child
{
    pid_t       pid;
    const char *name;
    pthread_t   reader;
    int         output;
    char      **lines;
    size_t      count;
    size_t      capacity;
    size_t      next; /* first line that child_expect has not passed yet */
    bool        ended;
};

/* Runs a program, found by the path, with standard output and error collected. `arguments` ends with NULL. */
void child_start(struct child *child, const char *name, char *const arguments[]);

/*
 * Waits for a line that contains `text`, among those not passed by an earlier call, and passes it.
 * Fails with all lines when it does not come. The line stays valid until child_forget.
 */
const char *child_expect(struct child *child, const char *text);

/* How many lines contain `text` so far. */
size_t child_count(struct child *child, const char *text);

/* Waits until `count` lines contain `text`. */
void child_expect_count(struct child *child, const char *text, size_t count);

/* Sends a signal and waits for the end of the process and of its output. */
void child_end(struct child *child, int signal_number);

/* Waits for the end; fails unless the exit status is `status`. */
void child_join(struct child *child, int status);

/* Frees the lines of a child that has ended. */
void child_forget(struct child *child);

#ifdef __cplusplus
}
#endif

#endif
