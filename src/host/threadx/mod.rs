//! The ThreadX services, as `tx_api.h` declares them.
//!
//! `_tx_x` does the work; `_txe_x` checks arguments and caller first, as in ThreadX.
//!
//! # Safety
//! For every function here: a pointer to a control block is null (where the function checks that),
//! or points to one that was created and is not deleted during the call, or, for a create function,
//! to memory for one. Other pointers are null where ThreadX allows it, or valid as ThreadX asks.
//! The application does not change control blocks while they exist.
//!
//! Notification functions run without the kernel lock and may call services.

pub mod block_pool;
pub mod byte_pool;
pub mod event_flags;
pub mod initialize;
pub mod mutex;
pub mod queue;
mod ring;
pub mod semaphore;
mod signatures;
pub mod thread;
pub mod thread_control;
pub mod timer;

use super::kernel::{Caller, Guard};
use crate::sys::{self, UINT, ULONG};

const NO_WAIT: ULONG = sys::TX_NO_WAIT as ULONG;

/// Creating and releasing: not from interrupts or timer functions.
fn check_creator(guard: &Guard) -> Result<(), UINT> {
    match guard.caller() {
        Caller::Interrupt | Caller::Timer => Err(sys::TX_CALLER_ERROR),
        Caller::Initialization | Caller::Thread => Ok(()),
    }
}

/// Deleting: from threads only.
fn check_thread(guard: &Guard) -> Result<(), UINT> {
    if guard.caller() == Caller::Thread { Ok(()) } else { Err(sys::TX_CALLER_ERROR) }
}

/// Services that any running code may call, but not initialization or interrupts.
fn check_running(guard: &Guard) -> Result<(), UINT> {
    match guard.caller() {
        Caller::Initialization | Caller::Interrupt => Err(sys::TX_CALLER_ERROR),
        Caller::Timer | Caller::Thread => Ok(()),
    }
}

/// Only threads may wait.
#[inline]
fn check_wait(guard: &Guard, wait_option: ULONG) -> Result<(), UINT> {
    if wait_option == NO_WAIT || guard.caller() == Caller::Thread { Ok(()) } else { Err(sys::TX_WAIT_ERROR) }
}

/// The code of a call: success or the reason it failed.
#[inline]
fn code(result: Result<(), UINT>) -> UINT {
    result.err().unwrap_or(sys::TX_SUCCESS)
}

/// Stores through an optional out-pointer.
unsafe fn put<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: not null, so valid (contract of the services).
        unsafe { *out = value }
    }
}
