/*
 * Bytes that no broker may send. Before CONNACK the connect fails; afterwards the connection ends with one
 * disconnect notification. Every packet comes back to the pool and the client connects again.
 */
#include "cases.h"

static struct client client;

/* Never right, in any state of a connection. */
static const char *const always_wrong[] = {
    "00 00",                            /* type 0 */
    "f0 00",                            /* type 15 */
    "10 0c 00 04 4d 51 54 54 04 02 00 00 00 00", /* CONNECT from a broker */
    "82 06 00 01 00 01 74 00",          /* SUBSCRIBE from a broker */
    "a2 05 00 01 00 01 74",             /* UNSUBSCRIBE from a broker */
    "c0 00",                            /* PINGREQ from a broker */
    "30 80 80 80 80 01",                /* remaining length of five bytes */
    "d0 ff ff ff ff",                   /* the same, cut off */
    "20 01 00",                         /* CONNACK too short */
    "20 03 00 00 00",                   /* CONNACK too long */
    "41 02 00 01",                      /* reserved flags of PUBACK */
    "40 01 00",                         /* PUBACK too short */
    "40 03 00 01 00",                   /* PUBACK too long */
    "40 02 00 00",                      /* PUBACK of packet 0 */
    "51 02 00 01",                      /* reserved flags of PUBREC */
    "50 00",                            /* PUBREC without identifier */
    "64 02 00 01",                      /* flags of PUBREL: 2, or 0 as the original has it */
    "62 02 00 00",                      /* PUBREL of packet 0 */
    "72 02 00 01",                      /* reserved flags of PUBCOMP */
    "70 01 01",                         /* PUBCOMP too short */
    "91 03 00 01 00",                   /* reserved flags of SUBACK */
    "90 02 00 01",                      /* SUBACK without return code */
    "b0 03 00 01 00",                   /* UNSUBACK too long */
    "b1 02 00 01",                      /* reserved flags of UNSUBACK */
    "d1 00",                            /* reserved flags of PINGRESP */
    "36 06 00 01 74 00 01 78",          /* PUBLISH at QoS 3 */
    "30 00",                            /* PUBLISH without topic */
    "30 01 00",                         /* PUBLISH with half a topic length */
    "30 04 00 09 74 78",                /* topic longer than the packet */
    "30 04 ff ff 74 78",
    "32 03 00 01 74",                   /* QoS 1 without identifier */
    "32 04 00 01 74 00",                /* with half of one */
    "32 05 00 01 74 00 00",             /* with identifier 0 */
    "34 05 00 01 74 00 00",
    "21 02 00 00",                      /* reserved flags of CONNACK */
    "90 03 00 01 03",                   /* SUBACK with an impossible return code */
    "d0 01 00",                         /* PINGRESP with a body */
    "38 04 00 01 74 78",                /* DUP at QoS 0 */
    "30 02 00 00",                      /* empty topic */
    "30 03 00 01 2b",                   /* wildcards in a topic name */
    "30 05 00 03 61 2f 23",
    "30 03 00 01 00",                   /* NUL in a topic name */
    "30 03 00 01 ff",                   /* not UTF-8 */
    "30 05 00 03 ed a0 80",             /* a surrogate */
    "30 04 00 02 c0 80",                /* overlong */
};

/* Wrong once the connection stands. */
static const char *const wrong_when_connected[] = {
    "20 02 00 00", /* a second CONNACK */
    "e0 00",       /* DISCONNECT, which only clients send in 3.1.1 */
};

/* Wrong as an answer to CONNECT. */
static const char *const wrong_as_answer[] = {
    "d0 00",                   /* PINGRESP first */
    "90 03 00 01 00",          /* SUBACK first */
    "40 02 00 01",             /* PUBACK first */
    "30 04 00 01 74 78",       /* PUBLISH first */
    "e0 00",                   /* DISCONNECT first */
    "20 02 00 06",             /* return code out of range */
    "20 02 00 ff",
    "20 02 01 05",             /* a session although the connection is refused */
};

struct plan
{
    const char *const *packets;
    size_t             count;
    bool               welcome;
    bool               follow; /* a sound message comes along: it must not be needed, and not be lost track of */
};

