//! Connections between two sockets of this process.
//!
//! A request waits on a list of the target IP instance until its thread finds a listening socket;
//! then the two sockets point at each other. Data moves from the transmit queue of one to the
//! *wire* list of the other, and from there, on the thread of the receiver's IP instance, to its
//! receive queue. The window is exact: it is the peer's own count.

use super::super::{Guard, packet, pool};
use super::{Socket, bind, clear, close, event, events, flag, has, send, server, set, starve, wake_all};
use crate::sys::{
    NX_IP, NX_IP_VERSION_V6, NX_IPv6_TCP_PACKET, NX_PACKET, NX_SUCCESS, NX_TCP_LISTEN, NX_TCP_SYN_RECEIVED,
    UCHAR, UINT, ULONG,
};
use core::ptr;

/// Asks `target` for a connection to the port the socket wants.
pub(super) unsafe fn request(k: &mut Guard, s: Socket, target: *mut NX_IP) {
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_host_target = target;
        push(&raw mut (*target).nx_ip_host_syn_head, s);
        events::wake_ip(k, target);
    }
}

/// Appends to a list of requests.
unsafe fn push(head: *mut Socket, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        set(s, flag::SYN_LISTED);
        (*s).nx_tcp_socket_host_syn_next = ptr::null_mut();
        let mut link = head;
        while !(*link).is_null() {
            link = &raw mut (**link).nx_tcp_socket_host_syn_next;
        }
        *link = s;
    }
}

/// Takes a request off a list, if it is there.
unsafe fn unlist(head: *mut Socket, s: Socket) -> bool {
    // SAFETY: the module's contract.
    unsafe {
        let mut link = head;
        while !(*link).is_null() {
            if *link == s {
                *link = (*s).nx_tcp_socket_host_syn_next;
                clear(s, flag::SYN_LISTED);
                return true;
            }
            link = &raw mut (**link).nx_tcp_socket_host_syn_next;
        }
        false
    }
}

/// The client no longer wants its connection.
pub(super) unsafe fn withdraw(s: Socket) {
    // SAFETY: the module's contract; a listed client's target is live.
    unsafe {
        if !has(s, flag::SYN_LISTED) {
            return;
        }
        let target = (*s).nx_tcp_socket_host_target;
        if unlist(&raw mut (*target).nx_ip_host_syn_head, s) {
            return;
        }
        if let Some(listen) = server::find_listen(target, (*s).nx_tcp_socket_connect_port)
            && unlist(&raw mut (*listen).nx_tcp_listen_host_head, s)
        {
            count_waiting(listen);
        }
    }
}

/// Handles the oldest request to an IP instance, on its thread.
pub(super) unsafe fn accept_request(k: &mut Guard, ip: *mut NX_IP) {
    // SAFETY: the module's contract.
    unsafe {
        let client = (*ip).nx_ip_host_syn_head;
        unlist(&raw mut (*ip).nx_ip_host_syn_head, client);
        let Some(listen) = server::find_listen(ip, (*client).nx_tcp_socket_connect_port) else {
            (*ip).nx_ip_tcp_resets_sent += 1;
            events::post(k, client, event::RESET);
            return;
        };
        (*ip).nx_ip_tcp_passive_connections += 1;
        (*ip).nx_ip_tcp_connections += 1;
        let socket = (*listen).nx_tcp_listen_socket_ptr;
        if socket.is_null() {
            push(&raw mut (*listen).nx_tcp_listen_host_head, client);
            count_waiting(listen);
            return;
        }
        (*listen).nx_tcp_listen_socket_ptr = ptr::null_mut();
        attach(socket, client);
        if (*socket).nx_tcp_socket_state == NX_TCP_SYN_RECEIVED {
            events::post(k, client, event::SYN_ACK);
        }
        server::call_listener(k, listen, socket);
    }
}

/// Requests that the thread of an IP instance has not seen are refused.
pub(super) unsafe fn refuse_requests(k: &mut Guard, ip: *mut NX_IP) {
    // SAFETY: the module's contract.
    unsafe {
        while !(*ip).nx_ip_host_syn_head.is_null() {
            let client = (*ip).nx_ip_host_syn_head;
            unlist(&raw mut (*ip).nx_ip_host_syn_head, client);
            events::post(k, client, event::RESET);
        }
    }
}

