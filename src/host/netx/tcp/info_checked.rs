//! Argument checks in front of the services that configure and report: more `_nxe_tcp_` entry points.

use super::checked::{enabled, socket};
use super::info::*;
use crate::host::netx::TCP_ID;
use crate::host::netx::check::{check, ensure, live, non_null, thread_only};
use crate::sys::{
    NX_IP, NX_OPTION_ERROR, NX_PTR_ERROR, NX_TCP_CLOSED, NX_TCP_LAST_ACK, NX_TCP_SOCKET, NXD_ADDRESS, UINT,
    ULONG,
};

/// Checks, then [`_nx_tcp_info_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_info_get(
    ip: *mut NX_IP,
    packets_sent: *mut ULONG,
    bytes_sent: *mut ULONG,
    packets_received: *mut ULONG,
    bytes_received: *mut ULONG,
    invalid: *mut ULONG,
    dropped: *mut ULONG,
    checksum_errors: *mut ULONG,
    connections: *mut ULONG,
    disconnections: *mut ULONG,
    connections_dropped: *mut ULONG,
    retransmitted: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            enabled(ip)?;
            Ok(_nx_tcp_info_get(
                ip,
                packets_sent,
                bytes_sent,
                packets_received,
                bytes_received,
                invalid,
                dropped,
                checksum_errors,
                connections,
                disconnections,
                connections_dropped,
                retransmitted,
            ))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_disconnect_complete_notify`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_disconnect_complete_notify(
    s: *mut NX_TCP_SOCKET,
    notify: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure(notify.is_some(), NX_PTR_ERROR)?;
            Ok(_nx_tcp_socket_disconnect_complete_notify(s, notify))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_establish_notify`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_establish_notify(
    s: *mut NX_TCP_SOCKET,
    notify: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure(notify.is_some(), NX_PTR_ERROR)?;
            Ok(_nx_tcp_socket_establish_notify(s, notify))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_timed_wait_callback`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_timed_wait_callback(
    s: *mut NX_TCP_SOCKET,
    notify: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure(notify.is_some(), NX_PTR_ERROR)?;
            Ok(_nx_tcp_socket_timed_wait_callback(s, notify))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_window_update_notify_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_window_update_notify_set(
    s: *mut NX_TCP_SOCKET,
    notify: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure(notify.is_some(), NX_PTR_ERROR)?;
            Ok(_nx_tcp_socket_window_update_notify_set(s, notify))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_queue_depth_notify_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_queue_depth_notify_set(
    s: *mut NX_TCP_SOCKET,
    notify: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure(notify.is_some(), NX_PTR_ERROR)?;
            Ok(_nx_tcp_socket_queue_depth_notify_set(s, notify))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_receive_notify`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_receive_notify(
    s: *mut NX_TCP_SOCKET,
    notify: Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            Ok(_nx_tcp_socket_receive_notify(s, notify))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_info_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_info_get(
    s: *mut NX_TCP_SOCKET,
    packets_sent: *mut ULONG,
    bytes_sent: *mut ULONG,
    packets_received: *mut ULONG,
    bytes_received: *mut ULONG,
    retransmitted: *mut ULONG,
    queued: *mut ULONG,
    checksum_errors: *mut ULONG,
    state: *mut ULONG,
    transmit_depth: *mut ULONG,
    transmit_window: *mut ULONG,
    receive_window: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            Ok(_nx_tcp_socket_info_get(
                s,
                packets_sent,
                bytes_sent,
                packets_received,
                bytes_received,
                retransmitted,
                queued,
                checksum_errors,
                state,
                transmit_depth,
                transmit_window,
                receive_window,
            ))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_mss_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_mss_get(s: *mut NX_TCP_SOCKET, mss: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            non_null(mss)?;
            Ok(_nx_tcp_socket_mss_get(s, mss))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_mss_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_mss_set(s: *mut NX_TCP_SOCKET, mss: ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            Ok(_nx_tcp_socket_mss_set(s, mss))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_mss_peer_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_mss_peer_get(s: *mut NX_TCP_SOCKET, mss: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            non_null(mss)?;
            thread_only()?;
            Ok(_nx_tcp_socket_mss_peer_get(s, mss))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_peer_info_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_peer_info_get(
    s: *mut NX_TCP_SOCKET,
    address: *mut ULONG,
    port: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            non_null(address)?;
            non_null(port)?;
            thread_only()?;
            Ok(_nx_tcp_socket_peer_info_get(s, address, port))
        })
    }
}

/// Checks, then [`_nxd_tcp_socket_peer_info_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_tcp_socket_peer_info_get(
    s: *mut NX_TCP_SOCKET,
    address: *mut NXD_ADDRESS,
    port: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            non_null(address)?;
            non_null(port)?;
            thread_only()?;
            Ok(_nxd_tcp_socket_peer_info_get(s, address, port))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_receive_queue_max_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_receive_queue_max_set(
    s: *mut NX_TCP_SOCKET,
    maximum: UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            Ok(_nx_tcp_socket_receive_queue_max_set(s, maximum))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_state_wait`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_state_wait(
    s: *mut NX_TCP_SOCKET,
    desired: UINT,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            socket(s)?;
            ensure((NX_TCP_CLOSED..=NX_TCP_LAST_ACK).contains(&desired), NX_OPTION_ERROR)?;
            thread_only()?;
            Ok(_nx_tcp_socket_state_wait(s, desired, wait))
        })
    }
}

/// Checks, then [`_nx_tcp_socket_transmit_configure`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_socket_transmit_configure(
    s: *mut NX_TCP_SOCKET,
    depth: ULONG,
    timeout: ULONG,
    retries: ULONG,
    shift: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            ensure(s.as_ref().is_some_and(|s| s.nx_tcp_socket_id == TCP_ID), NX_PTR_ERROR)?;
            ensure(depth != 0, NX_OPTION_ERROR)?;
            socket(s)?;
            Ok(_nx_tcp_socket_transmit_configure(s, depth, timeout, retries, shift))
        })
    }
}
