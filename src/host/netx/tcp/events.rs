//! The thread of an IP instance: it takes what arrived, changes states and calls the application.

use super::super::{Guard, WAIT_FOREVER};
use super::{Socket, clear, close, event, flag, has, host, listener, local, receive, set, suspend};
use crate::sys::{
    NX_IP, NX_SUCCESS, NX_TCP_CLOSE_WAIT, NX_TCP_CLOSING, NX_TCP_ESTABLISHED, NX_TCP_FIN_WAIT_1,
    NX_TCP_FIN_WAIT_2, NX_TCP_LAST_ACK, NX_TCP_SOCKET, NX_TCP_SYN_RECEIVED, NX_TCP_SYN_SENT, UINT,
};
use core::ptr;

/// Notes events of a socket and sees that the thread of its IP instance handles them.
pub(super) unsafe fn post(k: &mut Guard, s: Socket, events: UINT) {
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_host_events |= events;
        let ip = (*s).nx_tcp_socket_ip_ptr;
        if !has(s, flag::QUEUED) {
            set(s, flag::QUEUED);
            (*s).nx_tcp_socket_host_work_next = ptr::null_mut();
            if (*ip).nx_ip_host_work_head.is_null() {
                (*ip).nx_ip_host_work_head = s;
            } else {
                (*(*ip).nx_ip_host_work_tail).nx_tcp_socket_host_work_next = s;
            }
            (*ip).nx_ip_host_work_tail = s;
        }
        wake_ip(k, ip);
    }
}

/// Sees that the thread of an IP instance looks for work.
pub(in super::super) unsafe fn wake_ip(k: &mut Guard, ip: *mut NX_IP) {
    // SAFETY: the module's contract.
    unsafe {
        let thread = (*ip).nx_ip_host_suspension_list;
        if !thread.is_null() {
            k.wake(thread, NX_SUCCESS);
        }
    }
}

/// Takes a socket off the work list of its IP instance.
pub(super) unsafe fn forget(s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_host_events = 0;
        if !has(s, flag::QUEUED) {
            return;
        }
        let ip = (*s).nx_tcp_socket_ip_ptr;
        let mut previous: Socket = ptr::null_mut();
        let mut at = (*ip).nx_ip_host_work_head;
        while !at.is_null() && at != s {
            previous = at;
            at = (*at).nx_tcp_socket_host_work_next;
        }
        if at.is_null() {
            return;
        }
        let next = (*s).nx_tcp_socket_host_work_next;
        if previous.is_null() {
            (*ip).nx_ip_host_work_head = next;
        } else {
            (*previous).nx_tcp_socket_host_work_next = next;
        }
        if (*ip).nx_ip_host_work_tail == s {
            (*ip).nx_ip_host_work_tail = previous;
        }
        clear(s, flag::QUEUED);
    }
}

/// Body of the thread of an IP instance; returns never.
pub(in super::super) unsafe fn run(k: &mut Guard, ip: *mut NX_IP) {
    // SAFETY: the module's contract; deleting the instance terminates this thread first.
    unsafe {
        loop {
            if !(*ip).nx_ip_host_syn_head.is_null() {
                local::accept_request(k, ip);
            } else if (*ip).nx_ip_host_events != 0 {
                (*ip).nx_ip_host_events = 0;
                listener::accept_all(k, ip);
            } else if !(*ip).nx_ip_host_work_head.is_null() {
                let s = (*ip).nx_ip_host_work_head;
                (*ip).nx_ip_host_work_head = (*s).nx_tcp_socket_host_work_next;
                if (*ip).nx_ip_host_work_head.is_null() {
                    (*ip).nx_ip_host_work_tail = ptr::null_mut();
                }
                clear(s, flag::QUEUED);
                handle(k, s);
            } else {
                suspend(
                    k,
                    &raw mut (*ip).nx_ip_host_suspension_list,
                    &raw mut (*ip).nx_ip_host_suspended_count,
                    WAIT_FOREVER,
                    NX_SUCCESS,
                );
            }
        }
    }
}

