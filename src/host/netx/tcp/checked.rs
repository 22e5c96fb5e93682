//! Argument checks in front of the services: the `_nxe_tcp_` entry points.
//!
//! Codes and the order of the checks are NetX Duo's.

use super::bind::*;
use super::client::*;
use super::close::*;
use super::receive::*;
use super::send::*;
use super::server::*;
use super::socket::*;
use crate::host::netx::check::{check, ensure, live, non_null, thread_only, unicast};
use crate::host::netx::{PACKET_ALLOCATED, TCP_ID, locked, pool};
use crate::sys::{
    CHAR, NX_DONT_FRAGMENT, NX_INVALID_PACKET, NX_INVALID_PORT, NX_IP, NX_IP_ADDRESS_ERROR,
    NX_IP_TIME_TO_LIVE_MASK, NX_IP_TOS_MASK, NX_IP_VERSION_V4, NX_IP_VERSION_V6, NX_MAX_PORT,
    NX_NOT_CONNECTED, NX_NOT_ENABLED, NX_OPTION_ERROR, NX_OVERFLOW, NX_PACKET, NX_PTR_ERROR, NX_SUCCESS,
    NX_TCP_SOCKET, NX_UNDERFLOW, NXD_ADDRESS, UINT, ULONG,
};

/// Creates a socket; `size` is that of the caller's control block.
///
/// # Safety
/// As [`_nx_tcp_socket_create`]; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_create(
    ip: *mut NX_IP,
    s: *mut NX_TCP_SOCKET,
    name: *mut CHAR,
    type_of_service: ULONG,
    fragment: ULONG,
    time_to_live: UINT,
    window: ULONG,
    urgent: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
    disconnect: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
    size: UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(s)?;
            ensure(size as usize == size_of::<NX_TCP_SOCKET>(), NX_PTR_ERROR)?;
            let mut known = false;
            locked(|_| each(ip, |other| known |= other == s));
            ensure(!known, NX_PTR_ERROR)?;
            enabled(ip)?;
            ensure(type_of_service & !ULONG::from(NX_IP_TOS_MASK) == 0, NX_OPTION_ERROR)?;
            ensure(fragment == 0 || fragment == ULONG::from(NX_DONT_FRAGMENT), NX_OPTION_ERROR)?;
            ensure(time_to_live <= NX_IP_TIME_TO_LIVE_MASK, NX_OPTION_ERROR)?;
            ensure(window != 0 && window <= LARGEST_WINDOW, NX_OPTION_ERROR)?;
            let status = _nx_tcp_socket_create(
                ip,
                s,
                name,
                type_of_service,
                fragment,
                time_to_live,
                window,
                urgent,
                disconnect,
            );
            Ok(status)
        })
    }
}

/// Sends; on success the caller's pointer to the packet becomes null.
///
/// # Safety
/// As [`_nx_tcp_socket_send`]; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_send(
    s: *mut NX_TCP_SOCKET,
    packet: *mut *mut NX_PACKET,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            known(s)?;
            ensure(!packet.is_null() && !(*packet).is_null(), NX_INVALID_PACKET)?;
            let p = *packet;
            ensure(pool::mark(p) == PACKET_ALLOCATED, NX_INVALID_PACKET)?;
            let ip = (*s).nx_tcp_socket_ip_ptr;
            enabled(ip)?;
            let header = match (*s).nx_tcp_socket_connect_ip.nxd_ip_version as u32 {
                NX_IP_VERSION_V4 => 40,
                NX_IP_VERSION_V6 => 60,
                _ => return Err(NX_NOT_CONNECTED),
            };
            let front = (*p).nx_packet_prepend_ptr.addr().checked_sub((*p).nx_packet_data_start.addr());
            if front.is_none_or(|front| front < header) {
                (*ip).nx_ip_tcp_invalid_packets += 1;
                return Err(NX_UNDERFLOW);
            }
            if (*p).nx_packet_append_ptr > (*p).nx_packet_data_end {
                (*ip).nx_ip_tcp_invalid_packets += 1;
                return Err(NX_OVERFLOW);
            }
            thread_only()?;
            let status = _nx_tcp_socket_send(s, p, wait);
            if status == NX_SUCCESS {
                *packet = core::ptr::null_mut();
            }
            Ok(status)
        })
    }
}

/// Windows are not scaled unless the application asks for it; the host does either.
const LARGEST_WINDOW: ULONG = (1 << 30) - 1;

unsafe fn known(s: *mut NX_TCP_SOCKET) -> Result<(), UINT> {
    // SAFETY: null, or readable (the caller's contract).
    ensure(unsafe { s.as_ref() }.is_some_and(|s| s.nx_tcp_socket_id == TCP_ID), NX_PTR_ERROR)
}

/// A created socket of an instance with TCP enabled.
pub(super) unsafe fn socket(s: *mut NX_TCP_SOCKET) -> Result<(), UINT> {
    // SAFETY: the caller's contract.
    unsafe {
        known(s)?;
        enabled((*s).nx_tcp_socket_ip_ptr)
    }
}

pub(super) unsafe fn enabled(ip: *mut NX_IP) -> Result<(), UINT> {
    // SAFETY: a live instance (the caller's contract).
    ensure(unsafe { (*ip).nx_ip_tcp_packet_receive }.is_some(), NX_NOT_ENABLED)
}

