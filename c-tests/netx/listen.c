/* NXD_HOST_LISTEN: a server socket that clients outside the process can reach. */
#include "check.h"

#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

static NX_TCP_SOCKET server, second;
static UINT port, listened;
static pthread_t clients[3];

__attribute__((constructor)) static void prepare(void)
{
    setenv("NXD_HOST_LISTEN", "1", 1);
}

static VOID on_listen(NX_TCP_SOCKET *socket, UINT on)
{
    (void)socket;
    EQUAL(on, port);
    listened++;
}

/* A port of the host that is free now. */
static UINT free_port(void)
{
    struct sockaddr_in address;
    socklen_t size = sizeof(address);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(bind(fd, (struct sockaddr *)&address, size) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    close(fd);
    return ntohs(address.sin_port);
}

static void *ask(void *letter)
{
    struct sockaddr_in address;
    char answer[2];
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
    CHECK(send(fd, letter, 1, MSG_NOSIGNAL) == 1);
    CHECK(recv(fd, answer, 2, MSG_WAITALL) == 2);
    CHECK(answer[0] == *(char *)letter && answer[1] == '!');
    CHECK(recv(fd, answer, 1, 0) == 0);
    close(fd);
    return NULL;
}

static void answer(NX_TCP_SOCKET *socket)
{
    NX_PACKET *packet;
    ULONG peer, peer_port;

    OK(nx_tcp_server_socket_accept(socket, LONG_WAIT));
    OK(nx_tcp_socket_peer_info_get(socket, &peer, &peer_port));
    EQUAL(peer, IP_ADDRESS(127, 0, 0, 1));
    OK(nx_tcp_socket_receive(socket, &packet, LONG_WAIT));
    OK(nx_packet_data_append(packet, (VOID *)"!", 1, &pool_1, NX_NO_WAIT));
    OK(nx_tcp_socket_send(socket, packet, LONG_WAIT));
    OK(nx_tcp_socket_disconnect(socket, LONG_WAIT));
    OK(nx_tcp_server_socket_unaccept(socket));
}

static void test(void)
{
    static char letters[] = "abc";
    UINT i, status;

    port = free_port();
    OK(nx_tcp_socket_create(&ip_1, &server, name, NX_IP_NORMAL, NX_FRAGMENT_OKAY, NX_IP_TIME_TO_LIVE, 8192, NX_NULL,
                            NX_NULL));
    OK(nx_tcp_socket_create(&ip_1, &second, name, NX_IP_NORMAL, NX_FRAGMENT_OKAY, NX_IP_TIME_TO_LIVE, 8192, NX_NULL,
                            NX_NULL));
    OK(nx_tcp_server_socket_listen(&ip_1, port, &server, 5, on_listen));
    for (i = 0; i < 3; i++)
        CHECK(pthread_create(&clients[i], NULL, ask, &letters[i]) == 0);
    answer(&server);
    for (i = 0; i < 2; i++) {
        NX_TCP_SOCKET *next = i ? &server : &second;

        status = nx_tcp_server_socket_relisten(&ip_1, port, next);
        CHECK(status == NX_SUCCESS || status == NX_CONNECTION_PENDING);
        answer(next);
    }
    EQUAL(listened, 3);
    for (i = 0; i < 3; i++)
        pthread_join(clients[i], NULL);
    OK(nx_tcp_server_socket_unlisten(&ip_1, port));
    OK(nx_tcp_socket_delete(&server));
    OK(nx_tcp_socket_delete(&second));
    EQUAL(pool_1.nx_packet_pool_available, PACKETS);
    /* The port is free again. */
    {
        struct sockaddr_in address;
        int fd = socket(AF_INET, SOCK_STREAM, 0);

        memset(&address, 0, sizeof(address));
        address.sin_family = AF_INET;
        address.sin_port = htons((uint16_t)port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        CHECK(connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0);
        close(fd);
    }
}
