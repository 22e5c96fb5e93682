//! The steps between a TCP connection and the CONNACK: of a connect without waiting, on the client's thread.

use mqtt_core::packet::{PacketType, Version};

use super::{Client, Error, Result, block::*, build::Builder, failure::Phase, status};
#[cfg(any(nx_secure_enable, nxd_mqtt_over_websocket))]
use crate::rtos::Status;
use crate::{
    ffi::{self, Bytes},
    rtos::{NO_WAIT, Ticks},
    sys::{self, UINT},
};

/// Of the variable header of CONNECT (section 3.1.2).
const HEADER_LEN: usize = 10;
const NAME: &[u8; 4] = b"MQTT";
const LEVEL: u8 = Version::V3_1_1.level();

impl Client {
    /// The TCP connection of a connect without waiting is there.
    pub(crate) fn go_on_after_tcp(self) {
        if self.state() != CONNECTING {
            return;
        }
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            let status = self.session().start(self.socket(), NO_WAIT);
            if status == sys::NX_CONTINUE {
                self.set_tls_in_progress(TRUE);
            } else {
                self.fail_in(Phase::Tls, status);
            }
            return;
        }
        self.go_on_after_tls();
    }

    /// Data has come for the TLS handshake.
    #[cfg(nx_secure_enable)]
    pub(crate) fn go_on_with_tls(self) {
        match self.session().proceed() {
            sys::NX_SUCCESS => {
                self.set_tls_in_progress(FALSE);
                self.go_on_after_tls();
            }
            sys::NX_CONTINUE => {}
            status => self.fail_in(Phase::Tls, status),
        }
    }

    fn go_on_after_tls(self) {
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            let status = self.open_websocket(NO_WAIT);
            if status != sys::NX_IN_PROGRESS {
                self.fail_in(Phase::WebSocket, status);
            }
            return;
        }
        if let Err(error) = self.send_connect(NO_WAIT) {
            self.fail(error);
        }
    }

    #[cfg(any(nx_secure_enable, nxd_mqtt_over_websocket))]
    fn fail_in(self, phase: Phase, status: Status) {
        self.note_failure(phase, status);
        self.fail(Error::any(status));
    }

    /// Ends a connection that could not be made and says why.
    fn fail(self, error: Error) {
        self.close(NO_WAIT);
        ffi::connect_notify(self.as_ptr(), status(Err(error)));
    }

    /// The WebSocket handshake, over TLS or TCP.
    #[cfg(nxd_mqtt_over_websocket)]
    pub(crate) fn open_websocket(self, wait: Ticks) -> Status {
        let to = self.websocket_endpoint();
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            return self.websocket().secure_connect(self.session(), to, wait);
        }
        self.websocket().connect(self.socket(), to, wait)
    }

    /// The WebSocket handshake of a connect without waiting is over. On the client's thread, without the mutex.
    #[cfg(nxd_mqtt_over_websocket)]
    pub(crate) fn websocket_done(self, status: Status) {
        match status {
            sys::NX_SUCCESS => {
                if let Err(error) = self.send_connect(NO_WAIT) {
                    self.fail(error);
                }
            }
            _ => self.fail_in(Phase::WebSocket, status),
        }
    }

    /// Sends CONNECT. A clean session forgets what the last one left unacknowledged.
    ///
    /// # Errors
    /// `PACKET_POOL`, `INVALID_PARAMETER` for a string that is too long, or a code of NetX Duo.
    pub(crate) fn send_connect(self, wait: Ticks) -> Result<()> {
        self.try_connect(wait).inspect_err(|error| self.note_failure(Phase::Connect, status(Err(*error))))
    }

    fn try_connect(self, wait: Ticks) -> Result<()> {
        let clean = self.clean_session() == TRUE;
        if clean {
            let _guard = self.lock()?;
            self.sweep_stored(true);
        }
        let mut len = 0;
        let flags = self.credentials(clean, &mut len)?;
        let packet = self.allocate(wait).ok_or(Error::PACKET_POOL)?;
        let builder = Builder { packet: *packet, client: self, wait };
        let add = || {
            let seconds = self.keepalive() / sys::nxd_value_NX_IP_PERIODIC_RATE as UINT;
            builder.head(
                PacketType::Connect.first_byte(),
                HEADER_LEN.wrapping_add(len),
                NAME.len() as u16,
            )?;
            let level_and_on = u32::from_be_bytes([LEVEL, flags, 0, 0]) | seconds & 0xffff;
            let header = [u32::from_ne_bytes(*NAME), level_and_on.to_be()];
            // SAFETY: the bytes of the variable.
            builder.bytes(unsafe { Bytes::unchecked(header.as_ptr(), size_of_val(&header) as UINT) })?;
            self.add_credentials(&builder, flags)
        };
        add().map_err(|_| Error::PACKET_POOL)?;
        let result = self.send(packet, wait).map_err(Error::netx);
        self.postpone_ping();
        result
    }
}
