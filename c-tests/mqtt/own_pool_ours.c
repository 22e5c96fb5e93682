/* A client with a pool of its own, which the messages it keeps have filled. What comes in has the IP instance's pool. */
#include "cases.h"

#define PACKETS 6

static struct client  client;
static NX_PACKET_POOL pool;
static ULONG          memory[PACKETS * (512 + sizeof(NX_PACKET) + 64) / sizeof(ULONG)];

/* The acknowledgement comes in a TCP packet of its own, behind a message that has to wait for it. */
static void message_first(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x32);
    peer_expect_type(peer, 0x32);
    peer_pause(peer);
    peer_send_hex(peer, "32 06 00 01 74 00 07 78");
    peer_pause(peer);
    peer_send_hex(peer, "40 02 00 01 40 02 00 02");
    peer_expect_hex(peer, "40 02 00 07");
    peer_expect_end(peer);
}

static UINT arrived; /* calls of packet_receive_notify */

static VOID on_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    (void)mqtt;
    (void)count;
    CHECK_EQ(tx_event_flags_set(&client.events, EVENT_MESSAGE, TX_OR), TX_SUCCESS);
}

static UINT on_packet(NXD_MQTT_CLIENT *mqtt, NX_PACKET *packet, VOID *context)
{
    (void)mqtt;
    (void)packet;
    (void)context;
    arrived++;
    CHECK_EQ(tx_event_flags_set(&client.events, EVENT_USER, TX_OR), TX_SUCCESS);
    return NX_FALSE;
}

static void acknowledgement_behind_a_message(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());
    NX_PACKET  *rest[PACKETS];
    size_t      count = 0;

    CHECK_EQ(nx_packet_pool_create(&pool, (CHAR *)"own", 512, memory, sizeof(memory)), NX_SUCCESS);
    peer_start(&peer, message_first, NULL);
    CHECK_EQ(tx_event_flags_create(&client.events, (CHAR *)"client"), TX_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_create(&client.mqtt, (CHAR *)"client", (CHAR *)"own", 3, &app_ip, &pool, client.stack,
                                    sizeof(client.stack), MQTT_PRIORITY, NX_NULL, 0),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, on_message), NXD_MQTT_SUCCESS);
    client.mqtt.nxd_mqtt_packet_receive_notify = on_packet;
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
    /* One packet for the answer, one to copy the message to. */
    client_publish_text(&client, "t", "y", 1);
    client_publish_text(&client, "t", "y", 1);
    peer_wait(&peer, 1);
    /* All but what is kept. */
    while (pool.nx_packet_pool_available > 0)
    {
        CHECK_EQ(nx_packet_allocate(&pool, &rest[count++], 0, NX_NO_WAIT), NX_SUCCESS);
    }
    peer_allow(&peer);
    client_wait(&client, EVENT_USER);
    client_expect_none(&client);
    peer_allow(&peer);
    client_expect_text(&client, "t", "x");
    CHECK(arrived >= 2);
    while (count > 0)
    {
        CHECK_EQ(nx_packet_release(rest[--count]), NX_SUCCESS);
    }
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    client_delete(&client);
    peer_join(&peer);
    CHECK_EQ(nx_packet_pool_delete(&pool), NX_SUCCESS);
}

static const struct test_case cases[] = {
    {"acknowledgement_behind_a_message", acknowledgement_behind_a_message},
};

CASES_MAIN(NULL)
