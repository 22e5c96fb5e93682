/*
 * A device that reports and obeys, for ThreadX and NetX Duo: the second application of the firmware example.
 *
 * It announces itself, publishes one reading at each quality of service and receives them back, does what the
 * messages on "device/command" tell it ("blink", "stop"), and says goodbye. A connection that is lost is made again.
 *
 *   device/status    "online", "offline"; "lost" is the will       QoS 1, retained
 *   device/reading   "21.0", "21.1", "21.2"                        QoS 0, 1 and 2
 *   device/command   from whoever controls the device              QoS 2
 *   device/answer    what became of a command                      QoS 1
 *
 * It ends with status 0 when all of this has worked, the broker has acknowledged everything, and every packet is
 * back in the pool; with 1 when a step failed or the broker stays away.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

#ifndef BROKER_ADDRESS
#define BROKER_ADDRESS IP_ADDRESS(127, 0, 0, 1)
#endif
#ifndef BROKER_PORT
#define BROKER_PORT NXD_MQTT_PORT
#endif

/* The board's own address, and the driver of its network interface. */
#ifndef DEVICE_IP_ADDRESS
#define DEVICE_IP_ADDRESS IP_ADDRESS(192, 168, 100, 2)
#endif
#ifndef DEVICE_NETWORK_DRIVER
#define DEVICE_NETWORK_DRIVER _nx_ram_network_driver
#endif

#define CLIENT_ID     "nxd_mqtt_device"
#define TOPIC_STATUS  "device/status"
#define TOPIC_READING "device/reading"
#define TOPIC_COMMAND "device/command"
#define TOPIC_ANSWER  "device/answer"

#define READINGS 3
#define ATTEMPTS 4

#define SECONDS(n) ((ULONG)(n) * NX_IP_PERIODIC_RATE)

#define KEEP_ALIVE_SECONDS 2
#define CONNECT_WAIT       SECONDS(2)
#define SEND_WAIT          SECONDS(2)
#define EVENT_WAIT         SECONDS(10)
#define PAUSE              SECONDS(2)

#define DEVICE_PRIORITY 3
#define MQTT_PRIORITY   2
#define IP_PRIORITY     1

#define STACK_SIZE   4096
#define PACKET_SIZE  256

/* Ten commands may be on their way at once. Each holds up to three packets: itself, the client's mark of a message at
   QoS 2, and the answer until that is acknowledged. The rest is for what has just arrived. */
#define PACKET_COUNT 40

#define EVENT_MESSAGE      ((ULONG)1)
#define EVENT_ACKNOWLEDGED ((ULONG)2)
#define EVENT_DISCONNECTED ((ULONG)4)
#define EVENT_ANY          (EVENT_MESSAGE | EVENT_ACKNOWLEDGED | EVENT_DISCONNECTED)

static TX_THREAD            device_thread;
static TX_EVENT_FLAGS_GROUP events;
static NX_PACKET_POOL       packet_pool;
static NX_IP                ip_instance;
static NXD_MQTT_CLIENT      mqtt_client;

static ULONG device_stack[STACK_SIZE / sizeof(ULONG)];
static ULONG ip_stack[STACK_SIZE / sizeof(ULONG)];
static ULONG mqtt_stack[STACK_SIZE / sizeof(ULONG)];
static ULONG arp_cache[1024 / sizeof(ULONG)];
static ULONG pool_memory[PACKET_COUNT * (PACKET_SIZE + sizeof(NX_PACKET)) / sizeof(ULONG)];

/* How far the device has come; a new connection goes on from there. */
static UINT reading_sent[READINGS];
static UINT reading_back[READINGS];
static UINT told_to_stop;
/* Messages at QoS 1 and 2: given to the client, which sends them until the broker has them, and acknowledged. */
static UINT          given;
static volatile UINT acknowledged;

VOID DEVICE_NETWORK_DRIVER(NX_IP_DRIVER *request);

