/*
 * Every function on a control block that is no client: memory of zeros or of anything else, a client that was
 * deleted, one that could not be created, NULL. Each answers with its documented error; nothing is touched.
 */
#define NXD_MQTT_CLIENT_SOURCE_CODE
#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"
#ifdef NXD_MQTT_EXTENSION
#include "nxd_mqtt_ext.h"
#endif
#undef NXD_MQTT_CLIENT_SOURCE_CODE

#include "cases.h"

static struct client client;
static NX_PACKET    *packet; /* the caller's, and so it stays */

static VOID on_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    (void)mqtt;
    (void)count;
    FAIL("a callback of a client that does not exist");
}

static VOID on_disconnect(NXD_MQTT_CLIENT *mqtt)
{
    on_message(mqtt, 0);
}

#define BOTH(name, arguments)                        \
    static UINT name##_core(NXD_MQTT_CLIENT *mqtt)               \
    {                                                            \
        return _nxd_mqtt_client_##name arguments;                \
    }                                                            \
    static UINT name##_checked(NXD_MQTT_CLIENT *mqtt)            \
    {                                                            \
        return _nxde_mqtt_client_##name arguments;               \
    }

static NXD_ADDRESS server;
static UCHAR       buffer[8];
static UINT        length;

BOTH(login_set, (mqtt, (CHAR *)"u", 1, (CHAR *)"p", 1))
BOTH(will_message_set, (mqtt, (const UCHAR *)"t", 1, (const UCHAR *)"w", 1, NX_FALSE, 0))
BOTH(connect, (mqtt, &server, 1883, 60, NX_TRUE, APP_WAIT))
BOTH(publish, (mqtt, (CHAR *)"t", 1, (CHAR *)"x", 1, NX_FALSE, 1, NX_NO_WAIT))
BOTH(subscribe, (mqtt, (CHAR *)"t", 1, 0))
BOTH(unsubscribe, (mqtt, (CHAR *)"t", 1))
BOTH(receive_notify_set, (mqtt, on_message))
BOTH(disconnect_notify_set, (mqtt, on_disconnect))
BOTH(message_get, (mqtt, buffer, sizeof(buffer), &length, buffer, sizeof(buffer), &length))
BOTH(disconnect, (mqtt))
BOTH(delete, (mqtt))

static UINT connect_without_waiting(NXD_MQTT_CLIENT *mqtt)
{
    return _nxde_mqtt_client_connect(mqtt, &server, 1883, 60, NX_TRUE, NX_NO_WAIT);
}

static UINT packet_allocate(NXD_MQTT_CLIENT *mqtt)
{
    NX_PACKET *none = NX_NULL;
    UINT       status = _nxd_mqtt_client_packet_allocate(mqtt, &none, NX_NO_WAIT);

    CHECK(none == NX_NULL);
    return status;
}

static UINT publish_packet_send(NXD_MQTT_CLIENT *mqtt)
{
    return _nxd_mqtt_client_publish_packet_send(mqtt, packet, 1, 0, NX_NO_WAIT);
}

static UINT publish_packet_send_qos1(NXD_MQTT_CLIENT *mqtt)
{
    return _nxd_mqtt_client_publish_packet_send(mqtt, packet, 1, 1, NX_NO_WAIT);
}

static UINT sub_unsub(NXD_MQTT_CLIENT *mqtt)
{
    USHORT id = 0;
    UINT   status = _nxd_mqtt_client_sub_unsub(mqtt, (MQTT_CONTROL_PACKET_TYPE_SUBSCRIBE << 4) | 2, (CHAR *)"t", 1,
                                               &id, 0);

    CHECK_EQ(id, 0);
    return status;
}

/* Has no code to return. */
static UINT connection_end(NXD_MQTT_CLIENT *mqtt)
{
    _nxd_mqtt_client_connection_end(mqtt, NX_NO_WAIT);
    return 0;
}

#ifdef NXD_MQTT_EXTENSION
static UINT failure_get(NXD_MQTT_CLIENT *mqtt)
{
    return _nxd_mqtt_client_failure_get(mqtt, &length, &length);
}
#endif

