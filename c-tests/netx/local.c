/* TCP between two IP instances of the process: server ip_1, client ip_0. */
#include "check.h"

#define PORT 1883
#define WINDOW 2000

static NX_TCP_SOCKET client, server, second;
static UINT listened, disconnected[2], completed[2], received[2], established[2];
static UINT side_status;
static ULONG side_done;

static UINT side(NX_TCP_SOCKET *socket)
{
    return socket == &client ? 0 : 1;
}

static VOID on_listen(NX_TCP_SOCKET *socket, UINT port)
{
    CHECK(socket == &server || socket == &second);
    EQUAL(port, PORT);
    CHECK(tx_thread_identify() == &ip_1.nx_ip_thread || tx_thread_identify() == &main_thread);
    listened++;
}

static VOID on_disconnect(NX_TCP_SOCKET *socket) { disconnected[side(socket)]++; }
static VOID on_complete(NX_TCP_SOCKET *socket) { completed[side(socket)]++; }
static VOID on_establish(NX_TCP_SOCKET *socket) { established[side(socket)]++; }

static VOID on_receive(NX_TCP_SOCKET *socket)
{
    CHECK(tx_thread_identify() == &socket->nx_tcp_socket_ip_ptr->nx_ip_thread);
    received[side(socket)]++;
}

static void make(NX_TCP_SOCKET *socket, NX_IP *ip)
{
    OK(nx_tcp_socket_create(ip, socket, name, NX_IP_NORMAL, NX_FRAGMENT_OKAY, NX_IP_TIME_TO_LIVE, WINDOW, NX_NULL,
                            on_disconnect));
    OK(nx_tcp_socket_receive_notify(socket, on_receive));
    OK(nx_tcp_socket_establish_notify(socket, on_establish));
    OK(nx_tcp_socket_disconnect_complete_notify(socket, on_complete));
}

/* Connects client and server; the server socket listens already. */
static void join(NXD_ADDRESS *address)
{
    memset(established, 0, sizeof(established));
    memset(disconnected, 0, sizeof(disconnected));
    memset(completed, 0, sizeof(completed));
    EQUAL(nx_tcp_server_socket_accept(&server, NX_NO_WAIT), NX_IN_PROGRESS);
    EQUAL(server.nx_tcp_socket_state, NX_TCP_SYN_RECEIVED);
    OK(nxd_tcp_client_socket_connect(&client, address, PORT, LONG_WAIT));
    OK(nx_tcp_server_socket_accept(&server, LONG_WAIT));
    EQUAL(client.nx_tcp_socket_state, NX_TCP_ESTABLISHED);
    EQUAL(server.nx_tcp_socket_state, NX_TCP_ESTABLISHED);
    EQUAL(established[0], 1);
    EQUAL(established[1], 1);
}

/* Sends `size` bytes and receives them on the other side, in however many packets. */
static void transfer(NX_TCP_SOCKET *from, NX_TCP_SOCKET *to, ULONG size)
{
    NX_PACKET_POOL *pool = from->nx_tcp_socket_ip_ptr->nx_ip_default_packet_pool;
    NX_PACKET *packet = make_packet(pool, size, 5);
    ULONG got = 0, bytes;
    static UCHAR buffer[4 * PAYLOAD];

    OK(nx_tcp_socket_send(from, packet, LONG_WAIT));
    CHECK(packet == NX_NULL);
    while (got < size) {
        OK(nx_tcp_socket_receive(to, &packet, LONG_WAIT));
        CHECK(packet->nx_packet_pool_owner == to->nx_tcp_socket_ip_ptr->nx_ip_default_packet_pool);
        CHECK(got + packet->nx_packet_length <= size);
        OK(nx_packet_data_retrieve(packet, buffer + got, &bytes));
        got += bytes;
        OK(nx_packet_release(packet));
    }
    for (bytes = 0; bytes < size; bytes++)
        EQUAL(buffer[bytes], (UCHAR)(5 + bytes * 7 + (bytes >> 8)));
    EQUAL(nx_tcp_socket_receive(to, &packet, NX_NO_WAIT), NX_NO_PACKET);
}