static VOID device_entry(ULONG input);
static UINT session(VOID);
static UINT publish_readings(VOID);
static UINT work_until(UINT (*done)(VOID), const CHAR *what);
static UINT all_readings_back(VOID);
static UINT stop_was_told(VOID);
static UINT all_acknowledged(VOID);
static UINT read_messages(VOID);
static UINT obey(const CHAR *command);
static UINT publish(const CHAR *topic, const CHAR *message, UINT retain, UINT qos);
static UINT subscribe(const CHAR *topic);
static VOID message_arrived(NXD_MQTT_CLIENT *client, UINT waiting);
static VOID acknowledgement_arrived(NXD_MQTT_CLIENT *client, UINT type, USHORT packet_id, NX_PACKET *packet,
                                    VOID *context);
static VOID connection_ended(NXD_MQTT_CLIENT *client);
static VOID check_pool(VOID);
static UINT failed(UINT status, const CHAR *step);
static VOID stop_if(UINT status, const CHAR *step);

int main(void)
{
    tx_kernel_enter();
    return EXIT_FAILURE;
}

/* ThreadX calls this once, before the first thread runs. */
VOID tx_application_define(VOID *first_unused_memory)
{
    NX_PARAMETER_NOT_USED(first_unused_memory);

    nx_system_initialize();
    stop_if(tx_event_flags_create(&events, "device events"), "event_flags_create");
    stop_if(nx_packet_pool_create(&packet_pool, "device pool", PACKET_SIZE, pool_memory, sizeof(pool_memory)),
            "packet_pool_create");
    stop_if(nx_ip_create(&ip_instance, "device ip", DEVICE_IP_ADDRESS, IP_ADDRESS(255, 255, 255, 0), &packet_pool,
                         DEVICE_NETWORK_DRIVER, ip_stack, sizeof(ip_stack), IP_PRIORITY),
            "ip_create");
    stop_if(nx_arp_enable(&ip_instance, arp_cache, sizeof(arp_cache)), "arp_enable");
    stop_if(nx_tcp_enable(&ip_instance), "tcp_enable");
    stop_if(tx_thread_create(&device_thread, "device thread", device_entry, 0, device_stack, sizeof(device_stack),
                             DEVICE_PRIORITY, DEVICE_PRIORITY, TX_NO_TIME_SLICE, TX_AUTO_START),
            "thread_create");
}

static VOID device_entry(ULONG input)
{
    UINT attempt = 1;

    NX_PARAMETER_NOT_USED(input);

    stop_if(nxd_mqtt_client_create(&mqtt_client, "device client", CLIENT_ID, sizeof(CLIENT_ID) - 1, &ip_instance,
                                   &packet_pool, mqtt_stack, sizeof(mqtt_stack), MQTT_PRIORITY, NX_NULL, 0),
            "client_create");
    stop_if(nxd_mqtt_client_receive_notify_set(&mqtt_client, message_arrived), "receive_notify_set");
    stop_if(nxd_mqtt_client_disconnect_notify_set(&mqtt_client, connection_ended), "disconnect_notify_set");
    mqtt_client.nxd_mqtt_ack_receive_notify = acknowledgement_arrived;

    while (session() != NX_SUCCESS)
    {
        /* Nothing happens if the connection has ended already. */
        nxd_mqtt_client_disconnect(&mqtt_client);
        if (attempt == ATTEMPTS)
        {
            printf("gave up after %u attempts\n", attempt);
            exit(EXIT_FAILURE);
        }
        attempt++;
        tx_thread_sleep(PAUSE);
    }

    stop_if(nxd_mqtt_client_delete(&mqtt_client), "client_delete");
    check_pool();
    exit(EXIT_SUCCESS);
}

