/* What a client costs. Prints the stacks it used and the size of its control block; between measure_begin and
 * measure_end runs what `run` counts the instructions of, under the name measure_begin was given. */
#include "scene.h"

#define COUNT 4

static CHAR topic[] = "plant/line1/temp";
static CHAR payload[256];
static UCHAR topic_buffer[64];
static UCHAR message_buffer[512];
static UCHAR arriving[COUNT * 300];

__attribute__((noinline)) static void measure_begin(const char *name)
{
    __asm__ volatile("" ::"r"(name) : "memory");
}

__attribute__((noinline)) static void measure_end(void)
{
    __asm__ volatile("" ::: "memory");
}

static void fail(const char *what, UINT status)
{
    semihost_print("%s: %x\n", what, status);
    semihost_exit(1);
}

/* Sections are told apart by their order, which is that of these lines. */
static void begin(const char *name)
{
    semihost_print("section %s\n", name);
    measure_begin(name);
}

static void publish(const char *name, const char *acknowledged, UINT length, UINT qos)
{
    UINT status;

    /* The first of its kind is not counted, in case something is prepared once. */
    status = nxd_mqtt_client_publish(&client, topic, sizeof(topic) - 1, payload, length, 0, qos, WAIT);
    if (status)
        fail(name, status);
    scene_settle();
    begin(name);
    nxd_mqtt_client_publish(&client, topic, sizeof(topic) - 1, payload, length, 0, qos, WAIT);
    measure_end();
    if (!acknowledged)
        return;
    scene_settle();
    begin(acknowledged);
    nxd_mqtt_client_publish(&client, topic, sizeof(topic) - 1, payload, length, 0, qos, WAIT);
    scene_settle();
    measure_end();
    if (client.message_transmit_queue_head)
        fail("not acknowledged", qos);
}

/* Writes a PUBLISH and tells its length. */
static UINT message(UCHAR *to, UINT length, UINT qos, UINT id)
{
    UINT remaining = 2 + (UINT)sizeof(topic) - 1 + (qos ? 2 : 0) + length;
    UINT at = 0;

    to[at++] = (UCHAR)(0x30 | qos << 1);
    for (; remaining > 127; remaining >>= 7)
        to[at++] = (UCHAR)(remaining | 0x80);
    to[at++] = (UCHAR)remaining;
    to[at++] = 0;
    to[at++] = (UCHAR)(sizeof(topic) - 1);
    memcpy(to + at, topic, sizeof(topic) - 1);
    at += (UINT)sizeof(topic) - 1;
    if (qos)
    {
        to[at++] = (UCHAR)(id >> 8);
        to[at++] = (UCHAR)id;
    }
    memcpy(to + at, payload, length);
    return at + length;
}

static VOID read_message(NXD_MQTT_CLIENT *client_ptr, UINT count)
{
    UINT topic_length, message_length, status;

    (void)count;
    status = nxd_mqtt_client_message_get(client_ptr, topic_buffer, sizeof(topic_buffer), &topic_length, message_buffer,
                                         sizeof(message_buffer), &message_length);
    if (status)
        fail("message_get", status);
}

static VOID count_message(NXD_MQTT_CLIENT *client_ptr, UINT count)
{
    (void)client_ptr;
    (void)count;
}

/* Receives `count` messages in one segment, `rounds` times, of which the last is counted. */
static void receive(const char *name, UINT length, UINT qos, UINT count)
{
    UINT used = 0, i, round;

    for (i = 0; i < count; i++)
        used += message(arriving + used, length, qos, 100 + i);
    for (round = 0; round < 2; round++)
    {
        broker_say(arriving, used);
        if (round == 0)
        {
            scene_settle();
            continue;
        }
        begin(name);
        scene_settle();
        measure_end();
    }
    if (client.message_receive_queue_depth && client.nxd_mqtt_client_receive_notify == read_message)
        fail("not read", client.message_receive_queue_depth);
}

static void get(const char *name, UINT length)
{
    nxd_mqtt_client_receive_notify_set(&client, count_message);
    broker_say(arriving, message(arriving, length, 0, 0));
    scene_settle();
    begin(name);
    read_message(&client, 1);
    measure_end();
    nxd_mqtt_client_receive_notify_set(&client, read_message);
}

/* The stacks that calls need, apart from everything else, for which the caller's stack is also used. */
__attribute__((noinline)) static void caller_stacks(void)
{
    UINT used[6];

    STACK_CLEAN();
    scene_connect(NX_TRUE);
    used[0] = STACK_USED();
    STACK_CLEAN();
    nxd_mqtt_client_subscribe(&client, topic, sizeof(topic) - 1, 1);
    used[1] = STACK_USED();
    STACK_CLEAN();
    nxd_mqtt_client_publish(&client, topic, sizeof(topic) - 1, payload, 256, 0, 0, WAIT);
    used[2] = STACK_USED();
    STACK_CLEAN();
    nxd_mqtt_client_publish(&client, topic, sizeof(topic) - 1, payload, 256, 0, 1, WAIT);
    used[3] = STACK_USED();
    nxd_mqtt_client_receive_notify_set(&client, count_message);
    broker_say(arriving, message(arriving, 256, 0, 0));
    scene_settle();
    STACK_CLEAN();
    read_message(&client, 1);
    used[4] = STACK_USED();
    nxd_mqtt_client_receive_notify_set(&client, read_message);
    STACK_CLEAN();
    nxd_mqtt_client_disconnect(&client);
    used[5] = STACK_USED();
    semihost_print("stack connect %u\nstack subscribe %u\nstack publish-qos0 %u\n", used[0], used[1], used[2]);
    semihost_print("stack publish-qos1 %u\nstack message-get %u\nstack disconnect %u\n", used[3], used[4], used[5]);
}

static VOID application(ULONG argument)
{
    UINT i, status;

    (void)argument;
    for (i = 0; i < sizeof(payload); i++)
        payload[i] = (CHAR)('a' + i % 26);
    status = scene_create();
    if (status == NX_SUCCESS)
        status = nxd_mqtt_client_receive_notify_set(&client, read_message);
    if (status == NX_SUCCESS)
        status = scene_connect(NX_TRUE);
    if (status)
        fail("connect", status);
    nxd_mqtt_client_subscribe(&client, topic, sizeof(topic) - 1, 1);
    scene_settle();
    publish("publish-qos0-16", 0, 16, 0);
    publish("publish-qos0-256", 0, 256, 0);
    publish("publish-qos1-16", "publish-qos1-16-acknowledged", 16, 1);
    publish("publish-qos1-256", "publish-qos1-256-acknowledged", 256, 1);
    receive("receive-qos0-16", 16, 0, 1);
    receive("receive-qos0-256", 256, 0, 1);
    receive("receive-qos1-16", 16, 1, 1);
    receive("receive-qos1-256", 256, 1, 1);
    receive("receive-qos0-16-four-at-once", 16, 0, COUNT);
    receive("receive-qos1-16-four-at-once", 16, 1, COUNT);
    get("message-get-16", 16);
    get("message-get-256", 256);
    nxd_mqtt_client_disconnect(&client);
    scene_settle();
    caller_stacks();
    semihost_print("stack worker %u\n", scene_client_stack());
    semihost_print("control-block bytes %u\n", (unsigned)sizeof(NXD_MQTT_CLIENT));
    if (broker.lost || pool.nx_packet_pool_available != pool.nx_packet_pool_total
        || arriving_pool.nx_packet_pool_available != arriving_pool.nx_packet_pool_total)
        fail("packets lost", broker.lost);
    semihost_exit(0);
}

int main(void)
{
    return scene_run(application);
}
