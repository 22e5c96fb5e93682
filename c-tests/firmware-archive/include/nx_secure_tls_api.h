/* NetX Secure as the client sees it, for builds where no NetX Secure is at hand. What a session and a certificate
 * hold is not told; they are as large as NetX Secure 6.4.2's for a 32-bit target with its default settings.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef NX_SECURE_TLS_API_H
#define NX_SECURE_TLS_API_H

#include "nx_api.h"

typedef struct NX_SECURE_TLS_SESSION_STRUCT
{
    ULONG nx_secure_tls_opaque[426];
} NX_SECURE_TLS_SESSION;

typedef struct NX_SECURE_X509_CERT_STRUCT
{
    ULONG nx_secure_x509_opaque[76];
} NX_SECURE_X509_CERT;

UINT _nx_secure_tls_session_start(NX_SECURE_TLS_SESSION *tls_session, NX_TCP_SOCKET *tcp_socket, UINT wait_option);
UINT _nx_secure_tls_handshake_process(NX_SECURE_TLS_SESSION *tls_session, UINT wait_option);
UINT _nx_secure_tls_session_end(NX_SECURE_TLS_SESSION *tls_session, UINT wait_option);
UINT _nx_secure_tls_session_delete(NX_SECURE_TLS_SESSION *tls_session);
UINT _nx_secure_tls_session_send(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET *packet_ptr, ULONG wait_option);
UINT _nx_secure_tls_session_receive(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET **packet_ptr_ptr, ULONG wait_option);
UINT _nx_secure_tls_packet_allocate(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET_POOL *pool_ptr,
                                    NX_PACKET **packet_ptr, ULONG wait_option);

#endif
