/* A client that is created and given its callbacks in tx_application_define, before there is any thread. */
#include "cases.h"

static struct client client;

void app_initialize(void)
{
    client_create(&client, "early");
}

static void one_message(struct peer *peer)
{
    peer_welcome_and_pause(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_expect_end(peer);
}

static void callbacks_are_set(void)
{
    struct peer peer;

    peer_start(&peer, one_message, NULL);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    peer_allow(&peer);
    client_wait(&client, EVENT_MESSAGE);
    client_expect_text(&client, "t", "x");
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"callbacks_are_set", callbacks_are_set},
};

CASES_MAIN(NULL)
