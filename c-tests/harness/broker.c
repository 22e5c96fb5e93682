#include "broker.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "program.h"

#define START_ATTEMPTS 8

/* Debian installs the broker where the path of an ordinary user does not lead. */
static const char *mosquitto_path(void)
{
    return access("/usr/sbin/mosquitto", X_OK) == 0 ? "/usr/sbin/mosquitto" : "mosquitto";
}

static unsigned free_port(const struct broker *broker, bool ipv6)
{
    union
    {
        struct sockaddr     any;
        struct sockaddr_in  v4;
        struct sockaddr_in6 v6;
    } name;
    socklen_t length = ipv6 ? sizeof(name.v6) : sizeof(name.v4);
    int       fd = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    CHECK(fd >= 0);
    memset(&name, 0, sizeof(name));
    if (ipv6)
    {
        name.v6.sin6_family = AF_INET6;
        name.v6.sin6_addr = in6addr_loopback;
    }
    else
    {
        name.v4.sin_family = AF_INET;
        CHECK_EQ(inet_pton(AF_INET, broker->address, &name.v4.sin_addr), 1);
    }
    CHECK_EQ(bind(fd, &name.any, length), 0);
    CHECK_EQ(getsockname(fd, &name.any, &length), 0);
    close(fd);
    return ntohs(ipv6 ? name.v6.sin6_port : name.v4.sin_port);
}

static void write_password_file(const char *path, const struct broker_options *options)
{
    char *arguments[] = {"mosquitto_passwd", "-b", "-c", (char *)path, (char *)options->user,
                         (char *)options->password, NULL};
    struct child child;

    child_start(&child, "mosquitto_passwd", arguments);
    child_join(&child, 0);
    child_forget(&child);
}

static void write_configuration(const struct broker *broker, const struct broker_options *options)
{
    char  passwords[320];
    FILE *file = fopen(broker->configuration, "w");

    CHECK(file != NULL);
    fprintf(file, "listener %u %s\nlog_dest stderr\nlog_type all\nlog_timestamp false\n", broker->port,
            broker->address);
    fprintf(file, "set_tcp_nodelay true\nmax_inflight_messages 0\nmax_queued_messages 0\n");
    if (geteuid() == 0)
    {
        fprintf(file, "user root\n");
    }
    if (options->persist)
    {
        fprintf(file, "persistence true\npersistence_location %s/\npersistence_file mosquitto-%u.db\n",
                program_directory(), broker->port);
    }
    if (options->user != NULL)
    {
        snprintf(passwords, sizeof(passwords), "%s/passwords-%u", program_directory(), broker->port);
        write_password_file(passwords, options);
        fprintf(file, "allow_anonymous false\npassword_file %s\n", passwords);
    }
    else
    {
        fprintf(file, "allow_anonymous true\n");
    }
    fprintf(file, "%s\n", options->extra ? options->extra : "");
    CHECK_EQ(fclose(file), 0);
}

struct start
{
    struct child *child;
    bool          running;
};

static bool started_or_ended(void *context)
{
    struct start *start = context;
    size_t        i;

    for (i = 0; i < start->child->count && !start->running; i++)
    {
        start->running = strstr(start->child->lines[i], " running") != NULL;
    }
    return start->running || start->child->ended;
}

/* True when the broker listens; false when it ended, because its port was taken in the meantime. */
static bool run(struct broker *broker)
{
    char *arguments[] = {(char *)mosquitto_path(), "-c", broker->configuration, NULL};
    struct start start = {&broker->child, false};

    child_start(&broker->child, "mosquitto", arguments);
    if (!program_wait(started_or_ended, &start))
    {
        FAIL("mosquitto neither started nor ended");
    }
    return start.running;
}

void broker_start(struct broker *broker, const struct broker_options *options)
{
    static const struct broker_options none;
    int                                attempt;

    options = options ? options : &none;
    memset(broker, 0, sizeof(*broker));
    snprintf(broker->address, sizeof(broker->address), "%s", options->ipv6 ? "::1" : program_address());
    for (attempt = 0; attempt < START_ATTEMPTS; attempt++)
    {
        broker->port = free_port(broker, options->ipv6);
        snprintf(broker->configuration, sizeof(broker->configuration), "%s/mosquitto-%u.conf", program_directory(),
                 broker->port);
        write_configuration(broker, options);
        if (run(broker))
        {
            return;
        }
        child_join(&broker->child, 1);
        child_forget(&broker->child);
    }
    FAIL("mosquitto did not start in %d attempts", START_ATTEMPTS);
}

