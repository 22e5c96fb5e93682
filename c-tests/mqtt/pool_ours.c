/*
 * An exhausted packet pool: every call is made with 0, 1, 2, ... packets left, so that each allocation in turn
 * is the one that fails. A call either succeeds or returns its documented code, and nothing is lost. Calls
 * without a wait option may wait for a packet: a timer brings the packets back then.
 */
#include "cases.h"

#define MOST_LEFT 8

static struct broker broker;
static struct client client;
static TX_TIMER      rescue;

static void begin(const char *id)
{
    broker_start(&broker, NULL);
    client_create(&client, id);
}

static void end(void)
{
    client_delete(&client);
    broker_stop(&broker);
}

static void connect_again(void)
{
    client_saw(&client, EVENT_CONNECT);
    client_saw(&client, EVENT_DISCONNECT);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
}

static VOID bring_back(ULONG input)
{
    (void)input;
    app_refill();
}

static void begin_rescue(void)
{
    CHECK_EQ(tx_timer_create(&rescue, (CHAR *)"rescue", bring_back, 0, SECONDS(1), 0, TX_AUTO_ACTIVATE), TX_SUCCESS);
}

static void end_rescue(void)
{
    CHECK_EQ(tx_timer_delete(&rescue), TX_SUCCESS);
    app_refill();
}

static void publish(UINT qos)
{
    ULONG left;
    UINT  status = NXD_MQTT_SUCCESS;

    begin("publish");
    for (left = 0; left <= MOST_LEFT; left++)
    {
        connect_again();
        app_drain(left);
        status = nxd_mqtt_client_publish(&client.mqtt, (CHAR *)"t", 1, (CHAR *)"x", 1, NX_FALSE, qos, NX_NO_WAIT);
        if (left == 0)
        {
            CHECK_EQ(status, NXD_MQTT_PACKET_POOL_FAILURE);
        }
        if (status != NXD_MQTT_SUCCESS)
        {
            CHECK(status == NXD_MQTT_PACKET_POOL_FAILURE || status == NXD_MQTT_INTERNAL_ERROR);
            CHECK_EQ(app_pool.nx_packet_pool_available, left);
        }
        app_refill();
        client_publish_text(&client, "t", "y", qos);
        client_wait_acknowledged(&client);
        client_disconnect(&client);
    }
    CHECK_EQ(status, NXD_MQTT_SUCCESS);
    end();
}

static void publish_at_most_once(void)
{
    publish(0);
}

static void publish_at_least_once(void)
{
    publish(1);
}

static void publish_exactly_once(void)
{
    publish(2);
}

/* A message of several packets: appending fails in the middle. */
static void publish_chain(void)
{
    static CHAR payload[1200];
    ULONG       left;
    UINT        status = NXD_MQTT_SUCCESS;
    UINT        qos;

    begin("chain");
    for (qos = 0; qos <= 2; qos++)
    {
        for (left = 0; left <= 4 * MOST_LEFT; left++)
        {
            connect_again();
            app_drain(left);
            status = nxd_mqtt_client_publish(&client.mqtt, (CHAR *)"t", 1, payload, sizeof(payload), NX_FALSE, qos,
                                             NX_NO_WAIT);
            if (status != NXD_MQTT_SUCCESS)
            {
                CHECK(status == NXD_MQTT_PACKET_POOL_FAILURE || status == NXD_MQTT_INTERNAL_ERROR);
                CHECK_EQ(app_pool.nx_packet_pool_available, left);
            }
            app_refill();
            client_wait_acknowledged(&client);
            client_disconnect(&client);
        }
        CHECK_EQ(status, NXD_MQTT_SUCCESS);
    }
    end();
}

/* With a wait the packets come in time. */
static void publish_waits(void)
{
    begin("wait");
    connect_again();
    app_drain(0);
    begin_rescue();
    CHECK_EQ(nxd_mqtt_client_publish(&client.mqtt, (CHAR *)"t", 1, (CHAR *)"x", 1, NX_FALSE, 1, APP_WAIT),
             NXD_MQTT_SUCCESS);
    end_rescue();
    client_wait_acknowledged(&client);

    app_drain(0);
    CHECK_EQ(nxd_mqtt_client_publish(&client.mqtt, (CHAR *)"t", 1, (CHAR *)"x", 1, NX_FALSE, 1, 2),
             NXD_MQTT_PACKET_POOL_FAILURE);
    app_refill();
    client_disconnect(&client);
    end();
}

