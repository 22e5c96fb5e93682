//! Disconnecting, resets, and letting a transport go.

use super::super::{Guard, locked, pool};
use super::{Socket, clear, event, events, flag, has, host, local, may_wait, set, suspend_alone, wake_all};
use crate::sys::{
    NX_DISCONNECT_FAILED, NX_IN_PROGRESS, NX_NOT_CONNECTED, NX_PACKET, NX_SUCCESS, NX_TCP_CLOSE_WAIT,
    NX_TCP_CLOSED, NX_TCP_ESTABLISHED, NX_TCP_FIN_WAIT_1, NX_TCP_LAST_ACK, NX_TCP_LISTEN_STATE,
    NX_TCP_SOCKET, NX_TCP_SYN_RECEIVED, NX_TCP_SYN_SENT, NX_TCP_TIMED_WAIT, UINT, ULONG,
};
use core::ptr;

/// Ends a connection; see `nx_tcp_socket_disconnect`.
///
/// With a wait, both sides close and what was sent is delivered. Without, the connection is given
/// up at once: a peer in this process sees a reset; one reached through the host gets what was sent
/// and then a close, so that a last message is not lost. The result is then `NX_IN_PROGRESS`, as
/// in NetX Duo, although the socket is closed.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_disconnect(s: *mut NX_TCP_SOCKET, wait: ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        let ip = (*s).nx_tcp_socket_ip_ptr;
        (*ip).nx_ip_tcp_disconnections += 1;
        let mut status = NX_SUCCESS;
        match (*s).nx_tcp_socket_state {
            NX_TCP_SYN_SENT | NX_TCP_SYN_RECEIVED => {
                drop_transport(k, s);
                (*s).nx_tcp_socket_state = idle_state(s);
                (*s).nx_tcp_socket_timeout = 0;
            }
            NX_TCP_ESTABLISHED | NX_TCP_CLOSE_WAIT if wait == 0 => {
                give_up(k, s);
                status = NX_IN_PROGRESS;
            }
            NX_TCP_ESTABLISHED => {
                (*s).nx_tcp_socket_state = NX_TCP_FIN_WAIT_1;
                send_fin(k, s);
            }
            NX_TCP_CLOSE_WAIT => {
                (*s).nx_tcp_socket_state = NX_TCP_LAST_ACK;
                send_fin(k, s);
            }
            _ => return NX_NOT_CONNECTED,
        }
        let done = matches!((*s).nx_tcp_socket_state, NX_TCP_CLOSED | NX_TCP_LISTEN_STATE);
        if !done && may_wait(k, ip, wait) {
            status = suspend_alone(
                k,
                &raw mut (*s).nx_tcp_socket_disconnect_suspended_thread,
                wait,
                NX_DISCONNECT_FAILED,
            );
            if (*s).nx_tcp_socket_state != NX_TCP_TIMED_WAIT {
                block_cleanup(k, s);
            }
        }
        if !has(s, flag::FIN_QUEUED) {
            flush_transmit(k, s);
        }
        wake_waiters(k, s, false);
        status
    })
}

/// The state of a socket without a connection.
unsafe fn idle_state(s: Socket) -> UINT {
    // SAFETY: the module's contract.
    if unsafe { (*s).nx_tcp_socket_client_type } != 0 { NX_TCP_CLOSED } else { NX_TCP_LISTEN_STATE }
}

/// Leaves without waiting for the peer.
unsafe fn give_up(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        if has(s, flag::LOCAL) {
            local::pump(k, s);
        } else {
            host::flush(k, s);
        }
        (*(*s).nx_tcp_socket_ip_ptr).nx_ip_tcp_resets_sent += 1;
        let peer = (*s).nx_tcp_socket_host_peer;
        if !peer.is_null() {
            events::post(k, peer, event::RESET);
        }
        block_cleanup(k, s);
    }
}

/// Sends our FIN, or leaves it to follow what is still queued.
pub(super) unsafe fn send_fin(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        set(s, flag::FIN_QUEUED);
        if has(s, flag::LOCAL) {
            local::pump(k, s);
        } else {
            host::flush(k, s);
        }
    }
}

/// Sends the FIN that was waiting, once nothing is queued before it.
pub(super) unsafe fn fin_if_drained(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        if !has(s, flag::FIN_QUEUED) || !(*s).nx_tcp_socket_transmit_sent_head.is_null() {
            return;
        }
        clear(s, flag::FIN_QUEUED);
        if !has(s, flag::LOCAL) {
            host::shut_down(k, s);
            return;
        }
        let peer = (*s).nx_tcp_socket_host_peer;
        // A peer that has left answers with a reset.
        if peer.is_null() {
            events::post(k, s, event::RESET);
        } else {
            events::post(k, peer, event::FIN);
        }
    }
}

/// Our FIN and the peer's have both arrived; we closed first.
pub(super) unsafe fn timed_wait(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_state = NX_TCP_TIMED_WAIT;
        detach(k, s);
        resume_disconnect(k, s, NX_SUCCESS);
        events::call(k, s, (*s).nx_tcp_disconnect_callback);
        events::call(k, s, (*s).nx_tcp_timed_wait_callback);
        events::call(k, s, (*s).nx_tcp_disconnect_complete_notify);
    }
}

