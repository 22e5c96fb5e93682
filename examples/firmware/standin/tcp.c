/* Stand-in for NetX Duo: TCP client sockets over the link. What arrives waits in the socket's receive queue. */
/* For the names of the services behind the checks. */
#ifndef NX_DISABLE_ERROR_CHECKING
#define NX_DISABLE_ERROR_CHECKING
#endif
#include "kernel.h"
#include "link.h"

#define TCP_ID 0x54435020UL

/* Waiting to be connected or to be closed, as opposed to waiting for data. */
#define STATE_CHANGE(socket_ptr) ((VOID *)&(socket_ptr)->nx_tcp_socket_state)

static NX_PACKET **queue_link(NX_PACKET *packet_ptr)
{
    return &packet_ptr->nx_packet_union_next.nx_packet_tcp_queue_next;
}

static NX_PACKET *dequeue(NX_TCP_SOCKET *socket_ptr)
{
    NX_PACKET *packet_ptr = socket_ptr->nx_tcp_socket_receive_queue_head;

    if (packet_ptr)
    {
        socket_ptr->nx_tcp_socket_receive_queue_head = *queue_link(packet_ptr);
        *queue_link(packet_ptr) = (NX_PACKET *)0xAAAAAAAAUL;
        socket_ptr->nx_tcp_socket_receive_queue_count--;
    }
    return packet_ptr;
}

static VOID flush(NX_TCP_SOCKET *socket_ptr)
{
    NX_PACKET *packet_ptr;

    while ((packet_ptr = dequeue(socket_ptr)) != NX_NULL)
        _nx_packet_release(packet_ptr);
}

static VOID wake(VOID *object, UINT status)
{
    TX_THREAD *thread_ptr = kernel_waiting(object, TX_NULL);

    if (thread_ptr)
        kernel_wake(thread_ptr, status);
}

UINT _nx_tcp_socket_create(NX_IP *ip_ptr, NX_TCP_SOCKET *socket_ptr, CHAR *name, ULONG type_of_service, ULONG fragment,
                           UINT time_to_live, ULONG window_size, VOID (*urgent_data_callback)(NX_TCP_SOCKET *),
                           VOID (*disconnect_callback)(NX_TCP_SOCKET *))
{
    memset(socket_ptr, 0, sizeof(*socket_ptr));
    socket_ptr->nx_tcp_socket_ip_ptr = ip_ptr;
    socket_ptr->nx_tcp_socket_name = name;
    socket_ptr->nx_tcp_socket_type_of_service = type_of_service;
    socket_ptr->nx_tcp_socket_fragment_enable = fragment;
    socket_ptr->nx_tcp_socket_time_to_live = time_to_live;
    socket_ptr->nx_tcp_socket_rx_window_default = window_size;
    socket_ptr->nx_tcp_urgent_data_callback = urgent_data_callback;
    socket_ptr->nx_tcp_disconnect_callback = disconnect_callback;
    socket_ptr->nx_tcp_socket_state = NX_TCP_CLOSED;
    socket_ptr->nx_tcp_socket_id = TCP_ID;
    kernel_objects++;
    return NX_SUCCESS;
}

UINT _nx_tcp_socket_delete(NX_TCP_SOCKET *socket_ptr)
{
    if (socket_ptr->nx_tcp_socket_id != TCP_ID)
        return NX_NOT_CREATED;
    if (socket_ptr->nx_tcp_socket_bound_next)
        return NX_STILL_BOUND;
    flush(socket_ptr);
    socket_ptr->nx_tcp_socket_id = 0;
    kernel_objects--;
    return NX_SUCCESS;
}

UINT _nx_tcp_client_socket_bind(NX_TCP_SOCKET *socket_ptr, UINT port, ULONG wait_option)
{
    (void)wait_option;
    if (socket_ptr->nx_tcp_socket_bound_next)
        return NX_ALREADY_BOUND;
    socket_ptr->nx_tcp_socket_port = port ? port : 0xC000;
    socket_ptr->nx_tcp_socket_bound_next = socket_ptr;
    return NX_SUCCESS;
}

