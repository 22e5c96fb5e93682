/* User name and password against a broker with a password file. */
#include "cases.h"

static struct broker broker;
static struct client client;

static const struct broker_options with_user = {.user = "maria", .password = "s3cret"};

static UINT login(const char *user, const char *password)
{
    return nxd_mqtt_client_login_set(&client.mqtt, (CHAR *)user, user ? (UINT)strlen(user) : 0, (CHAR *)password,
                                     password ? (UINT)strlen(password) : 0);
}

static void right_password(void)
{
    broker_start(&broker, &with_user);
    client_create(&client, "right");
    CHECK_EQ(login("maria", "s3cret"), NXD_MQTT_SUCCESS);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    child_expect(&broker.child, "as right (p2, c1, k0, u'maria')");
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void wrong_password(void)
{
    broker_start(&broker, &with_user);
    client_create(&client, "wrong");
    CHECK_EQ(login("maria", "guess"), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_connect(&client, broker.address, broker.port, NX_TRUE), NXD_MQTT_ERROR_NOT_AUTHORIZED);
    CHECK_EQ(client.connect_status, NXD_MQTT_ERROR_NOT_AUTHORIZED);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);

    /* A failed connect keeps the strings; a new password is all it takes. */
    CHECK_EQ(login("maria", "s3cret"), NXD_MQTT_SUCCESS);
    client_saw(&client, EVENT_CONNECT);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void no_login(void)
{
    broker_start(&broker, &with_user);
    client_create(&client, "nobody");
    CHECK_EQ(client_connect(&client, broker.address, broker.port, NX_TRUE), NXD_MQTT_ERROR_NOT_AUTHORIZED);
    client_delete(&client);
    broker_stop(&broker);
}

/* Disconnecting erases the login: the next CONNECT lacks it. */
static void login_is_erased(void)
{
    broker_start(&broker, &with_user);
    client_create(&client, "erased");
    CHECK_EQ(login("maria", "s3cret"), NXD_MQTT_SUCCESS);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_disconnect(&client);
    CHECK_EQ(client_connect(&client, broker.address, broker.port, NX_TRUE), NXD_MQTT_ERROR_NOT_AUTHORIZED);
    client_delete(&client);
    broker_stop(&broker);
}

static void user_without_password(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "alone");
    CHECK_EQ(login("maria", NULL), NXD_MQTT_SUCCESS);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    child_expect(&broker.child, "u'maria'");
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static const struct test_case cases[] = {
    {"right_password", right_password},
    {"wrong_password", wrong_password},
    {"no_login", no_login},
    {"login_is_erased", login_is_erased},
    {"user_without_password", user_without_password},
};

CASES_MAIN(NULL)