#define ROWS(name, null, absent) \
    {#name, name##_core, null, absent}, {#name ", checked", name##_checked, null, absent}

static const struct
{
    const char *name;
    UINT (*call)(NXD_MQTT_CLIENT *mqtt);
    UINT on_null;
    UINT on_absent;
} calls[] = {
    ROWS(login_set, NXD_MQTT_INVALID_PARAMETER, NXD_MQTT_CLIENT_NOT_RUNNING),
    ROWS(will_message_set, NXD_MQTT_INVALID_PARAMETER, NXD_MQTT_CLIENT_NOT_RUNNING),
    ROWS(connect, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING),
    {"connect without waiting", connect_without_waiting, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING},
    ROWS(publish, NX_PTR_ERROR, NXD_MQTT_NOT_CONNECTED),
    ROWS(subscribe, NX_PTR_ERROR, NXD_MQTT_NOT_CONNECTED),
    ROWS(unsubscribe, NX_PTR_ERROR, NXD_MQTT_NOT_CONNECTED),
    ROWS(receive_notify_set, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING),
    ROWS(disconnect_notify_set, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING),
    ROWS(message_get, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING),
    ROWS(disconnect, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING),
    ROWS(delete, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING),
    {"packet_allocate", packet_allocate, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING},
    {"publish_packet_send", publish_packet_send, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING},
    {"publish_packet_send, QoS 1", publish_packet_send_qos1, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING},
    {"sub_unsub", sub_unsub, NX_PTR_ERROR, NXD_MQTT_NOT_CONNECTED},
    {"connection_end", connection_end, 0, 0},
#ifdef NXD_MQTT_EXTENSION
    {"failure_get", failure_get, NX_PTR_ERROR, NXD_MQTT_CLIENT_NOT_RUNNING},
#endif
};

static void call_all(NXD_MQTT_CLIENT *mqtt)
{
    static NXD_MQTT_CLIENT before;
    size_t                 i;

    server = app_address(program_address());
    CHECK_EQ(nx_packet_allocate(&app_pool, &packet, NX_TCP_PACKET, NX_NO_WAIT), NX_SUCCESS);
    CHECK_EQ(nx_packet_data_append(packet, (VOID *)"\x32\x06\x00\x01t\x00\x01x", 8, &app_pool, NX_NO_WAIT),
             NX_SUCCESS);
    for (i = 0; i < COUNT_OF(calls); i++)
    {
        UINT expected = mqtt == NX_NULL ? calls[i].on_null : calls[i].on_absent;
        UINT actual;

        if (mqtt != NX_NULL)
        {
            memcpy(&before, mqtt, sizeof(before));
        }
        actual = calls[i].call(mqtt);
        if (actual != expected)
        {
            FAIL("%s: 0x%x, not 0x%x", calls[i].name, actual, expected);
        }
        if (mqtt != NX_NULL && memcmp(&before, mqtt, sizeof(before)) != 0)
        {
            FAIL("%s has changed the control block", calls[i].name);
        }
    }
    CHECK_EQ(packet->nx_packet_length, 8);
    CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
}

static void null(void)
{
    call_all(NX_NULL);
}

/* What memory holds that nobody has set, or a debugger or an allocator has filled. */
static void never_created(void)
{
    static const unsigned char fillings[] = {0x00, 0xA5, 0xFF, 0xCC, 0xEF, 0x01};
    size_t                     i;

    for (i = 0; i < sizeof(fillings); i++)
    {
        memset(&client.mqtt, fillings[i], sizeof(client.mqtt));
        call_all(&client.mqtt);
    }
}

static void deleted(void)
{
    client_create(&client, "absent");
    client_delete(&client);
    call_all(&client.mqtt);
}

static void serve(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x32);
    peer_expect_end(peer);
}

/* With everything in use: a kept message, a callback, a timer. */
static void deleted_while_connected(void)
{
    struct peer peer;

    peer_start(&peer, serve, NULL);
    client_create(&client, "absent");
    server = app_address(program_address());
    CHECK_EQ(_nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 60, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
    client_publish_text(&client, "t", "x", 1);
    client_delete(&client);
    peer_join(&peer);
    call_all(&client.mqtt);
}

static void not_created(void)
{
    memset(&client, 0xA5, sizeof(client));
    CHECK_EQ(_nxd_mqtt_client_create(&client.mqtt, (CHAR *)"absent", (CHAR *)"id", 2, &app_ip, &app_pool,
                                     client.stack, 1, MQTT_PRIORITY, NX_NULL, 0),
             NXD_MQTT_INTERNAL_ERROR);
    call_all(&client.mqtt);
}

static const struct test_case cases[] = {
    {"null", null},
    {"never_created", never_created},
    {"deleted", deleted},
    {"deleted_while_connected", deleted_while_connected},
    {"not_created", not_created},
};

CASES_MAIN(NULL)