UINT _nx_tcp_client_socket_unbind(NX_TCP_SOCKET *socket_ptr)
{
    if (!socket_ptr->nx_tcp_socket_bound_next)
        return NX_NOT_BOUND;
    if (socket_ptr->nx_tcp_socket_state != NX_TCP_CLOSED)
        return NX_NOT_CLOSED;
    flush(socket_ptr);
    socket_ptr->nx_tcp_socket_bound_next = NX_NULL;
    return NX_SUCCESS;
}

UINT _nxd_tcp_client_socket_connect(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *server_ip, UINT server_port,
                                    ULONG wait_option)
{
    UINT status;

    if (!socket_ptr->nx_tcp_socket_bound_next)
        return NX_NOT_BOUND;
    if (socket_ptr->nx_tcp_socket_state != NX_TCP_CLOSED)
        return NX_NOT_CLOSED;
    flush(socket_ptr);
    socket_ptr->nx_tcp_socket_connect_ip = *server_ip;
    socket_ptr->nx_tcp_socket_connect_port = server_port;
    socket_ptr->nx_tcp_socket_state = NX_TCP_SYN_SENT;
    status = link_connect(socket_ptr, server_ip, server_port);
    if (status == NX_IN_PROGRESS && wait_option)
        status = kernel_wait(TX_TCP_IP, STATE_CHANGE(socket_ptr), wait_option, NX_NOT_CONNECTED);
    if (status == NX_SUCCESS)
        socket_ptr->nx_tcp_socket_state = NX_TCP_ESTABLISHED;
    else if (status != NX_IN_PROGRESS)
    {
        if (socket_ptr->nx_tcp_socket_state != NX_TCP_CLOSED)
            link_disconnect(socket_ptr);
        socket_ptr->nx_tcp_socket_state = NX_TCP_CLOSED;
    }
    return status;
}

UINT _nx_tcp_socket_disconnect(NX_TCP_SOCKET *socket_ptr, ULONG wait_option)
{
    UINT status;

    if (socket_ptr->nx_tcp_socket_state < NX_TCP_SYN_SENT)
        return NX_NOT_CONNECTED;
    socket_ptr->nx_tcp_socket_state =
        socket_ptr->nx_tcp_socket_state == NX_TCP_CLOSE_WAIT ? NX_TCP_LAST_ACK : NX_TCP_FIN_WAIT_1;
    status = link_disconnect(socket_ptr);
    if (status == NX_IN_PROGRESS)
    {
        status = NX_SUCCESS;
        if (wait_option)
            status = kernel_wait(TX_TCP_IP, STATE_CHANGE(socket_ptr), wait_option, NX_DISCONNECT_FAILED);
    }
    socket_ptr->nx_tcp_socket_state = NX_TCP_CLOSED;
    wake(socket_ptr, NX_NOT_CONNECTED);
    kernel_yield();
    return status;
}

UINT _nx_tcp_socket_send(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr, ULONG wait_option)
{
    UINT status;

    (void)wait_option;
    if (!socket_ptr->nx_tcp_socket_bound_next)
        return NX_NOT_BOUND;
    if (socket_ptr->nx_tcp_socket_state != NX_TCP_ESTABLISHED
        && socket_ptr->nx_tcp_socket_state != NX_TCP_CLOSE_WAIT)
        return NX_NOT_CONNECTED;
    status = link_send(socket_ptr, packet_ptr);
    if (status == NX_SUCCESS)
        _nx_packet_release(packet_ptr);
    return status;
}

