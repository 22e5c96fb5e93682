/* What the NetX tests share: a program is one file that includes this and defines
 * `static void test(void)`, which runs in a thread of priority 16. Two IP
 * instances are there: ip_0 with pool_0 and ip_1 with pool_1. */
#ifndef CHECK_H
#define CHECK_H

/* The C library's networking first, to see that it mixes with the header. */
#include <arpa/inet.h>

#include "nx_api.h"
#include "nx_ip.h"
#include "nx_packet.h"
#include "nx_tcp.h"
#include "tx_api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test(void);

static inline void check_true(int ok, const char *what, const char *file, int line)
{
    if (!ok) {
        printf("%s:%d: failed: %s\n", file, line, what);
        exit(1);
    }
}

static inline void check_equal(unsigned long got, unsigned long want, const char *what, const char *file, int line)
{
    if (got != want) {
        printf("%s:%d: %s is 0x%lx, not 0x%lx\n", file, line, what, got, want);
        exit(1);
    }
}

#define CHECK(condition) check_true((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define EQUAL(got, want) check_equal((unsigned long)(got), (unsigned long)(want), #got, __FILE__, __LINE__)
#define OK(call) EQUAL(call, NX_SUCCESS)

#define MAIN_PRIORITY 16
#define STACK_SIZE 16384
#define PAYLOAD 512
#define PACKETS 40
#define ADDRESS_0 IP_ADDRESS(10, 77, 0, 1)
#define ADDRESS_1 IP_ADDRESS(10, 77, 0, 2)

/* Long enough for anything that does happen, in ticks. */
#define LONG_WAIT (30 * NX_IP_PERIODIC_RATE)

#define THREADS 4
static TX_THREAD threads[THREADS];
static ULONG stacks[THREADS + 3][STACK_SIZE / sizeof(ULONG)];
static TX_THREAD main_thread;
static NX_IP ip_0, ip_1;
static NX_PACKET_POOL pool_0, pool_1;
static ULONG memory_0[PACKETS * (PAYLOAD + sizeof(NX_PACKET)) / sizeof(ULONG)];
static ULONG memory_1[PACKETS * (PAYLOAD + sizeof(NX_PACKET)) / sizeof(ULONG)];
static ULONG arp_0[128], arp_1[128];

static CHAR name[] = "test";

extern VOID _nx_ram_network_driver(NX_IP_DRIVER *request);

/* Starts threads[i] with `entry(i)` at a priority. It runs at once if that is more urgent. */
static inline void spawn(UINT i, UINT priority, VOID (*entry)(ULONG))
{
    EQUAL(tx_thread_create(&threads[i], name, entry, i, stacks[i], STACK_SIZE, priority, priority, TX_NO_TIME_SLICE,
                           TX_AUTO_START), TX_SUCCESS);
}

static inline void reap(UINT i)
{
    EQUAL(tx_thread_terminate(&threads[i]), TX_SUCCESS);
    EQUAL(tx_thread_delete(&threads[i]), TX_SUCCESS);
}

/* A packet of ip_0's pool with `size` bytes that follow from `seed`. */
static inline NX_PACKET *make_packet(NX_PACKET_POOL *pool, ULONG size, UCHAR seed)
{
    NX_PACKET *packet;
    ULONG i;

    OK(nx_packet_allocate(pool, &packet, NX_TCP_PACKET, LONG_WAIT));
    for (i = 0; i < size; i++) {
        UCHAR byte = (UCHAR)(seed + i * 7 + (i >> 8));

        OK(nx_packet_data_append(packet, &byte, 1, pool, LONG_WAIT));
    }
    return packet;
}

static inline VOID main_entry(ULONG input)
{
    ULONG status;

    (void)input;
    OK(nx_ip_status_check(&ip_0, NX_IP_INITIALIZE_DONE | NX_IP_LINK_ENABLED, &status, LONG_WAIT));
    OK(nx_ip_status_check(&ip_1, NX_IP_INITIALIZE_DONE | NX_IP_LINK_ENABLED, &status, LONG_WAIT));
    test();
    exit(0);
}

VOID tx_application_define(VOID *memory)
{
    (void)memory;
    nx_system_initialize();
    OK(nx_packet_pool_create(&pool_0, name, PAYLOAD, memory_0, sizeof(memory_0)));
    OK(nx_packet_pool_create(&pool_1, name, PAYLOAD, memory_1, sizeof(memory_1)));
    OK(nx_ip_create(&ip_0, name, ADDRESS_0, 0xFFFFFF00UL, &pool_0, _nx_ram_network_driver, stacks[THREADS],
                    STACK_SIZE, 1));
    OK(nx_ip_create(&ip_1, name, ADDRESS_1, 0xFFFFFF00UL, &pool_1, _nx_ram_network_driver, stacks[THREADS + 1],
                    STACK_SIZE, 1));
    OK(nx_arp_enable(&ip_0, arp_0, sizeof(arp_0)));
    OK(nx_arp_enable(&ip_1, arp_1, sizeof(arp_1)));
    OK(nx_tcp_enable(&ip_0));
    OK(nx_tcp_enable(&ip_1));
    EQUAL(tx_thread_create(&main_thread, name, main_entry, 0, stacks[THREADS + 2], STACK_SIZE, MAIN_PRIORITY,
                           MAIN_PRIORITY, TX_NO_TIME_SLICE, TX_AUTO_START), TX_SUCCESS);
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    tx_kernel_enter();
    return 2;
}

#endif
