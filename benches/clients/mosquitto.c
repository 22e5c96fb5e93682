/* libmosquitto without its thread: mosquitto_publish writes at once, and this loop reads.
   (With mosquitto_loop_start every publish also wakes the thread through a socket pair: slower.) */

#include "bench.h"

#include <errno.h>
#include <mosquitto.h>
#include <poll.h>

/* QoS 1 messages in flight at most. libmosquitto walks the list of them at every
   acknowledgement, so that more is slower. */
#define WINDOW 100

static struct mosquitto *client;
static struct bench bench;
static long acknowledged, received;
static int connected, subscribed;

static void check(const char *what, int code)
{
    if (code != MOSQ_ERR_SUCCESS)
        bench_fail(what, code);
}

static void on_connect(struct mosquitto *m, void *context, int code)
{
    (void)m, (void)context;
    check("connack", code);
    connected = 1;
}

static void on_publish(struct mosquitto *m, void *context, int id)
{
    (void)m, (void)context, (void)id;
    acknowledged++;
}

static void on_message(struct mosquitto *m, void *context, const struct mosquitto_message *message)
{
    (void)m, (void)context;
    if (message->payloadlen != bench.size)
        bench_fail("payload length", message->payloadlen);
    received++;
}

static void on_subscribe(struct mosquitto *m, void *context, int id, int count, const int *granted)
{
    (void)m, (void)context, (void)id, (void)count, (void)granted;
    subscribed = 1;
}

/* Waits for the socket and lets the library read and write. */
static void turn(void)
{
    struct pollfd fd = {.fd = mosquitto_socket(client), .events = POLLIN};
    if (mosquitto_want_write(client))
        fd.events |= POLLOUT;
    if (poll(&fd, 1, -1) < 0)
        bench_fail("poll", errno);
    if (fd.revents & POLLOUT)
        check("loop_write", mosquitto_loop_write(client, 1));
    if (!(fd.revents & POLLIN))
        return;
    /* One call takes one packet. More of them without asking poll again, as long as they yield:
       a quarter fewer system calls in a burst. */
    long before;
    do {
        before = acknowledged + received;
        check("loop_read", mosquitto_loop_read(client, 1));
    } while (acknowledged + received != before && bench.which != LATENCY);
}

static void send_one(int qos)
{
    check("publish", mosquitto_publish(client, NULL, BENCH_TOPIC, bench.size, bench.payload, qos, false));
}

static void open_connection(void)
{
    mosquitto_lib_init();
    client = mosquitto_new("mosquitto", true, NULL);
    if (!client)
        bench_fail("mosquitto_new", errno);
    mosquitto_connect_callback_set(client, on_connect);
    mosquitto_publish_callback_set(client, on_publish);
    mosquitto_message_callback_set(client, on_message);
    mosquitto_subscribe_callback_set(client, on_subscribe);
    check("inflight", mosquitto_max_inflight_messages_set(client, WINDOW));
    /* Nagle merges the small writes of a burst: much faster, and no loss where one waits for all. */
    check("nodelay", mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, bench.which == LATENCY));
    check("connect", mosquitto_connect(client, bench.host, bench.port, 300));
    while (!connected)
        turn();
}

static void publish_qos0(void)
{
    bench_begin();
    for (long i = 1; i < bench.count; i++) {
        send_one(0);
        while (mosquitto_want_write(client))
            turn();
    }
    /* on_publish also tells of each QoS 0 message. */
    send_one(1);
    while (acknowledged < bench.count)
        turn();
    bench_end(bench.count);
}

static void publish_qos1(void)
{
    long sent = 0;

    bench_begin();
    while (acknowledged < bench.count) {
        while (sent < bench.count && sent - acknowledged < WINDOW) {
            send_one(1);
            sent++;
        }
        turn();
    }
    bench_end(bench.count);
}

static void receive_qos0(void)
{
    check("subscribe", mosquitto_subscribe(client, NULL, BENCH_TOPIC, 0));
    while (!subscribed)
        turn();
    bench_begin();
    check("publish", mosquitto_publish(client, NULL, bench.command, 0, NULL, 0, false));
    while (received < bench.count)
        turn();
    bench_end(received);
}

static void latency(void)
{
    long total = bench_warm_up(&bench) + bench.count;

    while (acknowledged < total) {
        long before = acknowledged;
        bench_trip_begin(&bench);
        send_one(1);
        while (acknowledged == before)
            turn();
        bench_trip_end(&bench);
    }
}

int main(int argc, char **argv)
{
    static void (*const cases[])(void) = {publish_qos0, publish_qos1, receive_qos0, latency};

    bench_parse(&bench, argc, argv);
    open_connection();
    cases[bench.which]();
    mosquitto_disconnect(client);
    mosquitto_destroy(client);
    mosquitto_lib_cleanup();
    return 0;
}
