/* TLS, with sessions that encrypt nothing: what the client does about them. */
#include "check.h"

#include "secure.h"

#ifndef NX_SECURE_ENABLE

void secure_scenarios(void)
{
}

#else

#define HELLO "\x16"

static UINT setups, setup_status, notified_status;

static UINT set_up(NXD_MQTT_CLIENT *client_ptr, NX_SECURE_TLS_SESSION *session, NX_SECURE_X509_CERT *certificate,
                   NX_SECURE_X509_CERT *trusted)
{
    EQUAL(session == &client_ptr->nxd_mqtt_tls_session, 1);
    EQUAL(certificate == &client_ptr->nxd_mqtt_tls_certificate, 1);
    EQUAL(trusted == &client_ptr->nxd_mqtt_tls_trusted_certificate, 1);
    setups++;
    return setup_status;
}

static VOID note_connect(NXD_MQTT_CLIENT *client_ptr, UINT status, VOID *context)
{
    (void)client_ptr;
    (void)context;
    notified_status = status;
}

static void create(void)
{
    disconnects = setups = setup_status = standin_secure_sent = standin_secure_received = 0;
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_disconnect_notify_set(&client, count_disconnect), NXD_MQTT_SUCCESS);
}

static UINT secure_connect(ULONG wait)
{
    return nxd_mqtt_client_secure_connect(&client, &server, NXD_MQTT_TLS_PORT, set_up, 0, NX_TRUE, wait);
}

static void expect_no_session(void)
{
    EQUAL(standin_secure_open, 0);
    EQUAL(standin_secure_misused, 0);
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    ALL_BACK();
}

static void exchange(void)
{
    broker_forget();
    EQUAL(publish_text("x", 1), NXD_MQTT_SUCCESS);
    scene_settle();
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    SAY("\x32\x06\x00\x01t\x00\x05y");
    EQUAL(get_text("y"), NXD_MQTT_SUCCESS);
    HEARD("\x32\x06\x00\x01t\x00\x01x\x40\x02\x00\x05");
}

static void blocking(void)
{
    scenario("secure_connect");
    create();
    broker_say(HELLO, 1);
    EQUAL(secure_connect(WAIT), NXD_MQTT_SUCCESS);
    EQUAL(setups, 1);
    EQUAL(standin_secure_open, 1);
    exchange();
    EQUAL(standin_secure_sent, 3);
    EQUAL(standin_secure_received, 3);
    EQUAL(secure_connect(WAIT), NXD_MQTT_ALREADY_CONNECTED);
    EQUAL(setups, 1);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    HEARD("\xE0\x00");
    expect_no_session();
    broker_say(HELLO, 1);
    EQUAL(secure_connect(WAIT), NXD_MQTT_SUCCESS);
    broker_close();
    scene_settle();
    EQUAL(disconnects, 2);
    expect_no_session();
#ifndef NXD_MQTT_REQUIRE_TLS
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    exchange();
    EQUAL(standin_secure_open, 0);
    EQUAL(standin_secure_sent, 5);
#else
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
#endif
    close_client();
}

static void failures(void)
{
    scenario("secure_connect, failures");
    create();
    EQUAL(nxd_mqtt_client_secure_connect(&client, &server, NXD_MQTT_TLS_PORT, NX_NULL, 0, NX_TRUE, WAIT), NX_PTR_ERROR);
    setup_status = 0x1234;
    EQUAL(secure_connect(WAIT), 0x1234);
    EQUAL(broker.connections, 0);
    setup_status = NX_SUCCESS;
    EQUAL(secure_connect(WAIT), NXD_MQTT_CONNECT_FAILURE);
    expect_no_session();
    broker_say("\x15", 1);
    EQUAL(secure_connect(WAIT), NXD_MQTT_CONNECT_FAILURE);
    expect_no_session();
    broker.connect_status = NX_NOT_CONNECTED;
    EQUAL(secure_connect(WAIT), NXD_MQTT_CONNECT_FAILURE);
    expect_no_session();
    broker.connect_status = NX_SUCCESS;
    broker_say(HELLO, 1);
    broker.connack_code = 5;
    EQUAL(secure_connect(WAIT), NXD_MQTT_ERROR_NOT_AUTHORIZED);
    expect_no_session();
    broker.connack_code = 0;
    broker_say(HELLO, 1);
    EQUAL(secure_connect(WAIT), NXD_MQTT_SUCCESS);
    exchange();
    close_client();
    EQUAL(standin_secure_open, 0);
}

static void no_packet(void)
{
    scenario("secure_connect, no packet for CONNECT");
    create();
    inject.allocation = 1;
    broker_say(HELLO, 1);
    EQUAL(secure_connect(WAIT), NXD_MQTT_CONNECT_FAILURE);
    EQUAL(inject.allocation, 0);
    expect_no_session();
    broker_say(HELLO, 1);
    EQUAL(secure_connect(WAIT), NXD_MQTT_SUCCESS);
    exchange();
    inject.allocation = 1;
    EQUAL(publish_text("x", 0), NXD_MQTT_PACKET_POOL_FAILURE);
    EQUAL(publish_text("x", 0), NXD_MQTT_SUCCESS);
    close_client();
    EQUAL(standin_secure_open, 0);
}

#ifndef NX_DISABLE_EXTENDED_NOTIFY_SUPPORT
static void without_waiting(void)
{
    scenario("secure_connect without waiting");
    create();
    client.nxd_mqtt_connect_notify = note_connect;
    broker.connect_status = NX_IN_PROGRESS;
    notified_status = ~0u;
    EQUAL(secure_connect(NX_NO_WAIT), NX_IN_PROGRESS);
    broker_accept();
    scene_settle();
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTING);
    HEARD("");
    SAY(HELLO);
    EQUAL(notified_status, NXD_MQTT_SUCCESS);
    exchange();
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    expect_no_session();
    EQUAL(secure_connect(NX_NO_WAIT), NX_IN_PROGRESS);
    broker_accept();
    SAY("\x15");
    EQUAL(notified_status != NXD_MQTT_SUCCESS, 1);
    expect_no_session();
    EQUAL(secure_connect(NX_NO_WAIT), NX_IN_PROGRESS);
    broker_accept();
    scene_settle();
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(notified_status, NXD_MQTT_CONNECT_FAILURE);
    expect_no_session();
    broker.connect_status = NX_SUCCESS;
    broker_say(HELLO, 1);
    EQUAL(secure_connect(WAIT), NXD_MQTT_SUCCESS);
    exchange();
    close_client();
}
#endif

void secure_scenarios(void)
{
    blocking();
    failures();
    no_packet();
#ifndef NX_DISABLE_EXTENDED_NOTIFY_SUPPORT
    without_waiting();
#endif
}

#endif
