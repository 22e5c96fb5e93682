/* NetX Duo's WebSocket client from 6.4.4 on, as the MQTT client sees it: connecting takes a bearer token. What a client
 * holds inside is not of interest here. */
#ifndef NX_WEBSOCKET_CLIENT_H
#define NX_WEBSOCKET_CLIENT_H

#include "nx_api.h"

#define NX_WEBSOCKET_OPCODE_BINARY_FRAME 0x02

typedef struct NX_WEBSOCKET_CLIENT_STRUCT
{
    ULONG nx_websocket_client_id;
} NX_WEBSOCKET_CLIENT;

UINT _nx_websocket_client_create(NX_WEBSOCKET_CLIENT *client_ptr, UCHAR *client_name, NX_IP *ip_ptr,
                                 NX_PACKET_POOL *pool_ptr);
UINT _nx_websocket_client_delete(NX_WEBSOCKET_CLIENT *client_ptr);
UINT _nx_websocket_client_connect(NX_WEBSOCKET_CLIENT *client_ptr, NX_TCP_SOCKET *socket_ptr, UCHAR *host,
                                  UINT host_length, UCHAR *uri_path, UINT uri_path_length, UCHAR *protocol,
                                  UINT protocol_length, UCHAR *bearer, UINT bearer_length, UINT wait_option);
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