static VOID close_server(ULONG input)
{
    (void)input;
    side_status = nx_tcp_socket_disconnect(&server, LONG_WAIT);
    side_done = 1;
}

static void full_pools(void)
{
    EQUAL(pool_0.nx_packet_pool_available, PACKETS);
    EQUAL(pool_1.nx_packet_pool_available, PACKETS);
}

/* The server socket listens again after a connection. */
static void again(void)
{
    OK(nx_tcp_server_socket_unaccept(&server));
    EQUAL(server.nx_tcp_socket_state, NX_TCP_CLOSED);
    OK(nx_tcp_server_socket_relisten(&ip_1, PORT, &server));
    EQUAL(server.nx_tcp_socket_state, NX_TCP_LISTEN_STATE);
    full_pools();
}

static void before_connecting(NXD_ADDRESS *address)
{
    NX_PACKET *packet = make_packet(&pool_0, 1, 0);
    ULONG peer, port;

    EQUAL(nxd_tcp_client_socket_connect(&client, address, PORT, NX_NO_WAIT), NX_NOT_BOUND);
    EQUAL(nx_tcp_client_socket_unbind(&client), NX_NOT_BOUND);
    EQUAL(nx_tcp_socket_disconnect(&client, NX_NO_WAIT), NX_NOT_CONNECTED);
    EQUAL(nx_tcp_socket_send(&client, packet, NX_NO_WAIT), NX_NOT_CONNECTED);
    OK(nx_packet_release(packet));
    EQUAL(nx_tcp_socket_receive(&client, &packet, NX_NO_WAIT), NX_NOT_BOUND);
    OK(nx_tcp_client_socket_bind(&client, NX_ANY_PORT, NX_NO_WAIT));
    EQUAL(nx_tcp_client_socket_bind(&client, NX_ANY_PORT, NX_NO_WAIT), NX_ALREADY_BOUND);
    CHECK(client.nx_tcp_socket_port >= NX_SEARCH_PORT_START && client.nx_tcp_socket_port <= NX_MAX_PORT);
    EQUAL(nx_tcp_socket_receive(&client, &packet, NX_NO_WAIT), NX_NOT_CONNECTED);
    EQUAL(nx_tcp_socket_peer_info_get(&client, &peer, &port), NX_NOT_CONNECTED);
    EQUAL(nx_tcp_socket_delete(&client), NX_STILL_BOUND);
    EQUAL(nx_tcp_client_socket_connect(&client, IP_ADDRESS(224, 0, 0, 1), PORT, NX_NO_WAIT), NX_IP_ADDRESS_ERROR);
    EQUAL(nx_tcp_client_socket_connect(&client, 0, PORT, NX_NO_WAIT), NX_IP_ADDRESS_ERROR);
    EQUAL(nxd_tcp_client_socket_connect(&client, address, 0x10000, NX_NO_WAIT), NX_INVALID_PORT);
}

static void refused(NXD_ADDRESS *address)
{
    memset(completed, 0, sizeof(completed));
    memset(disconnected, 0, sizeof(disconnected));
    EQUAL(nxd_tcp_client_socket_connect(&client, address, PORT + 1, LONG_WAIT), NX_NOT_CONNECTED);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    EQUAL(completed[0], 1);
    EQUAL(disconnected[0], 0);
    EQUAL(nxd_tcp_client_socket_connect(&client, address, PORT + 1, NX_NO_WAIT), NX_IN_PROGRESS);
    EQUAL(nx_tcp_socket_state_wait(&client, NX_TCP_CLOSED, LONG_WAIT), NX_SUCCESS);
}

