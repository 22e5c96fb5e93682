//! Where a connection attempt failed, for a closer look than its one code gives.

use super::Client;
#[cfg(nxd_extension)]
use super::{Error, Result};
use crate::{rtos::Status, sys::UINT};

/// A step of a connection attempt, with its number in `nxd_mqtt_ext.h`.
#[derive(Clone, Copy)]
pub(crate) enum Phase {
    None = 0,
    Tcp = 1,
    #[cfg(nx_secure_enable)]
    Tls = 2,
    #[cfg(nxd_mqtt_over_websocket)]
    WebSocket = 3,
    Connect = 4,
    Connack = 5,
    Refused = 6,
}

impl Client {
    /// Notes a failure. The original control block has no room for it.
    pub(crate) fn note_failure(self, phase: Phase, code: Status) {
        let _: UINT = phase as UINT;
        #[cfg(nxd_extension)]
        // SAFETY: a live control block; two numbers, written by the thread that connects.
        unsafe {
            (*self.as_ptr()).nxd_mqtt_client_failure_phase = phase as UINT;
            (*self.as_ptr()).nxd_mqtt_client_failure_code = code;
        }
        #[cfg(not(nxd_extension))]
        let _ = code;
    }

    /// Phase and code of the last connection attempt.
    ///
    /// # Errors
    /// `NOT_RUNNING`.
    #[cfg(nxd_extension)]
    pub(crate) fn failure(self) -> Result<(UINT, UINT)> {
        if !self.exists() {
            return Err(Error::NOT_RUNNING);
        }
        let raw = self.as_ptr();
        // SAFETY: a live control block.
        unsafe { Ok(((*raw).nxd_mqtt_client_failure_phase, (*raw).nxd_mqtt_client_failure_code)) }
    }
}
