//! Connecting a client socket.

use super::super::{Guard, ip, locked};
use super::{
    Socket, bind, close, event, events, flag, host, local, may_wait, redirect, set, socket, suspend_alone,
};
use crate::sys::{
    NX_IN_PROGRESS, NX_IP, NX_IP_ADDRESS_ERROR, NX_IP_VERSION_V4, NX_IP_VERSION_V6, NX_NOT_BOUND,
    NX_NOT_CLOSED, NX_NOT_CONNECTED, NX_SUCCESS, NX_TCP_CLOSED, NX_TCP_SOCKET, NX_TCP_SYN_SENT,
    NX_TCP_TIMED_WAIT, NXD_ADDRESS, UINT, ULONG,
};

/// Connects to an IPv4 address; see [`_nxd_tcp_client_socket_connect`].
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_client_socket_connect(
    s: *mut NX_TCP_SOCKET,
    address: ULONG,
    port: UINT,
    wait: ULONG,
) -> UINT {
    let mut server = ip::v4(address);
    // SAFETY: the caller's contract; the address is on the stack.
    unsafe { _nxd_tcp_client_socket_connect(s, &raw mut server, port, wait) }
}

/// Connects a bound client socket.
///
/// An address of an IP instance of this process is reached inside the process; any other through
/// the host. Without waiting the result is `NX_IN_PROGRESS`, as in NetX Duo. `NX_NOT_CONNECTED`
/// when the peer refuses or the time is up.
///
/// # Safety
/// `s` is a live socket and `server` is readable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_tcp_client_socket_connect(
    s: *mut NX_TCP_SOCKET,
    server: *mut NXD_ADDRESS,
    port: UINT,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        let server = *server;
        let ip = (*s).nx_tcp_socket_ip_ptr;
        if let Err(status) = route(ip, s, &server) {
            return status;
        }
        if !bind::is_bound(s) {
            return NX_NOT_BOUND;
        }
        if !matches!((*s).nx_tcp_socket_state, NX_TCP_CLOSED | NX_TCP_TIMED_WAIT) {
            return NX_NOT_CLOSED;
        }
        close::drop_transport(k, s);
        (*ip).nx_ip_tcp_active_connections += 1;
        (*ip).nx_ip_tcp_connections += 1;
        socket::start(k, s);
        (*s).nx_tcp_socket_connect_ip = server;
        (*s).nx_tcp_socket_connect_port = port;
        (*s).nx_tcp_socket_state = NX_TCP_SYN_SENT;
        request(k, s, &server, port);
        if !may_wait(k, ip, wait) {
            return NX_IN_PROGRESS;
        }
        let status =
            suspend_alone(k, &raw mut (*s).nx_tcp_socket_connect_suspended_thread, wait, NX_NOT_CONNECTED);
        if status != NX_SUCCESS && (*s).nx_tcp_socket_state == NX_TCP_SYN_SENT {
            close::drop_transport(k, s);
            (*s).nx_tcp_socket_state = NX_TCP_CLOSED;
        }
        status
    })
}

/// Chooses the transport and starts it.
unsafe fn request(k: &mut Guard, s: Socket, server: &NXD_ADDRESS, port: UINT) {
    // SAFETY: the module's contract.
    unsafe {
        let Some(asked) = ip::to_std(server) else {
            events::post(k, s, event::RESET);
            return;
        };
        let redirected = redirect::find(asked, port as u16);
        match ip::owner(server) {
            Some(target) if redirected.is_none() => {
                set(s, flag::LOCAL);
                local::request(k, s, target);
            }
            _ => {
                let to = redirected.unwrap_or_else(|| (asked, port as u16).into());
                host::connect(k, s, to);
            }
        }
    }
}

/// Finds the interface a connection leaves by.
unsafe fn route(ip: *mut NX_IP, s: Socket, server: &NXD_ADDRESS) -> Result<(), UINT> {
    // SAFETY: the module's contract.
    unsafe {
        match server.nxd_ip_version as u32 {
            NX_IP_VERSION_V4 => {
                (*s).nx_tcp_socket_connect_interface = &raw mut (*ip).nx_ip_interface[0];
                (*s).nx_tcp_socket_next_hop_address = server.nxd_ip_address.v4;
            }
            NX_IP_VERSION_V6 => {
                let source = super::super::ipv6::source(ip, &server.nxd_ip_address.v6)?;
                (*s).nx_tcp_socket_ipv6_addr = source;
                (*s).nx_tcp_socket_connect_interface = (*source).nxd_ipv6_address_attached;
            }
            _ => return Err(NX_IP_ADDRESS_ERROR),
        }
        Ok(())
    }
}
