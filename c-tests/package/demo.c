/* Runs the example, whose broker address is fixed in its source, against a broker of this test. */
#include "cases.h"

static const char *demo_path;

static void demo(void)
{
    struct broker   broker;
    struct observer observer;
    struct child    child;
    char            redirect[160];
    char           *arguments[] = {(char *)demo_path, NULL};

    broker_start(&broker, NULL);
    observer_start(&observer, &broker, "demo/#", 2);
    snprintf(redirect, sizeof(redirect), "127.0.0.1:1883=%s:%u", broker.address, broker.port);
    setenv("NXD_HOST_REDIRECT", redirect, 1);
    child_start(&child, "demo", arguments);
    child_join(&child, 0);
    CHECK_EQ(child_count(&child, "received   demo/"), 3);
    child_expect(&child, "3 of 3 messages came back");
    child_forget(&child);
    observer_expect_text(&observer, "demo/zero", "at most once", 0);
    observer_expect_text(&observer, "demo/one", "at least once", 1);
    observer_expect_text(&observer, "demo/two", "exactly once", 2);
    child_expect(&broker.child, "Received DISCONNECT from nxd_mqtt_demo");
    observer_stop(&observer);
    broker_stop(&broker);
}

/* This program needs no ThreadX: its main thread waits. */
VOID tx_application_define(VOID *first_unused_memory)
{
    (void)first_unused_memory;
}

int main(int argc, char **argv)
{
    CHECK_EQ(argc, 2);
    demo_path = argv[1];
    program_start();
    program_begin_case("demo");
    demo();
    return EXIT_SUCCESS;
}
