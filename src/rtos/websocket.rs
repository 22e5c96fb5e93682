//! NetX Duo WebSocket clients.

use core::{ffi::c_void, ptr::NonNull};

#[cfg(nx_secure_enable)]
use super::tls::Session;
use super::{
    Failure, Status, Ticks, check,
    packet::{self, Packet, PacketRef},
    tcp::Socket,
};
use crate::sys::{self, NX_WEBSOCKET_CLIENT, UCHAR, UINT};

/// What NetX Duo calls when a handshake begun with wait 0 is over.
pub(crate) type Callback = unsafe extern "C" fn(*mut NX_WEBSOCKET_CLIENT, *mut c_void, UINT);

/// Sub-protocol of the handshake, `NXD_MQTT_OVER_WEBSOCKET_PROTOCOL`.
const PROTOCOL: &[u8] = b"mqtt";

/// A WebSocket client in C memory.
#[derive(Clone, Copy)]
pub(crate) struct WebSocket(NonNull<NX_WEBSOCKET_CLIENT>);

/// Whom the handshake names: host and path, and a bearer token or null, of the application.
#[derive(Clone, Copy)]
pub(crate) struct Endpoint {
    pub(crate) host: *mut UCHAR,
    pub(crate) host_len: UINT,
    pub(crate) path: *mut UCHAR,
    pub(crate) path_len: UINT,
    #[cfg(nx_websocket_bearer)]
    pub(crate) bearer: *mut UCHAR,
    #[cfg(nx_websocket_bearer)]
    pub(crate) bearer_len: UINT,
}

/// Calls a function that performs a handshake, with or without the arguments for a bearer token.
macro_rules! shake_hands {
    ($function:path, $client:expr, $below:expr, $to:ident, $wait:ident) => {{
        let (protocol, len) = (PROTOCOL.as_ptr().cast_mut(), PROTOCOL.len() as UINT);
        let (host, host_len, path, path_len) = ($to.host, $to.host_len, $to.path, $to.path_len);
        #[cfg(not(nx_websocket_bearer))]
        let status = $function($client, $below, host, host_len, path, path_len, protocol, len, $wait as _);
        #[cfg(nx_websocket_bearer)]
        let status = {
            let (bearer, bearer_len) = ($to.bearer, $to.bearer_len);
            $function(
                $client, $below, host, host_len, path, path_len, protocol, len, bearer, bearer_len,
                $wait as _,
            )
        };
        status
    }};
}

impl WebSocket {
    /// # Safety
    /// `client` is an `NX_WEBSOCKET_CLIENT`, created or not, that stays in place while the value is used.
    pub(crate) const unsafe fn from_c(client: NonNull<NX_WEBSOCKET_CLIENT>) -> Self {
        Self(client)
    }

    /// # Safety
    /// `ip` is an IP instance, `pool` a packet pool.
    pub(crate) unsafe fn create(
        self,
        ip: *mut sys::NX_IP,
        pool: *mut sys::NX_PACKET_POOL,
    ) -> Result<(), Failure> {
        let name = c"".as_ptr().cast_mut().cast();
        // SAFETY: memory of a client (contract of from_c), a static name, the contract of this function.
        check(unsafe { sys::_nx_websocket_client_create(self.0.as_ptr(), name, ip, pool) })
    }

    pub(crate) fn delete(self) {
        // SAFETY: a client that exists.
        unsafe { sys::_nx_websocket_client_delete(self.0.as_ptr()) };
    }

    /// Sets what to call, with `context`, at the end of a handshake begun with wait 0.
    pub(crate) fn notify(self, context: *mut c_void, callback: Option<Callback>) {
        // SAFETY: a client that exists; the context goes to the callback only.
        unsafe {
            sys::_nx_websocket_client_connection_status_callback_set(self.0.as_ptr(), context, callback)
        };
    }

    /// Performs the handshake over TCP; with wait 0 begins it (`NX_IN_PROGRESS`).
    pub(crate) fn connect(self, socket: Socket, to: Endpoint, wait: Ticks) -> Status {
        // SAFETY: a client and a socket that exist; host, path and token are the application's, as the header asks.
        unsafe { shake_hands!(sys::_nx_websocket_client_connect, self.0.as_ptr(), socket.as_ptr(), to, wait) }
    }

    /// As `connect`, over TLS.
    #[cfg(nx_secure_enable)]
    pub(crate) fn secure_connect(self, session: Session, to: Endpoint, wait: Ticks) -> Status {
        // SAFETY: as in connect, with an established session.
        unsafe {
            shake_hands!(
                sys::_nx_websocket_client_secure_connect,
                self.0.as_ptr(),
                session.as_ptr(),
                to,
                wait
            )
        }
    }

    pub(crate) fn disconnect(self, wait: Ticks) {
        // SAFETY: a client that exists.
        unsafe { sys::_nx_websocket_client_disconnect(self.0.as_ptr(), wait as _) };
    }

    pub(crate) fn allocate(self, wait: Ticks) -> Result<Packet, Failure> {
        // SAFETY: a client that exists.
        packet::receive(|packet| unsafe {
            sys::_nx_websocket_client_packet_allocate(self.0.as_ptr(), packet, wait)
        })
    }

    /// Sends a packet as one binary frame. It is NetX Duo's on success only.
    pub(crate) fn send(self, packet: PacketRef, wait: Ticks) -> Status {
        const FINAL: UINT = 1;
        let kind = sys::NX_WEBSOCKET_OPCODE_BINARY_FRAME as UINT;
        // SAFETY: a client that exists, a packet of the caller's.
        unsafe { sys::_nx_websocket_client_send(self.0.as_ptr(), packet.as_ptr(), kind, FINAL, wait as _) }
    }

    /// Receives a binary frame or a part of one; any other is dropped: `NX_INVALID_PACKET`.
    pub(crate) fn receive(self, wait: Ticks) -> Result<Packet, Failure> {
        let mut kind = 0;
        // SAFETY: a client that exists; `kind` outlives the call.
        let packet = packet::receive(|packet| unsafe {
            sys::_nx_websocket_client_receive(self.0.as_ptr(), packet, &raw mut kind, wait as _)
        })?;
        let expected = kind == sys::NX_WEBSOCKET_OPCODE_BINARY_FRAME as UINT;
        check(if expected { 0 } else { sys::NX_INVALID_PACKET }).map(|()| packet)
    }
}
