/*
 * The code of every call in every state, as a table. Standard output is the contract: the original client prints
 * the same.
 */
#include "cases.h"

static struct client client;

#define SHOW(call) printf("  %-72s 0x%X\n", #call, (call))

static UINT publish(const char *topic, UINT topic_length, const char *text, UINT length, UINT retain, UINT qos)
{
    return nxd_mqtt_client_publish(&client.mqtt, (CHAR *)topic, topic_length, (CHAR *)text, length, retain, qos,
                                   APP_WAIT);
}

static UINT subscribe(const char *filter, UINT length, UINT qos)
{
    return nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)filter, length, qos);
}

static UINT unsubscribe(const char *filter, UINT length)
{
    return nxd_mqtt_client_unsubscribe(&client.mqtt, (CHAR *)filter, length);
}

static UINT login(const char *user, UINT user_length, const char *password, UINT password_length)
{
    return nxd_mqtt_client_login_set(&client.mqtt, (CHAR *)user, user_length, (CHAR *)password, password_length);
}

static UINT will(const char *topic, UINT length, UINT retain, UINT qos)
{
    return nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)topic, length, (UCHAR *)"w", 1, retain, qos);
}

static UINT connect_to(unsigned port)
{
    return client_connect(&client, program_address(), port, NX_TRUE);
}

static UINT message_get(void)
{
    struct message message;

    return client_message(&client, &message);
}

static UINT disconnect(void)
{
    return nxd_mqtt_client_disconnect(&client.mqtt);
}

static void show_calls(void)
{
    SHOW(login("u", 1, "p", 1));
    SHOW(login(NULL, 0, NULL, 0));
    SHOW(login(NULL, 1, NULL, 0));
    SHOW(will("t", 1, 0, 0));
    SHOW(will("t", 1, 1, 1));
    SHOW(will("t", 1, 2, 0));
    SHOW(will("t", 1, 0, 3));
    SHOW(will("t", 0, 0, 0));
    SHOW(publish("t", 1, "x", 1, 0, 0));
    SHOW(publish("t", 1, "x", 1, 1, 0));
    SHOW(publish("t", 1, NULL, 0, 0, 0));
    SHOW(publish("t", 1, NULL, 5, 0, 0));
    SHOW(publish("t", 1, "x", 0, 0, 0));
    SHOW(publish("", 0, "x", 1, 0, 0));
    SHOW(publish("t", 1, "x", 1, 0, 4));
    SHOW(publish("a/+", 3, "x", 1, 0, 0));
    SHOW(subscribe("t", 1, 0));
    SHOW(subscribe("t", 1, 1));
    SHOW(subscribe("t", 1, 3));
    SHOW(subscribe("", 0, 0));
    SHOW(unsubscribe("t", 1));
    SHOW(unsubscribe("", 0));
    SHOW(message_get());
}

static void listens(struct peer *peer)
{
    peer_welcome(peer);
    while (peer_read(peer))
    {
    }
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 00 05");
    peer_expect_end(peer);
    peer_welcome_and_pause(peer);
    peer_close(peer);
}

static void all_states(void)
{
    struct peer peer;

    peer_start(&peer, listens, NULL);
    client_create(&client, "codes");
    printf("created\n");
    show_calls();
    SHOW(disconnect());

    printf("connected\n");
    SHOW(connect_to(peer.port));
    show_calls();
    SHOW(connect_to(peer.port));
    SHOW(disconnect());

    printf("disconnected\n");
    show_calls();
    SHOW(disconnect());

    printf("refused\n");
    SHOW(connect_to(peer.port));
    show_calls();

    printf("ended by the broker\n");
    SHOW(connect_to(peer.port));
    peer_allow(&peer);
    while (client.disconnects < 2)
    {
        client_wait(&client, EVENT_DISCONNECT);
    }
    show_calls();
    SHOW(nxd_mqtt_client_delete(&client.mqtt));
    tx_event_flags_delete(&client.events);
    peer_join(&peer);
}

static const struct test_case cases[] = {{"all_states", all_states}};

CASES_MAIN(NULL)
