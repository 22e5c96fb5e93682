/* nxd_mqtt_client on the host shim, written as a NetX Duo application: one ThreadX thread that
   publishes, everything else in callbacks on the MQTT thread. */

#include "bench.h"

#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IP_PRIORITY 1
#define MQTT_PRIORITY 2
#define BENCH_PRIORITY 3
#define STACK_SIZE 8192

#define PACKET_PAYLOAD 4096
#define PACKET_COUNT 4096

/* QoS 1 messages in flight at most. The acknowledgements give room back in steps, so that the
   publishing thread is not woken for each one. */
#define WINDOW 1024
#define STEP 256

#define KEEP_ALIVE_SECONDS 300
#define TOPIC_LENGTH (sizeof BENCH_TOPIC - 1)
#define LARGEST_MESSAGE 65536

static struct bench bench;

static NX_PACKET_POOL pool;
static UCHAR pool_area[PACKET_COUNT * (PACKET_PAYLOAD + sizeof(NX_PACKET))] __attribute__((aligned(64)));
static NX_IP ip;
static ULONG ip_stack[STACK_SIZE / sizeof(ULONG)];
static UCHAR arp_area[1024] __attribute__((aligned(8)));

static NXD_MQTT_CLIENT client;
static ULONG client_stack[STACK_SIZE / sizeof(ULONG)];
static TX_THREAD thread;
static ULONG thread_stack[STACK_SIZE / sizeof(ULONG)];

static TX_SEMAPHORE room;     /* one count for each STEP messages that may be published */
static TX_SEMAPHORE finished; /* put when `wanted` events have come */
static LONG wanted, events;   /* acknowledgements or received messages */

static UCHAR topic_buffer[64];
static UCHAR message_buffer[LARGEST_MESSAGE];

VOID _nx_ram_network_driver(NX_IP_DRIVER *driver_request);

static void check(const char *what, UINT status)
{
    if (status)
        bench_fail(what, (int)status);
}

static void count_event(void)
{
    if (++events == wanted)
        tx_semaphore_put(&finished);
}

static VOID ack_notify(NXD_MQTT_CLIENT *client_ptr, UINT type, USHORT packet_id, NX_PACKET *packet_ptr,
                       VOID *context)
{
    NX_PARAMETER_NOT_USED(client_ptr);
    NX_PARAMETER_NOT_USED(packet_id);
    NX_PARAMETER_NOT_USED(packet_ptr);
    NX_PARAMETER_NOT_USED(context);

    /* The acknowledgement of the subscription comes here as well. */
    if (type != MQTT_CONTROL_PACKET_TYPE_PUBACK)
        return;
    count_event();
    if (events % STEP == 0)
        tx_semaphore_put(&room);
}

static VOID receive_notify(NXD_MQTT_CLIENT *client_ptr, UINT message_count)
{
    UINT topic_length, message_length;

    NX_PARAMETER_NOT_USED(message_count);
    check("message_get",
          nxd_mqtt_client_message_get(client_ptr, topic_buffer, sizeof(topic_buffer), &topic_length,
                                      message_buffer, sizeof(message_buffer), &message_length));
    if (message_length != (UINT)bench.size)
        bench_fail("payload length", (int)message_length);
    count_event();
}

static VOID disconnect_notify(NXD_MQTT_CLIENT *client_ptr)
{
    NX_PARAMETER_NOT_USED(client_ptr);
    bench_fail("connection lost", 0);
}

static void send_one(UINT qos)
{
    check("publish", nxd_mqtt_client_publish(&client, BENCH_TOPIC, TOPIC_LENGTH, bench.payload,
                                             (UINT)bench.size, NX_FALSE, qos, NX_WAIT_FOREVER));
}

