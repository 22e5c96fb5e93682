//! NetX Secure TLS sessions.

use core::ptr::NonNull;

use super::{
    Failure, Status, Ticks,
    packet::{self, Packet, PacketRef},
    tcp::Socket,
};
use crate::sys::{self, NX_SECURE_TLS_SESSION, UINT};

/// A TLS session in C memory.
#[derive(Clone, Copy)]
pub(crate) struct Session(NonNull<NX_SECURE_TLS_SESSION>);

impl Session {
    /// # Safety
    /// `session` is an `NX_SECURE_TLS_SESSION`, set up or not, that stays in place while the value is used.
    pub(crate) const unsafe fn from_c(session: NonNull<NX_SECURE_TLS_SESSION>) -> Self {
        Self(session)
    }

    #[cfg(nxd_mqtt_over_websocket)]
    pub(crate) fn as_ptr(self) -> *mut NX_SECURE_TLS_SESSION {
        self.0.as_ptr()
    }

    /// Begins the handshake on a connected socket; completes it unless `wait` is 0 (then `NX_CONTINUE`).
    pub(crate) fn start(self, socket: Socket, wait: Ticks) -> Status {
        // SAFETY: a session the application has set up, a connected socket.
        unsafe { sys::_nx_secure_tls_session_start(self.0.as_ptr(), socket.as_ptr(), wait as UINT) }
    }

    /// Goes on with a handshake begun with wait 0.
    pub(crate) fn proceed(self) -> Status {
        // SAFETY: a session whose handshake has begun.
        unsafe { sys::_nx_secure_tls_handshake_process(self.0.as_ptr(), 0) }
    }

    /// Ends the session and forgets it.
    pub(crate) fn end(self, wait: Ticks) {
        // SAFETY: a session the application has set up.
        unsafe { sys::_nx_secure_tls_session_end(self.0.as_ptr(), wait as UINT) };
        self.delete();
    }

    pub(crate) fn delete(self) {
        // SAFETY: a session the application has set up.
        unsafe { sys::_nx_secure_tls_session_delete(self.0.as_ptr()) };
    }

    /// # Safety
    /// `pool` is a packet pool.
    pub(crate) unsafe fn allocate(
        self,
        pool: *mut sys::NX_PACKET_POOL,
        wait: Ticks,
    ) -> Result<Packet, Failure> {
        // SAFETY: a session that is set up, a pool (contract).
        packet::receive(|packet| unsafe {
            sys::_nx_secure_tls_packet_allocate(self.0.as_ptr(), pool, packet, wait)
        })
    }

    /// Sends a packet, which is NetX Duo's on success only.
    pub(crate) fn send(self, packet: PacketRef, wait: Ticks) -> Status {
        // SAFETY: a session that is set up, a packet of the caller's.
        unsafe { sys::_nx_secure_tls_session_send(self.0.as_ptr(), packet.as_ptr(), wait) }
    }

    pub(crate) fn receive(self, wait: Ticks) -> Result<Packet, Failure> {
        // SAFETY: a session that is set up.
        packet::receive(|packet| unsafe {
            sys::_nx_secure_tls_session_receive(self.0.as_ptr(), packet, wait)
        })
    }
}

/// A function of the application that sets a session and its certificates up.
pub(crate) type Setup = unsafe extern "C" fn(
    *mut sys::NXD_MQTT_CLIENT,
    *mut NX_SECURE_TLS_SESSION,
    *mut sys::NX_SECURE_X509_CERT,
    *mut sys::NX_SECURE_X509_CERT,
) -> UINT;
