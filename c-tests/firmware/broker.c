/* A broker in memory. */
/* For the names of the services behind the checks. */
#ifndef NX_DISABLE_ERROR_CHECKING
#define NX_DISABLE_ERROR_CHECKING
#endif
#include "broker.h"
#include "semihost.h"

#define SCRIPT_SIZE 8192
#define SCRIPT_STEPS 64
#define FRONT 56 /* room for the headers of Ethernet, IPv4 and TCP */

enum kind { SEGMENT, CLOSE, ACCEPT };

struct step
{
    enum kind kind;
    UINT start, length, cut;
};

struct broker broker;

static NX_PACKET_POOL *pool;
static UCHAR script[SCRIPT_SIZE];
static UINT script_used;
static struct step steps[SCRIPT_STEPS];
static UINT next_step, last_step;

void broker_reset(NX_PACKET_POOL *packets)
{
    memset(&broker, 0, sizeof(broker));
    pool = packets;
    script_used = next_step = last_step = 0;
}

void broker_forget(void)
{
    broker.heard_length = 0;
}

static void add_step(enum kind kind, const void *bytes, UINT length, UINT cut)
{
    if (next_step == last_step)
        next_step = last_step = script_used = 0;
    if (last_step == SCRIPT_STEPS || script_used + length > SCRIPT_SIZE)
    {
        broker.lost++;
        return;
    }
    steps[last_step++] = (struct step){kind, script_used, length, cut};
    if (length)
        memcpy(script + script_used, bytes, length);
    script_used += length;
}

void broker_say(const void *bytes, UINT length)
{
    add_step(SEGMENT, bytes, length, length);
}

void broker_say_chained(const void *bytes, UINT length, UINT step)
{
    add_step(SEGMENT, bytes, length, step);
}

void broker_close(void)
{
    add_step(CLOSE, 0, 0, 0);
}

void broker_accept(void)
{
    add_step(ACCEPT, 0, 0, 0);
}

/* ------------------------------------------------------------------------------------------------------------------
 * What the client sends
 * ------------------------------------------------------------------------------------------------------------------ */

/* Length of the packet at `at`, fixed header included; 0 if it is not complete. */
static UINT packet_length(UINT at, UINT *header)
{
    UINT length = 0, shift = 0, here = at + 1;

    for (;;)
    {
        if (here >= broker.heard_length || shift > 21)
            return 0;
        length |= (broker.heard[here] & 0x7Fu) << shift;
        shift += 7;
        if ((broker.heard[here++] & 0x80) == 0)
            break;
    }
    *header = here - at;
    return here + length <= broker.heard_length ? here - at + length : 0;
}

const UCHAR *broker_packet(UCHAR first_byte, UINT n)
{
    UINT at = 0, header, length;

    for (; (length = packet_length(at, &header)) != 0; at += length)
    {
        if (broker.heard[at] >> 4 == first_byte >> 4 && n-- == 0)
            return broker.heard + at;
    }
    return 0;
}

UINT broker_count(UCHAR first_byte)
{
    UINT count = 0;

    while (broker_packet(first_byte, count))
        count++;
    return count;
}

static void acknowledge(UCHAR first_byte, const UCHAR *id)
{
    const UCHAR reply[4] = {first_byte, 2, id[0], id[1]};

    broker_say(reply, sizeof(reply));
}

static void answer_connect(void)
{
    const UCHAR reply[4] = {0x20, 2, broker.connack_flags, broker.connack_code};
    UINT cut = broker.connack_split;

    if (cut)
        broker_say(reply, cut);
    broker_say(reply + cut, sizeof(reply) - cut);
}

static void answer_publish(const UCHAR *packet, UINT header)
{
    const UCHAR *topic = packet + header;
    const UCHAR *id = topic + 2 + (topic[0] << 8 | topic[1]);

    if ((packet[0] & 6) == 2)
        acknowledge(0x40, id);
    if ((packet[0] & 6) == 4)
        acknowledge(0x50, id);
}

