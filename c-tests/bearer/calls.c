/*
 * nxd_mqtt_client_websocket_set with the headers of NetX Duo 6.4.4 and later, which have a bearer token. PASSES_BEARER:
 * applications pass it; otherwise they are shown five arguments, and the library may not look for more.
 */
#include "cases.h"

/* What reached the WebSocket client. */
static UCHAR *seen_bearer;
static UINT   seen_length;

static struct client client;
static UCHAR         token[] = "token";

UINT _nx_websocket_client_create(NX_WEBSOCKET_CLIENT *websocket, UCHAR *name, NX_IP *ip, NX_PACKET_POOL *pool)
{
    (void)websocket;
    (void)name;
    (void)ip;
    (void)pool;
    return NX_SUCCESS;
}

UINT _nx_websocket_client_delete(NX_WEBSOCKET_CLIENT *websocket)
{
    (void)websocket;
    return NX_SUCCESS;
}

/* Every connection fails here: this is as far as the test goes. */
UINT _nx_websocket_client_connect(NX_WEBSOCKET_CLIENT *websocket, NX_TCP_SOCKET *socket, UCHAR *host, UINT host_length,
                                  UCHAR *path, UINT path_length, UCHAR *protocol, UINT protocol_length, UCHAR *bearer,
                                  UINT bearer_length, UINT wait_option)
{
    CHECK(websocket == &client.mqtt.nxd_mqtt_client_websocket);
    CHECK(socket == &client.mqtt.nxd_mqtt_client_socket);
    CHECK_BYTES(host, host_length, "host", 4);
    CHECK_BYTES(path, path_length, "/mqtt", 5);
    CHECK_BYTES(protocol, protocol_length, "mqtt", 4);
    CHECK_EQ(wait_option, APP_WAIT);
    seen_bearer = bearer;
    seen_length = bearer_length;
    return NX_NOT_CONNECTED;
}

UINT _nx_websocket_client_disconnect(NX_WEBSOCKET_CLIENT *websocket, UINT wait_option)
{
    (void)websocket;
    (void)wait_option;
    return NX_SUCCESS;
}

UINT _nx_websocket_client_connection_status_callback_set(NX_WEBSOCKET_CLIENT *websocket, VOID *context,
                                                         VOID (*callback)(NX_WEBSOCKET_CLIENT *, VOID *, UINT))
{
    (void)websocket;
    (void)context;
    (void)callback;
    return NX_SUCCESS;
}

/* No connection comes so far. */
UINT _nx_websocket_client_packet_allocate(NX_WEBSOCKET_CLIENT *websocket, NX_PACKET **packet, ULONG wait_option)
{
    (void)websocket;
    (void)packet;
    (void)wait_option;
    FAIL("a packet for no connection");
}

UINT _nx_websocket_client_send(NX_WEBSOCKET_CLIENT *websocket, NX_PACKET *packet, UINT code, UINT is_final,
                               UINT wait_option)
{
    (void)code;
    (void)is_final;
    return _nx_websocket_client_packet_allocate(websocket, &packet, wait_option);
}

UINT _nx_websocket_client_receive(NX_WEBSOCKET_CLIENT *websocket, NX_PACKET **packet, UINT *code, UINT wait_option)
{
    (void)code;
    return _nx_websocket_client_packet_allocate(websocket, packet, wait_option);
}

static void accept_and_wait(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_end(peer);
}

static void expect_at_connect(UCHAR *bearer, UINT length)
{
    struct peer peer;

    peer_start(&peer, accept_and_wait, NULL);
    seen_bearer = (UCHAR *)&peer;
    CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
    CHECK(seen_bearer == bearer);
    CHECK_EQ(seen_length, length);
    peer_join(&peer);
}

#ifdef PASSES_BEARER
static void passed(void)
{
    client_create(&client, "bearer");
    CHECK_EQ(nxd_mqtt_client_websocket_set(&client.mqtt, (UCHAR *)"host", 4, (UCHAR *)"/mqtt", 5, NX_NULL, 5),
             NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_websocket_set(&client.mqtt, (UCHAR *)"host", 4, (UCHAR *)"/mqtt", 5, token, 5),
             NXD_MQTT_SUCCESS);
    expect_at_connect(token, 5);
    CHECK_EQ(nxd_mqtt_client_websocket_set(&client.mqtt, (UCHAR *)"host", 4, (UCHAR *)"/mqtt", 5, NX_NULL, 0),
             NXD_MQTT_SUCCESS);
    expect_at_connect(NX_NULL, 0);
    client_delete(&client);
}
#else
/* Leaves its last arguments where those of the next call would be. */
static UINT __attribute__((noinline)) leave_behind(NXD_MQTT_CLIENT *mqtt, UCHAR *host, UINT length, UCHAR *path,
                                                   UINT path_length, UCHAR *garbage, UINT garbage_length)
{
    __asm__ volatile("" : : "r"(mqtt), "r"(host), "r"(length), "r"(path), "r"(path_length), "r"(garbage),
                     "r"(garbage_length));
    return garbage_length;
}

static void not_passed(void)
{
    UINT (*volatile set)(NXD_MQTT_CLIENT *, UCHAR *, UINT, UCHAR *, UINT) = nxd_mqtt_client_websocket_set;

    client_create(&client, "bearer");
    leave_behind(&client.mqtt, (UCHAR *)"host", 4, (UCHAR *)"/mqtt", 5, (UCHAR *)"garbage", 7);
    CHECK_EQ(set(&client.mqtt, (UCHAR *)"host", 4, (UCHAR *)"/mqtt", 5), NXD_MQTT_SUCCESS);
    expect_at_connect(NX_NULL, 0);
    /* An application that has a token sets it in the control block. */
    client.mqtt.nxd_mqtt_client_websocket_bearer = token;
    client.mqtt.nxd_mqtt_client_websocket_bearer_length = 5;
    expect_at_connect(token, 5);
    /* It is for one broker. */
    CHECK_EQ(set(&client.mqtt, (UCHAR *)"host", 4, (UCHAR *)"/mqtt", 5), NXD_MQTT_SUCCESS);
    expect_at_connect(NX_NULL, 0);
    client_delete(&client);
}
#endif

static const struct test_case cases[] = {
#ifdef PASSES_BEARER
    {"passed", passed},
#else
    {"not_passed", not_passed},
#endif
};

CASES_MAIN(NULL)
