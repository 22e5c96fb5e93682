#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const char *const case_names[] = {"qos0-pub", "qos1-pub", "qos0-recv", "latency"};

static double started, cpu_started;
static double *trips;
static long trip;
static double trip_started;

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A system call that does nothing but stand in strace's output. */
static void mark(const char *name)
{
    struct stat unused;
    (void)!stat(name, &unused);
}

void bench_fail(const char *what, int code)
{
    fprintf(stderr, "%s: %d (0x%x)\n", what, code, (unsigned)code);
    exit(1);
}

static void set(struct bench *bench, const char *name, const char *value)
{
    if (!strcmp(name, "--host"))
        bench->host = value;
    else if (!strcmp(name, "--port"))
        bench->port = atoi(value);
    else if (!strcmp(name, "--count"))
        bench->count = atol(value);
    else if (!strcmp(name, "--size"))
        bench->size = atoi(value);
    else if (!strcmp(name, "--case")) {
        for (int i = 0; i < 4; i++) {
            if (!strcmp(value, case_names[i])) {
                bench->which = (enum bench_case)i;
                return;
            }
        }
        bench_fail("unknown case", 0);
    } else
        bench_fail("unknown option", 0);
}

void bench_parse(struct bench *bench, int argc, char **argv)
{
    *bench = (struct bench){.host = "127.0.0.1", .port = 1883, .count = 10000, .size = 16};
    for (int i = 1; i + 1 < argc; i += 2)
        set(bench, argv[i], argv[i + 1]);
    if (argc % 2 == 0 || bench->count < 1 || bench->size < 1)
        bench_fail("wrong arguments", argc);
    bench->payload = malloc((size_t)bench->size);
    trips = malloc((size_t)bench->count * sizeof *trips);
    if (!bench->payload || !trips)
        bench_fail("out of memory", 0);
    memset(bench->payload, 'x', (size_t)bench->size);
    snprintf(bench->command, sizeof bench->command, BENCH_COMMAND "/%ld/%d", bench->count, bench->size);
}

void bench_begin(void)
{
    mark("/burst-begin");
    cpu_started = seconds(CLOCK_PROCESS_CPUTIME_ID);
    started = seconds(CLOCK_MONOTONIC);
}

static void end(long messages, const char *more)
{
    double elapsed = seconds(CLOCK_MONOTONIC) - started;
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_started;
    mark("/burst-end");
    printf("{\"messages\":%ld,\"seconds\":%.6f,\"cpu_seconds\":%.6f%s}\n", messages, elapsed, cpu, more);
    fflush(stdout);
}

void bench_end(long messages)
{
    end(messages, "");
}

long bench_warm_up(const struct bench *bench)
{
    return bench->count / 10;
}

void bench_trip_begin(const struct bench *bench)
{
    if (trip == bench_warm_up(bench))
        bench_begin();
    trip_started = seconds(CLOCK_MONOTONIC);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void bench_trip_end(const struct bench *bench)
{
    long index = trip++ - bench_warm_up(bench);
    char more[96];

    if (index < 0)
        return;
    trips[index] = seconds(CLOCK_MONOTONIC) - trip_started;
    if (index + 1 < bench->count)
        return;
    double last = seconds(CLOCK_MONOTONIC);
    qsort(trips, (size_t)bench->count, sizeof *trips, ascending);
    /* Sorting is no part of the measured time. */
    started += seconds(CLOCK_MONOTONIC) - last;
    snprintf(more, sizeof more, ",\"median_us\":%.3f,\"p99_us\":%.3f", trips[(bench->count - 1) / 2] * 1e6,
             trips[(long)((double)(bench->count - 1) * 0.99)] * 1e6);
    end(bench->count, more);
}