/// Every client that waits for a socket on a port is refused: the port is given up.
pub(super) unsafe fn refuse_waiting(k: &mut Guard, listen: *mut NX_TCP_LISTEN) {
    // SAFETY: the module's contract.
    unsafe {
        while let Some(client) = take_waiting(listen) {
            events::post(k, client, event::RESET);
        }
    }
}

/// The client that waits longest for a socket on a port.
pub(super) unsafe fn take_waiting(listen: *mut NX_TCP_LISTEN) -> Option<Socket> {
    // SAFETY: the module's contract.
    unsafe {
        let client = (*listen).nx_tcp_listen_host_head;
        if client.is_null() {
            return None;
        }
        unlist(&raw mut (*listen).nx_tcp_listen_host_head, client);
        count_waiting(listen);
        Some(client)
    }
}

/// Keeps the queue length that applications see. Beyond the maximum NetX Duo drops requests and
/// clients repeat them; here they just wait.
unsafe fn count_waiting(listen: *mut NX_TCP_LISTEN) {
    // SAFETY: the module's contract.
    unsafe {
        let mut count = 0;
        let mut client = (*listen).nx_tcp_listen_host_head;
        while !client.is_null() {
            count += 1;
            client = (*client).nx_tcp_socket_host_syn_next;
        }
        (*listen).nx_tcp_listen_queue_current = (*listen).nx_tcp_listen_queue_maximum.min(count);
    }
}

/// Ties a listening socket to the client it will serve.
pub(super) unsafe fn attach(s: Socket, client: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        let from = (*client).nx_tcp_socket_ip_ptr;
        (*s).nx_tcp_socket_host_peer = client;
        (*client).nx_tcp_socket_host_peer = s;
        set(s, flag::LOCAL);
        (*s).nx_tcp_socket_connect_ip = (*client).nx_tcp_socket_connect_ip;
        if (*client).nx_tcp_socket_connect_ip.nxd_ip_version == ULONG::from(NX_IP_VERSION_V6) {
            let source = (*client).nx_tcp_socket_ipv6_addr;
            if !source.is_null() {
                (*s).nx_tcp_socket_connect_ip.nxd_ip_address.v6 = (*source).nxd_ipv6_address;
            }
        } else {
            (*s).nx_tcp_socket_connect_ip.nxd_ip_address.v4 =
                (*from).nx_ip_interface[0].nx_interface_ip_address;
        }
        (*s).nx_tcp_socket_connect_port = (*client).nx_tcp_socket_port;
        (*s).nx_tcp_socket_connect_interface = &raw mut (*(*s).nx_tcp_socket_ip_ptr).nx_ip_interface[0];
        super::socket::settle_mss(s, super::socket::SEGMENT);
        (*s).nx_tcp_socket_tx_window_advertised = (*client).nx_tcp_socket_rx_window_default;
        bind::insert((*s).nx_tcp_socket_ip_ptr, s);
    }
}

/// Sends to a socket of this process.
pub(super) unsafe fn send(k: &mut Guard, s: Socket, packet: *mut NX_PACKET, wait: ULONG) -> UINT {
    // SAFETY: the module's contract; the peer pointer is null or live, and read again after waits.
    unsafe {
        loop {
            let peer = (*s).nx_tcp_socket_host_peer;
            if peer.is_null() {
                // The peer has left. On a wire the data would still go out and a reset come back.
                pool::release(k, packet);
                events::post(k, s, event::RESET);
                return NX_SUCCESS;
            }
            let window = (*peer)
                .nx_tcp_socket_rx_window_current
                .saturating_sub((*s).nx_tcp_socket_tx_outstanding_bytes);
            let part = (*packet).nx_packet_length.min(window).min((*s).nx_tcp_socket_connect_mss);
            if part == 0 || send::queue_full(s) {
                if let Err(status) = send::wait_for_room(k, s, wait) {
                    return status;
                }
                continue;
            }
            if part == (*packet).nx_packet_length {
                send::enqueue(s, packet);
                pump(k, s);
                return NX_SUCCESS;
            }
            let piece = match cut(k, packet, part, wait) {
                Ok(piece) => piece,
                Err(status) => return status,
            };
            if !send::connected(s) {
                pool::release(k, piece);
                return crate::sys::NX_NOT_CONNECTED;
            }
            packet::consume(packet, part as usize);
            send::enqueue(s, piece);
            pump(k, s);
        }
    }
}

