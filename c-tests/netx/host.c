/* TCP through the host, against servers made with plain sockets in a thread of
 * their own. */
#include "check.h"

#include <errno.h>
#include <netinet/in.h>
#include <linux/tcp.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#define WINDOW 8192
#define LARGE (1024 * 1024)
/* More than the host ever holds between two of its sockets. */
#define SEEN (64 * LARGE)

static NX_TCP_SOCKET client;
static UINT disconnected, completed, received, port;
static atomic_int arrived;
static sem_t go;
static UCHAR *want, *seen;
static pthread_t server_thread;
static int listener;
static long segments;

static VOID on_disconnect(NX_TCP_SOCKET *socket) { (void)socket; disconnected++; }
static VOID on_complete(NX_TCP_SOCKET *socket) { (void)socket; completed++; }
static VOID on_receive(NX_TCP_SOCKET *socket) { (void)socket; received++; }

/* ---- the servers' side: no ThreadX calls here ---- */

static int listen_with(int family, int backlog, int buffer)
{
    struct sockaddr_storage address;
    socklen_t size = family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    int fd = socket(family, SOCK_STREAM, 0);

    if (buffer)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof(buffer));
    memset(&address, 0, sizeof(address));
    address.ss_family = (sa_family_t)family;
    if (family == AF_INET)
        ((struct sockaddr_in *)&address)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    else
        ((struct sockaddr_in6 *)&address)->sin6_addr = in6addr_loopback;
    CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0 && listen(fd, backlog) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    port = (UINT)ntohs(family == AF_INET ? ((struct sockaddr_in *)&address)->sin_port
                                   : ((struct sockaddr_in6 *)&address)->sin6_port);
    return fd;
}

static int listen_on(int family, int backlog)
{
    return listen_with(family, backlog, 0);
}

static void put_all(int fd, const void *data, size_t size)
{
    const char *at = data;

    while (size) {
        ssize_t n = send(fd, at, size, MSG_NOSIGNAL);

        CHECK(n > 0);
        at += n;
        size -= (size_t)n;
    }
}

static void get_all(int fd, void *data, size_t size)
{
    CHECK(recv(fd, data, size, MSG_WAITALL) == (ssize_t)size);
}

static void await_go(void)
{
    while (sem_wait(&go)) {
        /* Interrupted by a signal. */
    }
}

static void *echo(void *fd)
{
    (void)fd;
    get_all(*(int *)fd, seen, LARGE);
    put_all(*(int *)fd, seen, LARGE);
    return NULL;
}

/* A 40 byte message, cut at every place; the client answers each part. */
static void *cut_everywhere(void *fd)
{
    int i;
    char byte;

    for (i = 1; i < 40; i++) {
        put_all(*(int *)fd, want, (size_t)i);
        get_all(*(int *)fd, &byte, 1);
        put_all(*(int *)fd, want + i, (size_t)(40 - i));
        get_all(*(int *)fd, &byte, 1);
    }
    return NULL;
}

static void *reset_peer(void *fd)
{
    struct linger linger = {1, 0};
    char byte;

    get_all(*(int *)fd, &byte, 1);
    CHECK(setsockopt(*(int *)fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)) == 0);
    return NULL;
}

static void *data_then_close(void *fd)
{
    put_all(*(int *)fd, want, 5000);
    return NULL;
}

static void *read_to_end(void *fd)
{
    int room = 1 << 20;
    ssize_t n;
    int sum = 0;

    await_go();
    /* A small window served late moves a few bytes per delayed acknowledgement. */
    CHECK(setsockopt(*(int *)fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room)) == 0);
    while ((n = recv(*(int *)fd, seen + sum, SEEN - (size_t)sum, 0)) > 0)
        sum += (int)n;
    CHECK(n == 0);
    atomic_store(&arrived, sum);
    return NULL;
}

static void *pour(void *fd)
{
    put_all(*(int *)fd, want, LARGE / 4);
    return NULL;
}

