/* Stand-in for NX Secure: sessions that encrypt nothing. The handshake is one packet from the peer, after which
 * everything passes through as it is. One session at a time. */
#include "secure.h"

#include "nx_api.h"

unsigned standin_secure_open;
unsigned standin_secure_misused;
unsigned standin_secure_sent;
unsigned standin_secure_received;

#ifdef NX_SECURE_ENABLE

#include "nx_secure_tls_api.h"

static NX_SECURE_TLS_SESSION *session;
static NX_TCP_SOCKET *socket;
static UINT established;

UINT _nx_tcp_socket_send(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr, ULONG wait_option);
UINT _nx_tcp_socket_receive(NX_TCP_SOCKET *socket_ptr, NX_PACKET **packet_ptr, ULONG wait_option);
UINT _nx_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG wait_option);
UINT _nx_packet_release(NX_PACKET *packet_ptr);

/* Room for a record header, and for an initialisation vector. */
#define RECORD_HEADER (5 + 16)

/* Those that have the name that checks its arguments as well do the same behind it. */
UINT _nxe_secure_tls_session_start(NX_SECURE_TLS_SESSION *, NX_TCP_SOCKET *, UINT);
UINT _nxe_secure_tls_session_end(NX_SECURE_TLS_SESSION *, UINT);
UINT _nxe_secure_tls_session_delete(NX_SECURE_TLS_SESSION *);
UINT _nxe_secure_tls_session_send(NX_SECURE_TLS_SESSION *, NX_PACKET *, ULONG);
UINT _nxe_secure_tls_session_receive(NX_SECURE_TLS_SESSION *, NX_PACKET **, ULONG);
UINT _nxe_secure_tls_packet_allocate(NX_SECURE_TLS_SESSION *, NX_PACKET_POOL *, NX_PACKET **, ULONG);
UINT _nx_secure_tls_handshake_process(NX_SECURE_TLS_SESSION *, UINT);

static UINT is_established(NX_SECURE_TLS_SESSION *tls_session)
{
    if (tls_session == session && established)
        return NX_TRUE;
    standin_secure_misused++;
    return NX_FALSE;
}

UINT _nx_secure_tls_handshake_process(NX_SECURE_TLS_SESSION *tls_session, UINT wait_option)
{
    NX_PACKET *packet_ptr;
    UINT status;

    if (tls_session != session || established)
        standin_secure_misused++;
    status = _nx_tcp_socket_receive(socket, &packet_ptr, wait_option);
    if (status == NX_NO_PACKET && wait_option == NX_NO_WAIT)
        return NX_CONTINUE;
    if (status != NX_SUCCESS)
        return status;
    established = packet_ptr->nx_packet_prepend_ptr[0] == STANDIN_SECURE_HELLO;
    _nx_packet_release(packet_ptr);
    return established ? NX_SUCCESS : NX_NOT_SUCCESSFUL;
}

UINT _nx_secure_tls_session_start(NX_SECURE_TLS_SESSION *tls_session, NX_TCP_SOCKET *tcp_socket, UINT wait_option)
{
    standin_secure_misused += session != NX_NULL;
    session = tls_session;
    socket = tcp_socket;
    established = NX_FALSE;
    standin_secure_open++;
    return wait_option == NX_NO_WAIT ? NX_CONTINUE : _nx_secure_tls_handshake_process(tls_session, wait_option);
}

UINT _nxe_secure_tls_session_start(NX_SECURE_TLS_SESSION *tls_session, NX_TCP_SOCKET *tcp_socket, UINT wait_option)
{
    return _nx_secure_tls_session_start(tls_session, tcp_socket, wait_option);
}

UINT _nx_secure_tls_session_end(NX_SECURE_TLS_SESSION *tls_session, UINT wait_option)
{
    (void)tls_session;
    (void)wait_option;
    return NX_SUCCESS;
}

UINT _nxe_secure_tls_session_end(NX_SECURE_TLS_SESSION *tls_session, UINT wait_option)
{
    return _nx_secure_tls_session_end(tls_session, wait_option);
}

/* Also of a session that was set up and never started. */
UINT _nx_secure_tls_session_delete(NX_SECURE_TLS_SESSION *tls_session)
{
    if (tls_session == session)
    {
        session = NX_NULL;
        established = NX_FALSE;
        standin_secure_open--;
    }
    return NX_SUCCESS;
}

UINT _nxe_secure_tls_session_delete(NX_SECURE_TLS_SESSION *tls_session)
{
    return _nx_secure_tls_session_delete(tls_session);
}

UINT _nx_secure_tls_session_send(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET *packet_ptr, ULONG wait_option)
{
    if (!is_established(tls_session))
        return NX_NOT_SUCCESSFUL;
    standin_secure_sent++;
    return _nx_tcp_socket_send(socket, packet_ptr, wait_option);
}

UINT _nxe_secure_tls_session_send(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET *packet_ptr, ULONG wait_option)
{
    return _nx_secure_tls_session_send(tls_session, packet_ptr, wait_option);
}

UINT _nx_secure_tls_session_receive(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET **packet_ptr_ptr, ULONG wait_option)
{
    UINT status;

    if (!is_established(tls_session))
        return NX_NOT_SUCCESSFUL;
    status = _nx_tcp_socket_receive(socket, packet_ptr_ptr, wait_option);
    standin_secure_received += status == NX_SUCCESS;
    return status;
}

UINT _nxe_secure_tls_session_receive(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET **packet_ptr_ptr, ULONG wait_option)
{
    return _nx_secure_tls_session_receive(tls_session, packet_ptr_ptr, wait_option);
}

UINT _nx_secure_tls_packet_allocate(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET_POOL *pool_ptr,
                                    NX_PACKET **packet_ptr, ULONG wait_option)
{
    if (!is_established(tls_session))
        return NX_NOT_SUCCESSFUL;
    return _nx_packet_allocate(pool_ptr, packet_ptr, NX_IPv4_TCP_PACKET + RECORD_HEADER, wait_option);
}

UINT _nxe_secure_tls_packet_allocate(NX_SECURE_TLS_SESSION *tls_session, NX_PACKET_POOL *pool_ptr,
                                     NX_PACKET **packet_ptr, ULONG wait_option)
{
    return _nx_secure_tls_packet_allocate(tls_session, pool_ptr, packet_ptr, wait_option);
}

#endif
