/* paho's MQTTClient with its receiving thread: MQTTClient_publish writes on the caller's thread,
   callbacks come on the other. (MQTTAsync hands every message to a further thread: slower. Without
   callbacks MQTTClient only reads inside calls that wait for milliseconds.) */

#include "bench.h"

#include <MQTTClient.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

/* QoS 1 messages in flight at most. Below the library's own limit, where it would sleep. */
#define WINDOW 50

static MQTTClient client;
static struct bench bench;
static sem_t room;     /* messages that may still be published */
static sem_t finished; /* posted when `wanted` events have come */
static atomic_long events;
static long wanted;

static void check(const char *what, int code)
{
    if (code != MQTTCLIENT_SUCCESS)
        bench_fail(what, code);
}

static void count_event(void)
{
    if (atomic_fetch_add(&events, 1) + 1 == wanted)
        sem_post(&finished);
}

static void on_delivered(void *context, MQTTClient_deliveryToken token)
{
    (void)context, (void)token;
    sem_post(&room);
    count_event();
}

static int on_message(void *context, char *topic, int topic_length, MQTTClient_message *message)
{
    (void)context, (void)topic_length;
    if (message->payloadlen != bench.size)
        bench_fail("payload length", message->payloadlen);
    MQTTClient_freeMessage(&message);
    MQTTClient_free(topic);
    count_event();
    return 1;
}

static void on_lost(void *context, char *cause)
{
    (void)context;
    bench_fail(cause ? cause : "connection lost", 0);
}

static void send_one(int qos)
{
    check("publish", MQTTClient_publish(client, BENCH_TOPIC, bench.size, bench.payload, qos, 0, NULL));
}

static void open_connection(void)
{
    MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
    char url[128];

    snprintf(url, sizeof url, "tcp://%s:%d", bench.host, bench.port);
    check("create", MQTTClient_create(&client, url, "paho", MQTTCLIENT_PERSISTENCE_NONE, NULL));
    check("callbacks", MQTTClient_setCallbacks(client, NULL, on_lost, on_message, on_delivered));
    options.keepAliveInterval = 300;
    options.cleansession = 1;
    options.reliable = 0;
    options.maxInflightMessages = 2 * WINDOW;
    check("connect", MQTTClient_connect(client, &options));
}

static void publish_qos0(void)
{
    wanted = 1;
    bench_begin();
    for (long i = 1; i < bench.count; i++)
        send_one(0);
    send_one(1);
    sem_wait(&finished);
    bench_end(bench.count);
}

static void publish_qos1(void)
{
    wanted = bench.count;
    bench_begin();
    for (long i = 0; i < bench.count; i++) {
        sem_wait(&room);
        send_one(1);
    }
    sem_wait(&finished);
    bench_end(bench.count);
}

static void receive_qos0(void)
{
    wanted = bench.count;
    check("subscribe", MQTTClient_subscribe(client, BENCH_TOPIC, 0));
    bench_begin();
    check("publish", MQTTClient_publish(client, bench.command, 0, NULL, 0, 0, NULL));
    sem_wait(&finished);
    bench_end(bench.count);
}

static void latency(void)
{
    long total = bench_warm_up(&bench) + bench.count;

    for (long i = 0; i < total; i++) {
        wanted = i + 1;
        bench_trip_begin(&bench);
        send_one(1);
        sem_wait(&finished);
        bench_trip_end(&bench);
    }
}

int main(int argc, char **argv)
{
    static void (*const cases[])(void) = {publish_qos0, publish_qos1, receive_qos0, latency};

    bench_parse(&bench, argc, argv);
    sem_init(&room, 0, WINDOW);
    sem_init(&finished, 0, 0);
    open_connection();
    cases[bench.which]();
    MQTTClient_disconnect(client, 1000);
    MQTTClient_destroy(&client);
    return 0;
}
