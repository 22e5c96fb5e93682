#include "peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "program.h"

static void *run_script(void *argument)
{
    struct peer *peer = argument;

    peer->script(peer);
    peer_close(peer);
    program_lock();
    peer->ended = true;
    program_changed();
    return NULL;
}

void peer_start(struct peer *peer, peer_script script, void *context)
{
    struct sockaddr_in name;
    socklen_t          length = sizeof(name);

    memset(peer, 0, sizeof(*peer));
    peer->script = script;
    peer->context = context;
    peer->connection = -1;
    peer->packet = malloc(PEER_PACKET_MAX);
    CHECK(peer->packet != NULL);
    peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(peer->listener >= 0);
    memset(&name, 0, sizeof(name));
    name.sin_family = AF_INET;
    CHECK_EQ(inet_pton(AF_INET, program_address(), &name.sin_addr), 1);
    CHECK_EQ(bind(peer->listener, (struct sockaddr *)&name, sizeof(name)), 0);
    CHECK_EQ(getsockname(peer->listener, (struct sockaddr *)&name, &length), 0);
    CHECK_EQ(listen(peer->listener, 8), 0);
    peer->port = ntohs(name.sin_port);
    program_thread(&peer->thread, run_script, peer);
}

struct stage
{
    struct peer *peer;
    unsigned     number;
};

static bool has_reached(void *context)
{
    struct stage *stage = context;

    return stage->peer->reached >= stage->number || stage->peer->ended;
}

void peer_wait(struct peer *peer, unsigned number)
{
    struct stage stage = {peer, number};

    program_wait(has_reached, &stage);
    if (peer->reached < number)
    {
        FAIL("the scripted broker is at stage %u, not %u", peer->reached, number);
    }
}

void peer_allow(struct peer *peer)
{
    program_lock();
    peer->allowed++;
    program_changed();
}

static bool has_ended(void *context)
{
    return ((struct peer *)context)->ended;
}

void peer_join(struct peer *peer)
{
    if (!program_wait(has_ended, peer))
    {
        FAIL("the scripted broker did not come to its end; it is at stage %u", peer->reached);
    }
    pthread_join(peer->thread, NULL);
    close(peer->listener);
    free(peer->packet);
    free(peer->log);
    peer->packet = NULL;
    peer->log = NULL;
}

/* Waits for input on a descriptor; the program fails when none comes. */
static void await(int fd, const char *what)
{
    struct pollfd entry = {fd, POLLIN, 0};
    int           count;

    do
    {
        count = poll(&entry, 1, WAIT_SECONDS * 1000 * (int)program_slowness());
    } while (count < 0 && errno == EINTR);
    if (count <= 0)
    {
        FAIL("the scripted broker waited in vain for %s", what);
    }
}

