//! NetX Duo TCP client sockets.

use core::{ffi::c_void, ptr::NonNull};

use super::{
    Failure, Status, Ticks, check,
    packet::{self, Packet, PacketRef},
};
use crate::sys::{self, NX_TCP_SOCKET};

/// What NetX Duo calls when something happened on a socket; on its IP thread.
pub(crate) type Callback = unsafe extern "C" fn(*mut NX_TCP_SOCKET);

/// A TCP socket in C memory.
#[derive(Clone, Copy)]
pub(crate) struct Socket(NonNull<NX_TCP_SOCKET>);

impl Socket {
    /// # Safety
    /// `socket` is an `NX_TCP_SOCKET`, created or not, that stays in place while the value is used.
    pub(crate) const unsafe fn from_c(socket: NonNull<NX_TCP_SOCKET>) -> Self {
        Self(socket)
    }

    #[cfg(any(nx_secure_enable, nxd_mqtt_over_websocket))]
    pub(crate) fn as_ptr(self) -> *mut NX_TCP_SOCKET {
        self.0.as_ptr()
    }

    /// Creates the socket; `ended` is called when the peer ends a connection.
    ///
    /// # Safety
    /// `ip` is an IP instance with TCP enabled; `owner` is for the application's eyes only.
    pub(crate) unsafe fn create(
        self,
        ip: *mut sys::NX_IP,
        name: *mut sys::CHAR,
        ended: Callback,
        owner: *mut c_void,
    ) -> Result<(), Failure> {
        const TIME_TO_LIVE: sys::UINT = 0x80;
        // SAFETY: the memory is a socket (contract of from_c), the rest is the contract of this function.
        unsafe {
            check(sys::_nx_tcp_socket_create(
                ip,
                self.0.as_ptr(),
                name,
                sys::nxd_value_NX_IP_NORMAL,
                sys::nxd_value_NX_DONT_FRAGMENT,
                TIME_TO_LIVE,
                sys::nxd_value_NXD_MQTT_CLIENT_SOCKET_WINDOW_SIZE,
                None,
                Some(ended),
            ))?;
            (*self.0.as_ptr()).nx_tcp_socket_reserved_ptr = owner;
        }
        Ok(())
    }

    /// Whether the socket exists.
    pub(crate) fn exists(self) -> bool {
        // SAFETY: memory of a socket (contract of from_c).
        unsafe { (*self.0.as_ptr()).nx_tcp_socket_id == sys::NX_TCP_ID }
    }

    /// Whether the peer's address is an IPv4 one.
    #[cfg(feature_nx_ipv6)]
    pub(crate) fn is_ipv4(self) -> bool {
        // SAFETY: memory of a socket (contract of from_c).
        unsafe { (*self.0.as_ptr()).nx_tcp_socket_connect_ip.nxd_ip_version == sys::NX_IP_VERSION_V4 as _ }
    }

    /// The port the socket was last bound to. With `NX_ANY_PORT` it is another one each time.
    pub(crate) fn port(self) -> sys::UINT {
        // SAFETY: memory of a socket (contract of from_c).
        unsafe { (*self.0.as_ptr()).nx_tcp_socket_port }
    }

    /// Sets what to call when a connection is established and when data arrives.
    pub(crate) fn notify(self, established: Option<Callback>, received: Option<Callback>) {
        // SAFETY: a socket that exists.
        unsafe {
            sys::_nx_tcp_socket_establish_notify(self.0.as_ptr(), established);
            sys::_nx_tcp_socket_receive_notify(self.0.as_ptr(), received);
        }
    }

    pub(crate) fn bind(self, wait: Ticks) {
        // SAFETY: a socket that exists.
        unsafe { sys::_nx_tcp_client_socket_bind(self.0.as_ptr(), sys::NX_ANY_PORT, wait) };
    }

    /// # Safety
    /// `server` is an address.
    pub(crate) unsafe fn connect(
        self,
        server: *mut sys::NXD_ADDRESS,
        port: sys::UINT,
        wait: Ticks,
    ) -> Result<(), Failure> {
        // SAFETY: a socket that exists, an address (contract).
        check(unsafe { sys::_nxd_tcp_client_socket_connect(self.0.as_ptr(), server, port, wait) })
    }

    /// Ends a connection, if there is one.
    pub(crate) fn disconnect(self, wait: Ticks) {
        // SAFETY: a socket that exists.
        unsafe { sys::_nx_tcp_socket_disconnect(self.0.as_ptr(), wait) };
    }

    /// Gives the port back, if there is one.
    pub(crate) fn unbind(self) {
        // SAFETY: a socket that exists.
        unsafe { sys::_nx_tcp_client_socket_unbind(self.0.as_ptr()) };
    }

    pub(crate) fn delete(self) {
        // SAFETY: a socket that exists.
        unsafe { sys::_nx_tcp_socket_delete(self.0.as_ptr()) };
    }

    /// Sends a packet, which is NetX Duo's on success only.
    pub(crate) fn send(self, packet: PacketRef, wait: Ticks) -> Status {
        // SAFETY: a socket that exists and a packet of the caller's.
        unsafe { sys::_nx_tcp_socket_send(self.0.as_ptr(), packet.as_ptr(), wait) }
    }

    #[inline(always)]
    pub(crate) fn receive(self, wait: Ticks) -> Result<Packet, Failure> {
        // SAFETY: a socket that exists.
        packet::receive(|packet| unsafe { sys::_nx_tcp_socket_receive(self.0.as_ptr(), packet, wait) })
    }
}
