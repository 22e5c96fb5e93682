//! What the client needs of ThreadX and NetX Duo, with the unsafe calls inside.
//!
//! NetX Duo is called by its core names (`_nx_*`). ThreadX is called as the application calls it: by the names that
//! check their arguments (`_txe_*`), unless its headers define `TX_DISABLE_ERROR_CHECKING`.

#[cfg(nxd_mqtt_cloud_enable)]
pub(crate) mod cloud;
#[cfg(not(nxd_mqtt_cloud_enable))]
pub(crate) mod events;
pub(crate) mod mutex;
pub(crate) mod packet;
pub(crate) mod tcp;
pub(crate) mod thread;
pub(crate) mod timer;
#[cfg(nx_secure_enable)]
pub(crate) mod tls;
#[cfg(nxd_mqtt_over_websocket)]
pub(crate) mod websocket;

use core::num::NonZeroU32;

use crate::sys;

/// A ThreadX or NetX Duo completion code; 0 is success.
pub(crate) type Status = sys::UINT;
/// A completion code other than success.
pub(crate) type Failure = NonZeroU32;
/// A time in ThreadX timer ticks.
pub(crate) type Ticks = sys::ULONG;

pub(crate) const NO_WAIT: Ticks = 0;
pub(crate) const WAIT_FOREVER: Ticks = sys::nxd_value_NX_WAIT_FOREVER;

/// `Ok` for 0. The result is as large as the code.
pub(crate) fn check(status: Status) -> Result<(), Failure> {
    NonZeroU32::new(status).map_or(Ok(()), Err)
}

/// The code of a result.
pub(crate) fn code(result: Result<(), Failure>) -> Status {
    result.map_or_else(Failure::get, |()| 0)
}

/// The time since start. It wraps; differences are what counts.
pub(crate) fn now() -> sys::UINT {
    // SAFETY: no arguments, callable from any context. The cut to 32 bits is the control block's own width.
    (unsafe { sys::_tx_time_get() }) as sys::UINT
}
