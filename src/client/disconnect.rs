//! Ending a connection.

use mqtt_core::packet::PacketType;

use super::{Client, Result, block::*, lock::Guard, worker};
use crate::{
    ffi,
    rtos::{Ticks, WAIT_FOREVER, thread},
    sys::{self, UINT},
};

/// Ticks to wait for the broker at each step. It may have stopped, or never close its side: by default, not forever.
const SOCKET_TIMEOUT: Ticks = match sys::nxd_value_NXD_MQTT_SOCKET_TIMEOUT {
    WAIT_FOREVER => 5 * sys::nxd_value_NX_IP_PERIODIC_RATE,
    configured => configured,
};

impl Client {
    /// Takes leave of the broker and ends the connection, if there is one.
    ///
    /// # Errors
    /// `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn disconnect(self) -> Result<()> {
        // Unread messages may have taken the last packet: do not wait for one longer than this.
        const PATIENCE: Ticks = sys::nxd_value_NX_IP_PERIODIC_RATE;
        let mut guard = self.lock()?;
        if self.state() == CONNECTED {
            guard.unlocked(|| {
                let first = PacketType::Disconnect.first_byte();
                if let Ok(packet) = self.build_short(first, 0, PATIENCE) {
                    // The connection ends whether or not the broker hears of it.
                    let _ = self.send(packet, SOCKET_TIMEOUT);
                }
            });
        }
        self.end_connection(&mut guard);
        Ok(())
    }

    /// Ends a connection that is established or being made, tells the application, and drops what belonged to it.
    pub(crate) fn end_connection(self, guard: &mut Guard) {
        let state = self.state();
        if state != CONNECTED && state != CONNECTING {
            return;
        }
        // Holds a new connect off until the old connection is gone.
        let first = self.changer().is_null();
        if first {
            self.set_changer(thread::current());
        }
        guard.unlocked(|| self.close(SOCKET_TIMEOUT));
        if first {
            self.set_changer(core::ptr::null_mut());
        }
        self.sweep_stored(false);
        drop(self.take_processing());
        if state == CONNECTED {
            ffi::disconnect_notify(self.as_ptr());
        } else {
            ffi::connect_notify(self.as_ptr(), sys::NXD_MQTT_CONNECT_FAILURE);
        }
        if self.state() == IDLE {
            self.drop_received();
            self.set_unread(0);
            self.withdraw(worker::RECEIVE);
            self.ping_answered();
        }
        self.forget_credentials();
    }

    /// Sets the state with the mutex, for which others look at it.
    #[inline(never)]
    pub(crate) fn change_state(self, state: UINT) {
        let _guard = self.lock();
        self.set_state(state);
    }

    /// Makes the client idle and closes its transport; tells nobody.
    pub(crate) fn close(self, wait: Ticks) {
        self.change_state(IDLE);
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            self.websocket().disconnect(wait);
        }
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            self.session().end(wait);
            self.set_use_tls(FALSE);
            self.set_tls_in_progress(FALSE);
        }
        self.socket().disconnect(wait);
        self.let_go();
    }

    /// What is left to do when the socket is not connected.
    #[inline(never)]
    pub(crate) fn let_go(self) {
        self.socket().unbind();
        self.timer().delete();
    }
}