static void data_both_ways(NXD_ADDRESS *address)
{
    ULONG size, bytes, state, queued;
    NX_PACKET *packet;
    NXD_ADDRESS peer;
    ULONG port;

    join(address);
    OK(nxd_tcp_socket_peer_info_get(&client, &peer, &port));
    EQUAL(port, PORT);
    EQUAL(peer.nxd_ip_version, address->nxd_ip_version);
    OK(nxd_tcp_socket_peer_info_get(&server, &peer, &port));
    EQUAL(port, client.nx_tcp_socket_port);
    if (address->nxd_ip_version == NX_IP_VERSION_V4)
        EQUAL(peer.nxd_ip_address.v4, ADDRESS_0);
    for (size = 1; size < 3 * PAYLOAD; size = size * 3 + 1) {
        transfer(&client, &server, size);
        transfer(&server, &client, size);
    }
    /* One packet sent is one packet received. */
    received[1] = 0;
    for (size = 1; size <= 3; size++) {
        packet = make_packet(&pool_0, size, 0);
        OK(nx_tcp_socket_send(&client, packet, NX_NO_WAIT));
    }
    EQUAL(received[1], 3);
    OK(nx_tcp_socket_bytes_available(&server, &bytes));
    EQUAL(bytes, 6);
    OK(nx_tcp_socket_info_get(&server, NX_NULL, NX_NULL, NX_NULL, NX_NULL, NX_NULL, &queued, NX_NULL, &state, NX_NULL,
                              NX_NULL, &bytes));
    EQUAL(queued, 3);
    EQUAL(state, NX_TCP_ESTABLISHED);
    EQUAL(bytes, WINDOW - 6);
    for (size = 1; size <= 3; size++) {
        OK(nx_tcp_socket_receive(&server, &packet, NX_NO_WAIT));
        EQUAL(packet->nx_packet_length, size);
        /* What was received can be sent on. */
        OK(nx_tcp_socket_send(&server, packet, NX_NO_WAIT));
    }
    for (size = 1; size <= 3; size++) {
        OK(nx_tcp_socket_receive(&client, &packet, NX_NO_WAIT));
        EQUAL(packet->nx_packet_length, size);
        OK(nx_packet_release(packet));
    }
    full_pools();
}

/* The client closes first. */
static void client_closes(void)
{
    NX_PACKET *packet;

    side_done = 0;
    packet = make_packet(&pool_0, 5, 0);
    OK(nx_tcp_socket_send(&client, packet, NX_NO_WAIT));
    EQUAL(nx_tcp_socket_disconnect(&client, 2), NX_DISCONNECT_FAILED);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    EQUAL(server.nx_tcp_socket_state, NX_TCP_CLOSE_WAIT);
    EQUAL(disconnected[1], 1);
    /* What came before the close can still be received. */
    OK(nx_tcp_socket_receive(&server, &packet, NX_NO_WAIT));
    OK(nx_packet_release(packet));
    EQUAL(nx_tcp_socket_receive(&server, &packet, LONG_WAIT), NX_NOT_CONNECTED);
    again();
}

static void both_close(NXD_ADDRESS *address)
{
    join(address);
    side_done = 0;
    /* The server's thread runs when the client waits, after the client's FIN. */
    spawn(0, MAIN_PRIORITY + 1, close_server);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    EQUAL(client.nx_tcp_socket_state, NX_TCP_TIMED_WAIT);
    OK(nx_tcp_socket_state_wait(&server, NX_TCP_LISTEN_STATE, LONG_WAIT));
    tx_thread_sleep(1);
    EQUAL(side_done, 1);
    OK(side_status);
    reap(0);
    EQUAL(disconnected[0], 1);
    EQUAL(disconnected[1], 1);
    EQUAL(completed[0], 1);
    EQUAL(completed[1], 1);
    OK(nx_tcp_client_socket_unbind(&client));
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    OK(nx_tcp_client_socket_bind(&client, 4444, NX_NO_WAIT));
    again();
}

