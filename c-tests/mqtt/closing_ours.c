/* A broker that has stopped: it takes what is sent and never closes its side. Nothing waits for it for good. */
#include "cases.h"

static struct client client;

static void never_closes(struct peer *peer)
{
    peer_welcome(peer);
    while (peer_read(peer))
    {
    }
    peer_pause(peer);
}

static void connect_to(struct peer *peer, UINT keepalive)
{
    NXD_ADDRESS server = app_address(program_address());

    peer_start(peer, never_closes, NULL);
    client_create(&client, "patient");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer->port, keepalive, NX_TRUE, APP_WAIT),
             NXD_MQTT_SUCCESS);
}

static void let_go(struct peer *peer)
{
    CHECK_EQ(client.disconnects, 1);
    peer_wait(peer, 1);
    peer_allow(peer);
    peer_join(peer);
}

static void disconnect_returns(void)
{
    struct peer peer;

    connect_to(&peer, 60);
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    let_go(&peer);
    client_delete(&client);
}

static void delete_returns(void)
{
    struct peer peer;

    connect_to(&peer, 60);
    client_delete(&client);
    let_go(&peer);
}

static void ping_timeout_is_told(void)
{
    struct peer peer;

    connect_to(&peer, 1);
    client_wait(&client, EVENT_DISCONNECT);
    let_go(&peer);
    client_delete(&client);
}

static const struct test_case cases[] = {
    {"disconnect_returns", disconnect_returns},
    {"delete_returns", delete_returns},
    {"ping_timeout_is_told", ping_timeout_is_told},
};

CASES_MAIN(NULL)