static void subscribe(void)
{
    ULONG left;
    UINT  status;
    int   operation;

    begin("subscribe");
    for (operation = 0; operation < 2; operation++)
    {
        for (left = 0; left <= MOST_LEFT; left++)
        {
            connect_again();
            app_drain(left);
            begin_rescue();
            if (operation == 0)
            {
                status = nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 1, 1);
            }
            else
            {
                status = nxd_mqtt_client_unsubscribe(&client.mqtt, (CHAR *)"t", 1);
            }
            CHECK(status == NXD_MQTT_SUCCESS || status == NXD_MQTT_PACKET_POOL_FAILURE);
            end_rescue();
            client_wait_acknowledged(&client);
            client_subscribe(&client, "u", 1);
            client_disconnect(&client);
        }
    }
    end();
}

static void connecting(void)
{
    NXD_ADDRESS server;
    ULONG       left;
    UINT        status = NXD_MQTT_SUCCESS;

    begin("connect");
    server = app_address(broker.address);
    for (left = 0; left <= MOST_LEFT; left++)
    {
        app_drain(left);
        status = nxd_mqtt_client_connect(&client.mqtt, &server, broker.port, 0, NX_TRUE, SECONDS(1));
        CHECK(status == NXD_MQTT_SUCCESS || status == NXD_MQTT_CONNECT_FAILURE ||
              status == NXD_MQTT_COMMUNICATION_FAILURE);
        if (left == 0)
        {
            CHECK(status != NXD_MQTT_SUCCESS);
        }
        app_refill();
        CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    }
    CHECK_EQ(status, NXD_MQTT_SUCCESS);
    connect_again();
    client_disconnect(&client);
    end();
}

/* The same without waiting: connect_notify tells. */
static void connecting_without_waiting(void)
{
    NXD_ADDRESS server;
    ULONG       left;

    begin("connect");
    server = app_address(broker.address);
    for (left = 0; left <= MOST_LEFT; left++)
    {
        client_saw(&client, EVENT_CONNECT);
        app_drain(left);
        begin_rescue();
        if (nxd_mqtt_client_connect(&client.mqtt, &server, broker.port, 0, NX_TRUE, NX_NO_WAIT) == NX_IN_PROGRESS)
        {
            client_wait(&client, EVENT_CONNECT);
        }
        end_rescue();
        CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    }
    connect_again();
    client_disconnect(&client);
    end();
}

/* Received bytes wait in the socket until there are packets; the broker's messages are not lost. */
static void receive(UINT qos)
{
    char  text[16];
    ULONG left;
    int   i;

    begin("receive");
    for (left = 0; left <= MOST_LEFT; left++)
    {
        connect_again();
        client_subscribe(&client, "in", qos);
        app_drain(left);
        for (i = 0; i < 5; i++)
        {
            snprintf(text, sizeof(text), "%d", i);
            outside_publish_text(&broker, "in", text, qos);
        }
        app_refill();
        for (i = 0; i < 5; i++)
        {
            snprintf(text, sizeof(text), "%d", i);
            client_expect_text(&client, "in", text);
        }
        client_disconnect(&client);
    }
    end();
}

static void receive_at_most_once(void)
{
    receive(0);
}

static void receive_at_least_once(void)
{
    receive(1);
}

static void receive_exactly_once(void)
{
    receive(2);
}

/* Time for a ping and no packet for it: the mutex stays free, so every call returns. */
static void ping(void)
{
    NXD_ADDRESS server;
    ULONG       actual;

    begin("ping");
    server = app_address(broker.address);
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, broker.port, 2, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
    app_drain(0);
    tx_event_flags_get(&client.events, EVENT_DISCONNECT, TX_OR, &actual, SECONDS(4));
    client_expect_none(&client);
    CHECK_EQ(nxd_mqtt_client_login_set(&client.mqtt, NX_NULL, 0, NX_NULL, 0), NXD_MQTT_SUCCESS);
    CHECK(nxd_mqtt_client_publish(&client.mqtt, (CHAR *)"t", 1, (CHAR *)"x", 1, NX_FALSE, 1, NX_NO_WAIT) !=
          NXD_MQTT_SUCCESS);
    app_refill();
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    CHECK_EQ(client.disconnects, 1);
    connect_again();
    client_disconnect(&client);
    end();
}

