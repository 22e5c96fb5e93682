/*
 * The network of the example: the bytes of the UART are the bytes of the one TCP connection.
 *
 * QEMU ties the UART to a TCP connection to the broker, so a connection of the firmware is there as soon as it is
 * asked for, wherever it asks to go. Nothing on a UART tells that the other end has hung up: the client finds out
 * when a ping is not answered.
 */

/* The unchecked services: the stand-in has these of all that it has. */
#define NX_DISABLE_ERROR_CHECKING

#include "mps2.h"
#include "standin/link.h"

#define MS_PER_TICK (1000U / NX_IP_PERIODIC_RATE)

/* What arrives goes up as one packet when the line has been silent for so long, or the buffer is full. */
#define SILENCE_MS 2U
#define BURST_SIZE 512U

/* An other end that takes nothing for so long is gone. */
#define PATIENCE_MS 1000U

static NX_TCP_SOCKET *connected;
static UCHAR          burst[BURST_SIZE];
static UINT           burst_length;
static UINT           silence_ms;
static UINT           clock_ms; /* passed, and not yet told as ticks */

static VOID take_received(VOID);
static VOID hand_over(VOID);
static UINT send_bytes(const UCHAR *bytes, ULONG length);
static UINT wait_for_board(VOID);

UINT link_connect(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *server_ip, UINT server_port)
{
    NX_PARAMETER_NOT_USED(server_ip);
    NX_PARAMETER_NOT_USED(server_port);

    mps2_start();
    /* Left over from the last connection. */
    while (mps2_uart_receive() >= 0)
    {
    }
    burst_length = 0;
    connected = socket_ptr;
    return NX_SUCCESS;
}

UINT link_send(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr)
{
    NX_PACKET *segment;
    UINT       status;

    if (socket_ptr != connected)
    {
        return NX_NOT_CONNECTED;
    }
    for (segment = packet_ptr; segment != NX_NULL; segment = segment->nx_packet_next)
    {
        status = send_bytes(segment->nx_packet_prepend_ptr,
                            (ULONG)(segment->nx_packet_append_ptr - segment->nx_packet_prepend_ptr));
        if (status != NX_SUCCESS)
        {
            return status;
        }
    }
    return NX_SUCCESS;
}

/* The broker closes when it has read the DISCONNECT; there is nothing to wait for. */
UINT link_disconnect(NX_TCP_SOCKET *socket_ptr)
{
    NX_PARAMETER_NOT_USED(socket_ptr);
    connected = NX_NULL;
    burst_length = 0;
    return NX_SUCCESS;
}

ULONG link_poll(ULONG ticks)
{
    ULONG passed;

    NX_PARAMETER_NOT_USED(ticks);
    mps2_start();
    take_received();
    if (burst_length == BURST_SIZE || (burst_length > 0 && silence_ms >= SILENCE_MS))
    {
        hand_over();
    }
    else
    {
        wait_for_board();
    }
    passed = clock_ms / MS_PER_TICK;
    clock_ms %= MS_PER_TICK;
    return passed;
}

/* Takes no more than there is room for: the UART then holds on to its byte, and QEMU to all behind it. */
static VOID take_received(VOID)
{
    int byte;

    while (burst_length < BURST_SIZE && (byte = mps2_uart_receive()) >= 0)
    {
        silence_ms = 0;
        if (connected != NX_NULL)
        {
            burst[burst_length++] = (UCHAR)byte;
        }
    }
}

/* Hands over as much as one packet takes. Without a packet the burst stays for the next time. */
static VOID hand_over(VOID)
{
    NX_PACKET_POOL *pool = connected->nx_tcp_socket_ip_ptr->nx_ip_default_packet_pool;
    NX_PACKET      *packet;
    UINT            length;

    if (nx_packet_allocate(pool, &packet, NX_RECEIVE_PACKET, NX_NO_WAIT) != NX_SUCCESS)
    {
        wait_for_board();
        return;
    }
    length = (UINT)(packet->nx_packet_data_end - packet->nx_packet_prepend_ptr);
    if (length > burst_length)
    {
        length = burst_length;
    }
    memcpy(packet->nx_packet_prepend_ptr, burst, length);
    packet->nx_packet_append_ptr = packet->nx_packet_prepend_ptr + length;
    packet->nx_packet_length = length;
    burst_length -= length;
    memmove(burst, burst + length, burst_length);
    standin_packet_received(connected, packet);
}

/* Keeps the processor until the UART has the bytes: a caller may not wait here. */
static UINT send_bytes(const UCHAR *bytes, ULONG length)
{
    UINT refused_ms = 0;

    while (length > 0)
    {
        if (mps2_uart_send(*bytes))
        {
            bytes++;
            length--;
            refused_ms = 0;
            continue;
        }
        if (refused_ms == PATIENCE_MS)
        {
            return NX_NOT_CONNECTED;
        }
        refused_ms += wait_for_board();
    }
    return NX_SUCCESS;
}

/* Sleeps for a millisecond at most; returns how many have passed. */
static UINT wait_for_board(VOID)
{
    UINT ms = mps2_wait();

    silence_ms += ms;
    clock_ms += ms;
    return ms;
}
