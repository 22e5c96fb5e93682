#include "app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "program.h"

/* Enough for the alignment of header and payload of a packet. */
#define PACKET_ROUNDING 64

#define LARGEST_MESSAGE (2u << 20)

NX_PACKET_POOL app_pool;
NX_IP          app_ip;

VOID _nx_ram_network_driver(NX_IP_DRIVER *request);

static TX_THREAD               thread;
static ULONG                   thread_stack[APP_STACK / sizeof(ULONG)];
static ULONG                   ip_stack[MQTT_STACK / sizeof(ULONG)];
static ULONG                   arp_cache[1024 / sizeof(ULONG)];
static struct app_options      settings = {1536, 64};
static const struct test_case *test_cases;
static size_t                  case_count;
static char                  **selected;
static NX_PACKET              *drained;

ULONG app_slowness(void)
{
    return program_slowness();
}

static bool is_selected(const char *name)
{
    char **next;

    for (next = selected; *next != NULL; next++)
    {
        if (strcmp(*next, name) == 0)
        {
            return true;
        }
    }
    return selected[0] == NULL;
}

static VOID run_cases(ULONG input)
{
    size_t i;
    size_t run = 0;

    (void)input;
    for (i = 0; i < case_count; i++)
    {
        if (is_selected(test_cases[i].name))
        {
            program_begin_case(test_cases[i].name);
            test_cases[i].run();
            app_expect_pool_full();
            fprintf(stderr, "ok %s\n", test_cases[i].name);
            run++;
        }
    }
    CHECK(run > 0);
    exit(EXIT_SUCCESS);
}

VOID tx_application_define(VOID *first_unused_memory)
{
    ULONG size = settings.packets * (settings.payload + sizeof(NX_PACKET) + PACKET_ROUNDING);
    VOID *memory = malloc(size);

    (void)first_unused_memory;
    CHECK(memory != NULL);
    nx_system_initialize();
    CHECK_EQ(nx_packet_pool_create(&app_pool, (CHAR *)"pool", settings.payload, memory, size), NX_SUCCESS);
    CHECK_EQ(nx_ip_create(&app_ip, (CHAR *)"ip", IP_ADDRESS(10, 255, 0, 1), IP_ADDRESS(255, 255, 255, 0), &app_pool,
                          _nx_ram_network_driver, ip_stack, sizeof(ip_stack), IP_PRIORITY),
             NX_SUCCESS);
    CHECK_EQ(nx_arp_enable(&app_ip, arp_cache, sizeof(arp_cache)), NX_SUCCESS);
    CHECK_EQ(nx_icmp_enable(&app_ip), NX_SUCCESS);
    CHECK_EQ(nx_tcp_enable(&app_ip), NX_SUCCESS);
#ifdef FEATURE_NX_IPV6
    CHECK_EQ(nxd_ipv6_enable(&app_ip), NX_SUCCESS);
#endif
    CHECK_EQ(tx_thread_create(&thread, (CHAR *)"test", run_cases, 0, thread_stack, sizeof(thread_stack), APP_PRIORITY,
                              APP_PRIORITY, TX_NO_TIME_SLICE, TX_AUTO_START),
             TX_SUCCESS);
    if (app_initialize != NULL)
    {
        app_initialize();
    }
}

int app_main(int argc, char **argv, const struct app_options *options, const struct test_case *cases, size_t count)
{
    (void)argc;
    program_start();
    program_begin_case("start");
    if (options != NULL)
    {
        settings = *options;
    }
    test_cases = cases;
    case_count = count;
    selected = argv + 1;
    program_kernel_runs();
    tx_kernel_enter();
    return EXIT_FAILURE;
}

static bool is_pool_full(void *context)
{
    (void)context;
    return app_pool.nx_packet_pool_available == app_pool.nx_packet_pool_total;
}

void app_expect_pool_full(void)
{
    if (!program_wait(is_pool_full, NULL))
    {
        FAIL("%lu of %lu packets are not back in the pool",
             (unsigned long)(app_pool.nx_packet_pool_total - app_pool.nx_packet_pool_available),
             (unsigned long)app_pool.nx_packet_pool_total);
    }
}

