//! ThreadX mutexes: recursive, owned by a thread.

use super::{Failure, WAIT_FOREVER, check};
use crate::sys;

/// A mutex in C memory.
#[derive(Clone, Copy)]
pub(crate) struct Mutex(*mut sys::TX_MUTEX);

impl Mutex {
    /// # Safety
    /// `mutex` is a `TX_MUTEX`, created or not, that stays in place while the value is used.
    pub(crate) const unsafe fn from_c(mutex: *mut sys::TX_MUTEX) -> Self {
        Self(mutex)
    }

    #[cfg(not(nxd_mqtt_cloud_enable))]
    pub(crate) fn create(self, name: *mut sys::CHAR) -> Result<(), Failure> {
        const SIZE: sys::UINT = size_of::<sys::TX_MUTEX>() as sys::UINT;
        // SAFETY: the memory is a TX_MUTEX (contract of from_c); the name is the application's.
        check(unsafe { sys::_txe_mutex_create(self.0, name, sys::nxd_value_TX_NO_INHERIT, SIZE) })
    }

    #[cfg(not(nxd_mqtt_cloud_enable))]
    pub(crate) fn delete(self) {
        // SAFETY: as in create; a mutex that does not exist is refused.
        unsafe { sys::_txe_mutex_delete(self.0) };
    }

    /// Gets the mutex, waiting for it; again if this thread has it already.
    pub(crate) fn get(self) -> Result<(), Failure> {
        #[cfg(tx_disable_error_checking)]
        use sys::_tx_mutex_get as get;
        #[cfg(not(tx_disable_error_checking))]
        use sys::_txe_mutex_get as get;
        // SAFETY: a TX_MUTEX (contract of from_c).
        check(unsafe { get(self.0, WAIT_FOREVER) })
    }

    pub(crate) fn put(self) {
        #[cfg(tx_disable_error_checking)]
        use sys::_tx_mutex_put as put;
        #[cfg(not(tx_disable_error_checking))]
        use sys::_txe_mutex_put as put;
        // SAFETY: a TX_MUTEX (contract of from_c); one that this thread does not have is refused.
        unsafe { put(self.0) };
    }

    /// Whether `thread`, the calling one, has the mutex.
    pub(crate) fn is_of(self, thread: *mut sys::TX_THREAD) -> bool {
        // SAFETY: a TX_MUTEX (contract of from_c). Only this thread can make the answer yes or no.
        unsafe { (*self.0).tx_mutex_owner == thread }
    }
}
