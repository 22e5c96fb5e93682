//! Options of a socket, notifications, counters, and waiting for a state.

use super::super::{TCP_ID, locked, put};
use super::socket;
use crate::sys::{
    NX_IP, NX_IP_VERSION_V4, NX_NOT_CONNECTED, NX_NOT_SUCCESSFUL, NX_PTR_ERROR, NX_SIZE_ERROR, NX_SUCCESS,
    NX_TCP_ESTABLISHED, NX_TCP_LISTEN_STATE, NX_TCP_SOCKET, NX_TCP_SYN_SENT, NXD_ADDRESS, UINT, ULONG,
};

type Notify = Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET)>;

/// A service that stores one notification function in a socket.
macro_rules! notify {
    ($(#[doc = $doc:literal])* $name:ident, $field:ident) => {
        $(#[doc = $doc])*
        ///
        /// # Safety
        /// `s` is a live socket; the function is called from the thread of its IP instance.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $name(s: *mut NX_TCP_SOCKET, notify: Notify) -> UINT {
            // SAFETY: the caller's contract; the lock is held.
            locked(|_| unsafe { (*s).$field = notify });
            NX_SUCCESS
        }
    };
}

notify!(
    /// Called for each packet that arrives.
    _nx_tcp_socket_receive_notify, nx_tcp_receive_callback
);
notify!(
    /// Called when a connection is complete.
    _nx_tcp_socket_establish_notify, nx_tcp_establish_notify
);
notify!(
    /// Called when a connection has ended on both sides.
    _nx_tcp_socket_disconnect_complete_notify, nx_tcp_disconnect_complete_notify
);
notify!(
    /// Called when the socket enters the timed wait state.
    _nx_tcp_socket_timed_wait_callback, nx_tcp_timed_wait_callback
);
notify!(
    /// Called when the peer's window opens.
    _nx_tcp_socket_window_update_notify_set, nx_tcp_socket_window_update_notify
);
notify!(
    /// Called when the transmit queue has room again.
    _nx_tcp_socket_queue_depth_notify_set, nx_tcp_socket_queue_depth_notify
);

/// Waits until a socket is in a state, looking once each tick.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_state_wait(
    s: *mut NX_TCP_SOCKET,
    desired: UINT,
    wait: ULONG,
) -> UINT {
    let mut left = wait;
    loop {
        // SAFETY: the caller's contract; the lock is held.
        let (id, state) = locked(|_| unsafe { ((*s).nx_tcp_socket_id, (*s).nx_tcp_socket_state) });
        if id != TCP_ID {
            return NX_PTR_ERROR;
        }
        if state == desired {
            return NX_SUCCESS;
        }
        if left == 0 {
            return NX_NOT_SUCCESSFUL;
        }
        // SAFETY: a service of the kernel without pointers.
        unsafe { crate::sys::_tx_thread_sleep(1) };
        left -= 1;
    }
}

/// Sets the depth of the transmit queue; the retransmission values are kept for show, because the
/// host retransmits.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_transmit_configure(
    s: *mut NX_TCP_SOCKET,
    depth: ULONG,
    timeout: ULONG,
    retries: ULONG,
    shift: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        (*s).nx_tcp_socket_timeout_rate = timeout;
        (*s).nx_tcp_socket_timeout_max_retries = retries;
        (*s).nx_tcp_socket_timeout_shift = shift as u8;
        (*s).nx_tcp_socket_transmit_queue_maximum_default = depth;
        (*s).nx_tcp_socket_transmit_queue_maximum = depth;
        NX_SUCCESS
    })
}

/// Sets the depth of the receive queue; on a host the window alone limits what is queued.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_receive_queue_max_set(
    s: *mut NX_TCP_SOCKET,
    maximum: UINT,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe { (*s).nx_tcp_socket_receive_queue_maximum = ULONG::from(maximum) });
    NX_SUCCESS
}

/// The segment size in use, or the one that will be asked for.
///
/// # Safety
/// `s` is a live socket and `mss` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_mss_get(s: *mut NX_TCP_SOCKET, mss: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        *mss = if (*s).nx_tcp_socket_state >= NX_TCP_ESTABLISHED {
            (*s).nx_tcp_socket_connect_mss
        } else if (*s).nx_tcp_socket_mss != 0 {
            (*s).nx_tcp_socket_mss
        } else {
            socket::SEGMENT
        };
        NX_SUCCESS
    })
}

