//! Ending a client.

use super::{Client, Error, Result, block::*, worker};
#[cfg(nxd_mqtt_cloud_enable)]
use crate::rtos::cloud;
use crate::rtos::thread;

impl Client {
    /// Ends the connection, if there is one, and everything the client owns.
    ///
    /// # Errors
    /// `NOT_RUNNING`; `CALLER` on the client's thread, in a callback, or where there is no thread to wait.
    pub(crate) fn delete(self) -> Result<()> {
        if !self.exists() {
            return Err(Error::NOT_RUNNING);
        }
        let caller = thread::current();
        if caller.is_null()
            || caller == self.thread()
            || caller == self.changer()
            || self.mutex().is_of(caller)
        {
            return Err(Error::CALLER);
        }
        self.turn_away()?;
        self.raise(worker::DELETE);
        while !self.is_finished() {
            thread::sleep(1);
        }
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            self.websocket().delete();
            self.set_use_websocket(FALSE);
        }
        Ok(())
    }

    /// Breaks off a connect that another thread is waiting in, waits for it to leave, and lets no other in.
    fn turn_away(self) -> Result<()> {
        loop {
            let mut guard = self.lock()?;
            if self.changer().is_null() {
                if self.state() == IDLE {
                    self.set_state(INITIALIZE);
                }
                return Ok(());
            }
            self.end_connection(&mut guard);
            drop(guard);
            thread::sleep(1);
        }
    }

    #[cfg(not(nxd_mqtt_cloud_enable))]
    fn is_finished(self) -> bool {
        // SAFETY: the client's thread, which exists until this succeeds; it is refused until the thread has ended.
        !self.exists() && unsafe { thread::delete(self.thread()) }.is_ok()
    }

    #[cfg(nxd_mqtt_cloud_enable)]
    fn is_finished(self) -> bool {
        if self.exists() {
            return false;
        }
        let raw = self.as_ptr();
        // SAFETY: a client on an NX_CLOUD, which outlives its modules; its own one goes with it.
        unsafe {
            self.module().deregister((*raw).nxd_mqtt_client_cloud_ptr);
            if cloud::exists(&raw mut (*raw).nxd_mqtt_client_cloud) {
                cloud::delete(&raw mut (*raw).nxd_mqtt_client_cloud);
            }
        }
        true
    }
}
