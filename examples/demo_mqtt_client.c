/*
 * An MQTT application for ThreadX and NetX Duo, with nothing in it that a board would not have:
 * one thread, one packet pool, one IP instance, one MQTT client.
 *
 * It connects to a broker, subscribes to "demo/+", publishes one message at each quality of service,
 * receives them back through its callback, unsubscribes and disconnects. It ends with status 0 when
 * every message came back, and with 1 when a step failed.
 *
 * The broker is 127.0.0.1, port 1883, unless the build says otherwise:
 *   -D'LOCAL_SERVER_ADDRESS=IP_ADDRESS(192, 168, 1, 10)' -DLOCAL_SERVER_PORT=1884
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

#ifndef LOCAL_SERVER_ADDRESS
#define LOCAL_SERVER_ADDRESS IP_ADDRESS(127, 0, 0, 1)
#endif
#ifndef LOCAL_SERVER_PORT
#define LOCAL_SERVER_PORT NXD_MQTT_PORT
#endif

/* The board's own address, and the driver of its network interface. */
#ifndef DEMO_IP_ADDRESS
#define DEMO_IP_ADDRESS IP_ADDRESS(192, 168, 100, 2)
#endif
#ifndef DEMO_NETWORK_DRIVER
#define DEMO_NETWORK_DRIVER _nx_ram_network_driver
#endif

#define CLIENT_ID          "nxd_mqtt_demo"
#define SUBSCRIPTION       "demo/+"
#define KEEP_ALIVE_SECONDS 60
#define MESSAGE_COUNT      3

#define SECONDS(n) ((ULONG)(n) * NX_IP_PERIODIC_RATE)

#define DEMO_PRIORITY 3
#define MQTT_PRIORITY 2
#define IP_PRIORITY   1

#define STACK_SIZE   4096
#define PACKET_SIZE  1536
#define PACKET_COUNT 30

#define EVENT_MESSAGE      ((ULONG)1)
#define EVENT_DISCONNECTED ((ULONG)2)

static TX_THREAD            demo_thread;
static TX_EVENT_FLAGS_GROUP demo_events;
static NX_PACKET_POOL       packet_pool;
static NX_IP                ip_instance;
static NXD_MQTT_CLIENT      mqtt_client;

static ULONG demo_stack[STACK_SIZE / sizeof(ULONG)];
static ULONG ip_stack[STACK_SIZE / sizeof(ULONG)];
static ULONG mqtt_stack[STACK_SIZE / sizeof(ULONG)];
static ULONG arp_cache[1024 / sizeof(ULONG)];
static ULONG pool_memory[PACKET_COUNT * (PACKET_SIZE + sizeof(NX_PACKET)) / sizeof(ULONG)];

VOID DEMO_NETWORK_DRIVER(NX_IP_DRIVER *request);

/* Names the step that failed and ends the program. */
static VOID stop_if(UINT status, const CHAR *step)
{
    if (status == NX_SUCCESS)
    {
        return;
    }
    printf("%s failed: 0x%X\n", step, status);
    exit(EXIT_FAILURE);
}

/* Runs on the MQTT thread, once for every message that has arrived. */
static VOID message_arrived(NXD_MQTT_CLIENT *client, UINT waiting)
{
    NX_PARAMETER_NOT_USED(client);
    NX_PARAMETER_NOT_USED(waiting);
    tx_event_flags_set(&demo_events, EVENT_MESSAGE, TX_OR);
}

/* Runs when the connection has ended, whoever ended it. */
static VOID connection_ended(NXD_MQTT_CLIENT *client)
{
    NX_PARAMETER_NOT_USED(client);
    tx_event_flags_set(&demo_events, EVENT_DISCONNECTED, TX_OR);
}

static VOID publish(const CHAR *topic, const CHAR *message, UINT qos)
{
    UINT status = nxd_mqtt_client_publish(&mqtt_client, (CHAR *)topic, (UINT)strlen(topic), (CHAR *)message,
                                          (UINT)strlen(message), NX_FALSE, qos, SECONDS(5));

    stop_if(status, "publish");
    printf("published  %s \"%s\" at QoS %u\n", topic, message, qos);
}

/* Prints all messages that wait in the client and returns how many there were. */
static UINT read_messages(VOID)
{
    UCHAR topic[32];
    UCHAR message[64];
    UINT  topic_length;
    UINT  message_length;
    UINT  count = 0;
    UINT  status;

    for (;;)
    {
        status = nxd_mqtt_client_message_get(&mqtt_client, topic, sizeof(topic), &topic_length,
                                             message, sizeof(message), &message_length);
        if (status == NXD_MQTT_NO_MESSAGE)
        {
            return count;
        }
        stop_if(status, "message_get");
        printf("received   %.*s \"%.*s\"\n", (int)topic_length, (CHAR *)topic, (int)message_length, (CHAR *)message);
        count++;
    }
}

