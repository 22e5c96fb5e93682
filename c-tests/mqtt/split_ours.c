/*
 * One session of the broker's, cut at every byte: delivered in two pieces, byte by byte, and ended there.
 * The session has a packet of every kind a broker sends.
 */
#include "cases.h"

static struct client client;

/* What the broker says after each packet of the client's; the first is the answer to CONNECT. */
static const char session[] = "20 02 00 00 "                               /* CONNACK */
                              "90 03 00 01 02 "                            /* SUBACK of packet 1 */
                              "40 02 00 02 "                               /* PUBACK of packet 2 */
                              "50 02 00 03 "                               /* PUBREC of packet 3 */
                              "30 0a 00 01 61 31 32 33 34 35 36 37 "       /* PUBLISH QoS 0 */
                              "32 07 00 02 62 63 00 05 78 "                /* PUBLISH QoS 1 */
                              "34 06 00 01 64 00 06 79 "                   /* PUBLISH QoS 2 */
                              "b0 02 00 04 "                               /* UNSUBACK of packet 4 */
                              "70 02 00 03 "                               /* PUBCOMP of packet 3 */
                              "62 02 00 06 "                               /* PUBREL */
                              "d0 00";                                     /* PINGRESP */

#define CONNACK_LENGTH 4

struct plan
{
    unsigned char bytes[128];
    size_t        length;
    size_t        cut;
};

static void run_session(void)
{
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"#", 1, 2), NXD_MQTT_SUCCESS);
    client_publish_text(&client, "p", "1", 1);
    client_publish_text(&client, "p", "2", 2);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client.mqtt, (CHAR *)"#", 1), NXD_MQTT_SUCCESS);
}

static void expect_requests(struct peer *peer)
{
    peer_expect_hex(peer, "82 06 00 01 00 01 23 02");
    peer_expect_hex(peer, "32 06 00 01 70 00 02 31");
    peer_expect_hex(peer, "34 06 00 01 70 00 03 32");
    peer_expect_hex(peer, "a2 05 00 04 00 01 23");
}

/* The answers may come in any order of the rules: collect them. */
static void expect_answers(struct peer *peer)
{
    unsigned seen = 0;

    while (seen != 0xF)
    {
        CHECK(peer_read(peer));
        CHECK_EQ(peer->length, 4);
        switch (peer->packet[0])
        {
        case 0x62:
            CHECK_EQ(peer->packet[3], 3);
            seen |= 1;
            break;
        case 0x40:
            CHECK_EQ(peer->packet[3], 5);
            seen |= 2;
            break;
        case 0x50:
            CHECK_EQ(peer->packet[3], 6);
            seen |= 4;
            break;
        case 0x70:
            CHECK_EQ(peer->packet[3], 6);
            seen |= 8;
            break;
        default:
            FAIL("unexpected packet 0x%02x", peer->packet[0]);
        }
    }
}

static void expect_messages(void)
{
    client_expect_text(&client, "a", "1234567");
    client_expect_text(&client, "bc", "x");
    client_expect_text(&client, "d", "y");
    client_expect_none(&client);
}

static void two_pieces(struct peer *peer)
{
    struct plan *plan = peer->context;

    for (plan->cut = CONNACK_LENGTH; plan->cut < plan->length; plan->cut++)
    {
        peer_accept(peer);
        peer_expect_type(peer, 0x10);
        peer_send(peer, plan->bytes, CONNACK_LENGTH);
        expect_requests(peer);
        peer_send(peer, plan->bytes + CONNACK_LENGTH, plan->cut - CONNACK_LENGTH);
        peer_pause(peer);
        peer_send(peer, plan->bytes + plan->cut, plan->length - plan->cut);
        expect_answers(peer);
        peer_pause(peer);
        peer_expect_end(peer);
    }
}

static void in_two_pieces(void)
{
    struct plan plan;
    struct peer peer;
    unsigned    i;

    plan.length = hex_bytes(session, plan.bytes, sizeof(plan.bytes));
    peer_start(&peer, two_pieces, &plan);
    client_create(&client, "split");
    for (i = 0; i < plan.length - CONNACK_LENGTH; i++)
    {
        client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
        run_session();
        peer_wait(&peer, 2 * i + 1);
        peer_allow(&peer);
        peer_wait(&peer, 2 * i + 2);
        client_wait_acknowledged(&client);
        expect_messages();
        peer_allow(&peer);
        client_disconnect(&client);
    }
    client_delete(&client);
    peer_join(&peer);
}

static void byte_by_byte(struct peer *peer)
{
    struct plan *plan = peer->context;
    size_t       i;

    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send(peer, plan->bytes, CONNACK_LENGTH);
    expect_requests(peer);
    for (i = CONNACK_LENGTH; i < plan->length; i++)
    {
        peer_send(peer, plan->bytes + i, 1);
        peer_pause(peer);
    }
    expect_answers(peer);
    peer_expect_end(peer);
}

static void in_single_bytes(void)
{
    struct plan plan;
    struct peer peer;
    unsigned    i;

    plan.length = hex_bytes(session, plan.bytes, sizeof(plan.bytes));
    peer_start(&peer, byte_by_byte, &plan);
    client_create(&client, "single");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    run_session();
    for (i = 1; i <= plan.length - CONNACK_LENGTH; i++)
    {
        peer_wait(&peer, i);
        peer_allow(&peer);
    }
    client_wait_acknowledged(&client);
    expect_messages();
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static void ends(struct peer *peer)
{
    struct plan *plan = peer->context;
    size_t       cut;

    for (cut = 0; cut <= plan->length; cut++)
    {
        peer_accept(peer);
        if (cut > 0)
        {
            peer_expect_type(peer, 0x10);
        }
        peer_send(peer, plan->bytes, cut < CONNACK_LENGTH ? cut : CONNACK_LENGTH);
        if (cut >= CONNACK_LENGTH)
        {
            expect_requests(peer);
            peer_send(peer, plan->bytes + CONNACK_LENGTH, cut - CONNACK_LENGTH);
        }
        if (cut % 3 == 2)
        {
            peer_reset(peer);
        }
        peer_close(peer);
    }
}

/* The broker ends the connection after every byte: a code or one notification, and every packet back. */
static void ended_at_every_byte(void)
{
    struct plan    plan;
    struct peer    peer;
    struct message message;
    UINT           disconnects = 0;
    UINT           status;
    size_t         cut;

    plan.length = hex_bytes(session, plan.bytes, sizeof(plan.bytes));
    peer_start(&peer, ends, &plan);
    client_create(&client, "ended");
    for (cut = 0; cut <= plan.length; cut++)
    {
        status = client_connect(&client, program_address(), peer.port, NX_TRUE);
        if (cut < CONNACK_LENGTH)
        {
            CHECK(status == NXD_MQTT_COMMUNICATION_FAILURE || status == NXD_MQTT_CONNECT_FAILURE);
        }
        else
        {
            CHECK_EQ(status, NXD_MQTT_SUCCESS);
            run_session();
            client_wait(&client, EVENT_DISCONNECT);
            disconnects++;
        }
        CHECK_EQ(client.disconnects, disconnects);
        while (client_message(&client, &message) == NXD_MQTT_SUCCESS)
        {
        }
    }
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"in_two_pieces", in_two_pieces},
    {"in_single_bytes", in_single_bytes},
    {"ended_at_every_byte", ended_at_every_byte},
};

CASES_MAIN(NULL)
