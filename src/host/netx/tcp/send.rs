//! Sending on a socket.

use super::super::{Guard, PACKET_ENQUEUED, locked, pool};
use super::{Socket, bind, flag, has, host, info, local, may_wait, suspend};
use crate::sys::{
    NX_INVALID_PACKET, NX_NOT_BOUND, NX_NOT_CONNECTED, NX_PACKET, NX_SUCCESS, NX_TCP_CLOSE_WAIT,
    NX_TCP_ESTABLISHED, NX_TCP_SOCKET, NX_TCP_SYN_RECEIVED, NX_TCP_SYN_SENT, NX_TX_QUEUE_DEPTH,
    NX_WINDOW_OVERFLOW, UINT, ULONG,
};

/// Sends the data of a packet; on success the packet is no longer the caller's.
///
/// On failure the packet still is the caller's, without the part of its data that was sent.
/// `NX_WINDOW_OVERFLOW` when the peer takes no more, `NX_TX_QUEUE_DEPTH` when too much is queued.
///
/// # Safety
/// `s` is a live socket, `packet` the first packet of a chain the caller owns.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_send(
    s: *mut NX_TCP_SOCKET,
    packet: *mut NX_PACKET,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract.
    unsafe {
        if (*packet).nx_packet_length == 0 {
            return NX_INVALID_PACKET;
        }
        if locked(|_| !bind::is_bound(s)) {
            return NX_NOT_BOUND;
        }
        if locked(|_| matches!((*s).nx_tcp_socket_state, NX_TCP_SYN_SENT | NX_TCP_SYN_RECEIVED)) {
            // A connection that is still not there is reported below.
            let _ = info::_nx_tcp_socket_state_wait(s, NX_TCP_ESTABLISHED, wait);
        }
        locked(|k| {
            if !connected(s) {
                NX_NOT_CONNECTED
            } else if has(s, flag::LOCAL) {
                local::send(k, s, packet, wait)
            } else {
                host::send(k, s, packet, wait)
            }
        })
    }
}

/// True while the socket may send.
pub(super) unsafe fn connected(s: Socket) -> bool {
    // SAFETY: the module's contract.
    matches!(unsafe { (*s).nx_tcp_socket_state }, NX_TCP_ESTABLISHED | NX_TCP_CLOSE_WAIT)
}

/// Waits until the transmit queue or the window has room; an error when it has not.
pub(super) unsafe fn wait_for_room(k: &mut Guard, s: Socket, wait: ULONG) -> Result<(), UINT> {
    // SAFETY: the module's contract.
    unsafe {
        if !may_wait(k, (*s).nx_tcp_socket_ip_ptr, wait) {
            return Err(no_room(s));
        }
        let status = suspend(
            k,
            &raw mut (*s).nx_tcp_socket_transmit_suspension_list,
            &raw mut (*s).nx_tcp_socket_transmit_suspended_count,
            wait,
            NX_WINDOW_OVERFLOW,
        );
        match status {
            _ if !connected(s) => Err(NX_NOT_CONNECTED),
            NX_SUCCESS => Ok(()),
            NX_WINDOW_OVERFLOW => Err(no_room(s)),
            other => Err(other),
        }
    }
}

unsafe fn no_room(s: Socket) -> UINT {
    // SAFETY: the module's contract.
    if unsafe { queue_full(s) } { NX_TX_QUEUE_DEPTH } else { NX_WINDOW_OVERFLOW }
}

/// True when as many packets wait to be sent as the application allows.
pub(super) unsafe fn queue_full(s: Socket) -> bool {
    // SAFETY: the module's contract.
    unsafe { (*s).nx_tcp_socket_transmit_sent_count >= (*s).nx_tcp_socket_transmit_queue_maximum }
}

/// Puts a packet at the end of the transmit queue. It belongs to the socket from here on.
pub(super) unsafe fn enqueue(s: Socket, packet: *mut NX_PACKET) {
    // SAFETY: the module's contract.
    unsafe {
        let length = (*packet).nx_packet_length;
        let ip = (*s).nx_tcp_socket_ip_ptr;
        pool::set_mark(packet, PACKET_ENQUEUED);
        let tail = (*s).nx_tcp_socket_transmit_sent_tail;
        if tail.is_null() {
            (*s).nx_tcp_socket_transmit_sent_head = packet;
        } else {
            (*tail).nx_packet_union_next.nx_packet_tcp_queue_next = packet;
        }
        (*s).nx_tcp_socket_transmit_sent_tail = packet;
        (*s).nx_tcp_socket_transmit_sent_count += 1;
        (*s).nx_tcp_socket_tx_outstanding_bytes += length;
        (*s).nx_tcp_socket_tx_sequence = (*s).nx_tcp_socket_tx_sequence.wrapping_add(length);
        (*ip).nx_ip_tcp_packets_sent += 1;
        (*ip).nx_ip_tcp_bytes_sent += length;
        (*s).nx_tcp_socket_packets_sent += 1;
        (*s).nx_tcp_socket_bytes_sent += length;
    }
}

/// Takes the first packet of the transmit queue, of which `outstanding` bytes were unsent.
pub(super) unsafe fn dequeue(s: Socket, outstanding: ULONG) -> *mut NX_PACKET {
    // SAFETY: the module's contract; the queue is not empty.
    unsafe {
        let packet = (*s).nx_tcp_socket_transmit_sent_head;
        (*s).nx_tcp_socket_transmit_sent_head = super::close::queue_next(packet);
        if (*s).nx_tcp_socket_transmit_sent_head.is_null() {
            (*s).nx_tcp_socket_transmit_sent_tail = core::ptr::null_mut();
        }
        (*s).nx_tcp_socket_transmit_sent_count -= 1;
        (*s).nx_tcp_socket_tx_outstanding_bytes =
            (*s).nx_tcp_socket_tx_outstanding_bytes.saturating_sub(outstanding);
        pool::set_mark(packet, super::super::PACKET_ALLOCATED);
        packet
    }
}