/* One connection, from CONNECT to DISCONNECT. Anything but success: it failed, or was lost. */
static UINT session(VOID)
{
    NXD_ADDRESS broker;
    ULONG       old_events;
    UINT        status;

    /* The client forgets the will when a connection ends. */
    status = nxd_mqtt_client_will_message_set(&mqtt_client, (const UCHAR *)TOPIC_STATUS, sizeof(TOPIC_STATUS) - 1,
                                              (UCHAR *)"lost", 4, NX_TRUE, 1);
    stop_if(status, "will_message_set");
    tx_event_flags_get(&events, EVENT_DISCONNECTED, TX_OR_CLEAR, &old_events, TX_NO_WAIT);

    /* A session that the broker keeps: both sides finish what they have begun, over any number of connections. */
    broker.nxd_ip_version = NX_IP_VERSION_V4;
    broker.nxd_ip_address.v4 = BROKER_ADDRESS;
    status = nxd_mqtt_client_connect(&mqtt_client, &broker, BROKER_PORT, KEEP_ALIVE_SECONDS, NX_FALSE, CONNECT_WAIT);
    if (failed(status, "connect"))
    {
        return status;
    }
    printf("connected    as %s\n", CLIENT_ID);

    if ((status = subscribe(TOPIC_READING)) != NX_SUCCESS || (status = subscribe(TOPIC_COMMAND)) != NX_SUCCESS ||
        (status = publish(TOPIC_STATUS, "online", NX_TRUE, 1)) != NX_SUCCESS ||
        (status = publish_readings()) != NX_SUCCESS ||
        (status = work_until(all_readings_back, "the readings to come back")) != NX_SUCCESS ||
        (status = work_until(stop_was_told, "the command to stop")) != NX_SUCCESS ||
        (status = publish(TOPIC_STATUS, "offline", NX_TRUE, 1)) != NX_SUCCESS ||
        (status = work_until(all_acknowledged, "acknowledgements")) != NX_SUCCESS)
    {
        return status;
    }
    stop_if(nxd_mqtt_client_disconnect(&mqtt_client), "disconnect");
    printf("disconnected\n");
    return NX_SUCCESS;
}

/* One reading at each quality of service. What the client keeps is not published twice. */
static UINT publish_readings(VOID)
{
    static const CHAR *const values[READINGS] = {"21.0", "21.1", "21.2"};
    UINT                     qos;
    UINT                     status;

    for (qos = 0; qos < READINGS; qos++)
    {
        if (reading_back[qos] || (qos > 0 && reading_sent[qos]))
        {
            continue;
        }
        status = publish(TOPIC_READING, values[qos], NX_FALSE, qos);
        if (status != NX_SUCCESS)
        {
            return status;
        }
        reading_sent[qos] = NX_TRUE;
    }
    return NX_SUCCESS;
}

/* Handles what happens until `done` says so. An error: the connection is lost. Not for ever: the program ends. */
static UINT work_until(UINT (*done)(VOID), const CHAR *what)
{
    ULONG happened;
    UINT  status;

    while (!done())
    {
        status = tx_event_flags_get(&events, EVENT_ANY, TX_OR_CLEAR, &happened, EVENT_WAIT);
        if (status == TX_NO_EVENTS)
        {
            printf("nothing has arrived for %lu seconds; waiting for %s\n", (unsigned long)(EVENT_WAIT / SECONDS(1)),
                   what);
            exit(EXIT_FAILURE);
        }
        stop_if(status, "event_flags_get");
        if (happened & EVENT_DISCONNECTED)
        {
            printf("the connection is lost\n");
            return NXD_MQTT_NOT_CONNECTED;
        }
        status = read_messages();
        if (status != NX_SUCCESS)
        {
            return status;
        }
    }
    return NX_SUCCESS;
}

static UINT all_readings_back(VOID)
{
    UINT qos;

    for (qos = 0; qos < READINGS; qos++)
    {
        if (!reading_back[qos])
        {
            return NX_FALSE;
        }
    }
    return NX_TRUE;
}

static UINT stop_was_told(VOID)
{
    return told_to_stop;
}

static UINT all_acknowledged(VOID)
{
    return acknowledged >= given;
}

/* Takes all messages that wait in the client. An error: an answer could not be sent. */
static UINT read_messages(VOID)
{
    CHAR topic[32];
    CHAR message[64];
    UINT topic_length;
    UINT message_length;
    UINT status;

    for (;;)
    {
        status = nxd_mqtt_client_message_get(&mqtt_client, (UCHAR *)topic, sizeof(topic) - 1, &topic_length,
                                             (UCHAR *)message, sizeof(message) - 1, &message_length);
        if (status == NXD_MQTT_NO_MESSAGE)
        {
            return NX_SUCCESS;
        }
        stop_if(status, "message_get");
        topic[topic_length] = '\0';
        message[message_length] = '\0';
        printf("received     %s \"%s\"\n", topic, message);
        if (strcmp(topic, TOPIC_READING) == 0 && strncmp(message, "21.", 3) == 0)
        {
            reading_back[(UINT)(message[3] - '0') % READINGS] = NX_TRUE;
        }
        else if (strcmp(topic, TOPIC_COMMAND) == 0)
        {
            status = obey(message);
            if (status != NX_SUCCESS)
            {
                return status;
            }
        }
    }
}