static void say_them_all(struct peer *peer)
{
    struct plan *plan = peer->context;
    size_t       i;

    for (i = 0; i < plan->count; i++)
    {
        peer_accept(peer);
        fprintf(stderr, "  %s\n", plan->packets[i]);
        peer_expect_type(peer, 0x10);
        if (plan->welcome)
        {
            peer_send_hex(peer, "20 02 00 00");
        }
        if (plan->follow)
        {
            peer_send_hex(peer, "30 04 00 01 74 78");
        }
        peer_send_hex(peer, plan->packets[i]);
        peer_expect_end(peer);
    }
    peer_welcome(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_expect_end(peer);
}

static void expect_sound_connection(struct peer *peer)
{
    client_saw(&client, EVENT_CONNECT);
    client_connect_ok(&client, program_address(), peer->port, NX_TRUE);
    client_expect_text(&client, "t", "x");
    client_disconnect(&client);
    client_delete(&client);
    peer_join(peer);
}

static void when_connected(const char *const *packets, size_t count, bool follow)
{
    struct plan    plan = {packets, count, true, follow};
    struct peer    peer;
    struct message message;
    size_t         i;

    peer_start(&peer, say_them_all, &plan);
    client_create(&client, "hostile");
    for (i = 0; i < count; i++)
    {
        /* The bytes may come along with CONNACK, so that the connection ends before connect returns. */
        UINT status = client_connect(&client, program_address(), peer.port, NX_TRUE);

        if (status != NXD_MQTT_SUCCESS)
        {
            FAIL("connect returned 0x%x before: %s", status, packets[i]);
        }
        if (follow)
        {
            client_wait(&client, EVENT_MESSAGE);
        }
        client_wait(&client, EVENT_DISCONNECT);
        CHECK_EQ(client.disconnects, i + 1);
        CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
        CHECK_EQ(client_message(&client, &message), NXD_MQTT_NO_MESSAGE);
        app_expect_pool_full();
    }
    expect_sound_connection(&peer);
}

static void malformed(void)
{
    when_connected(always_wrong, COUNT_OF(always_wrong), false);
}

static void malformed_behind_a_message(void)
{
    when_connected(always_wrong, COUNT_OF(always_wrong), true);
}

static void out_of_place(void)
{
    when_connected(wrong_when_connected, COUNT_OF(wrong_when_connected), false);
}

static void as_answer_to_connect(const char *const *packets, size_t count)
{
    struct plan plan = {packets, count, false, false};
    struct peer peer;
    size_t      i;
    UINT        status;

    peer_start(&peer, say_them_all, &plan);
    client_create(&client, "hostile");
    for (i = 0; i < count; i++)
    {
        status = client_connect(&client, program_address(), peer.port, NX_TRUE);
        CHECK_EQ(status, NXD_MQTT_SERVER_MESSAGE_FAILURE);
        CHECK_EQ(client.disconnects, 0);
        CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
        app_expect_pool_full();
    }
    expect_sound_connection(&peer);
}

static void malformed_answer(void)
{
    as_answer_to_connect(always_wrong, COUNT_OF(always_wrong));
}

static void wrong_answer(void)
{
    as_answer_to_connect(wrong_as_answer, COUNT_OF(wrong_as_answer));
}

/* Acknowledgements of what was never sent are no error; they free nothing. */
static void stray(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "32 06 00 01 74 00 01 78");
    peer_send_hex(peer, "40 02 12 34 90 03 12 35 00 b0 02 12 36 70 02 12 38 d0 00");
    peer_send_hex(peer, "90 03 00 01 00 b0 02 00 01");
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_pause(peer);
    peer_send_hex(peer, "40 02 00 01 40 02 00 01");
    peer_expect_end(peer);
}

static void stray_acknowledgements(void)
{
    struct peer peer;

    peer_start(&peer, stray, NULL);
    client_create(&client, "stray");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_publish_text(&client, "t", "x", 1);
    client_expect_text(&client, "t", "x");
    CHECK_EQ(client.acks, 0);
    CHECK(client.mqtt.message_transmit_queue_head != NX_NULL);
    peer_allow(&peer);
    client_wait_acknowledged(&client);
    CHECK_EQ(client.acks, 1);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

/* More than the pool holds, announced and never sent: the broker goes away in the middle. */
static void endless(struct peer *peer)
{
    static const unsigned char zeros[4096];
    int                        i;

    peer_welcome(peer);
    peer_send_hex(peer, "30 ff ff ff 7f 00 01 74");
    for (i = 0; i < 8; i++)
    {
        peer_send(peer, zeros, sizeof(zeros));
    }
    peer_close(peer);
    peer_welcome(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_expect_end(peer);
}

static void cut_off_in_a_large_packet(void)
{
    struct peer peer;

    peer_start(&peer, endless, NULL);
    client_create(&client, "endless");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_wait(&client, EVENT_DISCONNECT);
    app_expect_pool_full();
    expect_sound_connection(&peer);
}

static const struct test_case cases[] = {
    {"malformed", malformed},
    {"malformed_behind_a_message", malformed_behind_a_message},
    {"out_of_place", out_of_place},
    {"malformed_answer", malformed_answer},
    {"wrong_answer", wrong_answer},
    {"stray_acknowledgements", stray_acknowledgements},
    {"cut_off_in_a_large_packet", cut_off_in_a_large_packet},
};

CASES_MAIN(NULL)
