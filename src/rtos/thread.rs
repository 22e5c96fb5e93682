//! ThreadX threads.

use super::Ticks;
#[cfg(not(nxd_mqtt_cloud_enable))]
use super::{Failure, check};
use crate::sys::{self, TX_THREAD, UINT};

/// The running thread; null during initialisation and in an interrupt.
pub(crate) fn current() -> *mut TX_THREAD {
    // SAFETY: no arguments, callable from any context.
    unsafe { sys::_tx_thread_identify() }
}

pub(crate) fn sleep(ticks: Ticks) {
    // SAFETY: no pointers; from a context that cannot sleep it returns at once.
    unsafe { sys::_tx_thread_sleep(ticks) };
}

/// What a new thread runs on and what it runs.
#[cfg(not(nxd_mqtt_cloud_enable))]
pub(crate) struct Start {
    pub(crate) name: *mut sys::CHAR,
    pub(crate) entry: unsafe extern "C" fn(sys::ULONG),
    pub(crate) stack: *mut core::ffi::c_void,
    pub(crate) stack_size: sys::ULONG,
    pub(crate) priority: UINT,
}

/// Creates a thread and starts it.
///
/// # Safety
/// `thread` and the stack are memory for it until it is deleted.
#[cfg(not(nxd_mqtt_cloud_enable))]
pub(crate) unsafe fn create(thread: *mut TX_THREAD, start: &Start) -> Result<(), Failure> {
    // SAFETY: the contract of this function.
    check(unsafe {
        sys::_txe_thread_create(
            thread,
            start.name,
            Some(start.entry),
            0,
            start.stack,
            start.stack_size,
            start.priority,
            start.priority,
            sys::nxd_value_NXD_MQTT_CLIENT_THREAD_TIME_SLICE,
            sys::nxd_value_TX_AUTO_START,
            size_of::<TX_THREAD>() as UINT,
        )
    })
}

/// Deletes a thread that has come to its end; refused before.
///
/// # Safety
/// `thread` was made by `create`.
#[cfg(not(nxd_mqtt_cloud_enable))]
pub(crate) unsafe fn delete(thread: *mut TX_THREAD) -> Result<(), Failure> {
    // SAFETY: the contract of this function.
    check(unsafe { sys::_txe_thread_delete(thread) })
}

/// Runs the calling thread at another priority until the value is dropped.
pub(crate) struct Priority(UINT);

impl Priority {
    /// The priority of `thread`, without what it may inherit for the moment.
    ///
    /// # Safety
    /// `thread` exists.
    pub(crate) unsafe fn of(thread: *mut TX_THREAD) -> Self {
        // SAFETY: a thread that exists (contract).
        Self(change(unsafe { (*thread).tx_thread_user_priority }))
    }
}

impl Drop for Priority {
    fn drop(&mut self) {
        change(self.0);
    }
}

fn change(priority: UINT) -> UINT {
    let mut old = priority;
    // SAFETY: the calling thread, and a variable that outlives the call.
    unsafe { sys::_txe_thread_priority_change(current(), priority, &raw mut old) };
    old
}