UINT _nx_tcp_socket_receive(NX_TCP_SOCKET *socket_ptr, NX_PACKET **packet_ptr, ULONG wait_option)
{
    *packet_ptr = NX_NULL;
    if (!socket_ptr->nx_tcp_socket_bound_next)
        return NX_NOT_BOUND;
    while ((*packet_ptr = dequeue(socket_ptr)) == NX_NULL)
    {
        UINT status;

        if (socket_ptr->nx_tcp_socket_state != NX_TCP_ESTABLISHED && socket_ptr->nx_tcp_socket_state != NX_TCP_SYN_SENT)
            return NX_NOT_CONNECTED;
        if (!wait_option)
            return NX_NO_PACKET;
        socket_ptr->nx_tcp_socket_receive_suspended_count++;
        status = kernel_wait(TX_TCP_IP, socket_ptr, wait_option, NX_NO_PACKET);
        socket_ptr->nx_tcp_socket_receive_suspended_count--;
        if (status != NX_SUCCESS)
            return status;
    }
    return NX_SUCCESS;
}

UINT _nx_tcp_socket_receive_notify(NX_TCP_SOCKET *socket_ptr, VOID (*tcp_receive_notify)(NX_TCP_SOCKET *))
{
    socket_ptr->nx_tcp_receive_callback = tcp_receive_notify;
    return NX_SUCCESS;
}

UINT _nx_tcp_socket_establish_notify(NX_TCP_SOCKET *socket_ptr, VOID (*tcp_establish_notify)(NX_TCP_SOCKET *))
{
#ifdef NX_DISABLE_EXTENDED_NOTIFY_SUPPORT
    (void)socket_ptr;
    (void)tcp_establish_notify;
    return NX_NOT_SUPPORTED;
#else
    socket_ptr->nx_tcp_establish_notify = tcp_establish_notify;
    return NX_SUCCESS;
#endif
}

VOID standin_connected(NX_TCP_SOCKET *socket_ptr)
{
    if (socket_ptr->nx_tcp_socket_state != NX_TCP_SYN_SENT)
        return;
    socket_ptr->nx_tcp_socket_state = NX_TCP_ESTABLISHED;
    wake(STATE_CHANGE(socket_ptr), NX_SUCCESS);
#ifndef NX_DISABLE_EXTENDED_NOTIFY_SUPPORT
    if (socket_ptr->nx_tcp_establish_notify)
        socket_ptr->nx_tcp_establish_notify(socket_ptr);
#endif
}

VOID standin_packet_received(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr)
{
    NX_PACKET **link = &socket_ptr->nx_tcp_socket_receive_queue_head;

    if (socket_ptr->nx_tcp_socket_state != NX_TCP_ESTABLISHED)
    {
        _nx_packet_release(packet_ptr);
        return;
    }
    while (*link)
        link = queue_link(*link);
    *link = packet_ptr;
    *queue_link(packet_ptr) = NX_NULL;
    socket_ptr->nx_tcp_socket_receive_queue_count++;
    wake(socket_ptr, NX_SUCCESS);
    if (socket_ptr->nx_tcp_receive_callback)
        socket_ptr->nx_tcp_receive_callback(socket_ptr);
}

VOID standin_closed(NX_TCP_SOCKET *socket_ptr)
{
    switch (socket_ptr->nx_tcp_socket_state)
    {
    case NX_TCP_SYN_SENT:
        socket_ptr->nx_tcp_socket_state = NX_TCP_CLOSED;
        wake(STATE_CHANGE(socket_ptr), NX_NOT_CONNECTED);
        break;
    case NX_TCP_ESTABLISHED:
        socket_ptr->nx_tcp_socket_state = NX_TCP_CLOSE_WAIT;
        wake(socket_ptr, NX_NOT_CONNECTED);
        break;
    case NX_TCP_FIN_WAIT_1:
    case NX_TCP_LAST_ACK:
        wake(STATE_CHANGE(socket_ptr), NX_SUCCESS);
        return;
    default:
        return;
    }
    if (socket_ptr->nx_tcp_disconnect_callback)
        socket_ptr->nx_tcp_disconnect_callback(socket_ptr);
}