static void open_connection(void)
{
    NXD_ADDRESS server;
    unsigned a, b, c, d;

    if (sscanf(bench.host, "%u.%u.%u.%u", &a, &b, &c, &d) != 4)
        bench_fail("host is no IPv4 address", 0);
    server.nxd_ip_version = NX_IP_VERSION_V4;
    server.nxd_ip_address.v4 = IP_ADDRESS(a, b, c, d);

    check("client_create", nxd_mqtt_client_create(&client, "bench", "nxd", 3, &ip, &pool, client_stack,
                                                  sizeof(client_stack), MQTT_PRIORITY, NX_NULL, 0));
    check("receive_notify_set", nxd_mqtt_client_receive_notify_set(&client, receive_notify));
    check("disconnect_notify_set", nxd_mqtt_client_disconnect_notify_set(&client, disconnect_notify));
    client.nxd_mqtt_ack_receive_notify = ack_notify;
    check("connect", nxd_mqtt_client_connect(&client, &server, (UINT)bench.port, KEEP_ALIVE_SECONDS, NX_TRUE,
                                             NX_WAIT_FOREVER));
}

static void publish_qos0(void)
{
    wanted = 1;
    bench_begin();
    for (long i = 1; i < bench.count; i++)
        send_one(0);
    send_one(1);
    tx_semaphore_get(&finished, TX_WAIT_FOREVER);
    bench_end(bench.count);
}

static void publish_qos1(void)
{
    wanted = bench.count;
    bench_begin();
    for (long i = 0; i < bench.count; i++) {
        if (i % STEP == 0)
            tx_semaphore_get(&room, TX_WAIT_FOREVER);
        send_one(1);
    }
    tx_semaphore_get(&finished, TX_WAIT_FOREVER);
    bench_end(bench.count);
}

static void receive_qos0(void)
{
    wanted = bench.count;
    check("subscribe", nxd_mqtt_client_subscribe(&client, BENCH_TOPIC, TOPIC_LENGTH, 0));
    bench_begin();
    check("publish", nxd_mqtt_client_publish(&client, bench.command, (UINT)strlen(bench.command), NX_NULL, 0,
                                             NX_FALSE, 0, NX_WAIT_FOREVER));
    tx_semaphore_get(&finished, TX_WAIT_FOREVER);
    bench_end(bench.count);
}

static void latency(void)
{
    long total = bench_warm_up(&bench) + bench.count;

    for (long i = 0; i < total; i++) {
        wanted = i + 1;
        bench_trip_begin(&bench);
        send_one(1);
        tx_semaphore_get(&finished, TX_WAIT_FOREVER);
        bench_trip_end(&bench);
    }
}

static VOID thread_entry(ULONG input)
{
    static void (*const cases[])(void) = {publish_qos0, publish_qos1, receive_qos0, latency};

    NX_PARAMETER_NOT_USED(input);
    open_connection();
    cases[bench.which]();
    nxd_mqtt_client_disconnect_notify_set(&client, NX_NULL);
    check("disconnect", nxd_mqtt_client_disconnect(&client));
    check("delete", nxd_mqtt_client_delete(&client));
    exit(0);
}

VOID tx_application_define(VOID *first_unused_memory)
{
    NX_PARAMETER_NOT_USED(first_unused_memory);
    nx_system_initialize();
    check("packet_pool_create",
          nx_packet_pool_create(&pool, "bench", PACKET_PAYLOAD, pool_area, sizeof(pool_area)));
    check("ip_create", nx_ip_create(&ip, "bench", IP_ADDRESS(10, 0, 0, 2), 0xFFFFFF00, &pool,
                                    _nx_ram_network_driver, ip_stack, sizeof(ip_stack), IP_PRIORITY));
    check("arp_enable", nx_arp_enable(&ip, arp_area, sizeof(arp_area)));
    check("tcp_enable", nx_tcp_enable(&ip));
    check("semaphore_create", tx_semaphore_create(&room, "room", WINDOW / STEP));
    check("semaphore_create", tx_semaphore_create(&finished, "finished", 0));
    check("thread_create",
          tx_thread_create(&thread, "bench", thread_entry, 0, thread_stack, sizeof(thread_stack),
                           BENCH_PRIORITY, BENCH_PRIORITY, TX_NO_TIME_SLICE, TX_AUTO_START));
}

int main(int argc, char **argv)
{
    bench_parse(&bench, argc, argv);
    if (bench.size > LARGEST_MESSAGE)
        bench_fail("size is limited to", LARGEST_MESSAGE);
    tx_kernel_enter();
    return 0;
}