void app_drain(ULONG left)
{
    NX_PACKET *packet;

    while (app_pool.nx_packet_pool_available > left)
    {
        CHECK_EQ(nx_packet_allocate(&app_pool, &packet, 0, NX_NO_WAIT), NX_SUCCESS);
        packet->nx_packet_queue_next = drained;
        drained = packet;
    }
}

void app_refill(void)
{
    NX_PACKET *packet;

    while ((packet = drained) != NULL)
    {
        drained = packet->nx_packet_queue_next;
        packet->nx_packet_queue_next = NX_NULL;
        CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
    }
}

NXD_ADDRESS app_address(const char *text)
{
    NXD_ADDRESS address;
    uint32_t    words[4];
    int         version = program_parse_address(text, words);

    memset(&address, 0, sizeof(address));
    if (version == 4)
    {
        address.nxd_ip_version = NX_IP_VERSION_V4;
        address.nxd_ip_address.v4 = words[0];
        return address;
    }
#ifdef FEATURE_NX_IPV6
    address.nxd_ip_version = NX_IP_VERSION_V6;
    address.nxd_ip_address.v6[0] = words[0];
    address.nxd_ip_address.v6[1] = words[1];
    address.nxd_ip_address.v6[2] = words[2];
    address.nxd_ip_address.v6[3] = words[3];
#else
    FAIL("IPv6 is not configured");
#endif
    return address;
}

static VOID note_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    struct client *client = (struct client *)mqtt;

    client->messages++;
    client->last_count = count;
    tx_event_flags_set(&client->events, EVENT_MESSAGE, TX_OR);
}

static VOID note_disconnect(NXD_MQTT_CLIENT *mqtt)
{
    struct client *client = (struct client *)mqtt;

    client->disconnects++;
    tx_event_flags_set(&client->events, EVENT_DISCONNECT, TX_OR);
}

static VOID note_connect(NXD_MQTT_CLIENT *mqtt, UINT status, VOID *context)
{
    struct client *client = (struct client *)context;

    CHECK(mqtt == &client->mqtt);
    client->connects++;
    client->connect_status = status;
    tx_event_flags_set(&client->events, EVENT_CONNECT, TX_OR);
}

static VOID note_ack(NXD_MQTT_CLIENT *mqtt, UINT type, USHORT id, NX_PACKET *packet, VOID *context)
{
    struct client *client = (struct client *)context;

    CHECK(mqtt == &client->mqtt);
    CHECK(packet != NX_NULL);
    client->acks++;
    client->ack_type = type;
    client->ack_id = id;
    tx_event_flags_set(&client->events, EVENT_ACK, TX_OR);
}

void client_create(struct client *client, const char *id)
{
    memset(client, 0, sizeof(*client));
    CHECK_EQ(tx_event_flags_create(&client->events, (CHAR *)"client"), TX_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_create(&client->mqtt, (CHAR *)"client", (CHAR *)id, (UINT)strlen(id), &app_ip, &app_pool,
                                    client->stack, sizeof(client->stack), MQTT_PRIORITY, NX_NULL, 0),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client->mqtt, note_message), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client->mqtt, note_disconnect), NXD_MQTT_SUCCESS);
    client->mqtt.nxd_mqtt_connect_notify = note_connect;
    client->mqtt.nxd_mqtt_connect_context = client;
    client->mqtt.nxd_mqtt_ack_receive_notify = note_ack;
    client->mqtt.nxd_mqtt_ack_receive_context = client;
}

UINT client_connect(struct client *client, const char *address, unsigned port, UINT clean)
{
    NXD_ADDRESS server = app_address(address);

    return nxd_mqtt_client_connect(&client->mqtt, &server, port, 0, clean, APP_WAIT);
}

void client_connect_ok(struct client *client, const char *address, unsigned port, UINT clean)
{
    CHECK_EQ(client_connect(client, address, port, clean), NXD_MQTT_SUCCESS);
    client_wait(client, EVENT_CONNECT);
    CHECK_EQ(client->connect_status, NXD_MQTT_SUCCESS);
}

void client_disconnect(struct client *client)
{
    CHECK_EQ(nxd_mqtt_client_disconnect(&client->mqtt), NXD_MQTT_SUCCESS);
    client_wait(client, EVENT_DISCONNECT);
}

void client_delete(struct client *client)
{
    CHECK_EQ(nxd_mqtt_client_delete(&client->mqtt), NXD_MQTT_SUCCESS);
    CHECK_EQ(tx_event_flags_delete(&client->events), TX_SUCCESS);
}

