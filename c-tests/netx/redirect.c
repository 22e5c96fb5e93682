/* NXD_HOST_REDIRECT: other destinations, and values that are mistakes. */
#include "check.h"

#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* An address that nobody has (RFC 5737), and one that ip_1 has. */
#define ELSEWHERE IP_ADDRESS(192, 0, 2, 1)

static int listener;
static pthread_t server_thread;

/* Before main: the setting is read when the network layer starts. */
__attribute__((constructor)) static void prepare(void)
{
    struct sockaddr_in address;
    socklen_t size = sizeof(address);
    char value[200];

    if (getenv("NXD_HOST_REDIRECT"))
        return;
    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 5) == 0);
    CHECK(getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    snprintf(value, sizeof(value), "192.0.2.1:1883=127.0.0.1:%d, 192.0.2.1=127.0.0.1:1,10.77.0.2=127.0.0.1:%d,"
                                   "[2001:db8::1]:1883=127.0.0.1:%d",
             ntohs(address.sin_port), ntohs(address.sin_port), ntohs(address.sin_port));
    setenv("NXD_HOST_REDIRECT", value, 1);
}

static void *greet(void *unused)
{
    int fd = accept(listener, NULL, NULL);

    (void)unused;
    CHECK(fd >= 0);
    CHECK(send(fd, "hello", 5, MSG_NOSIGNAL) == 5);
    close(fd);
    return NULL;
}

static void greeted(NX_TCP_SOCKET *socket, NXD_ADDRESS *address)
{
    NX_PACKET *packet;
    NXD_ADDRESS peer;
    ULONG port;

    CHECK(pthread_create(&server_thread, NULL, greet, NULL) == 0);
    OK(nxd_tcp_client_socket_connect(socket, address, 1883, LONG_WAIT));
    OK(nx_tcp_socket_receive(socket, &packet, LONG_WAIT));
    EQUAL(packet->nx_packet_length, 5);
    OK(nx_packet_release(packet));
    pthread_join(server_thread, NULL);
    /* The application sees the address it asked for. */
    EQUAL(socket->nx_tcp_socket_connect_ip.nxd_ip_version, address->nxd_ip_version);
    EQUAL(socket->nx_tcp_socket_connect_port, 1883);
    if (nxd_tcp_socket_peer_info_get(socket, &peer, &port) == NX_SUCCESS)
        EQUAL(port, 1883);
    OK(nx_tcp_socket_disconnect(socket, LONG_WAIT));
}

/* The program started with another value ends with a message and status 1. */
static void refused(const char *value)
{
    char message[400], program[4096] = "";
    int ends[2], status;
    size_t size = 0;
    ssize_t part;
    pid_t child;

    /* By its name: under valgrind, to start the link itself would start valgrind. */
    CHECK(readlink("/proc/self/exe", program, sizeof(program) - 1) > 0);
    CHECK(pipe(ends) == 0);
    child = fork();
    if (child == 0) {
        dup2(ends[1], 2);
        setenv("NXD_HOST_REDIRECT", value, 1);
        execl(program, "redirect", (char *)NULL);
        _exit(99);
    }
    close(ends[1]);
    while ((part = read(ends[0], message + size, sizeof(message) - 1 - size)) > 0)
        size += (size_t)part;
    close(ends[0]);
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    EQUAL(WEXITSTATUS(status), 1);
    CHECK(size > 0);
    message[size] = 0;
    CHECK(strstr(message, "NXD_HOST_REDIRECT") != NULL);
    CHECK(strchr(message, '\n') == message + size - 1);
}

static void test(void)
{
    NX_TCP_SOCKET socket;
    NXD_ADDRESS address, own;

    OK(nx_tcp_socket_create(&ip_0, &socket, name, NX_IP_NORMAL, NX_FRAGMENT_OKAY, NX_IP_TIME_TO_LIVE, 8192, NX_NULL,
                            NX_NULL));
    OK(nx_tcp_client_socket_bind(&socket, NX_ANY_PORT, NX_NO_WAIT));
    address.nxd_ip_version = NX_IP_VERSION_V4;
    address.nxd_ip_address.v4 = ELSEWHERE;
    greeted(&socket, &address);
    address.nxd_ip_address.v4 = ADDRESS_1;
    greeted(&socket, &address);
    /* Another port: the rule without one, to a port where nobody listens. */
    EQUAL(nx_tcp_client_socket_connect(&socket, ELSEWHERE, 1884, LONG_WAIT), NX_NOT_CONNECTED);

    memset(&address, 0, sizeof(address));
    address.nxd_ip_version = NX_IP_VERSION_V6;
    address.nxd_ip_address.v6[0] = 0x20010DB8;
    address.nxd_ip_address.v6[3] = 1;
    own = address;
    own.nxd_ip_address.v6[3] = 2;
    OK(nxd_ipv6_enable(&ip_0));
    OK(nxd_ipv6_address_set(&ip_0, 0, &own, 64, NX_NULL));
    greeted(&socket, &address);
    OK(nx_tcp_client_socket_unbind(&socket));
    OK(nx_tcp_socket_delete(&socket));
    EQUAL(pool_0.nx_packet_pool_available, PACKETS);

    refused("1.2.3.4");
    refused("1.2.3.4=broker.example");
    refused("1.2.3.4=127.0.0.1:99999");
    refused("fd00::1=127.0.0.1");
    refused("1.2.3.4=127.0.0.1,");
}
