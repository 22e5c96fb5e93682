/* A broker in memory, behind the stand-in's link: answers by rule, says what the test tells it, and remembers what the
 * client has sent. What it says arrives when no thread can run, one segment at a time. */
#ifndef FIRMWARE_BROKER_H
#define FIRMWARE_BROKER_H

#include "link.h"

/* Bit of a packet type in `mute`. */
#define TYPE(first_byte) (1u << ((first_byte) >> 4))
#define MUTE_ALL 0xFFFFu

struct broker
{
    /* Rules; broker_reset makes them all 0: everything is accepted and answered. */
    UINT mute;           /* packet types that are not answered */
    UINT connect_status; /* of link_connect */
    UINT close_waits;    /* the broker closes only when told to */
    UINT send_status;    /* of link_send */
    UINT send_failures;  /* how many sends have that status before they succeed again; 0: all */
    UCHAR connack_flags;
    UCHAR connack_code;
    UINT connack_split;  /* bytes of the CONNACK in a segment of its own; 0: one segment */

    /* What was seen. */
    UCHAR heard[4096];
    UINT heard_length;
    UINT connections;
    UINT open;           /* the client has a connection and has not closed it */
    UINT lost;           /* segments for which there was no packet */
    NX_TCP_SOCKET *socket;
};

extern struct broker broker;

/* Forgets everything. `pool` is where arriving segments come from. */
void broker_reset(NX_PACKET_POOL *pool);

/* Bytes arrive as one segment, in one packet; or as a packet whose segments have at most `step` bytes. */
void broker_say(const void *bytes, UINT length);
void broker_say_chained(const void *bytes, UINT length, UINT step);

/* The broker closes the connection, after what it has said. Ends also what `close_waits` holds back. */
void broker_close(void);

/* A connection in progress is established; needs connect_status NX_IN_PROGRESS. */
void broker_accept(void);

/* Forgets what was heard so far. */
void broker_forget(void);

/* Packets of a type among what was heard, all together; and where the n-th of them begins (from 0), or NULL. */
UINT broker_count(UCHAR first_byte);
const UCHAR *broker_packet(UCHAR first_byte, UINT n);

#endif
