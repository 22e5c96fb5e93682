/* Two clients on one IP instance and one pool, each with its own thread, talking to each other. */
#include "cases.h"

#define ROUNDS 100

static struct broker broker;
static struct client ping;
static struct client pong;

static void begin(void)
{
    broker_start(&broker, NULL);
    client_create(&ping, "ping");
    client_create(&pong, "pong");
    client_connect_ok(&ping, broker.address, broker.port, NX_TRUE);
    client_connect_ok(&pong, broker.address, broker.port, NX_TRUE);
    client_subscribe(&ping, "pong", 1);
    client_subscribe(&pong, "ping", 1);
}

static void end(void)
{
    client_disconnect(&ping);
    client_disconnect(&pong);
    client_delete(&ping);
    client_delete(&pong);
    broker_stop(&broker);
}

static void back_and_forth(void)
{
    char text[16];
    int  i;

    begin();
    for (i = 0; i < ROUNDS; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        client_publish_text(&ping, "ping", text, (UINT)(i % 2));
        client_expect_text(&pong, "ping", text);
        client_publish_text(&pong, "pong", text, (UINT)(i % 2));
        client_expect_text(&ping, "pong", text);
    }
    CHECK_EQ(ping.messages, ROUNDS);
    CHECK_EQ(pong.messages, ROUNDS);
    client_wait_acknowledged(&ping);
    client_wait_acknowledged(&pong);
    end();
}

static VOID forward(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    struct message message;

    (void)count;
    CHECK(mqtt == &ping.mqtt);
    CHECK_EQ(client_message(&ping, &message), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&pong, "forwarded", message.payload, message.payload_length, NX_FALSE, 1),
             NXD_MQTT_SUCCESS);
}

/* One client's callback uses the other client. */
static void one_forwards_to_the_other(void)
{
    struct observer observer;
    char            text[16];
    int             i;

    begin();
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&ping.mqtt, forward), NXD_MQTT_SUCCESS);
    observer_start(&observer, &broker, "forwarded", 1);
    for (i = 0; i < 20; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        outside_publish_text(&broker, "pong", text, 1);
        observer_expect_text(&observer, "forwarded", text, 1);
    }
    client_wait_acknowledged(&pong);
    observer_stop(&observer);
    end();
}

/* One ends while the other goes on. */
static void one_ends(void)
{
    begin();
    client_delete(&ping);
    client_publish_text(&pong, "ping", "to myself", 1);
    client_expect_text(&pong, "ping", "to myself");
    client_create(&ping, "ping");
    client_connect_ok(&ping, broker.address, broker.port, NX_TRUE);
    client_publish_text(&ping, "ping", "back", 1);
    client_expect_text(&pong, "ping", "back");
    client_wait_acknowledged(&ping);
    client_wait_acknowledged(&pong);
    end();
}

/* The same client id: the broker ends the older connection. */
static void taken_over(void)
{
    broker_start(&broker, NULL);
    client_create(&ping, "same");
    client_create(&pong, "same");
    client_connect_ok(&ping, broker.address, broker.port, NX_TRUE);
    client_connect_ok(&pong, broker.address, broker.port, NX_TRUE);
    client_wait(&ping, EVENT_DISCONNECT);
    CHECK_EQ(ping.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    client_publish_text(&pong, "t", "x", 1);
    client_wait_acknowledged(&pong);
    client_disconnect(&pong);
    client_delete(&ping);
    client_delete(&pong);
    broker_stop(&broker);
}

static const struct test_case cases[] = {
    {"back_and_forth", back_and_forth},
    {"one_forwards_to_the_other", one_forwards_to_the_other},
    {"one_ends", one_ends},
    {"taken_over", taken_over},
};

CASES_MAIN(NULL)
