/*
 * The will as a third party sees it: after the client was deleted while connected, after its process was
 * killed, and not after a disconnect.
 */
#include <signal.h>

#include "cases.h"

static struct broker   broker;
static struct observer observer;
static struct client   client;
static char           *own_path;

static void set_will(const char *topic, const char *message, UINT retain, UINT qos)
{
    CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)topic, (UINT)strlen(topic),
                                              (UCHAR *)message, (UINT)strlen(message), retain, qos),
             NXD_MQTT_SUCCESS);
}

static void after_delete(void)
{
    UINT qos;

    for (qos = 0; qos <= 1; qos++)
    {
        broker_start(&broker, NULL);
        observer_start(&observer, &broker, "will/#", 2);
        client_create(&client, "deleted");
        set_will("will/deleted", "gone", NX_FALSE, qos);
        client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
        client_delete(&client);
        CHECK_EQ(client.disconnects, 1);
        observer_expect_text(&observer, "will/deleted", "gone", qos);
        observer_stop(&observer);
        broker_stop(&broker);
    }
}

static void retained_will(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "retained");
    set_will("will/retained", "still here", NX_TRUE, 1);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_delete(&client);
    child_expect(&broker.child, "Client retained closed its connection");
    observer_start(&observer, &broker, "will/#", 1);
    observer_expect(&observer, "will/retained", "still here", 10, 1, true);
    observer_stop(&observer);
    broker_stop(&broker);
}

static void not_after_disconnect(void)
{
    broker_start(&broker, NULL);
    observer_start(&observer, &broker, "#", 1);
    client_create(&client, "orderly");
    set_will("will/orderly", "never", NX_FALSE, 1);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_disconnect(&client);
    child_expect(&broker.child, "Client orderly disconnected");
    outside_publish_text(&broker, "mark", "mark", 1);
    observer_expect_text(&observer, "mark", "mark", 1);
    CHECK_EQ(observer_count(&observer), 1);

    /* Disconnecting erased the will: a later end in disorder sends none. */
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_delete(&client);
    child_expect(&broker.child, "Client orderly closed its connection");
    outside_publish_text(&broker, "mark", "second", 1);
    observer_expect_text(&observer, "mark", "second", 1);
    observer_stop(&observer);
    broker_stop(&broker);
}

/* This program once more, as the one that is killed: connects and then waits for its end. */
static void victim(void)
{
    client_create(&client, "victim");
    set_will("will/victim", "killed", NX_FALSE, 1);
    client_connect_ok(&client, getenv("VICTIM_ADDRESS"), (unsigned)atoi(getenv("VICTIM_PORT")), NX_TRUE);
    printf("connected\n");
    fflush(stdout);
    client_wait(&client, EVENT_USER);
}

static void after_kill(void)
{
    char         port[16];
    char        *arguments[] = {own_path, "victim", NULL};
    struct child child;

    broker_start(&broker, NULL);
    observer_start(&observer, &broker, "will/#", 1);
    snprintf(port, sizeof(port), "%u", broker.port);
    setenv("VICTIM_ADDRESS", broker.address, 1);
    setenv("VICTIM_PORT", port, 1);
    setenv("NXD_TEST_NO_WARDEN", "1", 1);
    setenv("TMPDIR", program_directory(), 1);
    child_start(&child, "victim", arguments);
    child_expect(&child, "connected");
    child_end(&child, SIGKILL);
    child_forget(&child);
    observer_expect_text(&observer, "will/victim", "killed", 1);
    observer_stop(&observer);
    broker_stop(&broker);
}

static const struct test_case cases[] = {
    {"after_delete", after_delete},
    {"retained_will", retained_will},
    {"not_after_disconnect", not_after_disconnect},
    {"after_kill", after_kill},
};

static const struct test_case victim_case[] = {{"victim", victim}};

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "victim") == 0)
    {
        return app_main(argc, argv, NULL, victim_case, 1);
    }
    own_path = argv[0];
    return app_main(argc, argv, NULL, cases, COUNT_OF(cases));
}
