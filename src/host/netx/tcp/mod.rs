//! TCP sockets.
//!
//! A socket is bound to a transport while connected: [`local`] or [`host`]. What arrives on either
//! becomes an event bit of the socket and work for the thread of its IP instance ([`events`]),
//! which changes states and calls the application.
//!
//! Everything below is `unsafe` for one reason: it works on control blocks of the application.
//! The contract of each internal function is that the lock is held and that sockets, IP instances
//! and packets passed to it are live.

mod bind;
mod checked;
mod client;
mod close;
mod events;
pub(super) mod host;
mod info;
mod info_checked;
mod listener;
mod local;
mod receive;
mod redirect;
mod send;
mod server;
mod socket;

pub(super) use events::run;
pub(super) use redirect::check as check_redirect;

use super::{Guard, WAIT_FOREVER};
use crate::sys::{NX_IP, NX_PACKET_POOL, NX_TCP_SOCKET, TX_THREAD, UINT, ULONG};

type Socket = *mut NX_TCP_SOCKET;

/// Facts about a socket's transport, in `nx_tcp_socket_host_flags`.
pub(super) mod flag {
    use crate::sys::UINT;
    /// On the work list of its IP instance.
    pub(super) const QUEUED: UINT = 1;
    /// On the list of sockets with sends held back.
    pub(super) const HELD_BACK: UINT = 2;
    /// Sent directly since the last idle moment: further sends are held back.
    pub(super) const BURST: UINT = 4;
    /// Waits for a packet of a pool to go on.
    pub(super) const STARVED: UINT = 8;
    /// Our FIN follows what is still queued.
    pub(super) const FIN_QUEUED: UINT = 16;
    /// On a list of clients waiting to be taken by a server socket.
    pub(super) const SYN_LISTED: UINT = 32;
    /// The peer is, or is sought, in this process.
    pub(super) const LOCAL: UINT = 64;
}

/// What has happened to a socket, in `nx_tcp_socket_host_events`; handled in this order.
pub(super) mod event {
    use crate::sys::UINT;
    /// The server answered our connection request.
    pub(super) const SYN_ACK: UINT = 1;
    /// The client confirmed our answer.
    pub(super) const ACK: UINT = 2;
    /// The host socket can be written, or has finished connecting.
    pub(super) const WRITABLE: UINT = 4;
    /// Data may be read.
    pub(super) const DATA: UINT = 8;
    /// The peer has our FIN.
    pub(super) const FIN_ACK: UINT = 16;
    /// The peer has no more to send.
    pub(super) const FIN: UINT = 32;
    /// The peer's window has opened.
    pub(super) const WINDOW: UINT = 64;
    /// Room in the transmit queue again.
    pub(super) const DEPTH: UINT = 128;
    /// The connection is gone.
    pub(super) const RESET: UINT = 256;
}

/// Adds flags to a socket or takes them away.
unsafe fn set(s: Socket, flags: UINT) {
    // SAFETY: the module's contract.
    unsafe { (*s).nx_tcp_socket_host_flags |= flags }
}

unsafe fn clear(s: Socket, flags: UINT) {
    // SAFETY: the module's contract.
    unsafe { (*s).nx_tcp_socket_host_flags &= !flags }
}

unsafe fn has(s: Socket, flags: UINT) -> bool {
    // SAFETY: the module's contract.
    unsafe { (*s).nx_tcp_socket_host_flags & flags != 0 }
}

/// Index into the port table of an IP instance.
fn port_slot(port: UINT) -> usize {
    ((port + (port >> 8)) as usize) % crate::sys::NX_TCP_PORT_TABLE_SIZE as usize
}

/// True when the caller may wait: a thread other than that of the IP instance.
unsafe fn may_wait(k: &Guard, ip: *mut NX_IP, wait: ULONG) -> bool {
    let current = k.current();
    // SAFETY: the module's contract.
    wait != 0 && !current.is_null() && current != unsafe { &raw mut (*ip).nx_ip_thread }
}

/// Suspends the caller on the head and count of a list.
unsafe fn suspend(
    k: &mut Guard,
    head: *mut *mut TX_THREAD,
    count: *mut ULONG,
    wait: ULONG,
    timeout: UINT,
) -> UINT {
    super::wait_on(k, super::list(head, count), wait, timeout)
}

/// Suspends the caller on a field that names one waiting thread.
unsafe fn suspend_alone(k: &mut Guard, thread: *mut *mut TX_THREAD, wait: ULONG, timeout: UINT) -> UINT {
    // Lives as long as the wait: it is on the stack of the waiting thread.
    let mut count: ULONG = 0;
    super::wait_on(k, super::list(thread, &raw mut count), wait, timeout)
}

/// Resumes every thread of a list with `status`.
unsafe fn wake_all(k: &mut Guard, head: *mut *mut TX_THREAD, status: UINT) {
    // SAFETY: the module's contract; waking takes the thread off the list.
    unsafe {
        while !(*head).is_null() {
            k.wake(*head, status);
        }
    }
}

/// A pool that had nothing left has a packet again: whoever waited for one goes on.
pub(super) unsafe fn pool_refilled(k: &mut Guard, pool: *mut NX_PACKET_POOL) {
    // SAFETY: the module's contract; members of the lists are live.
    unsafe {
        super::ip::each(|ip| {
            socket::each(ip, |s| {
                if has(s, flag::STARVED) && awaited_pool(s) == pool {
                    clear(s, flag::STARVED);
                    let to = if has(s, flag::LOCAL) { event::WRITABLE } else { event::DATA };
                    events::post(k, s, to);
                }
            });
        });
    }
}

/// The pool whose packets a starved socket waits for: that of the receiver.
unsafe fn awaited_pool(s: Socket) -> *mut NX_PACKET_POOL {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        let peer = (*s).nx_tcp_socket_host_peer;
        let receiver = if peer.is_null() { s } else { peer };
        (*(*receiver).nx_tcp_socket_ip_ptr).nx_ip_default_packet_pool
    }
}

/// Marks a socket as waiting for a packet of [`awaited_pool`].
unsafe fn starve(s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        set(s, flag::STARVED);
        (*awaited_pool(s)).nx_packet_pool_host_starved = 1;
    }
}

/// An IP instance goes away: clients that ask it for a connection are refused.
pub(super) unsafe fn refuse_requests(k: &mut Guard, ip: *mut NX_IP) {
    // SAFETY: the module's contract.
    unsafe {
        local::refuse_requests(k, ip);
        server::each_listen(ip, |listen| {
            local::refuse_waiting(k, listen);
            listener::close(k, listen);
        });
    }
}
