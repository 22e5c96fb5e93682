/* A mosquitto of the test's own, and third parties that talk to it: mosquitto_sub and mosquitto_pub. */
#ifndef HARNESS_BROKER_H
#define HARNESS_BROKER_H

#include <stdbool.h>
#include <stddef.h>

#include "child.h"

#ifdef __cplusplus
extern "C" {
#endif

struct broker_options
{
    bool        ipv6;     /* listen on ::1 instead of an IPv4 loopback address */
    bool        persist;  /* keep sessions and retained messages in a file */
    const char *user;     /* when set, only this user may connect, with this password */
    const char *password;
    const char *extra;    /* further lines of the configuration file */
};

struct broker
{
    struct child child; /* its lines are the broker's log of every packet */
    char         address[64];
    unsigned     port;
    char         configuration[320];
};

/* Starts a broker on a free port and returns when it accepts connections. NULL: no options. */
void broker_start(struct broker *broker, const struct broker_options *options);

/* Starts a broker that was stopped or killed again: same address, port and files. */
void broker_restart(struct broker *broker);

void broker_stop(struct broker *broker); /* in order: sessions are saved when `persist`; the log is gone */
void broker_kill(struct broker *broker); /* SIGKILL */

/* SIGSTOP and SIGCONT: a broker that is there and does not answer. */
void broker_freeze(struct broker *broker);
void broker_thaw(struct broker *broker);

/* A third party that subscribes; returns when the broker has acknowledged the subscription. */
struct observer
{
    struct child child;
};

void observer_start(struct observer *observer, const struct broker *broker, const char *filter, unsigned qos);

/* Waits for the next message; fails unless it is this one. */
void observer_expect(struct observer *observer, const char *topic, const void *payload, size_t length, unsigned qos,
                     bool retained);

/* The same for a text. */
void observer_expect_text(struct observer *observer, const char *topic, const char *text, unsigned qos);

/* How many messages have arrived. */
size_t observer_count(struct observer *observer);

void observer_stop(struct observer *observer);

/* Publishes as a third party and returns when the broker has taken the message over. */
void outside_publish(const struct broker *broker, const char *topic, const void *payload, size_t length,
                     unsigned qos, bool retain);
void outside_publish_text(const struct broker *broker, const char *topic, const char *text, unsigned qos);

#ifdef __cplusplus
}
#endif

#endif
