/* Another thread is let in at the places where the client has given its mutex away. */
#include "cases.h"
#include "watch.h"

static struct client        client;
static TX_EVENT_FLAGS_GROUP steps;

#define STOPPED ((ULONG)1)
#define GO_ON   ((ULONG)2)

static bool on_client_thread(void)
{
    return tx_thread_identify() == &client.mqtt.nxd_mqtt_thread;
}

static void wait_for(ULONG step)
{
    ULONG actual;

    CHECK_EQ(tx_event_flags_get(&steps, step, TX_OR_CLEAR, &actual, APP_WAIT), TX_SUCCESS);
}

static void stop(void)
{
    CHECK_EQ(tx_event_flags_set(&steps, STOPPED, TX_OR), TX_SUCCESS);
    wait_for(GO_ON);
}

static void go_on(void)
{
    CHECK_EQ(tx_event_flags_set(&steps, GO_ON, TX_OR), TX_SUCCESS);
}

/* These stop the client's thread once: */

static void about_to_receive(void)
{
    if (on_client_thread())
    {
        watch_before_receive = NULL;
        stop();
    }
}

static void received_something(UINT status)
{
    if (on_client_thread() && status == NX_SUCCESS)
    {
        watch_after_receive = NULL;
        stop();
    }
}

static void received_failure(UINT status)
{
    if (on_client_thread() && status != NX_SUCCESS && status != NX_NO_PACKET)
    {
        watch_after_receive = NULL;
        stop();
    }
}

static void begin(const char *id)
{
    CHECK_EQ(tx_event_flags_create(&steps, (CHAR *)"steps"), TX_SUCCESS);
    client_create(&client, id);
    watch_start(&client.mqtt);
}

static void end(struct peer *peer)
{
    client_disconnect(&client);
    client_delete(&client);
    CHECK_EQ(tx_event_flags_delete(&steps), TX_SUCCESS);
    peer_join(peer);
}

static void two_connections(struct peer *peer)
{
    peer_welcome_and_pause(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_expect_end(peer);
    peer_welcome_and_pause(peer);
    peer_send_hex(peer, "30 04 00 01 74 79");
    peer_expect_end(peer);
}

/* Connects again, lets the client's thread go on with what it has from the old connection, and sees what comes. */
static void expect_sound_connection(struct peer *peer)
{
    client_connect_ok(&client, program_address(), peer->port, NX_TRUE);
    client.disconnects = 0;
    client_saw(&client, EVENT_MESSAGE);
    go_on();
    peer_wait(peer, 2);
    peer_allow(peer);
    client_wait(&client, EVENT_MESSAGE);
    client_expect_text(&client, "t", "y");
    CHECK_EQ(client.disconnects, 0);
    end(peer);
}

static void old_bytes(void)
{
    struct peer peer;

    begin("bytes");
    peer_start(&peer, two_connections, NULL);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    watch_after_receive = received_something;
    peer_allow(&peer);
    wait_for(STOPPED);
    client_disconnect(&client);
    expect_sound_connection(&peer);
}

static void old_failure(void)
{
    struct peer peer;

    begin("failure");
    peer_start(&peer, two_connections, NULL);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    watch_before_receive = about_to_receive;
    peer_allow(&peer);
    wait_for(STOPPED);
    client_disconnect(&client);
    watch_after_receive = received_failure;
    go_on();
    wait_for(STOPPED);
    expect_sound_connection(&peer);
}

/* Both messages are acknowledged with CONNACK, before they are sent again. */
static void eager_script(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x32);
    peer_expect_type(peer, 0x32);
    peer_expect_end(peer);
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 01 00 40 02 00 01 40 02 00 02");
    peer_expect_hex(peer, "3a 06 00 01 74 00 01 78");
    peer_expect_hex(peer, "3a 06 00 01 74 00 02 79");
    peer_expect_end(peer);
}

/* The first message has been sent again: the client's thread, which a keep-alive has woken, looks at what came behind
 * CONNACK; what it sets free is used for something else. */
static void wake_client(void)
{
    static const UCHAR other[32];

    if (!on_client_thread() && client.mqtt.nxd_mqtt_client_state == NXD_MQTT_CLIENT_STATE_CONNECTED)
    {
        NX_PACKET *packets[8];
        size_t     i;

        watch_after_send = NULL;
        CHECK_EQ(tx_event_flags_set(&client.mqtt.nxd_mqtt_events, 2, TX_OR), TX_SUCCESS);
        for (i = 0; i < COUNT_OF(packets); i++)
        {
            CHECK_EQ(nx_packet_allocate(&app_pool, &packets[i], 0, NX_NO_WAIT), NX_SUCCESS);
            CHECK_EQ(nx_packet_data_append(packets[i], (VOID *)other, sizeof(other), &app_pool, NX_NO_WAIT),
                     NX_SUCCESS);
        }
        for (i = 0; i < COUNT_OF(packets); i++)
        {
            CHECK_EQ(nx_packet_release(packets[i]), NX_SUCCESS);
        }
    }
}

static void acknowledged_while_sent_again(void)
{
    struct peer peer;

    begin("again");
    peer_start(&peer, eager_script, NULL);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_publish_text(&client, "t", "x", 1);
    client_publish_text(&client, "t", "y", 1);
    client_disconnect(&client);
    watch_after_send = wake_client;
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_wait_acknowledged(&client);
    end(&peer);
}

static const struct test_case cases[] = {
    {"old_bytes", old_bytes},
    {"old_failure", old_failure},
    {"acknowledged_while_sent_again", acknowledged_while_sent_again},
};

CASES_MAIN(NULL)
