/*
 * Every packet the client sends, byte for byte, in a session with a scripted broker. Standard output is the
 * contract: the original client prints the same.
 */
#include "cases.h"

static struct client client;

/* What the broker says, step by step; between the steps it reads one packet. */
struct dialogue
{
    const char        *name;
    const char *const *answers;
    size_t             count;
    size_t             connections;
};

static void talk(struct peer *peer)
{
    const struct dialogue *dialogue = peer->context;
    size_t                 next = 0;
    size_t                 connection;

    peer_log(peer);
    for (connection = 0; connection < dialogue->connections; connection++)
    {
        peer_accept(peer);
        while (peer_read(peer) && peer->packet[0] != 0xE0)
        {
            if (next < dialogue->count)
            {
                peer_send_hex(peer, dialogue->answers[next++]);
            }
        }
    }
}

static void begin(struct peer *peer, struct dialogue *dialogue)
{
    peer_start(peer, talk, dialogue);
    client_create(&client, "device-1");
}

static bool has_ended(void *context)
{
    return ((struct peer *)context)->ended;
}

static void end(struct peer *peer, const struct dialogue *dialogue)
{
    client_delete(&client);
    CHECK(program_wait(has_ended, peer));
    printf("%s\n%s", dialogue->name, peer_log_text(peer));
    peer_join(peer);
}

static const char *const accepted[] = {"20 02 00 00"};

static void connect_packet(const char *name, const char *user, const char *password, const char *will, UINT retain,
                           UINT qos, UINT keepalive, UINT clean)
{
    struct dialogue dialogue = {name, accepted, 1, 1};
    struct peer     peer;
    NXD_ADDRESS     server = app_address(program_address());

    begin(&peer, &dialogue);
    if (user != NULL)
    {
        CHECK_EQ(nxd_mqtt_client_login_set(&client.mqtt, (CHAR *)user, (UINT)strlen(user), (CHAR *)password,
                                           password ? (UINT)strlen(password) : 0),
                 NXD_MQTT_SUCCESS);
    }
    if (will != NULL)
    {
        CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)"last/will", 9, (UCHAR *)will,
                                                  (UINT)strlen(will), retain, qos),
                 NXD_MQTT_SUCCESS);
    }
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, keepalive, clean, APP_WAIT), NXD_MQTT_SUCCESS);
    client_disconnect(&client);
    end(&peer, &dialogue);
}

static void connecting(void)
{
    connect_packet("plain", NULL, NULL, NULL, 0, 0, 0, NX_TRUE);
    connect_packet("persistent session", NULL, NULL, NULL, 0, 0, 0, NX_FALSE);
    connect_packet("keep-alive 300", NULL, NULL, NULL, 0, 0, 300, NX_TRUE);
    connect_packet("user", "user", NULL, NULL, 0, 0, 0, NX_TRUE);
    connect_packet("user and password", "user", "pass", NULL, 0, 0, 0, NX_TRUE);
    connect_packet("empty user and password", "", "", NULL, 0, 0, 0, NX_TRUE);
    connect_packet("will at QoS 0", NULL, NULL, "gone", NX_FALSE, 0, 0, NX_TRUE);
    connect_packet("will at QoS 1", NULL, NULL, "gone", NX_FALSE, 1, 0, NX_TRUE);
    connect_packet("retained will", NULL, NULL, "gone", NX_TRUE, 0, 0, NX_TRUE);
    connect_packet("empty will", NULL, NULL, "", NX_FALSE, 0, 0, NX_TRUE);
    connect_packet("everything", "user", "pass", "gone", NX_TRUE, 1, 65535, NX_TRUE);
}

static void publishing(void)
{
    static const char *const answers[] = {"20 02 00 00", "", "", "", "40 02 00 01", "40 02 00 02", "40 02 00 03"};
    struct dialogue          dialogue = {"publish", answers, COUNT_OF(answers), 1};
    struct peer              peer;
    static char              payload[130];

    begin(&peer, &dialogue);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    memset(payload, 'p', sizeof(payload));
    CHECK_EQ(client_publish(&client, "a/b", "text", 4, NX_FALSE, 0), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "a/b", "text", 4, NX_TRUE, 0), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "a/b", NULL, 0, NX_FALSE, 0), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "a/b", "text", 4, NX_FALSE, 1), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "a/b", "text", 4, NX_TRUE, 1), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "a/b", payload, sizeof(payload), NX_FALSE, 1), NXD_MQTT_SUCCESS);
    client_wait_acknowledged(&client);
    client_disconnect(&client);
    end(&peer, &dialogue);
}

static void subscribing(void)
{
    static const char *const answers[] = {"20 02 00 00", "90 03 00 01 00", "90 03 00 02 01", "b0 02 00 03",
                                          "40 02 00 04"};
    struct dialogue          dialogue = {"subscribe", answers, COUNT_OF(answers), 1};
    struct peer              peer;

    begin(&peer, &dialogue);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_subscribe(&client, "a/+", 0);
    client_subscribe(&client, "b/#", 1);
    client_unsubscribe(&client, "a/+");
    client_publish_text(&client, "a/b", "x", 1);
    client_wait_acknowledged(&client);
    client_disconnect(&client);
    end(&peer, &dialogue);
}

/* Messages come with the answer to SUBSCRIBE; each acknowledgement brings the next. */
static void receiving(void)
{
    static const char *const answers[] = {"20 02 00 00", "90 03 00 01 01 30 04 00 01 74 30 32 06 00 01 74 00 01 31",
                                          "3b 06 00 01 74 ff ff 32", "32 06 00 01 74 12 34 33"};
    struct dialogue          dialogue = {"receive", answers, COUNT_OF(answers), 1};
    struct peer              peer;

    begin(&peer, &dialogue);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_subscribe(&client, "t", 1);
    client_expect_text(&client, "t", "0");
    client_expect_text(&client, "t", "1");
    client_expect_text(&client, "t", "2");
    client_expect_text(&client, "t", "3");
    client_disconnect(&client);
    end(&peer, &dialogue);
}

/* Two connections of one persistent session: what was not acknowledged is repeated. */
static void repeating(void)
{
    static const char *const answers[] = {"20 02 00 00", "", "40 02 00 02", "20 02 01 00", "40 02 00 01"};
    struct dialogue          dialogue = {"repeat", answers, COUNT_OF(answers), 2};
    struct peer              peer;

    begin(&peer, &dialogue);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_publish_text(&client, "t", "1", 1);
    client_publish_text(&client, "t", "2", 1);
    client_wait(&client, EVENT_ACK);
    client_disconnect(&client);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_wait_acknowledged(&client);
    client_disconnect(&client);
    end(&peer, &dialogue);
}

static const struct test_case cases[] = {
    {"connecting", connecting},
    {"publishing", publishing},
    {"subscribing", subscribing},
    {"receiving", receiving},
    {"repeating", repeating},
};

CASES_MAIN(NULL)
