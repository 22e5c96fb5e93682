//! The receive queue of a socket.

use super::super::{Guard, PACKET_ALLOCATED, PACKET_ENQUEUED, PACKET_READY, locked, pool};
use super::{Socket, bind, close, event, events, flag, has, host, may_wait, suspend, wake_all};
use crate::sys::{
    NX_NO_PACKET, NX_NOT_BOUND, NX_NOT_CONNECTED, NX_PACKET, NX_SUCCESS, NX_TCP_CLOSE_WAIT, NX_TCP_CLOSING,
    NX_TCP_ESTABLISHED, NX_TCP_LISTEN_STATE, NX_TCP_SOCKET, NX_TCP_SYN_SENT, UINT, ULONG,
};
use core::ptr;

/// Takes the oldest packet that has arrived; see `nx_tcp_socket_receive`.
///
/// # Safety
/// `s` is a live socket and `packet` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_receive(
    s: *mut NX_TCP_SOCKET,
    packet: *mut *mut NX_PACKET,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held. The slot outlives the wait.
    locked(|k| unsafe {
        *packet = ptr::null_mut();
        if !bind::is_bound(s) {
            return NX_NOT_BOUND;
        }
        if !(*s).nx_tcp_socket_receive_queue_head.is_null() {
            *packet = dequeue(s);
            open_window(k, s, (**packet).nx_packet_length);
            return NX_SUCCESS;
        }
        let state = (*s).nx_tcp_socket_state;
        if state < NX_TCP_SYN_SENT || state == NX_TCP_CLOSE_WAIT || state >= NX_TCP_CLOSING {
            return NX_NOT_CONNECTED;
        }
        if !may_wait(k, (*s).nx_tcp_socket_ip_ptr, wait) {
            return NX_NO_PACKET;
        }
        let mut slot: *mut NX_PACKET = ptr::null_mut();
        (*k.current()).tx_thread_additional_suspend_info = (&raw mut slot).cast();
        let status = suspend(
            k,
            &raw mut (*s).nx_tcp_socket_receive_suspension_list,
            &raw mut (*s).nx_tcp_socket_receive_suspended_count,
            wait,
            NX_NO_PACKET,
        );
        *packet = slot;
        if status == NX_NO_PACKET && (*s).nx_tcp_socket_state != NX_TCP_ESTABLISHED {
            return NX_NOT_CONNECTED;
        }
        status
    })
}

/// Bytes that can be received without waiting.
///
/// # Safety
/// `s` is a live socket and `bytes` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_bytes_available(
    s: *mut NX_TCP_SOCKET,
    bytes: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        *bytes = 0;
        let state = (*s).nx_tcp_socket_state;
        if state <= NX_TCP_LISTEN_STATE || state > NX_TCP_ESTABLISHED {
            return NX_NOT_CONNECTED;
        }
        let mut packet = (*s).nx_tcp_socket_receive_queue_head;
        while !packet.is_null() {
            *bytes += (*packet).nx_packet_length;
            packet = close::queue_next(packet);
        }
        NX_SUCCESS
    })
}

/// Data waits to be taken from the transport: on the thread of the IP instance.
pub(super) unsafe fn arrived(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        if !has(s, flag::LOCAL) {
            host::read(k, s);
            return;
        }
        let generation = (*s).nx_tcp_socket_host_generation;
        while generation == (*s).nx_tcp_socket_host_generation {
            let packet = (*s).nx_tcp_socket_host_wire_head;
            if packet.is_null() {
                return;
            }
            (*s).nx_tcp_socket_host_wire_head = close::queue_next(packet);
            if (*s).nx_tcp_socket_host_wire_head.is_null() {
                (*s).nx_tcp_socket_host_wire_tail = ptr::null_mut();
            }
            deliver(k, s, packet);
            events::call(k, s, (*s).nx_tcp_receive_callback);
        }
    }
}

