/* NetX Duo's WebSocket client as the MQTT client sees it, for builds where no NetX Duo is at hand. What a WebSocket
 * client holds is not told; it is as large as NetX Duo 6.4.2's for a 32-bit target with TLS.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef NX_WEBSOCKET_CLIENT_H
#define NX_WEBSOCKET_CLIENT_H

#include "nx_api.h"
#ifdef NX_SECURE_ENABLE
#include "nx_secure_tls_api.h"
#endif

#define NX_WEBSOCKET_OPCODE_BINARY_FRAME 0x02

typedef struct NX_WEBSOCKET_CLIENT_STRUCT
{
    ULONG nx_websocket_client_opaque[145];
} NX_WEBSOCKET_CLIENT;

UINT _nx_websocket_client_create(NX_WEBSOCKET_CLIENT *client_ptr, UCHAR *client_name, NX_IP *ip_ptr,
                                 NX_PACKET_POOL *pool_ptr);
UINT _nx_websocket_client_delete(NX_WEBSOCKET_CLIENT *client_ptr);
UINT _nx_websocket_client_connect(NX_WEBSOCKET_CLIENT *client_ptr, NX_TCP_SOCKET *socket_ptr, UCHAR *host,
                                  UINT host_length, UCHAR *uri_path, UINT uri_path_length, UCHAR *protocol,
                                  UINT protocol_length, UINT wait_option);
#ifdef NX_SECURE_ENABLE
UINT _nx_websocket_client_secure_connect(NX_WEBSOCKET_CLIENT *client_ptr, NX_SECURE_TLS_SESSION *tls_session,
                                         UCHAR *host, UINT host_length, UCHAR *uri_path, UINT uri_path_length,
                                         UCHAR *protocol, UINT protocol_length, UINT wait_option);
#endif
UINT _nx_websocket_client_disconnect(NX_WEBSOCKET_CLIENT *client_ptr, UINT wait_option);
UINT _nx_websocket_client_packet_allocate(NX_WEBSOCKET_CLIENT *client_ptr, NX_PACKET **packet_ptr, ULONG wait_option);
UINT _nx_websocket_client_send(NX_WEBSOCKET_CLIENT *client_ptr, NX_PACKET *packet_ptr, UINT code, UINT is_final,
                               UINT wait_option);
UINT _nx_websocket_client_receive(NX_WEBSOCKET_CLIENT *client_ptr, NX_PACKET **packet_ptr, UINT *code,
                                  UINT wait_option);
UINT _nx_websocket_client_connection_status_callback_set(NX_WEBSOCKET_CLIENT *client_ptr, VOID *context,
                                                         VOID (*connection_status_callback)(NX_WEBSOCKET_CLIENT *,
                                                                                            VOID *, UINT));

#endif
