/* Packet identifiers after they have all been used once: those still in flight are passed over, with gaps or
 * without, and also when other code has taken some by itself. */
#include "cases.h"

static struct client client;

static void script(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "32 06 00 01 74 00 01 61");
    peer_expect_hex(peer, "32 06 00 01 74 00 02 62");
    peer_expect_hex(peer, "32 06 00 01 74 00 03 63");
    peer_send_hex(peer, "40 02 00 02");
    peer_expect_hex(peer, "32 06 00 01 74 ff ff 64");
    peer_expect_hex(peer, "32 06 00 01 74 00 02 65");
    peer_expect_hex(peer, "32 06 00 01 74 00 04 66");
    peer_send_hex(peer, "40 02 00 01 40 02 00 02 40 02 00 03 40 02 00 04 40 02 ff ff");
    peer_expect_end(peer);
}

static void in_flight_are_passed_over(void)
{
    struct peer peer;

    peer_start(&peer, script, NULL);
    client_create(&client, "identifiers");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_publish_text(&client, "t", "a", 1);
    client_publish_text(&client, "t", "b", 1);
    client_publish_text(&client, "t", "c", 1);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_id, 2);

    client.mqtt.nxd_mqtt_client_packet_identifier = 65535; /* as middleware does that sends by itself */
    client_publish_text(&client, "t", "d", 1);
    client_publish_text(&client, "t", "e", 1);
    client_publish_text(&client, "t", "f", 1);
    client_wait_acknowledged(&client);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"in_flight_are_passed_over", in_flight_are_passed_over},
};

CASES_MAIN(NULL)