/// Copies the first `size` bytes of a chain into packets of its pool.
unsafe fn cut(k: &mut Guard, from: *mut NX_PACKET, size: ULONG, wait: ULONG) -> Result<*mut NX_PACKET, UINT> {
    // SAFETY: the module's contract.
    unsafe {
        let source = (*from).nx_packet_pool_owner;
        let headroom = headroom(source);
        let piece = pool::allocate(k, source, headroom, wait)?;
        let mut left = size as usize;
        let mut work = from;
        while left > 0 && !work.is_null() {
            let part = left.min(packet::data_of(work));
            let status = packet::append(k, piece, (*work).nx_packet_prepend_ptr, part, source, wait);
            if status != NX_SUCCESS {
                pool::release(k, piece);
                return Err(status);
            }
            left -= part;
            work = (*work).nx_packet_next;
        }
        Ok(piece)
    }
}

/// Header room left in a packet for arriving data, so that it can be sent on; none in small ones.
pub(super) unsafe fn headroom(pool: *mut crate::sys::NX_PACKET_POOL) -> ULONG {
    let wanted = NX_IPv6_TCP_PACKET as ULONG;
    // SAFETY: the module's contract.
    if unsafe { (*pool).nx_packet_pool_payload_size } >= 4 * wanted { wanted } else { 0 }
}

/// Moves what the peer's pool has room for onto the wire, then a FIN that was waiting.
pub(super) unsafe fn pump(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the peer pointer is null or live.
    unsafe {
        let peer = (*s).nx_tcp_socket_host_peer;
        let mut moved = false;
        while !peer.is_null() && !(*s).nx_tcp_socket_transmit_sent_head.is_null() {
            let head = (*s).nx_tcp_socket_transmit_sent_head;
            let length = (*head).nx_packet_length;
            let to = (*(*peer).nx_tcp_socket_ip_ptr).nx_ip_default_packet_pool;
            let arriving = if (*head).nx_packet_pool_owner == to {
                send::dequeue(s, length)
            } else {
                // A copy, as a driver makes one: the sender's pool is not the receiver's to keep.
                match packet::duplicate(k, head, to, 0) {
                    Ok(copy) => {
                        let sent = send::dequeue(s, length);
                        pool::release(k, sent);
                        copy
                    }
                    Err(_) => {
                        starve(s);
                        break;
                    }
                }
            };
            put_on_wire(k, peer, arriving);
            moved = true;
        }
        if moved {
            note_room(k, s);
        }
        close::fin_if_drained(k, s);
    }
}

/// The transmit queue is shorter: whoever waits for that goes on.
pub(super) unsafe fn note_room(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        wake_all(k, &raw mut (*s).nx_tcp_socket_transmit_suspension_list, NX_SUCCESS);
        if (*s).nx_tcp_socket_queue_depth_notify.is_some() && !send::queue_full(s) {
            events::post(k, s, event::DEPTH);
        }
    }
}

unsafe fn put_on_wire(k: &mut Guard, peer: Socket, packet: *mut NX_PACKET) {
    // SAFETY: the module's contract.
    unsafe {
        (*packet).nx_packet_ip_version = (*peer).nx_tcp_socket_connect_ip.nxd_ip_version as UCHAR;
        pool::set_mark(packet, super::super::PACKET_ENQUEUED);
        super::receive::take_window(peer, (*packet).nx_packet_length);
        let tail = (*peer).nx_tcp_socket_host_wire_tail;
        if tail.is_null() {
            (*peer).nx_tcp_socket_host_wire_head = packet;
        } else {
            (*tail).nx_packet_union_next.nx_packet_tcp_queue_next = packet;
        }
        (*peer).nx_tcp_socket_host_wire_tail = packet;
        events::post(k, peer, event::DATA);
    }
}
