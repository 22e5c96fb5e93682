//! ThreadX event flags.

use core::ptr::NonNull;

use super::{Failure, Ticks, check};
use crate::sys::{self, ULONG};

/// An event flags group in C memory.
#[derive(Clone, Copy)]
pub(crate) struct Events(NonNull<sys::TX_EVENT_FLAGS_GROUP>);

impl Events {
    /// # Safety
    /// `group` is a `TX_EVENT_FLAGS_GROUP`, created or not, that stays in place while the value is used.
    pub(crate) const unsafe fn from_c(group: NonNull<sys::TX_EVENT_FLAGS_GROUP>) -> Self {
        Self(group)
    }

    pub(crate) fn create(self, name: *mut sys::CHAR) -> Result<(), Failure> {
        const SIZE: sys::UINT = size_of::<sys::TX_EVENT_FLAGS_GROUP>() as sys::UINT;
        // SAFETY: the memory is an event flags group (contract of from_c); the name is the application's.
        check(unsafe { sys::_txe_event_flags_create(self.0.as_ptr(), name, SIZE) })
    }

    pub(crate) fn delete(self) {
        // SAFETY: as in create; a group that does not exist is refused.
        unsafe { sys::_txe_event_flags_delete(self.0.as_ptr()) };
    }

    /// Sets flags. From any context.
    pub(crate) fn set(self, flags: ULONG) {
        self.change(flags, sys::nxd_value_TX_OR);
    }

    /// Clears flags.
    pub(crate) fn clear(self, flags: ULONG) {
        self.change(!flags, sys::nxd_value_TX_AND);
    }

    /// Waits until a flag is set and takes all that are; 0 when `wait` is over.
    pub(crate) fn take(self, wait: Ticks) -> ULONG {
        #[cfg(tx_disable_error_checking)]
        use sys::_tx_event_flags_get as get;
        #[cfg(not(tx_disable_error_checking))]
        use sys::_txe_event_flags_get as get;
        let mut flags = 0;
        // SAFETY: an event flags group (contract of from_c); `flags` outlives the call.
        unsafe { get(self.0.as_ptr(), ULONG::MAX, sys::nxd_value_TX_OR_CLEAR, &raw mut flags, wait) };
        flags
    }

    fn change(self, flags: ULONG, option: sys::UINT) {
        #[cfg(tx_disable_error_checking)]
        use sys::_tx_event_flags_set as set;
        #[cfg(not(tx_disable_error_checking))]
        use sys::_txe_event_flags_set as set;
        // SAFETY: an event flags group (contract of from_c).
        unsafe { set(self.0.as_ptr(), flags, option) };
    }
}
