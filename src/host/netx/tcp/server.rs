//! Server sockets: listen, accept and back.

use super::super::locked;
use super::{
    Guard, Socket, bind, close, event, events, flag, has, listener, local, may_wait, receive, socket,
    suspend_alone,
};
use crate::sys::{
    NX_ALREADY_BOUND, NX_CONNECTION_PENDING, NX_DISCONNECT_FAILED, NX_DUPLICATE_LISTEN, NX_ENTRY_NOT_FOUND,
    NX_IN_PROGRESS, NX_INVALID_RELISTEN, NX_IP, NX_MAX_LISTEN, NX_NOT_CLOSED, NX_NOT_CONNECTED,
    NX_NOT_LISTEN_STATE, NX_SUCCESS, NX_TCP_CLOSE_WAIT, NX_TCP_CLOSED, NX_TCP_ESTABLISHED, NX_TCP_LISTEN,
    NX_TCP_LISTEN_STATE, NX_TCP_SOCKET, NX_TCP_SYN_RECEIVED, UINT, ULONG,
};
use core::ptr;

type ListenCallback = Option<unsafe extern "C" fn(*mut NX_TCP_SOCKET, UINT)>;

/// Listens on a port, with a first socket to take a connection; see `nx_tcp_server_socket_listen`.
///
/// # Safety
/// `ip` is a live IP instance and `s` a live socket of it.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_server_socket_listen(
    ip: *mut NX_IP,
    port: UINT,
    s: *mut NX_TCP_SOCKET,
    queue: UINT,
    callback: ListenCallback,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        if let Err(status) = may_listen(s) {
            return status;
        }
        if find_listen(ip, port).is_some() {
            return NX_DUPLICATE_LISTEN;
        }
        let listen = (*ip).nx_ip_tcp_available_listen_requests;
        if listen.is_null() {
            return NX_MAX_LISTEN;
        }
        (*ip).nx_ip_tcp_available_listen_requests = (*listen).nx_tcp_listen_next;
        ptr::write_bytes(listen, 0, 1);
        (*listen).nx_tcp_listen_port = port;
        (*listen).nx_tcp_listen_callback = callback;
        (*listen).nx_tcp_listen_queue_maximum = ULONG::from(queue);
        activate(ip, listen);
        await_connection(listen, s);
        listener::open(k, ip, listen);
        NX_SUCCESS
    })
}

/// Checks that a socket has neither a connection nor a port.
unsafe fn may_listen(s: Socket) -> Result<(), UINT> {
    // SAFETY: the module's contract.
    unsafe {
        if (*s).nx_tcp_socket_state != NX_TCP_CLOSED {
            Err(NX_NOT_CLOSED)
        } else if bind::is_bound(s) || !(*s).nx_tcp_socket_bind_in_progress.is_null() {
            Err(NX_ALREADY_BOUND)
        } else {
            Ok(())
        }
    }
}

/// Makes `s` the socket that takes the next connection.
unsafe fn await_connection(listen: *mut NX_TCP_LISTEN, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        (*listen).nx_tcp_listen_socket_ptr = s;
        prepare(s, (*listen).nx_tcp_listen_port);
    }
}

unsafe fn prepare(s: Socket, port: UINT) {
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_client_type = 0;
        (*s).nx_tcp_socket_connect_interface = ptr::null_mut();
        (*s).nx_tcp_socket_state = NX_TCP_LISTEN_STATE;
        (*s).nx_tcp_socket_timeout = 0;
        (*s).nx_tcp_socket_port = port;
    }
}

unsafe fn activate(ip: *mut NX_IP, listen: *mut NX_TCP_LISTEN) {
    // SAFETY: the module's contract.
    unsafe {
        let head = (*ip).nx_ip_tcp_active_listen_requests;
        if head.is_null() {
            (*listen).nx_tcp_listen_next = listen;
            (*listen).nx_tcp_listen_previous = listen;
            (*ip).nx_ip_tcp_active_listen_requests = listen;
        } else {
            let tail = (*head).nx_tcp_listen_previous;
            (*listen).nx_tcp_listen_next = head;
            (*listen).nx_tcp_listen_previous = tail;
            (*tail).nx_tcp_listen_next = listen;
            (*head).nx_tcp_listen_previous = listen;
        }
    }
}

/// Calls `visit` for each port an IP instance listens on.
pub(super) unsafe fn each_listen(ip: *mut NX_IP, mut visit: impl FnMut(*mut NX_TCP_LISTEN)) {
    // SAFETY: the module's contract.
    unsafe {
        let head = (*ip).nx_ip_tcp_active_listen_requests;
        let mut listen = head;
        while !listen.is_null() {
            let next = (*listen).nx_tcp_listen_next;
            visit(listen);
            listen = if next == head { ptr::null_mut() } else { next };
        }
    }
}

/// The entry of a port an IP instance listens on.
pub(super) unsafe fn find_listen(ip: *mut NX_IP, port: UINT) -> Option<*mut NX_TCP_LISTEN> {
    let mut found = None;
    // SAFETY: the module's contract.
    unsafe {
        each_listen(ip, |listen| {
            if (*listen).nx_tcp_listen_port == port {
                found = Some(listen);
            }
        });
    }
    found
}

/// Tells the application that a client asks for a connection.
pub(super) unsafe fn call_listener(k: &mut Guard, listen: *mut NX_TCP_LISTEN, s: Socket) {
    // SAFETY: the application gave this function for this port.
    unsafe {
        let port = (*listen).nx_tcp_listen_port;
        if let Some(callback) = (*listen).nx_tcp_listen_callback {
            k.unlocked(|| callback(s, port));
        }
    }
}

