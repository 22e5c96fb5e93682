#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "program.h"

extern char **environ;

static void add_line(struct child *child, char *line)
{
    program_lock();
    if (child->count == child->capacity)
    {
        child->capacity = child->capacity ? 2 * child->capacity : 64;
        child->lines = realloc(child->lines, child->capacity * sizeof(*child->lines));
        CHECK(child->lines != NULL);
    }
    child->lines[child->count++] = line;
    program_changed();
}

static void *read_lines(void *argument)
{
    struct child *child = argument;
    FILE         *stream = fdopen(child->output, "r");
    char         *line = NULL;
    size_t        size = 0;
    ssize_t       length;

    CHECK(stream != NULL);
    while ((length = getline(&line, &size, stream)) >= 0)
    {
        if (length > 0 && line[length - 1] == '\n')
        {
            line[length - 1] = '\0';
        }
        if (getenv("NXD_TEST_VERBOSE"))
        {
            fprintf(stderr, "%s| %.200s\n", child->name, line);
        }
        add_line(child, line);
        line = NULL;
        size = 0;
    }
    free(line);
    fclose(stream);
    program_lock();
    child->ended = true;
    program_changed();
    return NULL;
}

void child_start(struct child *child, const char *name, char *const arguments[])
{
    posix_spawn_file_actions_t actions;
    int                        ends[2];

    memset(child, 0, sizeof(*child));
    child->name = name;
    CHECK_EQ(pipe2(ends, O_CLOEXEC), 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    if (posix_spawnp(&child->pid, arguments[0], &actions, NULL, arguments, environ) != 0)
    {
        FAIL("cannot run %s; is it installed?", arguments[0]);
    }
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    child->output = ends[0];
    program_thread(&child->reader, read_lines, child);
}

struct search
{
    struct child *child;
    const char   *text;
    size_t        count;
    const char   *found;
};

static bool find_next(void *context)
{
    struct search *search = context;
    struct child  *child = search->child;

    while (child->next < child->count)
    {
        const char *line = child->lines[child->next++];

        if (strstr(line, search->text) != NULL)
        {
            search->found = line;
            return true;
        }
    }
    return child->ended;
}

static size_t count_lines(const struct child *child, const char *text)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < child->count; i++)
    {
        count += strstr(child->lines[i], text) != NULL;
    }
    return count;
}

static bool find_count(void *context)
{
    struct search *search = context;

    return count_lines(search->child, search->text) >= search->count || search->child->ended;
}

static void print_lines(struct child *child)
{
    size_t i;

    program_lock();
    for (i = 0; i < child->count; i++)
    {
        fprintf(stderr, "  %s| %.200s\n", child->name, child->lines[i]);
    }
    program_unlock();
}

const char *child_expect(struct child *child, const char *text)
{
    struct search search = {child, text, 0, NULL};

    program_wait(find_next, &search);
    if (search.found == NULL)
    {
        print_lines(child);
        FAIL("no (further) line of %s contains: %s", child->name, text);
    }
    return search.found;
}

size_t child_count(struct child *child, const char *text)
{
    size_t count;

    program_lock();
    count = count_lines(child, text);
    program_unlock();
    return count;
}

void child_expect_count(struct child *child, const char *text, size_t count)
{
    struct search search = {child, text, count, NULL};

    program_wait(find_count, &search);
    if (child_count(child, text) < count)
    {
        print_lines(child);
        FAIL("fewer than %zu lines of %s contain: %s", count, child->name, text);
    }
}

static bool has_ended(void *context)
{
    return ((struct child *)context)->ended;
}

static int wait_for_end(struct child *child)
{
    int status = 0;

    if (!program_wait(has_ended, child))
    {
        print_lines(child);
        FAIL("%s did not end", child->name);
    }
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
    {
    }
    pthread_join(child->reader, NULL);
    child->pid = 0;
    return status;
}

void child_end(struct child *child, int signal_number)
{
    if (child->pid != 0)
    {
        kill(child->pid, signal_number);
        wait_for_end(child);
    }
}

void child_join(struct child *child, int status)
{
    int actual = wait_for_end(child);

    if (!WIFEXITED(actual) || WEXITSTATUS(actual) != status)
    {
        print_lines(child);
        FAIL("%s ended with 0x%x, expected exit status %d", child->name, actual, status);
    }
}

void child_forget(struct child *child)
{
    size_t i;

    for (i = 0; i < child->count; i++)
    {
        free(child->lines[i]);
    }
    free(child->lines);
    child->lines = NULL;
    child->count = 0;
    child->capacity = 0;
    child->next = 0;
}
