//! NetX Duo services on Linux: packet pools, IP instances, TCP sockets.
//!
//! Objects live in the application's control blocks, with NetX Duo's fields. All of them are
//! read and written with the giant lock held, that is while a `Guard` exists; callbacks into
//! the application run with it released, and everything is read again after them.
//!
//! A TCP connection is either *local*, between two sockets of this process (`tcp::local`), or
//! carried by a socket of the host (`tcp::host`). Callbacks and the reading of host sockets
//! happen on the thread of the IP instance, as on a board.

mod check;
mod drivers;
mod enable_checked;
mod ip;
mod ip_address;
mod ip_checked;
mod ipv6;
mod packet;
mod packet_checked;
mod pool;
mod tcp;

use crate::host::kernel::{self, Guard, SuspendList, TIMED_OUT};
use crate::sys::{TX_TCP_IP, TX_THREAD, UINT, ULONG};

/// Marks a live `NX_IP`, `NX_PACKET_POOL` or `NX_TCP_SOCKET`; the values of NetX Duo.
const IP_ID: ULONG = 0x4950_2020;
const POOL_ID: ULONG = 0x5041_434B;
const TCP_ID: ULONG = 0x5443_5020;

/// What `nx_packet_tcp_queue_next` holds when it is not a link.
const PACKET_FREE: usize = 0xFFFF_FFFF;
const PACKET_ALLOCATED: usize = 0xAAAA_AAAA;
const PACKET_ENQUEUED: usize = 0xEEEE_EEEE;
/// What `nx_packet_queue_next` holds while the packet waits to be received.
const PACKET_READY: usize = 0xBBBB_BBBB;

/// A wait that never times out; also what `NX_NO_WAIT` is not.
const WAIT_FOREVER: ULONG = 0xFFFF_FFFF;

/// Runs `body` with the giant lock held.
fn locked<R>(body: impl FnOnce(&mut Guard) -> R) -> R {
    body(&mut kernel::enter())
}

/// True in initialization and in timer or interrupt context, where nothing can wait.
fn no_thread() -> bool {
    locked(|k| k.current().is_null())
}

/// Stores `value` unless the pointer is null.
///
/// # Safety
/// `to` is null or writable.
unsafe fn put<T>(to: *mut T, value: T) {
    if !to.is_null() {
        // SAFETY: the caller's contract.
        unsafe { *to = value };
    }
}

/// The list formed by two fields of a control block.
fn list(head: *mut *mut TX_THREAD, count: *mut ULONG) -> SuspendList {
    SuspendList::ulong(head, count)
}

/// Suspends the caller; `timeout` is what NetX Duo returns when the time is up.
fn wait_on(k: &mut Guard, list: SuspendList, wait: ULONG, timeout: UINT) -> UINT {
    match k.suspend(list, TX_TCP_IP, wait.min(WAIT_FOREVER)) {
        TIMED_OUT => timeout,
        status => status,
    }
}