static void resets(NXD_ADDRESS *address)
{
    NX_PACKET *packet;

    join(address);
    packet = make_packet(&pool_0, 9, 0);
    OK(nx_tcp_socket_send(&client, packet, NX_NO_WAIT));
    EQUAL(nx_tcp_socket_disconnect(&client, NX_NO_WAIT), NX_IN_PROGRESS);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    EQUAL(server.nx_tcp_socket_state, NX_TCP_LISTEN_STATE);
    EQUAL(disconnected[0], 0);
    EQUAL(disconnected[1], 1);
    EQUAL(completed[1], 1);
    OK(nx_tcp_socket_receive(&server, &packet, NX_NO_WAIT));
    EQUAL(packet->nx_packet_length, 9);
    OK(nx_packet_release(packet));
    again();

    /* The server resets while the client waits for data. */
    join(address);
    spawn(0, MAIN_PRIORITY + 1, close_server);
    EQUAL(nx_tcp_socket_receive(&client, &packet, LONG_WAIT), NX_NOT_CONNECTED);
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSE_WAIT);
    OK(nx_tcp_socket_disconnect(&client, LONG_WAIT));
    EQUAL(client.nx_tcp_socket_state, NX_TCP_CLOSED);
    tx_thread_sleep(1);
    OK(side_status);
    reap(0);
    again();
}

static ULONG taken;

static VOID take_all(ULONG bytes)
{
    NX_PACKET *packet;

    (void)bytes;
    for (taken = 0; taken < 4 * WINDOW;) {
        OK(nx_tcp_socket_receive(&server, &packet, LONG_WAIT));
        taken += packet->nx_packet_length;
        OK(nx_packet_release(packet));
    }
}

static void full_window(NXD_ADDRESS *address)
{
    NX_PACKET *packet;
    ULONG sent = 0, left, i;
    UINT status;

    join(address);
    OK(nx_tcp_socket_transmit_configure(&client, 100, 100, 10, 0));
    for (;;) {
        packet = make_packet(&pool_0, 300, 0);
        status = nx_tcp_socket_send(&client, packet, NX_NO_WAIT);
        if (status != NX_SUCCESS)
            break;
        sent += 300;
    }
    /* The part that fitted was sent; the rest is still the caller's. */
    EQUAL(status, NX_WINDOW_OVERFLOW);
    left = packet->nx_packet_length;
    EQUAL(sent + 300 - left, WINDOW);
    EQUAL(server.nx_tcp_socket_rx_window_current, 0);
    EQUAL(nx_tcp_socket_send(&client, packet, 2), NX_WINDOW_OVERFLOW);
    EQUAL(packet->nx_packet_length, left);
    /* A reader lets a waiting sender go on. */
    spawn(0, MAIN_PRIORITY + 1, take_all);
    OK(nx_tcp_socket_send(&client, packet, LONG_WAIT));
    sent += 300;
    while (sent < 4 * WINDOW) {
        i = 4 * WINDOW - sent < 400 ? 4 * WINDOW - sent : 400;
        packet = make_packet(&pool_0, i, 0);
        OK(nx_tcp_socket_send(&client, packet, LONG_WAIT));
        sent += i;
    }
    while (taken < 4 * WINDOW)
        tx_thread_sleep(1);
    EQUAL(taken, 4 * WINDOW);
    reap(0);
    EQUAL(server.nx_tcp_socket_rx_window_current, WINDOW);
    EQUAL(nx_tcp_socket_disconnect(&client, NX_NO_WAIT), NX_IN_PROGRESS);
    OK(nx_tcp_socket_transmit_configure(&client, 3, 100, 10, 0));
    again();
}

static NX_PACKET *held[PACKETS + 1];

static VOID give_back(ULONG input)
{
    ULONG i;

    (void)input;
    for (i = 0; held[i]; i++)
        OK(nx_packet_release(held[i]));
}

