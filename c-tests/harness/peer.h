/*
 * A scripted broker: a TCP server in a host thread that says exactly what the test tells it to say.
 *
 * The script is a function. It runs on the host thread, so it may block, and it must not call ThreadX or
 * NetX Duo. Test and script meet at numbered stages: the script reaches a stage, the test waits for it;
 * the test lets the script pass, the script waits for that.
 */
#ifndef HARNESS_PEER_H
#define HARNESS_PEER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PEER_PACKET_MAX (2u << 20)

struct peer;

typedef void (*peer_script)(struct peer *peer);

struct peer
{
    unsigned       port;
    void          *context; /* for the script */
    peer_script    script;
    pthread_t      thread;
    int            listener;
    int            connection;
    unsigned       reached; /* stages the script has reached */
    unsigned       pauses;  /* how often it paused */
    unsigned       allowed; /* how many pauses it may leave */
    bool           ended;
    unsigned char *packet; /* the last packet read, PEER_PACKET_MAX bytes */
    size_t         length;
    char          *log; /* what was read, when peer_log was called */
    size_t         log_length;
    bool           logging;
};

/* For the test. The server listens on program_address(), on a free port. */
void peer_start(struct peer *peer, peer_script script, void *context);
void peer_wait(struct peer *peer, unsigned stage); /* until the script has reached it */
void peer_allow(struct peer *peer);                /* lets the script pass one peer_pause */
void peer_join(struct peer *peer);                 /* waits for the script's end, closes all */

/* For the script. */
void peer_accept(struct peer *peer);  /* the next connection */
void peer_reach(struct peer *peer);   /* next stage */
void peer_pause(struct peer *peer);   /* next stage, and waits for peer_allow */
void peer_send(struct peer *peer, const void *bytes, size_t length);
void peer_send_hex(struct peer *peer, const char *hex);
void peer_close(struct peer *peer);   /* FIN */
void peer_reset(struct peer *peer);   /* RST */

/* Reads one whole MQTT packet into peer->packet; false at the end of the connection. */
bool peer_read(struct peer *peer);

/* Reads one packet and checks its first byte, or all of its bytes. */
void peer_expect_type(struct peer *peer, unsigned first_byte);
void peer_expect_hex(struct peer *peer, const char *hex);

/* Reads until the client ends the connection; a DISCONNECT packet may come before. */
void peer_expect_end(struct peer *peer);

/* Accepts, reads CONNECT, sends CONNACK (accepted, no session). */
void peer_welcome(struct peer *peer);

/* The same, and then pauses: the test lets it go on when the client has seen CONNACK. */
void peer_welcome_and_pause(struct peer *peer);

/* From now on every packet read is written down as a line of hexadecimal digits. */
void        peer_log(struct peer *peer);
const char *peer_log_text(struct peer *peer);

/* "30 05 00 01" to bytes; returns how many. */
size_t hex_bytes(const char *hex, unsigned char *bytes, size_t size);

#ifdef __cplusplus
}
#endif

#endif