UINT client_publish(struct client *client, const char *topic, const void *payload, size_t length, UINT retain,
                    UINT qos)
{
    return nxd_mqtt_client_publish(&client->mqtt, (CHAR *)topic, (UINT)strlen(topic),
                                   length ? (CHAR *)payload : NX_NULL, (UINT)length, retain, qos, APP_WAIT);
}

void client_publish_text(struct client *client, const char *topic, const char *text, UINT qos)
{
    CHECK_EQ(client_publish(client, topic, text, strlen(text), NX_FALSE, qos), NXD_MQTT_SUCCESS);
}

static void wait_ack(struct client *client, UINT type)
{
    client_wait(client, EVENT_ACK);
    CHECK_EQ(client->ack_type, type);
}

void client_subscribe(struct client *client, const char *filter, UINT qos)
{
    client_saw(client, EVENT_ACK);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client->mqtt, (CHAR *)filter, (UINT)strlen(filter), qos), NXD_MQTT_SUCCESS);
    wait_ack(client, MQTT_CONTROL_PACKET_TYPE_SUBACK);
}

void client_unsubscribe(struct client *client, const char *filter)
{
    client_saw(client, EVENT_ACK);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client->mqtt, (CHAR *)filter, (UINT)strlen(filter)), NXD_MQTT_SUCCESS);
    wait_ack(client, MQTT_CONTROL_PACKET_TYPE_UNSUBACK);
}

/* The original stores a ULONG through the UINT pointer: there must be room for one. */
union length
{
    UINT  value;
    ULONG room;
};

UINT client_message(struct client *client, struct message *message)
{
    static UCHAR payload[LARGEST_MESSAGE];
    union length topic_length = {0};
    union length payload_length = {0};
    UINT         status;

    status = nxd_mqtt_client_message_get(&client->mqtt, (UCHAR *)message->topic, sizeof(message->topic) - 1,
                                         &topic_length.value, payload, sizeof(payload), &payload_length.value);
    if (status == NXD_MQTT_SUCCESS)
    {
        message->topic_length = topic_length.value;
        message->topic[topic_length.value] = '\0';
        message->payload = payload;
        message->payload_length = payload_length.value;
    }
    return status;
}

void client_expect(struct client *client, const char *topic, const void *payload, size_t length)
{
    struct message message;
    UINT           status;

    while ((status = client_message(client, &message)) == NXD_MQTT_NO_MESSAGE)
    {
        client_wait(client, EVENT_MESSAGE);
    }
    CHECK_EQ(status, NXD_MQTT_SUCCESS);
    CHECK_BYTES(message.topic, message.topic_length, topic, strlen(topic));
    CHECK_BYTES(message.payload, message.payload_length, payload, length);
}

void client_expect_text(struct client *client, const char *topic, const char *text)
{
    client_expect(client, topic, text, strlen(text));
}

void client_expect_none(struct client *client)
{
    struct message message;
    UINT           status = client_message(client, &message);

    if (status == NXD_MQTT_SUCCESS)
    {
        FAIL("unexpected message on %s, %u bytes", message.topic, message.payload_length);
    }
    CHECK_EQ(status, NXD_MQTT_NO_MESSAGE);
}

void client_wait(struct client *client, ULONG event)
{
    ULONG actual;
    UINT  status = tx_event_flags_get(&client->events, event, TX_AND_CLEAR, &actual, APP_WAIT);

    if (status != TX_SUCCESS)
    {
        FAIL("event 0x%lx did not come: 0x%x (messages %u, disconnects %u, connects %u, acks %u)",
             (unsigned long)event, status, client->messages, client->disconnects, client->connects, client->acks);
    }
}

bool client_saw(struct client *client, ULONG event)
{
    ULONG actual;

    return tx_event_flags_get(&client->events, event, TX_AND_CLEAR, &actual, TX_NO_WAIT) == TX_SUCCESS;
}

static bool nothing_pending(void *context)
{
    return ((struct client *)context)->mqtt.message_transmit_queue_head == NX_NULL;
}

void client_wait_acknowledged(struct client *client)
{
    if (!program_wait(nothing_pending, client))
    {
        FAIL("a packet is still unacknowledged");
    }
}