/* The end of a connection needs no packet, or does without the one it would like to send. */
static void disconnect(void)
{
    ULONG left;

    begin("disconnect");
    for (left = 0; left <= 2; left++)
    {
        connect_again();
        app_drain(left);
        begin_rescue();
        client_disconnect(&client);
        end_rescue();
        app_expect_pool_full();
    }
    connect_again();
    app_drain(0);
    CHECK_EQ(nxd_mqtt_client_delete(&client.mqtt), NXD_MQTT_SUCCESS);
    CHECK_EQ(tx_event_flags_delete(&client.events), TX_SUCCESS);
    app_refill();
    broker_stop(&broker);
}

/* After a reconnect, unacknowledged messages are sent again; without packets connecting fails and keeps them. */
static void retransmit(void)
{
    struct observer observer;
    NXD_ADDRESS     server;
    ULONG           left;
    UINT            status;

    begin("retransmit");
    server = app_address(broker.address);
    for (left = 0; left <= MOST_LEFT; left++)
    {
        client_saw(&client, EVENT_DISCONNECT);
        client_saw(&client, EVENT_CONNECT);
        client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
        broker_freeze(&broker);
        client_publish_text(&client, "again", "1", 1);
        client_publish_text(&client, "again", "2", 1);
        broker_kill(&broker);
        client_wait(&client, EVENT_DISCONNECT);
        broker_restart(&broker);
        observer_start(&observer, &broker, "again", 1);

        app_drain(left);
        status = nxd_mqtt_client_connect(&client.mqtt, &server, broker.port, 0, NX_FALSE, SECONDS(1));
        app_refill();
        if (client.mqtt.nxd_mqtt_client_state != NXD_MQTT_CLIENT_STATE_CONNECTED)
        {
            CHECK(status != NXD_MQTT_SUCCESS);
            client_saw(&client, EVENT_CONNECT);
            client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
        }
        else if (status != NXD_MQTT_SUCCESS)
        {
            /* Connected, not all was sent: what is left is sent with the next connection. */
            client_disconnect(&client);
            client_saw(&client, EVENT_CONNECT);
            client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
        }
        child_expect(&observer.child, "message 1 0 again 1:31");
        child_expect(&observer.child, "message 1 0 again 1:32");
        client_wait_acknowledged(&client);
        client_disconnect(&client);
        observer_stop(&observer);
    }
    end();
}

static void message_first(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x32);
    peer_expect_type(peer, 0x32);
    peer_pause(peer);
    peer_send_hex(peer, "32 07 00 02 62 63 00 05 78 40 02 00 01 40 02 00 02");
    peer_expect_hex(peer, "40 02 00 05");
    peer_expect_end(peer);
}

/* What is kept for acknowledgement holds the last packets; the acknowledgements are behind a message to answer. */
static void acknowledged_behind_message(void)
{
    struct peer peer;

    peer_start(&peer, message_first, NULL);
    client_create(&client, "behind");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_publish_text(&client, "t", "1", 1);
    client_publish_text(&client, "t", "2", 1);
    peer_wait(&peer, 1);
    app_drain(1);
    peer_allow(&peer);
    client_expect_text(&client, "bc", "x");
    client_wait_acknowledged(&client);
    app_refill();
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"acknowledged_behind_message", acknowledged_behind_message},
    {"publish_at_most_once", publish_at_most_once},
    {"publish_at_least_once", publish_at_least_once},
    {"publish_exactly_once", publish_exactly_once},
    {"publish_chain", publish_chain},
    {"publish_waits", publish_waits},
    {"subscribe", subscribe},
    {"connecting", connecting},
    {"connecting_without_waiting", connecting_without_waiting},
    {"receive_at_most_once", receive_at_most_once},
    {"receive_at_least_once", receive_at_least_once},
    {"receive_exactly_once", receive_exactly_once},
    {"ping", ping},
    {"disconnect", disconnect},
    {"retransmit", retransmit},
};

static const struct app_options options = {.payload = 256, .packets = 48};

CASES_MAIN(&options)
