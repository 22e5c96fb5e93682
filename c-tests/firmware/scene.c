/* What every scenario works with. */
#include "scene.h"

NXD_MQTT_CLIENT client;
NX_PACKET_POOL pool;
NX_PACKET_POOL arriving_pool;
NX_IP ip;
NXD_ADDRESS server;
UCHAR client_stack[STACK_SIZE] __attribute__((aligned(8)));
UCHAR application_stack[2 * STACK_SIZE] __attribute__((aligned(8)));

static TX_THREAD application_thread;
static VOID (*application_entry)(ULONG);
static UCHAR packets[PACKETS * (PAYLOAD + sizeof(NX_PACKET))] __attribute__((aligned(8)));
static UCHAR arriving_packets[PACKETS * (PAYLOAD + sizeof(NX_PACKET))] __attribute__((aligned(8)));

int scene_run(VOID (*application)(ULONG))
{
    application_entry = application;
    tx_kernel_enter();
    return 0;
}

VOID tx_application_define(VOID *first_unused_memory)
{
    (void)first_unused_memory;
    nx_system_initialize();
    nx_packet_pool_create(&pool, (CHAR *)"client", PAYLOAD, packets, sizeof(packets));
    nx_packet_pool_create(&arriving_pool, (CHAR *)"arriving", PAYLOAD, arriving_packets, sizeof(arriving_packets));
    nx_ip_create(&ip, (CHAR *)"ip", IP_ADDRESS(192, 0, 2, 1), 0xFFFFFF00UL, &arriving_pool, NX_NULL, arriving_packets,
                 sizeof(arriving_packets), 1);
    nx_tcp_enable(&ip);
    server.nxd_ip_version = NX_IP_VERSION_V4;
    server.nxd_ip_address.v4 = IP_ADDRESS(192, 0, 2, 2);
    tx_thread_create(&application_thread, (CHAR *)"application", application_entry, 0, application_stack,
                     sizeof(application_stack), APPLICATION_PRIORITY, APPLICATION_PRIORITY, TX_NO_TIME_SLICE,
                     TX_AUTO_START);
}

UINT scene_create(void)
{
    static CHAR id[] = "device";

    broker_reset(&arriving_pool);
    return nxd_mqtt_client_create(&client, (CHAR *)"mqtt", id, sizeof(id) - 1, &ip, &pool, client_stack,
                                  sizeof(client_stack), CLIENT_PRIORITY, NX_NULL, 0);
}

UINT scene_connect(UINT clean_session)
{
    return nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, 0, clean_session, WAIT);
}

void scene_settle(void)
{
    tx_thread_sleep(1);
}

static UINT untouched(const UCHAR *stack)
{
    UINT count = 0;

    while (stack[count] == (UCHAR)TX_STACK_FILL)
        count++;
    return count;
}

UINT scene_client_stack(void)
{
    return sizeof(client_stack) - untouched(client_stack);
}

/* Its own frame, and memset's, stay out of what it cleans. */
void scene_stack_clean(const void *frame)
{
    const UINT own = 64;

    memset(application_stack, (UCHAR)TX_STACK_FILL, (size_t)((const UCHAR *)frame - own - application_stack));
}

UINT scene_stack_used(const void *frame)
{
    return (UINT)((const UCHAR *)frame - application_stack) - untouched(application_stack);
}
