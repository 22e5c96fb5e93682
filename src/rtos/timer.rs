//! ThreadX timers.

use core::ptr::NonNull;

use super::Ticks;
use crate::sys::{self, ULONG};

/// A timer in C memory.
#[derive(Clone, Copy)]
pub(crate) struct Timer(NonNull<sys::TX_TIMER>);

impl Timer {
    /// # Safety
    /// `timer` is a `TX_TIMER`, created or zero, that stays in place while the value is used.
    pub(crate) const unsafe fn from_c(timer: NonNull<sys::TX_TIMER>) -> Self {
        Self(timer)
    }

    /// Creates and starts a timer that calls `expired` every `period` ticks.
    pub(crate) fn start(self, expired: unsafe extern "C" fn(ULONG), period: Ticks) {
        const NAME: *const core::ffi::c_char = c"MQTT Timer".as_ptr();
        // SAFETY: the memory is a TX_TIMER (contract of from_c); the name is static.
        unsafe {
            sys::_txe_timer_create(
                self.0.as_ptr(),
                NAME.cast_mut().cast(),
                Some(expired),
                self.argument(),
                period,
                period,
                sys::nxd_value_TX_AUTO_ACTIVATE,
                size_of::<sys::TX_TIMER>() as sys::UINT,
            )
        };
    }

    /// Deletes the timer if it exists.
    pub(crate) fn delete(self) {
        // SAFETY: a TX_TIMER (contract of from_c). Its id is 0 unless it exists.
        unsafe {
            if (*self.0.as_ptr()).tx_timer_id != 0 {
                sys::_tx_timer_delete(self.0.as_ptr());
            }
        }
    }

    /// The timer a callback was called for.
    ///
    /// # Safety
    /// Called with the argument of a callback given to `start`, during that callback.
    #[cfg(not(narrow_ulong))]
    pub(crate) unsafe fn expired(argument: ULONG) -> Option<Self> {
        NonNull::new(core::ptr::with_exposed_provenance_mut(argument as usize)).map(Self)
    }

    #[cfg(not(narrow_ulong))]
    fn argument(self) -> ULONG {
        self.0.as_ptr().expose_provenance() as ULONG
    }

    /// The timer a callback was called for. A `ULONG` cannot hold its address here, so ThreadX is asked which timer
    /// it is about, as its own headers do on such targets.
    ///
    /// # Safety
    /// Called with the argument of a callback given to `start`, during that callback.
    #[cfg(narrow_ulong)]
    pub(crate) unsafe fn expired(_argument: ULONG) -> Option<Self> {
        unsafe extern "C" {
            static _tx_timer_expired_timer_ptr: *mut sys::TX_TIMER_INTERNAL;
        }
        // SAFETY: ThreadX sets it before it calls a timer's function.
        let internal = unsafe { _tx_timer_expired_timer_ptr };
        let offset = core::mem::offset_of!(sys::TX_TIMER, tx_timer_internal);
        NonNull::new(internal.wrapping_byte_sub(offset).cast()).map(Self)
    }

    #[cfg(narrow_ulong)]
    fn argument(self) -> ULONG {
        0
    }

    pub(crate) fn as_ptr(self) -> *mut sys::TX_TIMER {
        self.0.as_ptr()
    }
}