static void answer(const UCHAR *packet, UINT header)
{
    static const UCHAR pingresp[2] = {0xD0, 0};
    const UCHAR *id = packet + header;

    if (broker.mute & TYPE(packet[0]))
        return;
    switch (packet[0] >> 4)
    {
    case 1:
        answer_connect();
        break;
    case 3:
        answer_publish(packet, header);
        break;
    case 5:
        acknowledge(0x62, id);
        break;
    case 6:
        acknowledge(0x70, id);
        break;
    case 8:
    {
        const UCHAR suback[5] = {0x90, 3, id[0], id[1], packet[header + 2 + 2 + (id[2] << 8 | id[3])]};

        broker_say(suback, sizeof(suback));
        break;
    }
    case 10:
        acknowledge(0xB0, id);
        break;
    case 12:
        broker_say(pingresp, sizeof(pingresp));
        break;
    default:
        break;
    }
}

/* The client sends every packet of the protocol in one packet of NetX Duo. */
UINT link_send(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr)
{
    UINT start = broker.heard_length, header = 0;

    (void)socket_ptr;
    if (broker.send_status)
    {
        UINT status = broker.send_status;

        if (broker.send_failures && --broker.send_failures == 0)
            broker.send_status = NX_SUCCESS;
        return status;
    }
    if (start + packet_ptr->nx_packet_length > sizeof(broker.heard))
        start = broker.heard_length = 0;
    for (; packet_ptr; packet_ptr = packet_ptr->nx_packet_next)
    {
        UINT length = (UINT)(packet_ptr->nx_packet_append_ptr - packet_ptr->nx_packet_prepend_ptr);

        memcpy(broker.heard + broker.heard_length, packet_ptr->nx_packet_prepend_ptr, length);
        broker.heard_length += length;
    }
    if (packet_length(start, &header))
        answer(broker.heard + start, header);
    return NX_SUCCESS;
}

UINT link_connect(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *server_ip, UINT server_port)
{
    (void)server_ip;
    (void)server_port;
    broker.socket = socket_ptr;
    broker.open = broker.connect_status == NX_SUCCESS || broker.connect_status == NX_IN_PROGRESS;
    broker.connections += broker.open;
    return broker.connect_status;
}

UINT link_disconnect(NX_TCP_SOCKET *socket_ptr)
{
    UINT i;

    (void)socket_ptr;
    broker.open = 0;
    /* What has not arrived yet never will. */
    for (i = next_step; i < last_step; i++)
        steps[i].length = 0;
    return broker.close_waits ? NX_IN_PROGRESS : NX_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------------------------
 * What the broker says
 * ------------------------------------------------------------------------------------------------------------------ */

static NX_PACKET *segment(const UCHAR *bytes, UINT length)
{
    NX_PACKET *packet_ptr = NX_NULL;

    if (_nx_packet_allocate(pool, &packet_ptr, FRONT, NX_NO_WAIT))
    {
        broker.lost++;
        return NX_NULL;
    }
    memcpy(packet_ptr->nx_packet_prepend_ptr, bytes, length);
    packet_ptr->nx_packet_append_ptr += length;
    packet_ptr->nx_packet_length = length;
    return packet_ptr;
}

static void deliver(const struct step *step)
{
    NX_PACKET *first = NX_NULL;
    UINT done = 0;

    while (done < step->length)
    {
        UINT count = step->length - done < step->cut ? step->length - done : step->cut;
        NX_PACKET *packet_ptr = segment(script + step->start + done, count);

        if (!packet_ptr)
            break;
        if (!first)
            first = packet_ptr;
        else
        {
            (first->nx_packet_last ? first->nx_packet_last : first)->nx_packet_next = packet_ptr;
            first->nx_packet_last = packet_ptr;
            first->nx_packet_length += count;
        }
        done += count;
    }
    if (first)
        standin_packet_received(broker.socket, first);
}

ULONG link_poll(ULONG ticks)
{
    const struct step *step = &steps[next_step];

    if (next_step == last_step)
    {
        if (ticks == TX_WAIT_FOREVER)
        {
            semihost_write("every thread waits, and nothing will come\n");
            semihost_exit(3);
        }
        return ticks;
    }
    next_step++;
    switch (step->kind)
    {
    case SEGMENT:
        deliver(step);
        break;
    case CLOSE:
        standin_closed(broker.socket);
        break;
    case ACCEPT:
        standin_connected(broker.socket);
        break;
    }
    return 0;
}
