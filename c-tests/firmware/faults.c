/* Every allocation, creation and send that fails, one after the other. After each the client works again, and in the
 * end nothing is missing. */
#include "check.h"

#include "kernel.h"

static char long_text[901];

static UINT do_connect(void)
{
    return scene_connect(NX_TRUE);
}

static UINT notified_status;

static VOID note_connect(NXD_MQTT_CLIENT *client_ptr, UINT status, VOID *context)
{
    (void)client_ptr;
    (void)context;
    notified_status = status;
}

static UINT do_begin_connect(void)
{
    UINT status;

    notified_status = ~0u;
    client.nxd_mqtt_connect_notify = note_connect;
    broker.connect_status = NX_IN_PROGRESS;
    status = nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, 0, NX_TRUE, NX_NO_WAIT);
    broker_accept();
    scene_settle();
    broker.connect_status = NX_SUCCESS;
    client.nxd_mqtt_connect_notify = NX_NULL;
    return status == NX_IN_PROGRESS ? notified_status : status;
}

static UINT do_publish0(void)
{
    return publish_text(long_text, 0);
}

static UINT do_publish1(void)
{
    return publish_text(long_text, 1);
}

#ifdef NXD_MQTT_EXTENSION
/* The whole exchange. Without a packet for PUBREL it goes on later. */
static UINT do_exchange2(void)
{
    UINT status = publish_text("x", 2);

    tx_thread_sleep(2 * NX_IP_PERIODIC_RATE);
    return status ? status : client.message_transmit_queue_head != NX_NULL;
}
#endif

static UINT do_subscribe(void)
{
    return nxd_mqtt_client_subscribe(&client, TOPIC, 1, 1);
}

static UINT do_unsubscribe(void)
{
    return nxd_mqtt_client_unsubscribe(&client, TOPIC, 1);
}

static UINT do_disconnect(void)
{
    return nxd_mqtt_client_disconnect(&client);
}

/* Two messages in one segment, whose acknowledgements need packets: what cannot be done at once is done later. */
static UINT do_receive(void)
{
    broker.mute = TYPE(0x50);
    SAY("\x32\x06\x00\x01t\x00\x05x\x34\x06\x00\x01t\x00\x06y");
    tx_thread_sleep(2 * NX_IP_PERIODIC_RATE);
    if (broker_count(0x40) != 1 || broker_count(0x50) != 1)
        return 1;
    SAY("\x62\x02\x00\x06");
    tx_thread_sleep(2 * NX_IP_PERIODIC_RATE);
    if (broker_count(0x70) != 1)
        return 2;
    if (get_text("x") || get_text("y"))
        return 3;
    return 0;
}

struct operation
{
    const char *name;
    UINT (*run)(void);
    UINT needed; /* so many allocations must not fail; it can do without a later packet, or try again */
};

#define NEVER 99

static const struct operation operations[] = {
    {"connect", do_connect, NEVER},
    {"connect without waiting", do_begin_connect, NEVER},
    {"publish, QoS 0", do_publish0, NEVER},
    {"publish, QoS 1", do_publish1, NEVER},
#ifdef NXD_MQTT_EXTENSION
    {"publish, QoS 2", do_exchange2, 2},
#endif
    {"subscribe", do_subscribe, NEVER},
    {"unsubscribe", do_unsubscribe, NEVER},
    {"receive", do_receive, 0},
    {"disconnect", do_disconnect, 0},
};

/* That the client works, as far as an application can tell. */
static void works(void)
{
    if (client.nxd_mqtt_client_state != NXD_MQTT_CLIENT_STATE_CONNECTED)
        EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    scene_settle();
    broker_forget();
    EQUAL(publish_text("works", 1), NXD_MQTT_SUCCESS);
    scene_settle();
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    SAY("\x30\x04\x00\x01tw");
    EQUAL(get_text("w"), NXD_MQTT_SUCCESS);
    EQUAL(pool.nx_packet_pool_available, pool.nx_packet_pool_total);
}

static UINT connects(const struct operation *operation)
{
    return operation->run == do_connect || operation->run == do_begin_connect;
}

static void begin(const struct operation *operation)
{
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    if (!connects(operation))
        EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    broker_forget();
}

static void end(void)
{
    works();
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    ALL_BACK();
    close_client();
}