/// Handles the events of one socket, in the order of [`event`]. A handler that calls the
/// application may find the connection gone afterwards; the events are then gone, too.
unsafe fn handle(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        loop {
            let pending = (*s).nx_tcp_socket_host_events;
            if pending == 0 {
                return;
            }
            let next = pending & pending.wrapping_neg();
            (*s).nx_tcp_socket_host_events &= !next;
            match next {
                event::SYN_ACK => syn_ack(k, s),
                event::ACK => established(k, s, NX_TCP_SYN_RECEIVED),
                event::WRITABLE if has(s, flag::LOCAL) => local::pump(k, s),
                event::WRITABLE => host::writable(k, s),
                event::DATA => receive::arrived(k, s),
                event::FIN_ACK => fin_ack(k, s),
                event::FIN => fin(k, s),
                event::WINDOW => window(k, s),
                event::DEPTH => call(k, s, (*s).nx_tcp_socket_queue_depth_notify),
                _ => {
                    (*(*s).nx_tcp_socket_ip_ptr).nx_ip_tcp_resets_received += 1;
                    close::reset(k, s);
                }
            }
        }
    }
}

/// Calls a notification of the application, with the lock released.
pub(super) unsafe fn call(
    k: &mut Guard,
    s: Socket,
    callback: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
) {
    if let Some(callback) = callback {
        // SAFETY: the application gave this function for this socket.
        k.unlocked(|| unsafe { callback(s) });
    }
}

unsafe fn syn_ack(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        let peer = (*s).nx_tcp_socket_host_peer;
        if (*s).nx_tcp_socket_state == NX_TCP_SYN_SENT && !peer.is_null() {
            (*s).nx_tcp_socket_tx_window_advertised = (*peer).nx_tcp_socket_rx_window_current;
            super::socket::settle_mss(s, super::socket::SEGMENT);
            post(k, peer, event::ACK);
            established(k, s, NX_TCP_SYN_SENT);
        }
    }
}

/// The connection is complete, if the socket still waits for that in `state`.
pub(super) unsafe fn established(k: &mut Guard, s: Socket, state: UINT) {
    // SAFETY: the module's contract.
    unsafe {
        if (*s).nx_tcp_socket_state != state {
            return;
        }
        (*s).nx_tcp_socket_state = NX_TCP_ESTABLISHED;
        (*s).nx_tcp_socket_timeout = 0;
        let waiting = (*s).nx_tcp_socket_connect_suspended_thread;
        call(k, s, (*s).nx_tcp_establish_notify);
        if !waiting.is_null() && (*s).nx_tcp_socket_connect_suspended_thread == waiting {
            k.wake(waiting, NX_SUCCESS);
        }
    }
}

/// The peer has our FIN.
unsafe fn fin_ack(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_fin_acked = 1;
        match (*s).nx_tcp_socket_state {
            NX_TCP_FIN_WAIT_1 => (*s).nx_tcp_socket_state = NX_TCP_FIN_WAIT_2,
            NX_TCP_CLOSING => close::timed_wait(k, s),
            NX_TCP_LAST_ACK => close::finished(k, s),
            _ => {}
        }
    }
}

/// The peer sends no more.
unsafe fn fin(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        (*s).nx_tcp_socket_fin_received = 1;
        let peer = (*s).nx_tcp_socket_host_peer;
        match (*s).nx_tcp_socket_state {
            NX_TCP_ESTABLISHED => {
                (*(*s).nx_tcp_socket_ip_ptr).nx_ip_tcp_disconnections += 1;
                (*s).nx_tcp_socket_state = NX_TCP_CLOSE_WAIT;
                if !peer.is_null() {
                    post(k, peer, event::FIN_ACK);
                }
                super::wake_all(
                    k,
                    &raw mut (*s).nx_tcp_socket_receive_suspension_list,
                    crate::sys::NX_NOT_CONNECTED,
                );
                call(k, s, (*s).nx_tcp_disconnect_callback);
            }
            NX_TCP_FIN_WAIT_1 if (*s).nx_tcp_socket_fin_acked == 0 => {
                (*s).nx_tcp_socket_state = NX_TCP_CLOSING;
                if !peer.is_null() {
                    post(k, peer, event::FIN_ACK);
                }
            }
            NX_TCP_FIN_WAIT_1 | NX_TCP_FIN_WAIT_2 => {
                if !peer.is_null() {
                    post(k, peer, event::FIN_ACK);
                }
                close::timed_wait(k, s);
            }
            _ => {}
        }
    }
}

/// The peer can take more.
unsafe fn window(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        let peer = (*s).nx_tcp_socket_host_peer;
        if !peer.is_null() {
            (*s).nx_tcp_socket_tx_window_advertised = (*peer).nx_tcp_socket_rx_window_current;
            call(k, s, (*s).nx_tcp_socket_window_update_notify);
        }
    }
}