static void *count_segments(void *fd)
{
    struct tcp_info info;
    socklen_t size = sizeof(info);

    get_all(*(int *)fd, seen, 16000);
    CHECK(getsockopt(*(int *)fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0);
    segments = info.tcpi_data_segs_in;
    atomic_store(&arrived, 16000);
    put_all(*(int *)fd, "x", 1);
    return NULL;
}

static void *one_byte(void *fd)
{
    char byte;

    get_all(*(int *)fd, &byte, 1);
    atomic_store(&arrived, 1);
    await_go();
    return NULL;
}

static void *nothing(void *fd)
{
    (void)fd;
    await_go();
    return NULL;
}

static void *say_nothing(void *fd)
{
    (void)fd;
    return NULL;
}

static void *(*role)(void *);

static void *serve(void *unused)
{
    int fd = accept(listener, NULL, NULL), on = 1;

    (void)unused;
    CHECK(fd >= 0);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    role(&fd);
    close(fd);
    return NULL;
}

/* ---- the client's side ---- */

static void start(void *(*what)(void *))
{
    CHECK(sem_init(&go, 0, 0) == 0);
    atomic_store(&arrived, 0);
    role = what;
    disconnected = completed = received = 0;
    CHECK(pthread_create(&server_thread, NULL, serve, NULL) == 0);
    OK(nx_tcp_client_socket_connect(&client, IP_ADDRESS(127, 0, 0, 1), port, LONG_WAIT));
    /* A peer that closes at once may have done so already. */
    CHECK(client.nx_tcp_socket_state == NX_TCP_ESTABLISHED || client.nx_tcp_socket_state == NX_TCP_CLOSE_WAIT);
}

static void finish(void)
{
    pthread_join(server_thread, NULL);
    EQUAL(pool_0.nx_packet_pool_available, PACKETS);
}

static void send_bytes(const UCHAR *data, ULONG size)
{
    NX_PACKET *packet;

    OK(nx_packet_allocate(&pool_0, &packet, NX_TCP_PACKET, LONG_WAIT));
    OK(nx_packet_data_append(packet, (VOID *)data, size, &pool_0, LONG_WAIT));
    OK(nx_tcp_socket_send(&client, packet, LONG_WAIT));
}

static void expect_bytes(const UCHAR *data, ULONG size)
{
    static UCHAR buffer[PAYLOAD];
    NX_PACKET *packet;
    ULONG got = 0, bytes;

    while (got < size) {
        OK(nx_tcp_socket_receive(&client, &packet, LONG_WAIT));
        CHECK(packet->nx_packet_next == NX_NULL && packet->nx_packet_pool_owner == &pool_0);
        OK(nx_packet_data_retrieve(packet, buffer, &bytes));
        CHECK(got + bytes <= size);
        CHECK(memcmp(buffer, data + got, bytes) == 0);
        got += bytes;
        OK(nx_packet_release(packet));
    }
}

static void large_both_ways(void)
{
    ULONG sent = 0, size = 1;

    start(echo);
    while (sent < LARGE) {
        size = size % 3001 + 37;
        if (size > LARGE - sent)
            size = LARGE - sent;
        send_bytes(want + sent, size);
        sent += size;
    }
    expect_bytes(want, LARGE);
    CHECK(memcmp(seen, want, LARGE) == 0);
    EQUAL(client.nx_tcp_socket_bytes_sent, LARGE);
    EQUAL(client.nx_tcp_socket_bytes_received, LARGE);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    finish();
}

static void cuts(void)
{
    ULONG i;

    start(cut_everywhere);
    for (i = 1; i < 40; i++) {
        expect_bytes(want, i);
        send_bytes(want, 1);
        expect_bytes(want + i, 40 - i);
        send_bytes(want, 1);
    }
    EQUAL(received, 2 * 39);
    EQUAL(nx_tcp_socket_disconnect(&client, NX_NO_WAIT), NX_IN_PROGRESS);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    finish();
}

static void reset_by_peer(void)
{
    NX_PACKET *packet;

    start(reset_peer);
    send_bytes(want, 1);
    EQUAL(nx_tcp_socket_receive(&client, &packet, LONG_WAIT), NX_NOT_CONNECTED);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    EQUAL(disconnected, 1);
    EQUAL(completed, 1);
    packet = make_packet(&pool_0, 1, 0);
    EQUAL(nx_tcp_socket_send(&client, packet, LONG_WAIT), NX_NOT_CONNECTED);
    OK(nx_packet_release(packet));
    EQUAL(nx_tcp_socket_disconnect(&client, LONG_WAIT), NX_NOT_CONNECTED);
    finish();
}

static void closed_by_peer(void)
{
    NX_PACKET *packet;

    start(data_then_close);
    OK(nx_tcp_socket_state_wait(&client, NX_TCP_CLOSE_WAIT, LONG_WAIT));
    EQUAL(disconnected, 1);
    expect_bytes(want, 5000);
    EQUAL(nx_tcp_socket_receive(&client, &packet, LONG_WAIT), NX_NOT_CONNECTED);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    EQUAL(completed, 1);
    finish();
}

static void closing_first(void)
{
    ULONG i;

    /* With a wait: the peer has everything, then the close. */
    start(read_to_end);
    sem_post(&go);
    for (i = 0; i < 10; i++)
        send_bytes(want + 100 * i, 100);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    EQUAL(client.nx_tcp_socket_state, NX_TCP_TIMED_WAIT);
    EQUAL(disconnected, 1);
    EQUAL(completed, 1);
    finish();
    EQUAL(atomic_load(&arrived), 1000);
    CHECK(memcmp(seen, want, 1000) == 0);

    /* Without: what was sent still arrives. */
    start(read_to_end);
    sem_post(&go);
    for (i = 0; i < 10; i++)
        send_bytes(want + 100 * i, 100);
    EQUAL(nx_tcp_socket_disconnect(&client, NX_NO_WAIT), NX_IN_PROGRESS);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    finish();
    EQUAL(atomic_load(&arrived), 1000);

    /* The peer does not close. */
    start(nothing);
    EQUAL(nx_tcp_socket_disconnect(&client, 3), NX_DISCONNECT_FAILED);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    sem_post(&go);
    finish();
}

static VOID pass_on(NX_TCP_SOCKET *socket)
{
    (void)socket;
    received++;
}

/* The peer does not read: packets gather on the transmit queue up to its depth. Long ones, so that
 * the host takes parts. */
static void blocked(void)
{
    /* More packets than are gathered before they must leave. */
    static NX_PACKET_POOL large;
    static ULONG memory[300 * (PAYLOAD + sizeof(NX_PACKET)) / sizeof(ULONG)];
    int before = listener;
    UINT port_before = port;
    NX_PACKET *packet;
    ULONG sent = 0, size = 1, i;
    UINT status;

    OK(nx_packet_pool_create(&large, name, PAYLOAD, memory, sizeof(memory)));
    listener = listen_with(AF_INET, 5, 4096);
    start(read_to_end);
    OK(nx_tcp_socket_queue_depth_notify_set(&client, pass_on));
    OK(nx_tcp_socket_transmit_configure(&client, 4, 100, 10, 0));
    for (;;) {
        size = size % 3001 + 37;
        OK(nx_packet_allocate(&large, &packet, NX_TCP_PACKET, NX_NO_WAIT));
        OK(nx_packet_data_append(packet, want + sent % 65536, size, &large, NX_NO_WAIT));
        status = nx_tcp_socket_send(&client, packet, NX_NO_WAIT);
        if (status != NX_SUCCESS)
            break;
        sent += size;
        CHECK(sent < SEEN / 2);
    }
    EQUAL(status, NX_TX_QUEUE_DEPTH);
    /* Those gathered before the host refused count, too. */
    CHECK(client.nx_tcp_socket_transmit_sent_count >= 4);
    EQUAL(nx_tcp_socket_send(&client, packet, 2), NX_TX_QUEUE_DEPTH);
    sem_post(&go);
    OK(nx_tcp_socket_send(&client, packet, LONG_WAIT));
    sent += size;
    CHECK(received > 0);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    finish();
    EQUAL(atomic_load(&arrived), sent);
    for (i = 0, size = 1; i < sent;) {
        size = size % 3001 + 37;
        CHECK(memcmp(seen + i, want + i % 65536, size) == 0);
        i += size;
    }
    EQUAL(large.nx_packet_pool_available, large.nx_packet_pool_total);
    OK(nx_packet_pool_delete(&large));
    OK(nx_tcp_socket_transmit_configure(&client, 20, 100, 10, 0));
    close(listener);
    listener = before;
    port = port_before;
}

/* A slow reader with few packets: nothing is lost, the window holds. */
static void slow_reader(void)
{
    NX_PACKET *held[PACKETS + 1];
    ULONG count = 0, i;

    while (pool_0.nx_packet_pool_available > 3) {
        OK(nx_packet_allocate(&pool_0, &held[count], 0, NX_NO_WAIT));
        count++;
    }
    start(pour);
    tx_thread_sleep(2);
    CHECK(client.nx_tcp_socket_bytes_received <= WINDOW);
    expect_bytes(want, LARGE / 4);
    for (i = 0; i < count; i++)
        OK(nx_packet_release(held[i]));
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    finish();
}

/* The pool runs empty while data arrives: reading goes on when packets come back. */
static void no_packets(void)
{
    NX_PACKET *held[PACKETS + 1];
    ULONG count = 0, i;

    while (pool_0.nx_packet_pool_available) {
        OK(nx_packet_allocate(&pool_0, &held[count], 0, NX_NO_WAIT));
        count++;
    }
    start(data_then_close);
    tx_thread_sleep(2);
    EQUAL(client.nx_tcp_socket_receive_queue_count, 0);
    for (i = 0; i < count; i++)
        OK(nx_packet_release(held[i]));
    expect_bytes(want, 5000);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    finish();

    /* The peer's close is seen without a packet: before ours and after. */
    for (i = 0; i < 2; i++) {
        for (count = 0; pool_0.nx_packet_pool_available; count++)
            OK(nx_packet_allocate(&pool_0, &held[count], 0, NX_NO_WAIT));
        start(i ? read_to_end : say_nothing);
        sem_post(&go);
        if (i == 0)
            OK(nx_tcp_socket_state_wait(&client, NX_TCP_CLOSE_WAIT, LONG_WAIT));
        OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
        while (count)
            OK(nx_packet_release(held[--count]));
        finish();
    }
}

/* Many small sends leave in few segments; the pool is smaller than the burst. */
static void gathered(void)
{
    ULONG i;

    start(count_segments);
    for (i = 0; i < 1000; i++)
        send_bytes(want + 16 * i, 16);
    expect_bytes((const UCHAR *)"x", 1);
    CHECK(memcmp(seen, want, 16000) == 0);
    printf("1000 sends of 16 bytes: %ld segments\n", segments);
    CHECK(segments < 100);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    finish();
}

/* A lone send is not held back: it arrives while the sender never calls the kernel. */
static void alone(void)
{
    start(one_byte);
    tx_thread_sleep(1);
    send_bytes(want, 1);
    /* The packet is free again: it has left. */
    EQUAL(pool_0.nx_packet_pool_available, PACKETS);
    while (!atomic_load(&arrived))
        ;
    sem_post(&go);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    finish();
}

static void not_connecting(void)
{
    struct sockaddr_in address;
    int full, fillers[8], i;

    /* Nobody listens. */
    close(listener);
    EQUAL(nx_tcp_client_socket_connect(&client, IP_ADDRESS(127, 0, 0, 1), port, LONG_WAIT), NX_NOT_CONNECTED);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    EQUAL(nx_tcp_client_socket_connect(&client, IP_ADDRESS(127, 0, 0, 1), port, NX_NO_WAIT), NX_IN_PROGRESS);
    OK(nx_tcp_socket_state_wait(&client, NX_TCP_CLOSED, LONG_WAIT));

    /* A listener that answers nobody: its queue is full. */
    full = listen_on(AF_INET, 0);
    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (i = 0; i < 8; i++) {
        fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        connect(fillers[i], (struct sockaddr *)&address, sizeof(address));
    }
    EQUAL(nx_tcp_client_socket_connect(&client, IP_ADDRESS(127, 0, 0, 1), port, 5), NX_NOT_CONNECTED);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    EQUAL(nx_tcp_client_socket_connect(&client, IP_ADDRESS(127, 0, 0, 1), port, NX_NO_WAIT), NX_IN_PROGRESS);
    EQUAL(nx_tcp_client_socket_connect(&client, IP_ADDRESS(127, 0, 0, 1), port, NX_NO_WAIT), NX_NOT_CLOSED);
    OK(nx_tcp_socket_disconnect(&client, NX_NO_WAIT));
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    for (i = 0; i < 8; i++)
        close(fillers[i]);
    close(full);
}

static void version_6(void)
{
    NXD_ADDRESS loopback, own;

    memset(&loopback, 0, sizeof(loopback));
    loopback.nxd_ip_version = NX_IP_VERSION_V6;
    loopback.nxd_ip_address.v6[3] = 1;
    own = loopback;
    own.nxd_ip_address.v6[0] = 0xFD000000;
    listener = listen_on(AF_INET6, 5);
    OK(nxd_ipv6_enable(&ip_0));
    OK(nxd_ipv6_address_set(&ip_0, 0, &own, 64, NX_NULL));
    role = echo;
    CHECK(pthread_create(&server_thread, NULL, serve, NULL) == 0);
    OK(nxd_tcp_client_socket_connect(&client, &loopback, port, LONG_WAIT));
    {
        ULONG sent;

        for (sent = 0; sent < LARGE; sent += 4096)
            send_bytes(want + sent, 4096);
    }
    expect_bytes(want, LARGE);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    finish();
    close(listener);
}

static void test(void)
{
    ULONG i;

    want = malloc(LARGE);
    seen = malloc(SEEN);
    CHECK(want && seen);
    for (i = 0; i < LARGE; i++)
        want[i] = (UCHAR)(i * 31 + (i >> 9));
    listener = listen_on(AF_INET, 5);
    OK(nx_tcp_socket_create(&ip_0, &client, name, NX_IP_NORMAL, NX_FRAGMENT_OKAY, NX_IP_TIME_TO_LIVE, WINDOW, NX_NULL,
                            on_disconnect));
    OK(nx_tcp_socket_receive_notify(&client, on_receive));
    OK(nx_tcp_socket_disconnect_complete_notify(&client, on_complete));
    OK(nx_tcp_client_socket_bind(&client, NX_ANY_PORT, NX_NO_WAIT));
    large_both_ways();
    cuts();
    reset_by_peer();
    closed_by_peer();
    closing_first();
    blocked();
    slow_reader();
    no_packets();
    gathered();
    alone();
    not_connecting();
    version_6();
    OK(nx_tcp_client_socket_unbind(&client));
    OK(nx_tcp_socket_delete(&client));
    free(want);
    free(seen);
}