/// Sets the segment size to ask for, before a connection.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_mss_set(s: *mut NX_TCP_SOCKET, mss: ULONG) -> UINT {
    if mss == 0 {
        return NX_SIZE_ERROR;
    }
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        if (*s).nx_tcp_socket_state >= NX_TCP_SYN_SENT {
            return NX_NOT_SUCCESSFUL;
        }
        (*s).nx_tcp_socket_mss = mss;
        NX_SUCCESS
    })
}

/// The segment size of the peer.
///
/// # Safety
/// `s` is a live socket and `mss` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_mss_peer_get(s: *mut NX_TCP_SOCKET, mss: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe { *mss = (*s).nx_tcp_socket_peer_mss });
    NX_SUCCESS
}

/// Address and port of the peer, IPv4.
///
/// # Safety
/// `s` is a live socket; the others are writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_peer_info_get(
    s: *mut NX_TCP_SOCKET,
    address: *mut ULONG,
    port: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        if !has_peer(s) || (*s).nx_tcp_socket_connect_ip.nxd_ip_version != ULONG::from(NX_IP_VERSION_V4) {
            return NX_NOT_CONNECTED;
        }
        *address = (*s).nx_tcp_socket_connect_ip.nxd_ip_address.v4;
        *port = ULONG::from((*s).nx_tcp_socket_connect_port);
        NX_SUCCESS
    })
}

/// Address and port of the peer.
///
/// # Safety
/// `s` is a live socket; the others are writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_tcp_socket_peer_info_get(
    s: *mut NX_TCP_SOCKET,
    address: *mut NXD_ADDRESS,
    port: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        if !has_peer(s) {
            return NX_NOT_CONNECTED;
        }
        *address = (*s).nx_tcp_socket_connect_ip;
        *port = ULONG::from((*s).nx_tcp_socket_connect_port);
        NX_SUCCESS
    })
}

unsafe fn has_peer(s: *mut NX_TCP_SOCKET) -> bool {
    // SAFETY: the module's contract.
    let state = unsafe { (*s).nx_tcp_socket_state };
    state > NX_TCP_LISTEN_STATE && state <= NX_TCP_ESTABLISHED
}

/// Counters of a socket; null pointers are skipped.
///
/// # Safety
/// `s` is a live socket; the others are null or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_socket_info_get(
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
    // SAFETY: the caller's contract; the lock is held and a peer is live.
    locked(|_| unsafe {
        put(packets_sent, (*s).nx_tcp_socket_packets_sent);
        put(bytes_sent, (*s).nx_tcp_socket_bytes_sent);
        put(packets_received, (*s).nx_tcp_socket_packets_received);
        put(bytes_received, (*s).nx_tcp_socket_bytes_received);
        put(retransmitted, (*s).nx_tcp_socket_retransmit_packets);
        put(queued, (*s).nx_tcp_socket_receive_queue_count);
        put(checksum_errors, (*s).nx_tcp_socket_checksum_errors);
        put(state, ULONG::from((*s).nx_tcp_socket_state));
        put(transmit_depth, (*s).nx_tcp_socket_transmit_sent_count);
        let peer = (*s).nx_tcp_socket_host_peer;
        let window = if peer.is_null() {
            (*s).nx_tcp_socket_tx_window_advertised
        } else {
            (*peer).nx_tcp_socket_rx_window_current
        };
        put(transmit_window, window.saturating_sub((*s).nx_tcp_socket_tx_outstanding_bytes));
        put(receive_window, (*s).nx_tcp_socket_rx_window_current);
        NX_SUCCESS
    })
}

/// Counters of an IP instance; null pointers are skipped.
///
/// # Safety
/// `ip` is a live IP instance; the others are null or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_info_get(
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
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        put(packets_sent, (*ip).nx_ip_tcp_packets_sent);
        put(bytes_sent, (*ip).nx_ip_tcp_bytes_sent);
        put(packets_received, (*ip).nx_ip_tcp_packets_received);
        put(bytes_received, (*ip).nx_ip_tcp_bytes_received);
        put(invalid, (*ip).nx_ip_tcp_invalid_packets);
        put(dropped, (*ip).nx_ip_tcp_receive_packets_dropped);
        put(checksum_errors, (*ip).nx_ip_tcp_checksum_errors);
        put(connections, (*ip).nx_ip_tcp_connections);
        put(disconnections, (*ip).nx_ip_tcp_disconnections);
        put(connections_dropped, (*ip).nx_ip_tcp_connections_dropped);
        put(retransmitted, (*ip).nx_ip_tcp_retransmit_packets);
        NX_SUCCESS
    })
}