/// Gives a packet to a waiting thread, or queues it. Its length is already taken off the window.
pub(super) unsafe fn deliver(k: &mut Guard, s: Socket, packet: *mut NX_PACKET) {
    // SAFETY: the module's contract; a waiting thread's slot is valid while it waits.
    unsafe {
        let length = (*packet).nx_packet_length;
        let ip = (*s).nx_tcp_socket_ip_ptr;
        (*ip).nx_ip_tcp_packets_received += 1;
        (*ip).nx_ip_tcp_bytes_received += length;
        (*s).nx_tcp_socket_packets_received += 1;
        (*s).nx_tcp_socket_bytes_received += length;
        (*s).nx_tcp_socket_rx_sequence = (*s).nx_tcp_socket_rx_sequence.wrapping_add(length);
        let waiter = (*s).nx_tcp_socket_receive_suspension_list;
        if waiter.is_null() {
            enqueue(s, packet);
        } else {
            pool::set_mark(packet, PACKET_ALLOCATED);
            (*packet).nx_packet_queue_next = ptr::null_mut();
            *(*waiter).tx_thread_additional_suspend_info.cast::<*mut NX_PACKET>() = packet;
            k.wake(waiter, NX_SUCCESS);
            open_window(k, s, length);
        }
    }
}

unsafe fn enqueue(s: Socket, packet: *mut NX_PACKET) {
    // SAFETY: the module's contract.
    unsafe {
        pool::set_mark(packet, PACKET_ENQUEUED);
        (*packet).nx_packet_queue_next = ptr::without_provenance_mut(PACKET_READY);
        let tail = (*s).nx_tcp_socket_receive_queue_tail;
        if tail.is_null() {
            (*s).nx_tcp_socket_receive_queue_head = packet;
        } else {
            (*tail).nx_packet_union_next.nx_packet_tcp_queue_next = packet;
        }
        (*s).nx_tcp_socket_receive_queue_tail = packet;
        (*s).nx_tcp_socket_receive_queue_count += 1;
    }
}

unsafe fn dequeue(s: Socket) -> *mut NX_PACKET {
    // SAFETY: the module's contract; the queue is not empty.
    unsafe {
        let packet = (*s).nx_tcp_socket_receive_queue_head;
        (*s).nx_tcp_socket_receive_queue_head = close::queue_next(packet);
        if (*s).nx_tcp_socket_receive_queue_head.is_null() {
            (*s).nx_tcp_socket_receive_queue_tail = ptr::null_mut();
        }
        (*s).nx_tcp_socket_receive_queue_count -= 1;
        pool::set_mark(packet, PACKET_ALLOCATED);
        (*packet).nx_packet_queue_next = ptr::null_mut();
        packet
    }
}

/// The application took `length` bytes. The peer hears of it when half the window is open.
unsafe fn open_window(k: &mut Guard, s: Socket, length: ULONG) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        let all = (*s).nx_tcp_socket_rx_window_default;
        let length = host::catch_up(s, length);
        let window = ((*s).nx_tcp_socket_rx_window_current + length).min(all);
        (*s).nx_tcp_socket_rx_window_current = window;
        if window < (*s).nx_tcp_socket_rx_window_last_sent.saturating_add(all / 2) && window < all {
            return;
        }
        let peer = (*s).nx_tcp_socket_host_peer;
        if !peer.is_null() {
            if (*s).nx_tcp_socket_rx_window_last_sent < window {
                (*s).nx_tcp_socket_rx_window_last_sent = window;
                if (*peer).nx_tcp_socket_window_update_notify.is_some() {
                    events::post(k, peer, event::WINDOW);
                }
            }
            wake_all(k, &raw mut (*peer).nx_tcp_socket_transmit_suspension_list, NX_SUCCESS);
        } else if host::has_more(s) {
            events::post(k, s, event::DATA);
        }
    }
}

/// `length` bytes are on their way to the receive queue.
pub(super) unsafe fn take_window(s: Socket, length: ULONG) {
    // SAFETY: the module's contract.
    unsafe {
        let window = (*s).nx_tcp_socket_rx_window_current;
        host::run_ahead(s, length.saturating_sub(window));
        (*s).nx_tcp_socket_rx_window_current = window.saturating_sub(length);
        (*s).nx_tcp_socket_rx_window_last_sent =
            (*s).nx_tcp_socket_rx_window_last_sent.saturating_sub(length);
    }
}

/// Releases what was not received.
pub(super) unsafe fn flush(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        let head = (*s).nx_tcp_socket_receive_queue_head;
        (*s).nx_tcp_socket_receive_queue_head = ptr::null_mut();
        (*s).nx_tcp_socket_receive_queue_tail = ptr::null_mut();
        (*s).nx_tcp_socket_receive_queue_count = 0;
        close::release_queue(k, head);
    }
}