/// Our FIN has arrived after the peer's: the connection is over.
pub(super) unsafe fn finished(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        block_cleanup(k, s);
        resume_disconnect(k, s, NX_SUCCESS);
        events::call(k, s, (*s).nx_tcp_disconnect_complete_notify);
    }
}

unsafe fn resume_disconnect(k: &mut Guard, s: Socket, status: UINT) {
    // SAFETY: the module's contract.
    unsafe { wake_all(k, &raw mut (*s).nx_tcp_socket_disconnect_suspended_thread, status) }
}

/// The connection is gone: everyone who waits on the socket is told.
pub(super) unsafe fn reset(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        let was = (*s).nx_tcp_socket_state;
        if was < NX_TCP_SYN_SENT || was == NX_TCP_TIMED_WAIT {
            // Not connected as far as the application knows; a listener finds out when it accepts.
            return;
        }
        block_cleanup(k, s);
        flush_transmit(k, s);
        wake_waiters(k, s, true);
        if was == NX_TCP_ESTABLISHED {
            events::call(k, s, (*s).nx_tcp_disconnect_callback);
        }
        events::call(k, s, (*s).nx_tcp_disconnect_complete_notify);
    }
}

/// Ends the waits that can no longer succeed.
unsafe fn wake_waiters(k: &mut Guard, s: Socket, disconnecting: bool) {
    // SAFETY: the module's contract.
    unsafe {
        wake_all(k, &raw mut (*s).nx_tcp_socket_receive_suspension_list, NX_NOT_CONNECTED);
        wake_all(k, &raw mut (*s).nx_tcp_socket_transmit_suspension_list, NX_NOT_CONNECTED);
        wake_all(k, &raw mut (*s).nx_tcp_socket_connect_suspended_thread, NX_NOT_CONNECTED);
        if disconnecting {
            resume_disconnect(k, s, NX_DISCONNECT_FAILED);
        }
    }
}

/// Returns a socket to the state before its connection.
pub(super) unsafe fn block_cleanup(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        drop_transport(k, s);
        (*s).nx_tcp_socket_connect_ip.nxd_ip_version = 0;
        (*s).nx_tcp_socket_connect_ip.nxd_ip_address.v6 = [0; 4];
        (*s).nx_tcp_socket_connect_port = 0;
        (*s).nx_tcp_socket_timeout = 0;
        (*s).nx_tcp_socket_state = idle_state(s);
    }
}

/// Lets the transport go. A peer that is still connecting to us, or has just done so, gets a reset.
pub(super) unsafe fn drop_transport(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        let peer = (*s).nx_tcp_socket_host_peer;
        let connecting = matches!((*s).nx_tcp_socket_state, NX_TCP_SYN_SENT | NX_TCP_SYN_RECEIVED);
        detach(k, s);
        if connecting && !peer.is_null() {
            events::post(k, peer, event::RESET);
        }
    }
}

/// Cuts the socket off its transport, in silence.
unsafe fn detach(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        local::withdraw(s);
        let peer = (*s).nx_tcp_socket_host_peer;
        if !peer.is_null() {
            (*s).nx_tcp_socket_host_peer = ptr::null_mut();
            if (*peer).nx_tcp_socket_host_peer == s {
                (*peer).nx_tcp_socket_host_peer = ptr::null_mut();
            }
        }
        let wire = (*s).nx_tcp_socket_host_wire_head;
        (*s).nx_tcp_socket_host_wire_head = ptr::null_mut();
        (*s).nx_tcp_socket_host_wire_tail = ptr::null_mut();
        release_queue(k, wire);
        host::close(k, s);
        (*s).nx_tcp_socket_host_events = 0;
        (*s).nx_tcp_socket_host_generation += 1;
        clear(s, flag::BURST | flag::STARVED | flag::FIN_QUEUED | flag::LOCAL);
    }
}

/// Releases what was not sent.
pub(super) unsafe fn flush_transmit(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        let head = (*s).nx_tcp_socket_transmit_sent_head;
        (*s).nx_tcp_socket_transmit_sent_head = ptr::null_mut();
        (*s).nx_tcp_socket_transmit_sent_tail = ptr::null_mut();
        (*s).nx_tcp_socket_transmit_sent_count = 0;
        (*s).nx_tcp_socket_tx_outstanding_bytes = 0;
        release_queue(k, head);
    }
}

/// Releases packets linked through `nx_packet_tcp_queue_next`.
pub(super) unsafe fn release_queue(k: &mut Guard, mut packet: *mut NX_PACKET) {
    // SAFETY: the module's contract; queued packets are live.
    unsafe {
        while !packet.is_null() {
            let next = queue_next(packet);
            pool::set_mark(packet, super::super::PACKET_ALLOCATED);
            (*packet).nx_packet_queue_next = ptr::null_mut();
            pool::release(k, packet);
            packet = next;
        }
    }
}

/// The packet behind this one in a transmit or receive queue, or null.
pub(super) unsafe fn queue_next(packet: *const NX_PACKET) -> *mut NX_PACKET {
    // SAFETY: the module's contract.
    unsafe {
        if pool::mark(packet) == super::super::PACKET_ENQUEUED {
            ptr::null_mut()
        } else {
            (*packet).nx_packet_union_next.nx_packet_tcp_queue_next
        }
    }
}