void broker_restart(struct broker *broker)
{
    child_forget(&broker->child);
    if (!run(broker))
    {
        FAIL("mosquitto did not start again on port %u", broker->port);
    }
}

void broker_stop(struct broker *broker)
{
    child_end(&broker->child, SIGTERM);
    child_forget(&broker->child);
}

void broker_kill(struct broker *broker)
{
    child_end(&broker->child, SIGKILL);
}

void broker_freeze(struct broker *broker)
{
    CHECK_EQ(kill(broker->child.pid, SIGSTOP), 0);
}

void broker_thaw(struct broker *broker)
{
    CHECK_EQ(kill(broker->child.pid, SIGCONT), 0);
}

void observer_start(struct observer *observer, const struct broker *broker, const char *filter, unsigned qos)
{
    char  port[16];
    char  level[16];
    char *arguments[] = {"stdbuf", "-oL", "mosquitto_sub", "-d", "-h", (char *)broker->address, "-p", port, "-t",
                         (char *)filter, "-q", level, "-F", "message %q %r %t %l:%x", NULL};

    snprintf(port, sizeof(port), "%u", broker->port);
    snprintf(level, sizeof(level), "%u", qos);
    child_start(&observer->child, "mosquitto_sub", arguments);
    child_expect(&observer->child, "Subscribed (mid: 1)");
}

void observer_expect(struct observer *observer, const char *topic, const void *payload, size_t length, unsigned qos,
                     bool retained)
{
    const unsigned char *bytes = payload;
    size_t               size = strlen(topic) + 2 * length + 64;
    char                *expected = malloc(size);
    size_t               used;
    size_t               i;
    const char          *line;

    CHECK(expected != NULL);
    used = (size_t)snprintf(expected, size, "message %u %d %s %zu:", qos, retained, topic, length);
    for (i = 0; i < length; i++)
    {
        used += (size_t)snprintf(expected + used, size - used, "%02x", bytes[i]);
    }
    line = child_expect(&observer->child, "message ");
    if (strcmp(line, expected) != 0)
    {
        FAIL("a third party received\n  %.200s\nexpected\n  %.200s", line, expected);
    }
    free(expected);
}

void observer_expect_text(struct observer *observer, const char *topic, const char *text, unsigned qos)
{
    observer_expect(observer, topic, text, strlen(text), qos, false);
}

size_t observer_count(struct observer *observer)
{
    return child_count(&observer->child, "message ");
}

void observer_stop(struct observer *observer)
{
    child_end(&observer->child, SIGTERM);
    child_forget(&observer->child);
}

void outside_publish(const struct broker *broker, const char *topic, const void *payload, size_t length,
                     unsigned qos, bool retain)
{
    static unsigned serial;
    char            path[320];
    char            port[16];
    char            level[16];
    int             fd;
    struct child    child;
    char           *arguments[] = {"mosquitto_pub", "-h", (char *)broker->address, "-p", port, "-t", (char *)topic,
                                   "-q", level, "-f", path, retain ? "-r" : NULL, NULL};

    snprintf(port, sizeof(port), "%u", broker->port);
    snprintf(level, sizeof(level), "%u", qos);
    snprintf(path, sizeof(path), "%s/payload-%u", program_directory(), serial++);
    if (length == 0)
    {
        arguments[9] = "-n";
        arguments[10] = retain ? "-r" : NULL;
        arguments[11] = NULL;
    }
    else
    {
        fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        CHECK(fd >= 0);
        CHECK_EQ(write(fd, payload, length), length);
        close(fd);
    }
    child_start(&child, "mosquitto_pub", arguments);
    child_join(&child, 0);
    child_forget(&child);
    unlink(path);
}

void outside_publish_text(const struct broker *broker, const char *topic, const char *text, unsigned qos)
{
    outside_publish(broker, topic, text, strlen(text), qos, false);
}
