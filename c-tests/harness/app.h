/*
 * The ThreadX and NetX Duo side of a test program: one packet pool, one IP instance, one thread that runs
 * the cases one after the other, and MQTT clients that note what their callbacks report.
 *
 * After every case the pool must be full again.
 */
#ifndef HARNESS_APP_H
#define HARNESS_APP_H

#include <stdbool.h>
#include <stddef.h>

#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SECONDS(n) ((ULONG)(n) * TX_TIMER_TICKS_PER_SECOND)

/* Long enough never to end a sound test, even on a slow machine. */
#define APP_WAIT (SECONDS(30) * app_slowness())

#define APP_PRIORITY  10
#define MQTT_PRIORITY 5
#define IP_PRIORITY   1
#define APP_STACK     65536
#define MQTT_STACK    16384

struct app_options
{
    ULONG payload; /* bytes per packet, default 1536 */
    ULONG packets; /* default 64 */
};

struct test_case
{
    const char *name;
    void (*run)(void);
};

extern NX_PACKET_POOL app_pool;
extern NX_IP          app_ip;

ULONG app_slowness(void);

/* A program may define this: called at the end of tx_application_define, where there is no thread yet. */
void app_initialize(void) __attribute__((weak));

/* Runs all cases, or those named on the command line; ends the process. NULL: default options. */
int app_main(int argc, char **argv, const struct app_options *options, const struct test_case *cases, size_t count);

/* Waits until every packet is back in the pool; fails with the number that is not. */
void app_expect_pool_full(void);

/* Takes packets out of the pool until `left` are free; app_refill gives them back. */
void app_drain(ULONG left);
void app_refill(void);

/* The server's address in NetX Duo's form, from its text. */
NXD_ADDRESS app_address(const char *text);

#define EVENT_MESSAGE    ((ULONG)1)
#define EVENT_DISCONNECT ((ULONG)2)
#define EVENT_CONNECT    ((ULONG)4)
#define EVENT_ACK        ((ULONG)8)
#define EVENT_USER       ((ULONG)16)

struct client
{
    NXD_MQTT_CLIENT      mqtt; /* first: callbacks are given its address */
    TX_EVENT_FLAGS_GROUP events;
    UINT                 messages;    /* calls of receive_notify */
    UINT                 last_count;  /* its argument in the last call */
    UINT                 disconnects; /* calls of disconnect_notify */
    UINT                 connects;    /* calls of connect_notify */
    UINT                 connect_status;
    UINT                 acks; /* calls of ack_receive_notify */
    UINT                 ack_type;
    USHORT               ack_id;
    ULONG                stack[MQTT_STACK / sizeof(ULONG)];
};

/* Creates a client with all notifications noted in `client`. */
void client_create(struct client *client, const char *id);

/* Blocking connect; keep-alive 0. */
UINT client_connect(struct client *client, const char *address, unsigned port, UINT clean);
void client_connect_ok(struct client *client, const char *address, unsigned port, UINT clean);

void client_disconnect(struct client *client);
void client_delete(struct client *client);

UINT client_publish(struct client *client, const char *topic, const void *payload, size_t length, UINT retain,
                    UINT qos);
void client_publish_text(struct client *client, const char *topic, const char *text, UINT qos);

/* Subscribes or unsubscribes, and waits for the broker's acknowledgement. */
void client_subscribe(struct client *client, const char *filter, UINT qos);
void client_unsubscribe(struct client *client, const char *filter);

struct message
{
    char   topic[256];
    UINT   topic_length;
    UCHAR *payload;
    UINT   payload_length;
};

/* message_get into buffers that are large enough; `message->payload` stays valid until the next call. */
UINT client_message(struct client *client, struct message *message);

/* Waits for the next message; fails unless it is this one. */
void client_expect(struct client *client, const char *topic, const void *payload, size_t length);
void client_expect_text(struct client *client, const char *topic, const char *text);

/* Fails unless no message is there. */
void client_expect_none(struct client *client);

/* Waits for events; fails when they do not come. Clears them. */
void client_wait(struct client *client, ULONG event);

/* True when the event is set; clears it and does not wait. */
bool client_saw(struct client *client, ULONG event);

/* Waits until everything the client keeps for acknowledgement is acknowledged. */
void client_wait_acknowledged(struct client *client);

#ifdef __cplusplus
}
#endif

#endif