/* The receiver's pool is empty: what is sent waits on the transmit queue, up to its depth. */
static void empty_pool(NXD_ADDRESS *address)
{
    NX_PACKET *packet;
    ULONG i, count = 0;

    join(address);
    while (nx_packet_allocate(&pool_1, &held[count], 0, NX_NO_WAIT) == NX_SUCCESS)
        count++;
    for (i = 0; i < 3; i++) {
        packet = make_packet(&pool_0, 10 + i, 0);
        OK(nx_tcp_socket_send(&client, packet, NX_NO_WAIT));
    }
    packet = make_packet(&pool_0, 13, 0);
    EQUAL(nx_tcp_socket_send(&client, packet, NX_NO_WAIT), NX_TX_QUEUE_DEPTH);
    /* A packet on the queue is not the caller's to release. */
    {
        NX_PACKET *queued = client.nx_tcp_socket_transmit_sent_head;

        EQUAL(nx_packet_release(queued), NX_PTR_ERROR);
        OK(nx_packet_transmit_release(queued));
    }
    EQUAL(nx_tcp_socket_send(&client, packet, 2), NX_TX_QUEUE_DEPTH);
    EQUAL(count, PACKETS);
    /* Runs when the sender waits. */
    spawn(0, MAIN_PRIORITY + 1, give_back);
    OK(nx_tcp_socket_send(&client, packet, LONG_WAIT));
    tx_thread_sleep(1);
    reap(0);
    for (i = 0; i < 4; i++) {
        OK(nx_tcp_socket_receive(&server, &packet, LONG_WAIT));
        EQUAL(packet->nx_packet_length, 10 + i);
        OK(nx_packet_release(packet));
    }
    EQUAL(nx_tcp_socket_disconnect(&client, NX_NO_WAIT), NX_IN_PROGRESS);
    again();
}

/* A client that comes while no socket listens waits for one. */
static void pending(NXD_ADDRESS *address)
{
    NX_TCP_SOCKET other;

    join(address);
    make(&other, &ip_0);
    OK(nx_tcp_client_socket_bind(&other, NX_ANY_PORT, NX_NO_WAIT));
    EQUAL(nxd_tcp_client_socket_connect(&other, address, PORT, 3), NX_NOT_CONNECTED);
    EQUAL(nxd_tcp_client_socket_connect(&other, address, PORT, NX_NO_WAIT), NX_IN_PROGRESS);
    EQUAL(ip_1.nx_ip_tcp_active_listen_requests->nx_tcp_listen_queue_current, 1);
    listened = 0;
    EQUAL(nx_tcp_server_socket_relisten(&ip_1, PORT, &second), NX_CONNECTION_PENDING);
    EQUAL(listened, 1);
    EQUAL(nx_tcp_server_socket_relisten(&ip_1, PORT, &second), NX_NOT_CLOSED);
    OK(nx_tcp_server_socket_accept(&second, LONG_WAIT));
    EQUAL(other.nx_tcp_socket_state, NX_TCP_ESTABLISHED);
    EQUAL(nx_tcp_socket_disconnect(&other, NX_NO_WAIT), NX_IN_PROGRESS);
    OK(nx_tcp_server_socket_unaccept(&second));
    OK(nx_tcp_client_socket_unbind(&other));
    OK(nx_tcp_socket_delete(&other));
    EQUAL(nx_tcp_socket_disconnect(&client, NX_NO_WAIT), NX_IN_PROGRESS);
    again();

    /* Nobody comes. */
    EQUAL(nx_tcp_server_socket_accept(&server, 3), NX_NOT_CONNECTED);
    EQUAL(server.nx_tcp_socket_state, NX_TCP_LISTEN_STATE);
}

static VOID bind_waiter(ULONG input)
{
    (void)input;
    side_status = nx_tcp_client_socket_bind(&second, 4444, LONG_WAIT);
    side_done = 1;
}

static void ports(void)
{
    UINT port;

    OK(nx_tcp_client_socket_port_get(&client, &port));
    EQUAL(port, 4444);
    OK(nx_tcp_free_port_find(&ip_0, 4444, &port));
    EQUAL(port, 4445);
    OK(nx_tcp_socket_delete(&second));
    make(&second, &ip_0);
    EQUAL(nx_tcp_client_socket_bind(&second, 4444, NX_NO_WAIT), NX_PORT_UNAVAILABLE);
    EQUAL(nx_tcp_client_socket_bind(&second, 4444, 2), NX_PORT_UNAVAILABLE);
    side_done = 0;
    spawn(0, MAIN_PRIORITY - 1, bind_waiter);
    EQUAL(side_done, 0);
    OK(nx_tcp_client_socket_unbind(&client));
    EQUAL(side_done, 1);
    OK(side_status);
    reap(0);
    OK(nx_tcp_client_socket_unbind(&second));
    OK(nx_tcp_socket_delete(&second));
}