static VOID receive_all(VOID)
{
    ULONG events;
    UINT  received = 0;

    while (received < MESSAGE_COUNT)
    {
        stop_if(tx_event_flags_get(&demo_events, EVENT_MESSAGE | EVENT_DISCONNECTED, TX_OR_CLEAR, &events, SECONDS(10)),
                "waiting for a message");
        if (events & EVENT_DISCONNECTED)
        {
            printf("the broker ended the connection\n");
            exit(EXIT_FAILURE);
        }
        received += read_messages();
    }
}

static VOID demo_entry(ULONG input)
{
    NXD_ADDRESS server;
    ULONG       events;

    NX_PARAMETER_NOT_USED(input);

    stop_if(nxd_mqtt_client_create(&mqtt_client, "demo client", CLIENT_ID, sizeof(CLIENT_ID) - 1, &ip_instance,
                                   &packet_pool, mqtt_stack, sizeof(mqtt_stack), MQTT_PRIORITY, NX_NULL, 0),
            "client_create");
    stop_if(nxd_mqtt_client_receive_notify_set(&mqtt_client, message_arrived), "receive_notify_set");
    stop_if(nxd_mqtt_client_disconnect_notify_set(&mqtt_client, connection_ended), "disconnect_notify_set");

    server.nxd_ip_version = NX_IP_VERSION_V4;
    server.nxd_ip_address.v4 = LOCAL_SERVER_ADDRESS;
    stop_if(nxd_mqtt_client_connect(&mqtt_client, &server, LOCAL_SERVER_PORT, KEEP_ALIVE_SECONDS, NX_TRUE, SECONDS(10)),
            "connect");
    printf("connected  as %s\n", CLIENT_ID);

    stop_if(nxd_mqtt_client_subscribe(&mqtt_client, SUBSCRIPTION, sizeof(SUBSCRIPTION) - 1, 2), "subscribe");
    printf("subscribed %s\n", SUBSCRIPTION);

    publish("demo/zero", "at most once", 0);
    publish("demo/one", "at least once", 1);
    publish("demo/two", "exactly once", 2);
    receive_all();

    stop_if(nxd_mqtt_client_unsubscribe(&mqtt_client, SUBSCRIPTION, sizeof(SUBSCRIPTION) - 1), "unsubscribe");
    stop_if(nxd_mqtt_client_disconnect(&mqtt_client), "disconnect");
    stop_if(tx_event_flags_get(&demo_events, EVENT_DISCONNECTED, TX_OR_CLEAR, &events, SECONDS(10)),
            "waiting for the end of the connection");
    printf("disconnected\n");
    stop_if(nxd_mqtt_client_delete(&mqtt_client), "client_delete");

    printf("%d of %d messages came back\n", MESSAGE_COUNT, MESSAGE_COUNT);
    exit(EXIT_SUCCESS);
}

/* ThreadX calls this once, before the first thread runs. */
VOID tx_application_define(VOID *first_unused_memory)
{
    NX_PARAMETER_NOT_USED(first_unused_memory);

    nx_system_initialize();
    stop_if(tx_event_flags_create(&demo_events, "demo events"), "event_flags_create");
    stop_if(nx_packet_pool_create(&packet_pool, "demo pool", PACKET_SIZE, pool_memory, sizeof(pool_memory)),
            "packet_pool_create");
    stop_if(nx_ip_create(&ip_instance, "demo ip", DEMO_IP_ADDRESS, IP_ADDRESS(255, 255, 255, 0), &packet_pool,
                         DEMO_NETWORK_DRIVER, ip_stack, sizeof(ip_stack), IP_PRIORITY),
            "ip_create");
    stop_if(nx_arp_enable(&ip_instance, arp_cache, sizeof(arp_cache)), "arp_enable");
    stop_if(nx_icmp_enable(&ip_instance), "icmp_enable");
    stop_if(nx_tcp_enable(&ip_instance), "tcp_enable");
    stop_if(tx_thread_create(&demo_thread, "demo thread", demo_entry, 0, demo_stack, sizeof(demo_stack),
                             DEMO_PRIORITY, DEMO_PRIORITY, TX_NO_TIME_SLICE, TX_AUTO_START),
            "thread_create");
}

int main(void)
{
    tx_kernel_enter();
    return EXIT_FAILURE;
}