unsafe fn destination(server: *const NXD_ADDRESS) -> Result<(), UINT> {
    // SAFETY: null, or readable (the caller's contract); the version says what the union holds.
    unsafe {
        let server = server.as_ref().ok_or(NX_IP_ADDRESS_ERROR)?;
        match server.nxd_ip_version as u32 {
            NX_IP_VERSION_V4 => unicast(server.nxd_ip_address.v4),
            NX_IP_VERSION_V6 => Ok(()),
            _ => Err(NX_IP_ADDRESS_ERROR),
        }
    }
}

/// Checks, then [`_nx_tcp_socket_delete`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_delete(s: *mut NX_TCP_SOCKET) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            thread_only()?;
            Ok(_nx_tcp_socket_delete(s))
        })
    }
}

/// Checks, then [`_nx_tcp_client_socket_bind`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_client_socket_bind(
    s: *mut NX_TCP_SOCKET,
    port: UINT,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure(port <= NX_MAX_PORT, NX_INVALID_PORT)?;
            thread_only()?;
            Ok(_nx_tcp_client_socket_bind(s, port, wait))
        })
    }
}

/// Checks, then [`_nx_tcp_client_socket_connect`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_client_socket_connect(
    s: *mut NX_TCP_SOCKET,
    address: ULONG,
    port: UINT,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure(address != 0, NX_IP_ADDRESS_ERROR)?;
            unicast(address)?;
            ensure(port <= NX_MAX_PORT, NX_INVALID_PORT)?;
            thread_only()?;
            Ok(_nx_tcp_client_socket_connect(s, address, port, wait))
        })
    }
}

/// Checks, then [`_nxd_tcp_client_socket_connect`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_tcp_client_socket_connect(
    s: *mut NX_TCP_SOCKET,
    server: *mut NXD_ADDRESS,
    port: UINT,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            destination(server)?;
            ensure(port <= NX_MAX_PORT, NX_INVALID_PORT)?;
            thread_only()?;
            Ok(_nxd_tcp_client_socket_connect(s, server, port, wait))
        })
    }
}

/// Checks, then [`_nx_tcp_client_socket_port_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_client_socket_port_get(
    s: *mut NX_TCP_SOCKET,
    port: *mut UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            non_null(port)?;
            thread_only()?;
            Ok(_nx_tcp_client_socket_port_get(s, port))
        })
    }
}

/// Checks, then [`_nx_tcp_client_socket_unbind`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_client_socket_unbind(s: *mut NX_TCP_SOCKET) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            thread_only()?;
            Ok(_nx_tcp_client_socket_unbind(s))
        })
    }
}

/// Checks, then [`_nx_tcp_free_port_find`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_free_port_find(ip: *mut NX_IP, port: UINT, free: *mut UINT) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(free)?;
            enabled(ip)?;
            ensure(port <= NX_MAX_PORT, NX_INVALID_PORT)?;
            thread_only()?;
            Ok(_nx_tcp_free_port_find(ip, port, free))
        })
    }
}

/// Checks, then [`_nx_tcp_server_socket_listen`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_server_socket_listen(
    ip: *mut NX_IP,
    port: UINT,
    s: *mut NX_TCP_SOCKET,
    queue: UINT,
    callback: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET, UINT)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            socket(s)?;
            enabled(ip)?;
            ensure(port != 0 && port <= NX_MAX_PORT, NX_INVALID_PORT)?;
            thread_only()?;
            Ok(_nx_tcp_server_socket_listen(ip, port, s, queue, callback))
        })
    }
}

/// Checks, then [`_nx_tcp_server_socket_accept`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_server_socket_accept(s: *mut NX_TCP_SOCKET, wait: ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            thread_only()?;
            Ok(_nx_tcp_server_socket_accept(s, wait))
        })
    }
}

/// Checks, then [`_nx_tcp_server_socket_relisten`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_server_socket_relisten(
    ip: *mut NX_IP,
    port: UINT,
    s: *mut NX_TCP_SOCKET,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            socket(s)?;
            enabled(ip)?;
            ensure(port != 0 && port <= NX_MAX_PORT, NX_INVALID_PORT)?;
            thread_only()?;
            Ok(_nx_tcp_server_socket_relisten(ip, port, s))
        })
    }
}

/// Checks, then [`_nx_tcp_server_socket_unaccept`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_server_socket_unaccept(s: *mut NX_TCP_SOCKET) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            thread_only()?;
            Ok(_nx_tcp_server_socket_unaccept(s))
        })
    }
}

/// Checks, then [`_nx_tcp_server_socket_unlisten`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_server_socket_unlisten(ip: *mut NX_IP, port: UINT) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            enabled(ip)?;
            ensure(port != 0 && port <= NX_MAX_PORT, NX_INVALID_PORT)?;
            thread_only()?;
            Ok(_nx_tcp_server_socket_unlisten(ip, port))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_bytes_available`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_bytes_available(
    s: *mut NX_TCP_SOCKET,
    bytes: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            non_null(bytes)?;
            thread_only()?;
            Ok(_nx_tcp_socket_bytes_available(s, bytes))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_disconnect`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_disconnect(s: *mut NX_TCP_SOCKET, wait: ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            thread_only()?;
            Ok(_nx_tcp_socket_disconnect(s, wait))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_receive`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_receive(
    s: *mut NX_TCP_SOCKET,
    packet: *mut *mut NX_PACKET,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            non_null(packet)?;
            thread_only()?;
            Ok(_nx_tcp_socket_receive(s, packet, wait))
        })
    }
}