/// Completes the connection of a listening socket, waiting for a client if there is none yet.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_server_socket_accept(s: *mut NX_TCP_SOCKET, wait: ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        match (*s).nx_tcp_socket_state {
            NX_TCP_ESTABLISHED => return NX_SUCCESS,
            NX_TCP_LISTEN_STATE => start_accepting(k, s),
            NX_TCP_SYN_RECEIVED => {}
            _ => return NX_NOT_LISTEN_STATE,
        }
        if !may_wait(k, (*s).nx_tcp_socket_ip_ptr, wait) {
            return NX_IN_PROGRESS;
        }
        let status =
            suspend_alone(k, &raw mut (*s).nx_tcp_socket_connect_suspended_thread, wait, NX_NOT_CONNECTED);
        if status != NX_SUCCESS && (*s).nx_tcp_socket_state == NX_TCP_SYN_RECEIVED {
            (*s).nx_tcp_socket_state = NX_TCP_LISTEN_STATE;
            (*s).nx_tcp_socket_timeout = 0;
        }
        status
    })
}

unsafe fn start_accepting(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        socket::start(k, s);
        (*s).nx_tcp_socket_state = NX_TCP_SYN_RECEIVED;
        if !bind::is_bound(s) {
            return;
        }
        let peer = (*s).nx_tcp_socket_host_peer;
        if !has(s, flag::LOCAL) && !(*s).nx_tcp_socket_host_connection.is_null() {
            events::post(k, s, event::ACK | event::DATA);
        } else if peer.is_null() {
            events::post(k, s, event::RESET);
        } else {
            events::post(k, peer, event::SYN_ACK);
        }
    }
}

/// Gives a listened port another socket. `NX_CONNECTION_PENDING` when a client already waits.
///
/// # Safety
/// `ip` is a live IP instance and `s` a live socket of it.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_server_socket_relisten(
    ip: *mut NX_IP,
    port: UINT,
    s: *mut NX_TCP_SOCKET,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        if let Err(status) = may_listen(s) {
            return status;
        }
        let listen = match find_listen(ip, port) {
            Some(listen) if (*listen).nx_tcp_listen_socket_ptr.is_null() => listen,
            _ => return NX_INVALID_RELISTEN,
        };
        match local::take_waiting(listen) {
            Some(client) => {
                prepare(s, port);
                local::attach(s, client);
                call_listener(k, listen, s);
                NX_CONNECTION_PENDING
            }
            None => {
                await_connection(listen, s);
                if listener::take(k, ip, listen) { NX_CONNECTION_PENDING } else { NX_SUCCESS }
            }
        }
    })
}

/// Takes a server socket back from a connection that is over, or from listening.
///
/// # Safety
/// `s` is a live socket.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_server_socket_unaccept(s: *mut NX_TCP_SOCKET) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        let state = (*s).nx_tcp_socket_state;
        if state >= NX_TCP_CLOSE_WAIT || (state == NX_TCP_CLOSED && bind::is_bound(s)) {
            (*s).nx_tcp_socket_state = NX_TCP_LISTEN_STATE;
            (*s).nx_tcp_socket_connect_ip.nxd_ip_version = 0;
            (*s).nx_tcp_socket_connect_ip.nxd_ip_address.v6 = [0; 4];
            (*s).nx_tcp_socket_connect_port = 0;
        }
        if (*s).nx_tcp_socket_state != NX_TCP_LISTEN_STATE {
            return NX_NOT_LISTEN_STATE;
        }
        super::wake_all(k, &raw mut (*s).nx_tcp_socket_disconnect_suspended_thread, NX_DISCONNECT_FAILED);
        let ip = (*s).nx_tcp_socket_ip_ptr;
        if bind::is_bound(s) {
            bind::remove(ip, s);
        } else {
            each_listen(ip, |listen| {
                if (*listen).nx_tcp_listen_socket_ptr == s {
                    (*listen).nx_tcp_listen_socket_ptr = ptr::null_mut();
                }
            });
        }
        close::drop_transport(k, s);
        close::flush_transmit(k, s);
        receive::flush(k, s);
        (*s).nx_tcp_socket_state = NX_TCP_CLOSED;
        (*s).nx_tcp_socket_client_type = 1;
        (*s).nx_tcp_socket_timeout = 0;
        NX_SUCCESS
    })
}

/// Stops listening on a port; clients that still wait are refused.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_server_socket_unlisten(ip: *mut NX_IP, port: UINT) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        let Some(listen) = find_listen(ip, port) else { return NX_ENTRY_NOT_FOUND };
        let s = (*listen).nx_tcp_listen_socket_ptr;
        if !s.is_null() {
            if (*s).nx_tcp_socket_state != NX_TCP_LISTEN_STATE {
                return NX_NOT_LISTEN_STATE;
            }
            (*s).nx_tcp_socket_state = NX_TCP_CLOSED;
            (*listen).nx_tcp_listen_socket_ptr = ptr::null_mut();
        }
        local::refuse_waiting(k, listen);
        listener::close(k, listen);
        let next = (*listen).nx_tcp_listen_next;
        if next == listen {
            (*ip).nx_ip_tcp_active_listen_requests = ptr::null_mut();
        } else {
            (*next).nx_tcp_listen_previous = (*listen).nx_tcp_listen_previous;
            (*(*listen).nx_tcp_listen_previous).nx_tcp_listen_next = next;
            if (*ip).nx_ip_tcp_active_listen_requests == listen {
                (*ip).nx_ip_tcp_active_listen_requests = next;
            }
        }
        (*listen).nx_tcp_listen_next = (*ip).nx_ip_tcp_available_listen_requests;
        (*ip).nx_ip_tcp_available_listen_requests = listen;
        NX_SUCCESS
    })
}
