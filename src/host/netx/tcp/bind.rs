//! Ports of client sockets, and the port table of an IP instance.

use super::super::{Guard, locked};
use super::{Socket, close, port_slot, receive, suspend, wake_all};
use crate::host::kernel;
use crate::sys::{
    NX_ALREADY_BOUND, NX_ANY_PORT, NX_IP, NX_MAX_PORT, NX_NO_FREE_PORTS, NX_NOT_BOUND, NX_NOT_CLOSED,
    NX_PORT_UNAVAILABLE, NX_SEARCH_PORT_START, NX_SUCCESS, NX_TCP_CLOSED, NX_TCP_SOCKET, NX_TCP_TIMED_WAIT,
    UINT, ULONG,
};
use core::ptr;

/// Binds a client socket to a port, or to a free one for `NX_ANY_PORT`.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_client_socket_bind(
    s: *mut NX_TCP_SOCKET,
    port: UINT,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        if is_bound(s) || !(*s).nx_tcp_socket_bind_in_progress.is_null() {
            return NX_ALREADY_BOUND;
        }
        let ip = (*s).nx_tcp_socket_ip_ptr;
        let mut port = port;
        if port == NX_ANY_PORT {
            match free_port(ip, ephemeral_start()) {
                Some(free) => port = free,
                None => return NX_NO_FREE_PORTS,
            }
        }
        (*s).nx_tcp_socket_port = port;
        let owner = wait_for_port(k, s, port, wait);
        if let Err(status) = owner {
            return status;
        }
        insert(ip, s);
        NX_SUCCESS
    })
}

/// Waits until no socket is bound to `port`. The first to wait is the first to get it.
unsafe fn wait_for_port(k: &mut Guard, s: Socket, port: UINT, wait: ULONG) -> Result<(), UINT> {
    // SAFETY: the module's contract.
    unsafe {
        let ip = (*s).nx_tcp_socket_ip_ptr;
        let until = kernel::ticks(k).wrapping_add(wait);
        let mut left = wait;
        while let Some(owner) = find(ip, port) {
            if left == 0 || k.current().is_null() {
                return Err(NX_PORT_UNAVAILABLE);
            }
            (*s).nx_tcp_socket_bind_in_progress = k.current();
            let status = suspend(
                k,
                &raw mut (*owner).nx_tcp_socket_bind_suspension_list,
                &raw mut (*owner).nx_tcp_socket_bind_suspended_count,
                left,
                NX_PORT_UNAVAILABLE,
            );
            (*s).nx_tcp_socket_bind_in_progress = ptr::null_mut();
            if status != NX_SUCCESS {
                return Err(status);
            }
            if wait != super::WAIT_FOREVER {
                let ahead = until.wrapping_sub(kernel::ticks(k));
                left = if ahead > wait { 0 } else { ahead };
            }
        }
        Ok(())
    }
}

/// Gives the port of a client socket back; what was not received is lost.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_client_socket_unbind(s: *mut NX_TCP_SOCKET) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        if (*s).nx_tcp_socket_state == NX_TCP_TIMED_WAIT {
            close::block_cleanup(k, s);
        }
        if (*s).nx_tcp_socket_state != NX_TCP_CLOSED {
            return NX_NOT_CLOSED;
        }
        if !is_bound(s) {
            if (*s).nx_tcp_socket_bind_in_progress.is_null() {
                return NX_NOT_BOUND;
            }
            k.wake((*s).nx_tcp_socket_bind_in_progress, NX_PORT_UNAVAILABLE);
            return NX_SUCCESS;
        }
        receive::flush(k, s);
        remove((*s).nx_tcp_socket_ip_ptr, s);
        wake_all(k, &raw mut (*s).nx_tcp_socket_bind_suspension_list, NX_SUCCESS);
        NX_SUCCESS
    })
}

/// The port a client socket is bound to.
///
/// # Safety
/// `s` is a live socket and `port` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_client_socket_port_get(
    s: *mut NX_TCP_SOCKET,
    port: *mut UINT,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        if !is_bound(s) {
            return NX_NOT_BOUND;
        }
        *port = (*s).nx_tcp_socket_port;
        NX_SUCCESS
    })
}

/// Finds a port that no socket is bound to, from `port` on.
///
/// # Safety
/// `ip` is a live IP instance and `free` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_free_port_find(ip: *mut NX_IP, port: UINT, free: *mut UINT) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        match free_port(ip, port) {
            Some(found) => {
                *free = found;
                NX_SUCCESS
            }
            None => NX_NO_FREE_PORTS,
        }
    })
}

unsafe fn free_port(ip: *mut NX_IP, from: UINT) -> Option<UINT> {
    let start = from.min(NX_SEARCH_PORT_START);
    // SAFETY: the module's contract.
    (from..=NX_MAX_PORT).chain(start..from).find(|port| unsafe { find(ip, *port) }.is_none())
}

/// Where the search for a free port starts: not always the same, as NetX Duo's random choice.
fn ephemeral_start() -> UINT {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let random = RandomState::new().build_hasher().finish() as UINT;
    NX_SEARCH_PORT_START + random % (NX_MAX_PORT + 1 - NX_SEARCH_PORT_START)
}

pub(super) unsafe fn is_bound(s: Socket) -> bool {
    // SAFETY: the module's contract.
    unsafe { !(*s).nx_tcp_socket_bound_next.is_null() }
}

unsafe fn find(ip: *mut NX_IP, port: UINT) -> Option<Socket> {
    // SAFETY: the module's contract; bound sockets are live.
    unsafe {
        let head = (*ip).nx_ip_tcp_port_table[port_slot(port)];
        let mut s = head;
        while !s.is_null() {
            if (*s).nx_tcp_socket_port == port {
                return Some(s);
            }
            s = (*s).nx_tcp_socket_bound_next;
            if s == head {
                break;
            }
        }
        None
    }
}

/// Enters a socket in the port table under its port.
pub(super) unsafe fn insert(ip: *mut NX_IP, s: Socket) {
    // SAFETY: the module's contract; bound sockets are live.
    unsafe {
        let slot = &raw mut (*ip).nx_ip_tcp_port_table[port_slot((*s).nx_tcp_socket_port)];
        let head = *slot;
        if head.is_null() {
            (*s).nx_tcp_socket_bound_next = s;
            (*s).nx_tcp_socket_bound_previous = s;
            *slot = s;
        } else {
            let tail = (*head).nx_tcp_socket_bound_previous;
            (*s).nx_tcp_socket_bound_next = head;
            (*s).nx_tcp_socket_bound_previous = tail;
            (*tail).nx_tcp_socket_bound_next = s;
            (*head).nx_tcp_socket_bound_previous = s;
        }
    }
}

/// Takes a socket out of the port table.
pub(super) unsafe fn remove(ip: *mut NX_IP, s: Socket) {
    // SAFETY: the module's contract; bound sockets are live.
    unsafe {
        let slot = &raw mut (*ip).nx_ip_tcp_port_table[port_slot((*s).nx_tcp_socket_port)];
        let next = (*s).nx_tcp_socket_bound_next;
        if next == s {
            *slot = ptr::null_mut();
        } else {
            (*next).nx_tcp_socket_bound_previous = (*s).nx_tcp_socket_bound_previous;
            (*(*s).nx_tcp_socket_bound_previous).nx_tcp_socket_bound_next = next;
            if *slot == s {
                *slot = next;
            }
        }
        (*s).nx_tcp_socket_bound_next = ptr::null_mut();
    }
}
