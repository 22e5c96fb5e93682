/* The round trip without MQTT: the bytes of one QoS 1 PUBLISH there, of its PUBACK back, over a
   blocking socket. */

#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(const struct bench *bench)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)bench->port)};
    int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;

    inet_pton(AF_INET, bench->host, &address.sin_addr);
    if (s < 0 || connect(s, (struct sockaddr *)&address, sizeof address))
        bench_fail("connect", errno);
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return s;
}

int main(int argc, char **argv)
{
    struct bench bench;
    bench_parse(&bench, argc, argv);

    unsigned body = 2 + sizeof BENCH_TOPIC - 1 + 2 + (unsigned)bench.size;
    unsigned lengths[2] = {1 + (body < 128 ? 1 : body < 16384 ? 2 : 3) + body, 4};
    unsigned header[2] = {htonl(lengths[0]), htonl(lengths[1])};
    char *request = calloc(1, lengths[0]), reply[4];
    int s = connect_to(&bench);

    if (!request || write(s, header, sizeof header) != sizeof header)
        bench_fail("write", errno);
    for (long i = 0; i < bench_warm_up(&bench) + bench.count; i++) {
        bench_trip_begin(&bench);
        if (send(s, request, lengths[0], 0) != (ssize_t)lengths[0])
            bench_fail("send", errno);
        if (recv(s, reply, lengths[1], MSG_WAITALL) != (ssize_t)lengths[1])
            bench_fail("recv", errno);
        bench_trip_end(&bench);
    }
    close(s);
    return 0;
}
