/* The network behind the stand-in's TCP sockets.
 *
 * A program defines the four link_ functions. They, and the callbacks of sockets, must not wait.
 */
#ifndef STANDIN_LINK_H
#define STANDIN_LINK_H

#include "tx_api.h"
#include "nx_api.h"

/* Opens a connection. NX_SUCCESS: it is established. NX_IN_PROGRESS: standin_connected or standin_closed tells.
 * Anything else: it cannot be, and this is why. */
UINT link_connect(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *server_ip, UINT server_port);

/* Sends the bytes of all segments of a packet, which stays the caller's. Anything but NX_SUCCESS is returned to the
 * one who sends. */
UINT link_send(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr);

/* Closes this side. NX_IN_PROGRESS: standin_closed tells when the other side has closed too. */
UINT link_disconnect(NX_TCP_SOCKET *socket_ptr);

/* Called while no thread can run: hands over what has arrived and tells how many ticks have passed. `ticks` is the
 * time until the next deadline, TX_WAIT_FOREVER if there is none. Returning 0 means to be called again at once. */
ULONG link_poll(ULONG ticks);

/* ------------------------------------------------------------------------------------------------------------------
 * For link_poll. All are without effect on a socket that is not connected or connecting.
 * ------------------------------------------------------------------------------------------------------------------ */

/* A connection in progress is established. */
VOID standin_connected(NX_TCP_SOCKET *socket_ptr);

/* Data has arrived. The packet is the socket's. */
VOID standin_packet_received(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr);

/* The other side has closed or reset the connection, or never answered. */
VOID standin_closed(NX_TCP_SOCKET *socket_ptr);

#endif
