/* Checks: one line each, and a count of those that failed. */
#ifndef FIRMWARE_CHECK_H
#define FIRMWARE_CHECK_H

#include "scene.h"

/* Values are the same. */
#define EQUAL(actual, expected) check_equal(__FILE__, __LINE__, #actual, (UINT)(actual), (UINT)(expected))

/* The client has sent exactly these packets, a string literal, since the last such check. */
#define HEARD(bytes) check_heard(__FILE__, __LINE__, bytes, sizeof(bytes) - 1)

/* The client has nothing left: every packet is back, and the socket is closed and unbound. */
#define ALL_BACK() check_all_back(__FILE__, __LINE__)

/* Names what follows, and takes note of the time. */
void scenario(const char *name);

void check_equal(const char *file, int line, const char *what, UINT actual, UINT expected);
void check_heard(const char *file, int line, const char *bytes, UINT length);
void check_all_back(const char *file, int line);

/* Ends the program with 0 if nothing has failed, else with 1. */
void check_finish(void);

/* Faults to inject into what the client calls (inject.c). `countdown` calls from now one fails; 0: none. */
struct inject
{
    UINT allocation;      /* _nx_packet_allocate from the client's pool */
    UINT creation;        /* mutex, event flags, thread, socket, timer */
    UINT creations;       /* how many there were */
    UINT allocations;
    UINT waits_with_mutex; /* calls that may wait, made by a thread that had the client's mutex */
};

extern struct inject inject;

/* ------------------------------------------------------------------------------------------------------------------
 * What scenarios share
 * ------------------------------------------------------------------------------------------------------------------ */

#define TOPIC ((CHAR *)"t")

/* Creates the client and connects it; ends that, checking that nothing is left. */
void open_client(void);
void close_client(void);

/* Publishes text to TOPIC. */
UINT publish_text(const char *text, UINT qos);

/* Gets a message. 0: its topic is TOPIC and its text this one; otherwise the code of message_get, or 1. */
UINT get_text(const char *text);

/* The broker says this string literal, and everything that follows from it happens. */
#define SAY(bytes) (broker_say(bytes, sizeof(bytes) - 1), scene_settle())

/* The client waits for packets with its mutex held where the original does: in callbacks, and while it sends kept
 * messages again. To be said after either. */
#define MAY_HAVE_WAITED_WITH_MUTEX() (inject.waits_with_mutex = 0)

/* Callbacks that count. */
extern UINT disconnects, arrivals;
VOID count_disconnect(NXD_MQTT_CLIENT *client_ptr);
VOID count_arrival(NXD_MQTT_CLIENT *client_ptr, UINT count);

void connect_scenarios(void);
void publish_scenarios(void);
void receive_scenarios(void);
void callback_scenarios(void);
void keepalive_scenarios(void);
void reconnect_scenarios(void);
void closing_scenarios(void);
void fault_scenarios(void);
void block_scenarios(void);
void secure_scenarios(void);

#endif
