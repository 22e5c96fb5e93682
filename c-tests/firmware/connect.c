/* Opening a connection: every way it can go. */
#include "check.h"

#define CONNECT "\x10\x12\x00\x04MQTT\x04\x02\x00\x00\x00\x06" "device"

static void accepted(void)
{
    scenario("connect, accepted");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    HEARD(CONNECT);
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTED);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_ALREADY_CONNECTED);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    HEARD("\xE0\x00");
    EQUAL(broker.connections, 1);
    close_client();
}

static void refused(void)
{
    UINT code;

    scenario("connect, refused");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    for (code = 1; code <= 6; code++)
    {
        broker.connack_code = (UCHAR)code;
        EQUAL(scene_connect(NX_TRUE),
              code < 6 ? NXD_MQTT_ERROR_CONNECT_RETURN_CODE + code : NXD_MQTT_SERVER_MESSAGE_FAILURE);
        EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
        ALL_BACK();
    }
    broker.connack_code = 0;
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    close_client();
}

static void session_present(void)
{
    scenario("connect, session present");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    broker.connack_flags = 1;
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SERVER_MESSAGE_FAILURE);
    EQUAL(scene_connect(NX_FALSE), NXD_MQTT_SUCCESS);
    close_client();
}

static void split(void)
{
    UINT cut;

    scenario("connect, CONNACK in two segments");
    for (cut = 1; cut < 4; cut++)
    {
        EQUAL(scene_create(), NXD_MQTT_SUCCESS);
        broker.connack_split = cut;
        EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
        close_client();
    }
}

static void with_message(void)
{
    scenario("connect, CONNACK and a message in one segment");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    broker.mute = MUTE_ALL;
    broker_say("\x20\x02\x00\x00\x30\x04\x00\x01tx", 10);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    scene_settle();
    EQUAL(get_text("x"), NXD_MQTT_SUCCESS);
    close_client();
}

static void unanswered(void)
{
    ULONG start;

    scenario("connect, no CONNACK");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    broker.mute = MUTE_ALL;
    start = tx_time_get();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_COMMUNICATION_FAILURE);
    EQUAL(tx_time_get() - start, WAIT);
    ALL_BACK();
    broker_close();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_COMMUNICATION_FAILURE);
    broker_say("\x40\x02\x00\x01", 4);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SERVER_MESSAGE_FAILURE);
    broker.mute = 0;
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    close_client();
}

static void no_tcp(void)
{
    scenario("connect, no TCP connection");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    broker.connect_status = NX_NOT_CONNECTED;
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
    ALL_BACK();
    broker.connect_status = NX_IN_PROGRESS;
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
    ALL_BACK();
    broker_close();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
    broker_accept();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    close_client();
}

static UINT notified, notified_status;
static TX_THREAD *notified_on;

static VOID note_connect(NXD_MQTT_CLIENT *client_ptr, UINT status, VOID *context)
{
    notified += context == client_ptr;
    notified_status = status;
    notified_on = tx_thread_identify();
}

static UINT begin_connect(void)
{
    notified = 0;
    notified_status = ~0u;
    client.nxd_mqtt_connect_notify = note_connect;
    client.nxd_mqtt_connect_context = &client;
    return nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, 0, NX_TRUE, NX_NO_WAIT);
}

static void without_waiting(void)
{
    scenario("connect without waiting");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    broker.connect_status = NX_IN_PROGRESS;
    EQUAL(begin_connect(), NX_IN_PROGRESS);
    EQUAL(begin_connect(), NXD_MQTT_CONNECTING);
    broker_accept();
    scene_settle();
    HEARD(CONNECT);
    EQUAL(notified, 1);
    EQUAL(notified_status, NXD_MQTT_SUCCESS);
    EQUAL(notified_on == &client.nxd_mqtt_thread, 1);
    EQUAL(publish_text("x", 0), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    broker_forget();
    broker.connack_code = 5;
    EQUAL(begin_connect(), NX_IN_PROGRESS);
    broker_accept();
    scene_settle();
    EQUAL(notified_status, NXD_MQTT_ERROR_NOT_AUTHORIZED);
    ALL_BACK();
    broker.connack_code = 0;
    EQUAL(begin_connect(), NX_IN_PROGRESS);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(notified_status, NXD_MQTT_CONNECT_FAILURE);
    EQUAL(begin_connect(), NX_IN_PROGRESS);
    broker_close();
    scene_settle();
    EQUAL(notified_status, NXD_MQTT_CONNECT_FAILURE);
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    broker.connect_status = NX_SUCCESS;
    client.nxd_mqtt_connect_notify = NX_NULL;
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    EQUAL(broker_count(0x10), 2);
    close_client();
}

static void credentials(void)
{
    scenario("connect with login and will");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_login_set(&client, (CHAR *)"user", 4, (CHAR *)"pass", 4), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_will_message_set(&client, (UCHAR *)"w", 1, (UCHAR *)"gone", 4, NX_TRUE, 1), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, 60, NX_FALSE, WAIT), NXD_MQTT_SUCCESS);
    HEARD("\x10\x27\x00\x04MQTT\x04\xEC\x00\x3C\x00\x06" "device\x00\x01w\x00\x04gone\x00\x04user\x00\x04pass");
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    broker_forget();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    HEARD(CONNECT);
    close_client();
}

static void parameters(void)
{
    NXD_ADDRESS nowhere = {.nxd_ip_version = 5};

    scenario("connect, parameters");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_connect(NX_NULL, &server, NXD_MQTT_PORT, 0, NX_TRUE, WAIT), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_connect(&client, NX_NULL, NXD_MQTT_PORT, 0, NX_TRUE, WAIT), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_connect(&client, &nowhere, NXD_MQTT_PORT, 0, NX_TRUE, WAIT), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_connect(&client, &server, 0, 0, NX_TRUE, WAIT), NX_INVALID_PORT);
    EQUAL(broker.connections, 0);
    close_client();
}

void connect_scenarios(void)
{
    accepted();
    refused();
    session_present();
    split();
    with_message();
    unanswered();
    no_tcp();
    without_waiting();
    credentials();
    parameters();
}
