//! Creating and deleting sockets, and the list of an IP instance's sockets.

use super::super::{TCP_ID, locked};
use super::{Socket, bind};
use crate::sys::{
    CHAR, NX_DONT_FRAGMENT, NX_IP, NX_IP_PERIODIC_RATE, NX_NOT_CREATED, NX_STILL_BOUND, NX_SUCCESS,
    NX_TCP_CLOSED, NX_TCP_SOCKET, NX_TRUE, UINT, ULONG,
};
use core::ptr;

/// Packets that may wait to be sent, unless the application says otherwise.
const TRANSMIT_QUEUE: ULONG = 20;
const RECEIVE_QUEUE: ULONG = 20;
const RETRIES: ULONG = 10;
/// Data bytes in a segment over Ethernet, IPv4.
pub(super) const SEGMENT: ULONG = 1460;

type Notify = Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>;

/// Creates a socket; see `nx_tcp_socket_create`.
///
/// # Safety
/// `ip` is a live IP instance and `s` is writable until the socket is deleted.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_create(
    ip: *mut NX_IP,
    s: *mut NX_TCP_SOCKET,
    name: *mut CHAR,
    type_of_service: ULONG,
    fragment: ULONG,
    time_to_live: UINT,
    window: ULONG,
    urgent: Notify,
    disconnect: Notify,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        ptr::write_bytes(s, 0, 1);
        (*s).nx_tcp_socket_ip_ptr = ip;
        (*s).nx_tcp_socket_name = name;
        (*s).nx_tcp_socket_client_type = NX_TRUE;
        (*s).nx_tcp_socket_connect_mss = SEGMENT;
        (*s).nx_tcp_socket_type_of_service = type_of_service;
        (*s).nx_tcp_socket_fragment_enable = fragment & NX_DONT_FRAGMENT as ULONG;
        (*s).nx_tcp_socket_time_to_live = time_to_live;
        (*s).nx_tcp_socket_timeout_rate = NX_IP_PERIODIC_RATE as ULONG;
        (*s).nx_tcp_socket_timeout_max_retries = RETRIES;
        (*s).nx_tcp_socket_transmit_queue_maximum = TRANSMIT_QUEUE;
        (*s).nx_tcp_socket_transmit_queue_maximum_default = TRANSMIT_QUEUE;
        (*s).nx_tcp_socket_receive_queue_maximum = RECEIVE_QUEUE;
        (*s).nx_tcp_socket_rx_window_default = window;
        (*s).nx_tcp_socket_rx_window_current = window;
        (*s).nx_tcp_urgent_data_callback = urgent;
        (*s).nx_tcp_disconnect_callback = disconnect;
        (*s).nx_tcp_socket_state = NX_TCP_CLOSED;
        (*s).nx_tcp_socket_id = TCP_ID;
        link(ip, s);
        NX_SUCCESS
    })
}

unsafe fn link(ip: *mut NX_IP, s: Socket) {
    // SAFETY: the lock is held and members of the list are live.
    unsafe {
        let head = (*ip).nx_ip_tcp_created_sockets_ptr;
        if head.is_null() {
            (*s).nx_tcp_socket_created_next = s;
            (*s).nx_tcp_socket_created_previous = s;
            (*ip).nx_ip_tcp_created_sockets_ptr = s;
        } else {
            let tail = (*head).nx_tcp_socket_created_previous;
            (*s).nx_tcp_socket_created_next = head;
            (*s).nx_tcp_socket_created_previous = tail;
            (*tail).nx_tcp_socket_created_next = s;
            (*head).nx_tcp_socket_created_previous = s;
        }
        (*ip).nx_ip_tcp_created_sockets_count += 1;
    }
}

/// Deletes a socket that is closed and bound to no port.
///
/// # Safety
/// `s` is a socket that was created.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_delete(s: *mut NX_TCP_SOCKET) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        if (*s).nx_tcp_socket_id != TCP_ID {
            return NX_NOT_CREATED;
        }
        if bind::is_bound(s)
            || !(*s).nx_tcp_socket_bind_in_progress.is_null()
            || (*s).nx_tcp_socket_state != NX_TCP_CLOSED
        {
            return NX_STILL_BOUND;
        }
        super::close::drop_transport(k, s);
        super::events::forget(s);
        let ip = (*s).nx_tcp_socket_ip_ptr;
        (*s).nx_tcp_socket_id = 0;
        let next = (*s).nx_tcp_socket_created_next;
        if next == s {
            (*ip).nx_ip_tcp_created_sockets_ptr = ptr::null_mut();
        } else {
            let previous = (*s).nx_tcp_socket_created_previous;
            (*next).nx_tcp_socket_created_previous = previous;
            (*previous).nx_tcp_socket_created_next = next;
            if (*ip).nx_ip_tcp_created_sockets_ptr == s {
                (*ip).nx_ip_tcp_created_sockets_ptr = next;
            }
        }
        (*ip).nx_ip_tcp_created_sockets_count -= 1;
        NX_SUCCESS
    })
}

/// Calls `visit` for each socket of an IP instance.
pub(super) unsafe fn each(ip: *mut NX_IP, mut visit: impl FnMut(Socket)) {
    // SAFETY: the lock is held and members of the list are live.
    unsafe {
        let mut s = (*ip).nx_ip_tcp_created_sockets_ptr;
        for _ in 0..(*ip).nx_ip_tcp_created_sockets_count {
            visit(s);
            s = (*s).nx_tcp_socket_created_next;
        }
    }
}

/// Prepares counters, queues and windows for a new connection.
pub(super) unsafe fn start(k: &mut super::Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        super::receive::flush(k, s);
        (*s).nx_tcp_socket_rx_window_current = (*s).nx_tcp_socket_rx_window_default;
        (*s).nx_tcp_socket_rx_window_last_sent = (*s).nx_tcp_socket_rx_window_default;
        (*s).nx_tcp_socket_fin_received = 0;
        (*s).nx_tcp_socket_fin_acked = 0;
        (*s).nx_tcp_socket_tx_sequence = (*s).nx_tcp_socket_tx_sequence.wrapping_add(0x1_0000);
        (*s).nx_tcp_socket_tx_outstanding_bytes = 0;
        (*s).nx_tcp_socket_packets_sent = 0;
        (*s).nx_tcp_socket_bytes_sent = 0;
        (*s).nx_tcp_socket_packets_received = 0;
        (*s).nx_tcp_socket_bytes_received = 0;
        (*s).nx_tcp_socket_retransmit_packets = 0;
        (*s).nx_tcp_socket_checksum_errors = 0;
    }
}

/// What a socket offers and expects in one segment once connected to `peer_mss`.
pub(super) unsafe fn settle_mss(s: Socket, peer_mss: ULONG) {
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_peer_mss = peer_mss;
        let own = (*s).nx_tcp_socket_mss;
        (*s).nx_tcp_socket_connect_mss = if own != 0 { own.min(peer_mss) } else { peer_mss };
        (*s).nx_tcp_socket_connect_mss2 = (*s).nx_tcp_socket_connect_mss * (*s).nx_tcp_socket_connect_mss;
    }
}
