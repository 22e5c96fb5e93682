/* Packets the original loses: unread messages at the end of a connection, and what belongs to a deleted client. */
#include "cases.h"

static struct client client;

static void three_messages(struct peer *peer)
{
    int i;

    for (i = 0; i < 3; i++)
    {
        peer_welcome(peer);
        peer_send_hex(peer, "30 04 00 01 74 31 30 04 00 01 74 32 32 06 00 01 74 00 01 33");
        peer_expect_hex(peer, "40 02 00 01");
        peer_pause(peer);
        if (i == 1)
        {
            peer_close(peer);
        }
        else
        {
            peer_expect_end(peer);
        }
    }
}

static void unread_messages(void)
{
    struct peer peer;
    unsigned    i;

    peer_start(&peer, three_messages, NULL);
    client_create(&client, "leak");
    for (i = 1; i <= 3; i++)
    {
        client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
        peer_wait(&peer, i);
        CHECK_EQ(client.mqtt.message_receive_queue_depth, 3);
        peer_allow(&peer);
        if (i == 1)
        {
            client_disconnect(&client);
        }
        else if (i == 2)
        {
            client_wait(&client, EVENT_DISCONNECT);
        }
        else
        {
            client_delete(&client);
        }
        app_expect_pool_full();
    }
    peer_join(&peer);
}

static void takes_no_notice(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x32);
    peer_expect_type(peer, 0x34);
    peer_expect_type(peer, 0x82);
    peer_send_hex(peer, "34 06 00 01 74 00 01 33");
    peer_expect_type(peer, 0x50);
    peer_send_hex(peer, "30 04 00");
    peer_pause(peer);
    peer_expect_end(peer);
}

/* Unacknowledged packets in both directions, an unread message and half a packet. */
static void deleted_in_the_middle(void)
{
    struct peer peer;

    peer_start(&peer, takes_no_notice, NULL);
    client_create(&client, "leak");
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_publish_text(&client, "t", "x", 1);
    client_publish_text(&client, "t", "x", 2);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 1, 1), NXD_MQTT_SUCCESS);
    peer_wait(&peer, 1);
    peer_allow(&peer);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"unread_messages", unread_messages},
    {"deleted_in_the_middle", deleted_in_the_middle},
};

CASES_MAIN(NULL)
