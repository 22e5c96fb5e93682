//! Checks that entry points share.

use super::{IP_ID, no_thread};
use crate::sys::{NX_CALLER_ERROR, NX_IP, NX_IP_ADDRESS_ERROR, NX_PTR_ERROR, UINT, ULONG};

/// Runs checks and a service; the first failed check is the result.
pub(super) fn check(body: impl FnOnce() -> Result<UINT, UINT>) -> UINT {
    body().unwrap_or_else(|status| status)
}

pub(super) fn ensure(holds: bool, status: UINT) -> Result<(), UINT> {
    if holds { Ok(()) } else { Err(status) }
}

pub(super) fn non_null<T>(pointer: *const T) -> Result<(), UINT> {
    ensure(!pointer.is_null(), NX_PTR_ERROR)
}

/// A created IP instance.
///
/// # Safety
/// `ip` is null or readable.
pub(super) unsafe fn live(ip: *mut NX_IP) -> Result<(), UINT> {
    // SAFETY: the caller's contract.
    ensure(unsafe { ip.as_ref() }.is_some_and(|ip| ip.nx_ip_id == IP_ID), NX_PTR_ERROR)
}

/// An IPv4 address of class A, B or C, or none.
pub(super) fn unicast(address: ULONG) -> Result<(), UINT> {
    ensure(address & 0xE000_0000 != 0xE000_0000, NX_IP_ADDRESS_ERROR)
}

/// The caller is a ThreadX thread.
pub(super) fn thread_only() -> Result<(), UINT> {
    ensure(!no_thread(), NX_CALLER_ERROR)
}

/// The caller is a ThreadX thread, or does not want to wait.
pub(super) fn may_wait(wait: ULONG) -> Result<(), UINT> {
    ensure(wait == 0 || !no_thread(), NX_CALLER_ERROR)
}