static void no_packet(const struct operation *operation)
{
    UINT n, failed;

    semihost_print("# no packet: %s\n", operation->name);
    for (n = 1;; n++)
    {
        UINT status, reached;

        begin(operation);
        inject.allocations = 0;
        inject.allocation = n;
        status = operation->run();
        reached = inject.allocation == 0;
        inject.allocation = 0;
        failed = status != NXD_MQTT_SUCCESS;
        EQUAL(failed, reached && n <= operation->needed);
        if (failed && !connects(operation))
            EQUAL(status == NXD_MQTT_PACKET_POOL_FAILURE || status == NXD_MQTT_INTERNAL_ERROR, 1);
        end();
        if (!reached)
            break;
    }
    EQUAL(n > 1, 1);
}

static void no_packet_at_all(void)
{
    NX_PACKET *taken[PACKETS + 1];
    UINT count = 0;
    ULONG start;

    scenario("no packet at all");
    open_client();
    while (nx_packet_allocate(&pool, &taken[count], 0, NX_NO_WAIT) == NX_SUCCESS)
        count++;
    start = tx_time_get();
    EQUAL(publish_text("x", 0), NXD_MQTT_PACKET_POOL_FAILURE);
    EQUAL(publish_text("x", 1), NXD_MQTT_PACKET_POOL_FAILURE);
    EQUAL(tx_time_get() - start, 2 * WAIT);
    SAY("\x32\x06\x00\x01t\x00\x05x");
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(disconnects, 1);
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
    for (; count; count--)
        nx_packet_release(taken[count - 1]);
    ALL_BACK();
    end();
}

static void no_send(const struct operation *operation)
{
    UINT status;

    semihost_print("# sending fails: %s\n", operation->name);
    begin(operation);
    broker.send_status = NX_WINDOW_OVERFLOW;
    broker.send_failures = 1;
    status = operation->run();
    EQUAL(broker.send_status, NX_SUCCESS);
    if (operation->run == do_connect)
        EQUAL(status, NXD_MQTT_CONNECT_FAILURE);
    else if (operation->run == do_begin_connect)
        EQUAL(status != NXD_MQTT_SUCCESS, 1);
    else if (operation->run == do_disconnect)
        EQUAL(status, NXD_MQTT_SUCCESS);
    else if (operation->run != do_receive)
        EQUAL(status, NXD_MQTT_COMMUNICATION_FAILURE);
    /* What QoS 1 and requests keep for the next connection does not survive a clean session. */
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    end();
}

/* A message that could not be sent is sent on the next connection. */
static void sent_later(void)
{
    scenario("sending fails: QoS 1 message is kept");
    open_client();
    broker.send_status = NX_NOT_CONNECTED;
    EQUAL(publish_text("one", 1), NXD_MQTT_COMMUNICATION_FAILURE);
    broker.send_status = NX_SUCCESS;
    broker_close();
    scene_settle();
    EQUAL(scene_connect(NX_FALSE), NXD_MQTT_SUCCESS);
    MAY_HAVE_WAITED_WITH_MUTEX();
    EQUAL(broker_packet(0x30, 0) && memcmp(broker_packet(0x30, 0), "\x3A\x08\x00\x01t\x00\x01one", 10) == 0, 1);
    scene_settle();
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    close_client();
}

/* While kept messages are sent again. */
static void no_packet_to_resend(void)
{
    scenario("no packet: sending again");
    open_client();
    broker.mute = TYPE(0x30);
    EQUAL(publish_text("one", 1), NXD_MQTT_SUCCESS);
    broker_close();
    scene_settle();
    broker.mute = 0;
    inject.allocation = 2;
    EQUAL(scene_connect(NX_FALSE), NXD_MQTT_PACKET_POOL_FAILURE);
    MAY_HAVE_WAITED_WITH_MUTEX();
    EQUAL(inject.allocation, 0);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(scene_connect(NX_FALSE), NXD_MQTT_SUCCESS);
    MAY_HAVE_WAITED_WITH_MUTEX();
    scene_settle();
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    end();
}

static void no_creation(void)
{
    UINT n, count;

    scenario("create, something cannot be created");
    inject.creations = 0;
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    count = inject.creations;
    close_client();
    for (n = 1; n <= count; n++)
    {
        inject.creation = n;
        EQUAL(scene_create(), NXD_MQTT_INTERNAL_ERROR);
        inject.creation = 0;
        EQUAL(kernel_objects, 1);
        EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_CLIENT_NOT_RUNNING);
        open_client();
        close_client();
    }
}

void fault_scenarios(void)
{
    UINT i;

    memset(long_text, 'x', sizeof(long_text) - 1);
    scenario("faults");
    for (i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
        no_packet(&operations[i]);
    for (i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
        no_send(&operations[i]);
    no_packet_at_all();
    sent_later();
    no_packet_to_resend();
    no_creation();
}
