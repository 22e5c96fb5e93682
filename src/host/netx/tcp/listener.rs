//! Ports of the host on which server sockets take connections from outside the process.
//!
//! Off unless `NXD_HOST_LISTEN` is set: `1` listens on the loopback addresses only, `any` on all.
//! A port that cannot be had is reported on standard error; the server still serves the process.
//! Connections wait in the host until a server socket is there to take them.

use super::{Guard, bind, event, events, host, server};
use crate::host::kernel::io;
use crate::sys::{NX_IP, NX_IP_VERSION_V4, NX_IP_VERSION_V6, NX_TCP_LISTEN, NX_TCP_SYN_RECEIVED, ULONG};
use core::ptr;
use std::ffi::c_void;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::os::fd::{AsRawFd, OwnedFd};
use std::sync::OnceLock;

struct Listener {
    socket: TcpListener,
    source: io::Source,
}

/// The address to listen on, if the setting asks for any.
fn address() -> Option<IpAddr> {
    static SETTING: OnceLock<Option<IpAddr>> = OnceLock::new();
    *SETTING.get_or_init(|| match std::env::var("NXD_HOST_LISTEN").as_deref() {
        Ok("1") => Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        Ok("any") => Some(IpAddr::V6(Ipv6Addr::UNSPECIFIED)),
        _ => None,
    })
}

/// Opens the port of the host beside one of an IP instance.
pub(super) unsafe fn open(k: &mut Guard, ip: *mut NX_IP, listen: *mut NX_TCP_LISTEN) {
    let Some(address) = address() else { return };
    // SAFETY: the module's contract.
    let port = unsafe { (*listen).nx_tcp_listen_port } as u16;
    let opened = TcpListener::bind((address, port)).and_then(|socket| {
        socket.set_nonblocking(true)?;
        let source = io::register(k, socket.as_raw_fd(), libc::EPOLLIN as u32, happened, ip.cast())?;
        Ok(Listener { socket, source })
    });
    match opened {
        // SAFETY: the module's contract; freed by `close`.
        Ok(listener) => unsafe {
            (*listen).nx_tcp_listen_host_listener = Box::into_raw(Box::new(listener)).cast();
        },
        Err(error) => eprintln!("nxd-mqtt: cannot listen on port {port} of the host: {error}"),
    }
}

/// A connection waits on some port of an IP instance; in interrupt context.
fn happened(k: &mut Guard, token: *mut c_void, _: u32) {
    let ip: *mut NX_IP = token.cast();
    // SAFETY: the registration ends before the instance does.
    unsafe {
        (*ip).nx_ip_host_events = 1;
        events::wake_ip(k, ip);
    }
}

/// Hands waiting connections to the sockets that listen, on the thread of the IP instance.
pub(super) unsafe fn accept_all(k: &mut Guard, ip: *mut NX_IP) {
    let mut taken = true;
    // SAFETY: the module's contract. A callback may change the list, so it is walked anew each time.
    unsafe {
        while taken {
            taken = false;
            let mut candidates = [ptr::null_mut(); crate::sys::NX_MAX_LISTEN_REQUESTS as usize];
            let mut count = 0;
            server::each_listen(ip, |listen| {
                if count < candidates.len() {
                    candidates[count] = listen;
                    count += 1;
                }
            });
            for listen in &candidates[..count] {
                taken |= take(k, ip, *listen);
            }
        }
    }
}

/// Takes one waiting connection for the socket that listens, if both are there.
pub(super) unsafe fn take(k: &mut Guard, ip: *mut NX_IP, listen: *mut NX_TCP_LISTEN) -> bool {
    // SAFETY: the module's contract; the listener is null or made by `open`.
    unsafe {
        let s = (*listen).nx_tcp_listen_socket_ptr;
        let Some(listener) = (*listen).nx_tcp_listen_host_listener.cast::<Listener>().as_ref() else {
            return false;
        };
        if s.is_null() {
            return false;
        }
        let Ok((stream, from)) = listener.socket.accept() else { return false };
        if stream.set_nonblocking(true).is_err() || host::adopt(k, s, OwnedFd::from(stream), false).is_err() {
            return false;
        }
        (*ip).nx_ip_tcp_passive_connections += 1;
        (*ip).nx_ip_tcp_connections += 1;
        (*listen).nx_tcp_listen_socket_ptr = ptr::null_mut();
        let address = &mut (*s).nx_tcp_socket_connect_ip;
        match from.ip().to_canonical() {
            IpAddr::V4(v4) => {
                address.nxd_ip_version = ULONG::from(NX_IP_VERSION_V4);
                address.nxd_ip_address.v4 = ULONG::from(v4.to_bits());
            }
            IpAddr::V6(v6) => {
                address.nxd_ip_version = ULONG::from(NX_IP_VERSION_V6);
                let bits = v6.to_bits();
                address.nxd_ip_address.v6 = [96, 64, 32, 0].map(|shift| ULONG::from((bits >> shift) as u32));
            }
        }
        (*s).nx_tcp_socket_connect_port = u32::from(from.port());
        (*s).nx_tcp_socket_connect_interface = &raw mut (*ip).nx_ip_interface[0];
        bind::insert(ip, s);
        if (*s).nx_tcp_socket_state == NX_TCP_SYN_RECEIVED {
            events::post(k, s, event::ACK | event::DATA);
        }
        server::call_listener(k, listen, s);
        true
    }
}

/// Closes the port of the host.
pub(super) unsafe fn close(k: &mut Guard, listen: *mut NX_TCP_LISTEN) {
    // SAFETY: the module's contract; nothing refers to the listener afterwards.
    unsafe {
        let raw = (*listen).nx_tcp_listen_host_listener.cast::<Listener>();
        if !raw.is_null() {
            (*listen).nx_tcp_listen_host_listener = ptr::null_mut();
            let listener = Box::from_raw(raw);
            io::deregister(k, listener.socket.as_raw_fd(), listener.source);
        }
    }
}