static UINT obey(const CHAR *command)
{
    if (strcmp(command, "stop") == 0)
    {
        told_to_stop = NX_TRUE;
        return publish(TOPIC_ANSWER, "stopping", NX_FALSE, 1);
    }
    if (strcmp(command, "blink") == 0)
    {
        return publish(TOPIC_ANSWER, "blinked", NX_FALSE, 1);
    }
    return publish(TOPIC_ANSWER, "unknown command", NX_FALSE, 1);
}

static UINT publish(const CHAR *topic, const CHAR *message, UINT retain, UINT qos)
{
    UINT status = nxd_mqtt_client_publish(&mqtt_client, (CHAR *)topic, (UINT)strlen(topic), (CHAR *)message,
                                          (UINT)strlen(message), retain, qos, SEND_WAIT);

    /* TCP did not take it, but the client has it and will send it over the next connection. */
    if (qos > 0 && (status == NX_SUCCESS || status == NXD_MQTT_COMMUNICATION_FAILURE))
    {
        given++;
    }
    if (!failed(status, "publish"))
    {
        printf("published    %s \"%s\" at QoS %u\n", topic, message, qos);
    }
    return status;
}

static UINT subscribe(const CHAR *topic)
{
    UINT status = nxd_mqtt_client_subscribe(&mqtt_client, (CHAR *)topic, (UINT)strlen(topic), 2);

    if (!failed(status, "subscribe"))
    {
        printf("subscribed   %s\n", topic);
    }
    return status;
}

/* Runs on the MQTT thread, once for every message that has arrived. */
static VOID message_arrived(NXD_MQTT_CLIENT *client, UINT waiting)
{
    NX_PARAMETER_NOT_USED(client);
    NX_PARAMETER_NOT_USED(waiting);
    tx_event_flags_set(&events, EVENT_MESSAGE, TX_OR);
}

/* Runs on the MQTT thread. A message at QoS 1 ends with PUBACK, one at QoS 2 with PUBCOMP. */
static VOID acknowledgement_arrived(NXD_MQTT_CLIENT *client, UINT type, USHORT packet_id, NX_PACKET *packet,
                                    VOID *context)
{
    NX_PARAMETER_NOT_USED(client);
    NX_PARAMETER_NOT_USED(packet_id);
    NX_PARAMETER_NOT_USED(packet);
    NX_PARAMETER_NOT_USED(context);
    if (type == MQTT_CONTROL_PACKET_TYPE_PUBACK || type == MQTT_CONTROL_PACKET_TYPE_PUBCOMP)
    {
        acknowledged++;
        tx_event_flags_set(&events, EVENT_ACKNOWLEDGED, TX_OR);
    }
}

/* Runs when the connection has ended, whoever ended it. */
static VOID connection_ended(NXD_MQTT_CLIENT *client)
{
    NX_PARAMETER_NOT_USED(client);
    tx_event_flags_set(&events, EVENT_DISCONNECTED, TX_OR);
}

static VOID check_pool(VOID)
{
    ULONG total;
    ULONG free_packets;

    stop_if(nx_packet_pool_info_get(&packet_pool, &total, &free_packets, NX_NULL, NX_NULL, NX_NULL),
            "packet_pool_info_get");
    printf("packet pool  %lu of %lu free\n", (unsigned long)free_packets, (unsigned long)total);
    if (free_packets != total)
    {
        printf("packets are missing\n");
        exit(EXIT_FAILURE);
    }
}

static UINT failed(UINT status, const CHAR *step)
{
    if (status != NX_SUCCESS)
    {
        printf("%s failed: 0x%X\n", step, status);
    }
    return status != NX_SUCCESS;
}

/* For what cannot fail on a sound device: ends the program. */
static VOID stop_if(UINT status, const CHAR *step)
{
    if (failed(status, step))
    {
        exit(EXIT_FAILURE);
    }
}
