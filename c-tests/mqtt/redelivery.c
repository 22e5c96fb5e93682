/* What is sent again after a reconnect: unacknowledged QoS 1 messages, in order, with DUP, under their identifiers. */
#include "cases.h"

static struct client client;

static void script(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "32 06 00 01 74 00 01 61");
    peer_expect_hex(peer, "32 06 00 01 74 00 02 62");
    peer_expect_hex(peer, "33 06 00 01 74 00 03 63");
    peer_send_hex(peer, "40 02 00 02");
    peer_pause(peer);
    peer_reset(peer);

    /* The broker has lost the session: the client repeats all the same. */
    peer_welcome(peer);
    peer_expect_hex(peer, "3a 06 00 01 74 00 01 61");
    peer_expect_hex(peer, "3b 06 00 01 74 00 03 63");
    peer_send_hex(peer, "40 02 00 01");
    peer_pause(peer);
    peer_close(peer);

    peer_welcome(peer);
    peer_expect_hex(peer, "3b 06 00 01 74 00 03 63");
    peer_send_hex(peer, "40 02 00 03");
    peer_expect_end(peer);

    peer_welcome(peer);
    peer_expect_end(peer);
}

static void repeated_with_dup(void)
{
    struct peer peer;

    peer_start(&peer, script, NULL);
    client_create(&client, "again");
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_publish_text(&client, "t", "a", 1);
    client_publish_text(&client, "t", "b", 1);
    CHECK_EQ(client_publish(&client, "t", "c", 1, NX_TRUE, 1), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_id, 2);
    peer_wait(&peer, 1);
    peer_allow(&peer);
    client_wait(&client, EVENT_DISCONNECT);

    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_id, 1);
    peer_wait(&peer, 2);
    peer_allow(&peer);
    client_wait(&client, EVENT_DISCONNECT);

    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_id, 3);
    client_wait_acknowledged(&client);
    client_disconnect(&client);

    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

/* Inbound QoS 1: what the broker repeats is delivered again, each acknowledged. */
static void duplicates_script(struct peer *peer)
{
    peer_welcome_and_pause(peer);
    peer_send_hex(peer, "32 06 00 01 74 00 07 61");
    peer_expect_hex(peer, "40 02 00 07");
    peer_send_hex(peer, "3a 06 00 01 74 00 07 61");
    peer_expect_hex(peer, "40 02 00 07");
    peer_expect_end(peer);
}

static void duplicates_are_delivered(void)
{
    struct peer peer;

    peer_start(&peer, duplicates_script, NULL);
    client_create(&client, "twice");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    peer_allow(&peer);
    client_expect_text(&client, "t", "a");
    client_expect_text(&client, "t", "a");
    client_expect_none(&client);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

/* Subscriptions that were not acknowledged are not repeated. */
static void subscriptions_script(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "82 06 00 01 00 01 74 00");
    peer_expect_hex(peer, "a2 05 00 02 00 01 74");
    peer_close(peer);
    peer_welcome(peer);
    peer_expect_end(peer);
}

static void subscriptions_are_not_repeated(void)
{
    struct peer peer;

    peer_start(&peer, subscriptions_script, NULL);
    client_create(&client, "sub");
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 1, 0), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client.mqtt, (CHAR *)"t", 1), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_DISCONNECT);
    CHECK(client.mqtt.message_transmit_queue_head == NX_NULL);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"repeated_with_dup", repeated_with_dup},
    {"duplicates_are_delivered", duplicates_are_delivered},
    {"subscriptions_are_not_repeated", subscriptions_are_not_repeated},
};

CASES_MAIN(NULL)