static void listening(void)
{
    NX_TCP_SOCKET extra;
    UINT i;

    make(&extra, &ip_1);
    EQUAL(nx_tcp_server_socket_listen(&ip_1, PORT, &extra, 5, NX_NULL), NX_DUPLICATE_LISTEN);
    EQUAL(nx_tcp_server_socket_listen(&ip_1, PORT + 1, &server, 5, NX_NULL), NX_NOT_CLOSED);
    EQUAL(nx_tcp_server_socket_listen(&ip_1, 0, &extra, 5, NX_NULL), NX_INVALID_PORT);
    EQUAL(nx_tcp_server_socket_relisten(&ip_1, PORT, &extra), NX_INVALID_RELISTEN);
    EQUAL(nx_tcp_server_socket_unlisten(&ip_1, PORT + 1), NX_ENTRY_NOT_FOUND);
    for (i = 1; i < NX_MAX_LISTEN_REQUESTS; i++) {
        OK(nx_tcp_server_socket_listen(&ip_1, PORT + i, &extra, 5, NX_NULL));
        OK(nx_tcp_server_socket_unaccept(&extra));
    }
    EQUAL(nx_tcp_server_socket_listen(&ip_1, PORT + i, &extra, 5, NX_NULL), NX_MAX_LISTEN);
    while (--i > 0)
        OK(nx_tcp_server_socket_unlisten(&ip_1, PORT + i));
    OK(nx_tcp_socket_delete(&extra));
    OK(nx_tcp_server_socket_unlisten(&ip_1, PORT));
    EQUAL(server.nx_tcp_socket_state, NX_TCP_CLOSED);
    OK(nx_tcp_socket_delete(&server));
    OK(nx_tcp_socket_delete(&client));
    EQUAL(nx_tcp_socket_delete(&client), NX_PTR_ERROR);
    OK(nx_ip_delete(&ip_0));
    EQUAL(_nx_ip_created_count, 1);
}

static void test(void)
{
    NXD_ADDRESS v4, v6, own;
    UINT index;

    v4.nxd_ip_version = NX_IP_VERSION_V4;
    v4.nxd_ip_address.v4 = ADDRESS_1;
    memset(&v6, 0, sizeof(v6));
    v6.nxd_ip_version = NX_IP_VERSION_V6;
    v6.nxd_ip_address.v6[0] = 0xFD000000;
    v6.nxd_ip_address.v6[3] = 2;
    own = v6;
    own.nxd_ip_address.v6[3] = 1;
    make(&client, &ip_0);
    make(&server, &ip_1);
    make(&second, &ip_1);
    OK(nx_tcp_server_socket_listen(&ip_1, PORT, &server, 5, on_listen));
    before_connecting(&v4);
    EQUAL(nxd_tcp_client_socket_connect(&client, &v6, PORT, NX_NO_WAIT), NX_NO_INTERFACE_ADDRESS);
    refused(&v4);
    data_both_ways(&v4);
    client_closes();
    both_close(&v4);
    resets(&v4);
    full_window(&v4);
    empty_pool(&v4);
    pending(&v4);

    OK(nxd_ipv6_enable(&ip_0));
    OK(nxd_ipv6_enable(&ip_1));
    OK(nxd_ipv6_address_set(&ip_0, 0, &own, 64, &index));
    EQUAL(index, 0);
    OK(nxd_ipv6_address_set(&ip_1, 0, &v6, 64, NX_NULL));
    EQUAL(nxd_ipv6_address_set(&ip_1, 0, &v6, 64, NX_NULL), NX_DUPLICATED_ENTRY);
    refused(&v6);
    data_both_ways(&v6);
    client_closes();
    both_close(&v6);
    resets(&v6);
    full_window(&v6);
    pending(&v6);

    ports();
    listening();
}
