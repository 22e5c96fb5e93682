#include "program.h"

#include <arpa/inet.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "tx_api.h"

static char            directory[256];
static char            address[32];
static const char     *case_name = "start";
static bool            kernel_runs;
static __thread bool   on_host_thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  changed = PTHREAD_COND_INITIALIZER;

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static volatile sig_atomic_t watched;

/* Told to end, the warden ends the program first. */
static void end_watched(int signal_number)
{
    (void)signal_number;
    kill(-watched, SIGKILL);
}

/* The warden: waits for the program, ends its process group, removes its files, passes its status on. */
static void watch(pid_t child)
{
    int status = 0;

    watched = child;
    signal(SIGTERM, end_watched);
    signal(SIGINT, end_watched);
    while (waitpid(child, &status, 0) < 0)
    {
    }
    kill(-child, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0)
    {
    }
    nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    if (WIFSIGNALED(status))
    {
        fprintf(stderr, "ended by signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
        _exit(128 + WTERMSIG(status));
    }
    _exit(WEXITSTATUS(status));
}

static void time_is_up(int signal_number)
{
    static const char before[] = "time limit: case \"";
    static const char after[] = "\" did not end\n";
    ssize_t           ignored = 0;

    (void)signal_number;
    ignored += write(STDERR_FILENO, before, sizeof(before) - 1);
    ignored += write(STDERR_FILENO, case_name, strlen(case_name));
    ignored += write(STDERR_FILENO, after, sizeof(after) - 1);
    (void)ignored;
    _exit(124);
}

void program_start(void)
{
    const char *temporary = getenv("TMPDIR");
    unsigned    id;
    pid_t       child;

    snprintf(directory, sizeof(directory), "%s/nxd-mqtt-XXXXXX", temporary ? temporary : "/tmp");
    if (mkdtemp(directory) == NULL)
    {
        FAIL("cannot create %s", directory);
    }
    if (getenv("NXD_TEST_NO_WARDEN") == NULL)
    {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        child = fork();
        if (child < 0)
        {
            FAIL("fork failed");
        }
        if (child > 0)
        {
            setpgid(child, child);
            watch(child);
        }
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, time_is_up);

    /* 127.0.0.0 and 127.255.255.255 are out of reach: process ids have 22 bits and are not 0. */
    id = (unsigned)getpid();
    snprintf(address, sizeof(address), "127.%u.%u.%u", (id >> 16) & 0x7F, (id >> 8) & 0xFF, id & 0xFF);
}

const char *program_directory(void)
{
    return directory;
}

const char *program_address(void)
{
    return address;
}

int program_parse_address(const char *text, uint32_t words[4])
{
    struct in_addr  v4;
    struct in6_addr v6;
    size_t          i;

    if (inet_pton(AF_INET, text, &v4) == 1)
    {
        words[0] = ntohl(v4.s_addr);
        return 4;
    }
    CHECK_EQ(inet_pton(AF_INET6, text, &v6), 1);
    for (i = 0; i < 4; i++)
    {
        memcpy(&words[i], &v6.s6_addr[4 * i], sizeof(words[i]));
        words[i] = ntohl(words[i]);
    }
    return 6;
}

void program_begin_case(const char *name)
{
    case_name = name;
    alarm(CASE_SECONDS * program_slowness());
}

const char *program_case(void)
{
    return case_name;
}

unsigned program_slowness(void)
{
    const char *text = getenv("NXD_TEST_SLOWNESS");
    long        factor = text ? strtol(text, NULL, 10) : 1;

    return factor > 1 ? (unsigned)factor : 1;
}

void program_kernel_runs(void)
{
    kernel_runs = true;
}

void program_lock(void)
{
    pthread_mutex_lock(&lock);
}

void program_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

void program_changed(void)
{
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

struct entry
{
    void *(*function)(void *);
    void *argument;
};

static void *enter_thread(void *argument)
{
    struct entry entry = *(struct entry *)argument;

    free(argument);
    on_host_thread = true;
    return entry.function(entry.argument);
}

void program_thread(pthread_t *thread, void *(*function)(void *), void *argument)
{
    struct entry *entry = malloc(sizeof(*entry));

    CHECK(entry != NULL);
    entry->function = function;
    entry->argument = argument;
    CHECK_EQ(pthread_create(thread, NULL, enter_thread, entry), 0);
}

/* A ThreadX thread looks again at every tick and lets the other ThreadX threads run in between. */
static bool wait_in_threadx(bool (*ready)(void *context), void *context)
{
    ULONG begin = tx_time_get();
    bool  done;

    for (;;)
    {
        program_lock();
        done = ready(context);
        program_unlock();
        if (done || tx_time_get() - begin > (ULONG)WAIT_SECONDS * program_slowness() * TX_TIMER_TICKS_PER_SECOND)
        {
            return done;
        }
        tx_thread_sleep(1);
    }
}

static bool wait_on_host(bool (*ready)(void *context), void *context)
{
    struct timespec deadline;
    bool            done;

    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += (time_t)WAIT_SECONDS * program_slowness();
    program_lock();
    while (!(done = ready(context)))
    {
        if (pthread_cond_timedwait(&changed, &lock, &deadline) != 0)
        {
            done = ready(context);
            break;
        }
    }
    program_unlock();
    return done;
}

bool program_wait(bool (*ready)(void *context), void *context)
{
    if (kernel_runs && !on_host_thread)
    {
        return wait_in_threadx(ready, context);
    }
    return wait_on_host(ready, context);
}