void peer_accept(struct peer *peer)
{
    int one = 1;

    peer_close(peer);
    await(peer->listener, "a connection");
    peer->connection = accept4(peer->listener, NULL, NULL, SOCK_CLOEXEC);
    CHECK(peer->connection >= 0);
    setsockopt(peer->connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

void peer_reach(struct peer *peer)
{
    program_lock();
    peer->reached++;
    program_changed();
}

static bool is_allowed(void *context)
{
    struct peer *peer = context;

    return peer->allowed >= peer->pauses;
}

void peer_pause(struct peer *peer)
{
    program_lock();
    peer->pauses++;
    program_unlock();
    peer_reach(peer);
    if (!program_wait(is_allowed, peer))
    {
        FAIL("the test did not let the scripted broker go on");
    }
}

void peer_send(struct peer *peer, const void *bytes, size_t length)
{
    const unsigned char *next = bytes;
    ssize_t              sent;

    while (length > 0)
    {
        sent = send(peer->connection, next, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
        {
            continue;
        }
        if (sent <= 0)
        {
            return; /* the client has ended the connection; what follows in the script notices */
        }
        next += sent;
        length -= (size_t)sent;
    }
}

size_t hex_bytes(const char *hex, unsigned char *bytes, size_t size)
{
    size_t   count = 0;
    unsigned value;
    int      used;

    while (sscanf(hex, " %2x%n", &value, &used) == 1)
    {
        CHECK(count < size);
        bytes[count++] = (unsigned char)value;
        hex += used;
    }
    return count;
}

void peer_send_hex(struct peer *peer, const char *hex)
{
    unsigned char bytes[1024];
    size_t        length = hex_bytes(hex, bytes, sizeof(bytes));

    peer_send(peer, bytes, length);
}

void peer_close(struct peer *peer)
{
    if (peer->connection >= 0)
    {
        close(peer->connection);
        peer->connection = -1;
    }
}

void peer_reset(struct peer *peer)
{
    struct linger linger = {1, 0};

    setsockopt(peer->connection, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
    peer_close(peer);
}

/* True when all bytes came, false at the end of the connection. */
static bool read_bytes(struct peer *peer, unsigned char *bytes, size_t length)
{
    ssize_t got;

    while (length > 0)
    {
        await(peer->connection, "bytes of the client");
        got = recv(peer->connection, bytes, length, 0);
        if (got < 0 && errno == EINTR)
        {
            continue;
        }
        if (got <= 0)
        {
            return false;
        }
        bytes += got;
        length -= (size_t)got;
    }
    return true;
}

static void write_down(struct peer *peer)
{
    size_t size = peer->log_length + 3 * peer->length + 2;
    size_t i;

    peer->log = realloc(peer->log, size);
    CHECK(peer->log != NULL);
    for (i = 0; i < peer->length; i++)
    {
        peer->log_length +=
            (size_t)sprintf(peer->log + peer->log_length, i == 0 ? "%02x" : " %02x", peer->packet[i]);
    }
    peer->log_length += (size_t)sprintf(peer->log + peer->log_length, "\n");
}

bool peer_read(struct peer *peer)
{
    size_t remaining = 0;
    size_t used = 1;

    if (!read_bytes(peer, peer->packet, 1))
    {
        return false;
    }
    do
    {
        CHECK(used <= 4);
        if (!read_bytes(peer, peer->packet + used, 1))
        {
            return false;
        }
        remaining |= (size_t)(peer->packet[used] & 0x7F) << (7 * (used - 1));
        used++;
    } while (peer->packet[used - 1] & 0x80);
    CHECK(used + remaining <= PEER_PACKET_MAX);
    if (!read_bytes(peer, peer->packet + used, remaining))
    {
        return false;
    }
    peer->length = used + remaining;
    if (peer->logging)
    {
        write_down(peer);
    }
    return true;
}

void peer_expect_type(struct peer *peer, unsigned first_byte)
{
    if (!peer_read(peer))
    {
        FAIL("the connection ended; expected a packet 0x%02x", first_byte);
    }
    CHECK_EQ(peer->packet[0], first_byte);
}

void peer_expect_hex(struct peer *peer, const char *hex)
{
    unsigned char expected[1024];
    size_t        length = hex_bytes(hex, expected, sizeof(expected));

    if (!peer_read(peer))
    {
        FAIL("the connection ended; expected %s", hex);
    }
    CHECK_BYTES(peer->packet, peer->length, expected, length);
}

void peer_expect_end(struct peer *peer)
{
    while (peer_read(peer))
    {
        if (peer->packet[0] != 0xE0)
        {
            FAIL("unexpected packet 0x%02x before the end of the connection", peer->packet[0]);
        }
    }
}

void peer_welcome(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 00 00");
}

void peer_welcome_and_pause(struct peer *peer)
{
    peer_welcome(peer);
    peer_pause(peer);
}

void peer_log(struct peer *peer)
{
    peer->logging = true;
}

const char *peer_log_text(struct peer *peer)
{
    return peer->log ? peer->log : "";
}
