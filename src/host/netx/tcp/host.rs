//! Connections carried by sockets of the host.
//!
//! Sending: the first send after an idle moment goes out at once. Further ones are held back on the
//! transmit queue, without copying, and leave together in one call: when the process goes idle (or
//! the monitor ticks), when enough has gathered, when the pool runs empty, before a FIN.
//!
//! Receiving: on the thread of the IP instance, straight into packets of its pool, as many as the
//! window and half of the free packets allow. What is left stays in the host's socket. A read begins
//! only with an open window, but may go beyond it by an eighth of the free packets: a window made for
//! the memory of a board would mean many small reads. What is beyond must be received before the
//! window opens again, so that no more than one read ever is.

use super::super::{Guard, pool};
use super::{Socket, clear, close as closing, event, events, flag, has, local, receive, send, set, starve};
use crate::host::kernel::{self, io};
use crate::sys::{
    NX_PACKET, NX_SUCCESS, NX_TCP_CLOSE_WAIT, NX_TCP_ESTABLISHED, NX_TCP_LAST_ACK, NX_TCP_SYN_SENT, UCHAR,
    UINT, ULONG,
};
use core::{mem, ptr};
use std::ffi::c_void;
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// Held-back data leaves when it reaches this many bytes or packets.
const FLUSH_BYTES: ULONG = 64 * 1024;
const FLUSH_PACKETS: ULONG = 512;
/// Buffers in one system call.
const SEND_BUFFERS: usize = 512;
const READ_BUFFERS: usize = 256;
const READ_BYTES: usize = 256 * 1024;

/// The host's side of a connection.
pub(super) struct Connection {
    fd: OwnedFd,
    source: io::Source,
    connecting: bool,
    /// The host takes no more for now.
    blocked: bool,
    /// There may be more to read.
    readable: bool,
    /// The peer has closed or the connection failed: reading goes on to the end.
    hung_up: bool,
    /// Bytes of the first queued packet that are already sent.
    sent: usize,
    /// Bytes in the receive queue beyond the window.
    ahead: ULONG,
    /// Packets to offer to the next read, from the size of the last.
    hint: usize,
}

/// Sockets with sends held back, linked through `nx_tcp_socket_host_flush_next`.
static mut HELD_BACK: Socket = ptr::null_mut();

/// Registers the flush of held-back sends with the scheduler.
pub(in super::super) fn start(k: &mut Guard) {
    kernel::at_idle(k, |k| {
        // SAFETY: hooks run with the lock held.
        unsafe { end_bursts(k) }
    });
}

unsafe fn connection<'a>(s: Socket) -> Option<&'a mut Connection> {
    // SAFETY: null or made by `adopt` and not yet closed; used with the lock held, and not across
    // anything that can close it.
    unsafe { (*s).nx_tcp_socket_host_connection.cast::<Connection>().as_mut() }
}

/// Starts to connect. Whatever goes wrong becomes a reset.
pub(super) unsafe fn connect(k: &mut Guard, s: Socket, to: SocketAddr) {
    // SAFETY: the module's contract.
    unsafe {
        match open(to).and_then(|fd| adopt(k, s, fd, true)) {
            Ok(()) => {}
            Err(_) => events::post(k, s, event::RESET),
        }
    }
}

/// Opens a socket that is connecting.
fn open(to: SocketAddr) -> Result<OwnedFd, Error> {
    let family = if to.is_ipv4() { libc::AF_INET } else { libc::AF_INET6 };
    // SAFETY: no pointers; the descriptor is checked before it is owned.
    let fd = unsafe {
        let fd = libc::socket(family, libc::SOCK_STREAM | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC, 0);
        if fd < 0 {
            return Err(Error::last_os_error());
        }
        OwnedFd::from_raw_fd(fd)
    };
    let (address, size) = raw_address(to);
    // SAFETY: the address is initialized for `size` bytes.
    if unsafe { libc::connect(fd.as_raw_fd(), (&raw const address).cast(), size) } != 0 {
        let error = Error::last_os_error();
        if error.raw_os_error() != Some(libc::EINPROGRESS) {
            return Err(error);
        }
    }
    Ok(fd)
}

fn raw_address(to: SocketAddr) -> (libc::sockaddr_storage, libc::socklen_t) {
    // SAFETY: all zeroes is a valid address storage, large and aligned enough for both kinds.
    unsafe {
        let mut storage: libc::sockaddr_storage = mem::zeroed();
        let size = match to {
            SocketAddr::V4(v4) => {
                let raw = (&raw mut storage).cast::<libc::sockaddr_in>();
                (*raw).sin_family = libc::AF_INET as libc::sa_family_t;
                (*raw).sin_port = v4.port().to_be();
                (*raw).sin_addr.s_addr = u32::from_ne_bytes(v4.ip().octets());
                size_of::<libc::sockaddr_in>()
            }
            SocketAddr::V6(v6) => {
                let raw = (&raw mut storage).cast::<libc::sockaddr_in6>();
                (*raw).sin6_family = libc::AF_INET6 as libc::sa_family_t;
                (*raw).sin6_port = v6.port().to_be();
                (*raw).sin6_addr.s6_addr = v6.ip().octets();
                (*raw).sin6_scope_id = v6.scope_id();
                size_of::<libc::sockaddr_in6>()
            }
        };
        (storage, size as libc::socklen_t)
    }
}

/// Makes an open descriptor the transport of a socket.
pub(super) unsafe fn adopt(k: &mut Guard, s: Socket, fd: OwnedFd, connecting: bool) -> Result<(), Error> {
    let on: libc::c_int = 1;
    // Delay would add to every lone message; what can go together is gathered above the host.
    // SAFETY: reads one int.
    unsafe {
        libc::setsockopt(
            fd.as_raw_fd(),
            libc::IPPROTO_TCP,
            libc::TCP_NODELAY,
            (&raw const on).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        );
    }
    let interest = (libc::EPOLLIN | libc::EPOLLOUT | libc::EPOLLRDHUP) as u32;
    let source = io::register(k, fd.as_raw_fd(), interest, happened, s.cast())?;
    let made = Connection {
        fd,
        source,
        connecting,
        blocked: false,
        readable: false,
        hung_up: false,
        sent: 0,
        ahead: 0,
        hint: 2,
    };
    // SAFETY: the module's contract.
    unsafe {
        (*s).nx_tcp_socket_host_connection = Box::into_raw(Box::new(made)).cast();
        (*s).nx_tcp_socket_tx_window_advertised = 0xFFFF;
        super::socket::settle_mss(s, super::socket::SEGMENT);
    }
    Ok(())
}

/// Something happened on the descriptor; in interrupt context.
fn happened(k: &mut Guard, token: *mut c_void, bits: u32) {
    let s: Socket = token.cast();
    // SAFETY: the registration ends before the socket does.
    unsafe {
        let Some(c) = connection(s) else { return };
        let down = bits & (libc::EPOLLRDHUP | libc::EPOLLHUP | libc::EPOLLERR) as u32 != 0;
        if c.connecting {
            events::post(k, s, event::WRITABLE);
            c.readable |= bits & libc::EPOLLIN as u32 != 0;
            c.hung_up |= down;
            return;
        }
        if down || bits & libc::EPOLLIN as u32 != 0 {
            c.readable = true;
            c.hung_up |= down;
            events::post(k, s, event::DATA);
        }
        if c.blocked && bits & libc::EPOLLOUT as u32 != 0 {
            events::post(k, s, event::WRITABLE);
        }
    }
}

/// The descriptor has finished connecting, or takes data again.
pub(super) unsafe fn writable(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        let Some(c) = connection(s) else { return };
        if !c.connecting {
            c.blocked = false;
            flush(k, s);
            return;
        }
        match error_of(&c.fd) {
            Some(_) => events::post(k, s, event::RESET),
            None if !is_connected(&c.fd) => {}
            None => {
                c.connecting = false;
                if c.readable || c.hung_up {
                    events::post(k, s, event::DATA);
                }
                events::established(k, s, NX_TCP_SYN_SENT);
            }
        }
    }
}

/// Takes the pending error of a descriptor.
fn error_of(fd: &OwnedFd) -> Option<i32> {
    let mut error: libc::c_int = 0;
    let mut size = size_of::<libc::c_int>() as libc::socklen_t;
    // SAFETY: writes one int.
    let result = unsafe {
        libc::getsockopt(
            fd.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_ERROR,
            (&raw mut error).cast(),
            &raw mut size,
        )
    };
    (result != 0 || error != 0).then_some(error)
}

/// A descriptor that is not connected yet also reports itself writable, once.
fn is_connected(fd: &OwnedFd) -> bool {
    // SAFETY: all zeroes is a valid address storage; the call writes at most `size` bytes.
    unsafe {
        let mut storage: libc::sockaddr_storage = mem::zeroed();
        let mut size = size_of::<libc::sockaddr_storage>() as libc::socklen_t;
        libc::getpeername(fd.as_raw_fd(), (&raw mut storage).cast(), &raw mut size) == 0
    }
}

/// Sends a packet now, or holds it back to leave with others.
pub(super) unsafe fn send(k: &mut Guard, s: Socket, packet: *mut NX_PACKET, wait: ULONG) -> UINT {
    // SAFETY: the module's contract.
    unsafe {
        while connection(s).is_some_and(|c| c.blocked) && send::queue_full(s) {
            if let Err(status) = send::wait_for_room(k, s, wait) {
                return status;
            }
        }
        let first = (*s).nx_tcp_socket_transmit_sent_head.is_null();
        send::enqueue(s, packet);
        if connection(s).is_some_and(|c| c.blocked) {
            return NX_SUCCESS;
        }
        let lone = first && !has(s, flag::BURST);
        hold_back(s);
        set(s, flag::BURST);
        if lone
            || (*s).nx_tcp_socket_tx_outstanding_bytes >= FLUSH_BYTES
            || (*s).nx_tcp_socket_transmit_sent_count >= FLUSH_PACKETS
        {
            flush(k, s);
        }
        NX_SUCCESS
    }
}

unsafe fn hold_back(s: Socket) {
    // SAFETY: the module's contract; the list is guarded by the lock.
    unsafe {
        if !has(s, flag::HELD_BACK) {
            set(s, flag::HELD_BACK);
            (*s).nx_tcp_socket_host_flush_next = HELD_BACK;
            HELD_BACK = s;
        }
    }
}

/// Sends everything that is held back, in the middle of bursts that may go on.
pub(in super::super) unsafe fn flush_all(k: &mut Guard) {
    // SAFETY: the module's contract; the list is guarded by the lock, and a flush leaves it alone.
    unsafe {
        let mut s = HELD_BACK;
        while !s.is_null() {
            flush(k, s);
            s = (*s).nx_tcp_socket_host_flush_next;
        }
    }
}

/// Sends everything that is held back; the next send of each socket goes out at once again.
unsafe fn end_bursts(k: &mut Guard) {
    // SAFETY: as in `flush_all`.
    unsafe {
        while !HELD_BACK.is_null() {
            let s = HELD_BACK;
            HELD_BACK = (*s).nx_tcp_socket_host_flush_next;
            clear(s, flag::HELD_BACK | flag::BURST);
            flush(k, s);
        }
    }
}

/// Sends the transmit queue as far as the host takes it.
pub(super) unsafe fn flush(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the connection is looked up again after each packet release.
    unsafe {
        let mut progress = false;
        while !(*s).nx_tcp_socket_transmit_sent_head.is_null() {
            let Some(c) = connection(s) else { return };
            if c.blocked || c.connecting {
                break;
            }
            match write(s, c) {
                Ok(count) => {
                    progress = true;
                    sent(k, s, count);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => c.blocked = true,
                Err(_) => {
                    events::post(k, s, event::RESET);
                    return;
                }
            }
        }
        if progress {
            local::note_room(k, s);
        }
        closing::fin_if_drained(k, s);
    }
}

/// One system call with as much of the queue as it takes.
unsafe fn write(s: Socket, c: &Connection) -> Result<usize, Error> {
    let mut buffers = [libc::iovec { iov_base: ptr::null_mut(), iov_len: 0 }; SEND_BUFFERS];
    let mut used = 0;
    let mut skip = c.sent;
    // SAFETY: the module's contract; queued packets are live and not changed while queued.
    let result = unsafe {
        let mut packet = (*s).nx_tcp_socket_transmit_sent_head;
        'queue: while !packet.is_null() {
            let mut work = packet;
            while !work.is_null() {
                let size = super::super::packet::data_of(work);
                if size > skip {
                    if used == SEND_BUFFERS {
                        break 'queue;
                    }
                    buffers[used] = libc::iovec {
                        iov_base: (*work).nx_packet_prepend_ptr.add(skip).cast(),
                        iov_len: size - skip,
                    };
                    used += 1;
                }
                skip = skip.saturating_sub(size);
                work = (*work).nx_packet_next;
            }
            packet = closing::queue_next(packet);
        }
        let mut message: libc::msghdr = mem::zeroed();
        message.msg_iov = buffers.as_mut_ptr();
        message.msg_iovlen = used as _;
        libc::sendmsg(c.fd.as_raw_fd(), &raw const message, libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT)
    };
    usize::try_from(result).map_err(|_| Error::last_os_error())
}

/// Releases the packets that `count` sent bytes complete.
unsafe fn sent(k: &mut Guard, s: Socket, count: usize) {
    // SAFETY: the module's contract.
    unsafe {
        let Some(c) = connection(s) else { return };
        let mut done = c.sent + count;
        let mut first_part = c.sent;
        while !(*s).nx_tcp_socket_transmit_sent_head.is_null() {
            let length = (*(*s).nx_tcp_socket_transmit_sent_head).nx_packet_length as usize;
            if done < length {
                break;
            }
            done -= length;
            let packet = send::dequeue(s, (length - first_part) as ULONG);
            first_part = 0;
            pool::release(k, packet);
        }
        (*s).nx_tcp_socket_tx_outstanding_bytes =
            (*s).nx_tcp_socket_tx_outstanding_bytes.saturating_sub((done - first_part) as ULONG);
        if let Some(c) = connection(s) {
            c.sent = done;
        }
    }
}

/// Everything is sent: tells the peer so.
pub(super) unsafe fn shut_down(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract.
    unsafe {
        if let Some(c) = connection(s) {
            libc::shutdown(c.fd.as_raw_fd(), libc::SHUT_WR);
            // Looks for the end of the peer's data even if the window is closed.
            c.readable = true;
        }
        let both = event::FIN_ACK | event::DATA;
        events::post(k, s, if (*s).nx_tcp_socket_state == NX_TCP_LAST_ACK { event::FIN_ACK } else { both });
    }
}

/// True when the host may hold data that was not read.
pub(super) unsafe fn has_more(s: Socket) -> bool {
    // SAFETY: the module's contract.
    unsafe { connection(s).is_some_and(|c| c.readable && !c.connecting) }
}

/// Bytes were delivered beyond the window.
pub(super) unsafe fn run_ahead(s: Socket, bytes: ULONG) {
    // SAFETY: the module's contract.
    if let Some(c) = unsafe { connection(s) } {
        c.ahead += bytes;
    }
}

/// The application took `bytes`; returns by how many the window opens.
pub(super) unsafe fn catch_up(s: Socket, bytes: ULONG) -> ULONG {
    // SAFETY: the module's contract.
    unsafe { connection(s) }.map_or(bytes, |c| {
        let beyond = bytes.min(c.ahead);
        c.ahead -= beyond;
        bytes - beyond
    })
}

/// Reads what window and pool allow, and delivers it.
pub(super) unsafe fn read(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; the connection is looked up again after callbacks.
    unsafe {
        let generation = (*s).nx_tcp_socket_host_generation;
        loop {
            // Before a server socket is accepted, what has arrived waits in the host.
            if (*s).nx_tcp_socket_host_generation != generation
                || (*s).nx_tcp_socket_state < NX_TCP_ESTABLISHED
            {
                return;
            }
            let (fd, hint) = match connection(s) {
                Some(c) if c.readable && !c.connecting => (c.fd.as_raw_fd(), c.hint),
                _ => return,
            };
            let closing = (*s).nx_tcp_socket_state > NX_TCP_CLOSE_WAIT;
            let window = (*s).nx_tcp_socket_rx_window_current as usize;
            let mut batch =
                (window > 0).then(|| Batch::take(k, s, hint, window)).filter(|batch| batch.used > 0);
            let result = match &mut batch {
                Some(batch) => batch.fill(fd),
                // We have closed: nobody takes more data, but the peer's close must be seen.
                None if closing => discard(fd, 0),
                // Without a packet, the end can be seen all the same.
                None if window > 0 => match discard(fd, libc::MSG_PEEK) {
                    Ok(1..) => {
                        starve(s);
                        return;
                    }
                    other => other,
                },
                None => return,
            };
            match result {
                Ok(count) if count > 0 => {
                    if let Some(batch) = batch {
                        received(k, s, count, batch);
                    }
                    continue;
                }
                Ok(_) => events::post(k, s, event::FIN),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => events::post(k, s, event::RESET),
            }
            if let Some(c) = connection(s) {
                c.readable = false;
            }
            if let Some(batch) = batch {
                batch.release_from(k, 0);
            }
        }
    }
}

/// Delivers the packets that `count` bytes fill, and notifies the application of each.
unsafe fn received(k: &mut Guard, s: Socket, count: usize, batch: Batch) {
    // SAFETY: the module's contract.
    unsafe {
        let filled = batch.close_packets(count);
        if let Some(c) = connection(s) {
            // A short read means that nothing is left, unless the end may be behind it.
            c.readable = c.hung_up || count == batch.room;
            c.hint = (filled + 1).max(if count == batch.room { batch.used * 2 } else { 2 });
        }
        let generation = (*s).nx_tcp_socket_host_generation;
        batch.release_from(k, filled);
        for packet in &batch.packets[..filled] {
            receive::take_window(s, (**packet).nx_packet_length);
            (**packet).nx_packet_ip_version = (*s).nx_tcp_socket_connect_ip.nxd_ip_version as UCHAR;
            receive::deliver(k, s, *packet);
        }
        for _ in 0..filled {
            if (*s).nx_tcp_socket_host_generation != generation {
                return;
            }
            events::call(k, s, (*s).nx_tcp_receive_callback);
        }
    }
}

/// Reads and forgets, or looks without reading.
fn discard(fd: RawFd, flags: libc::c_int) -> Result<usize, Error> {
    let mut scratch = [0_u8; 4096];
    // SAFETY: writes into the scratch buffer.
    let result =
        unsafe { libc::recv(fd, scratch.as_mut_ptr().cast(), scratch.len(), flags | libc::MSG_DONTWAIT) };
    usize::try_from(result).map_err(|_| Error::last_os_error())
}

/// Empty packets offered to one read.
struct Batch {
    packets: [*mut NX_PACKET; READ_BUFFERS],
    used: usize,
    /// Bytes that fit.
    room: usize,
    /// Bytes that fit in each, but for the last.
    each: usize,
}

impl Batch {
    unsafe fn take(k: &mut Guard, s: Socket, hint: usize, window: usize) -> Self {
        let mut batch = Self { packets: [ptr::null_mut(); READ_BUFFERS], used: 0, room: 0, each: 0 };
        // SAFETY: the module's contract.
        unsafe {
            let pool = (*(*s).nx_tcp_socket_ip_ptr).nx_ip_default_packet_pool;
            if pool::receive_budget(pool) == 0 {
                flush_all(k);
            }
            let headroom = local::headroom(pool);
            batch.each = ((*pool).nx_packet_pool_payload_size - headroom) as usize;
            let budget = pool::receive_budget(pool);
            let limit = hint.min(READ_BUFFERS).min(budget);
            let room = (window + budget / 4 * batch.each).min(READ_BYTES);
            while batch.used < limit && batch.room < room {
                let Some(packet) = pool::take(pool, headroom) else { break };
                batch.packets[batch.used] = packet;
                batch.used += 1;
                batch.room = (batch.room + batch.each).min(room);
            }
        }
        batch
    }

    /// One read into all packets.
    fn fill(&self, fd: RawFd) -> Result<usize, Error> {
        let mut buffers = [libc::iovec { iov_base: ptr::null_mut(), iov_len: 0 }; READ_BUFFERS];
        let mut left = self.room;
        for (buffer, packet) in buffers.iter_mut().zip(&self.packets[..self.used]) {
            // SAFETY: the batch owns its packets.
            buffer.iov_base = unsafe { (**packet).nx_packet_prepend_ptr }.cast();
            buffer.iov_len = left.min(self.each);
            left -= buffer.iov_len;
        }
        // SAFETY: each buffer lies in a packet that the batch owns.
        let result = unsafe { libc::readv(fd, buffers.as_ptr(), self.used as libc::c_int) };
        usize::try_from(result).map_err(|_| Error::last_os_error())
    }

    /// Sets the lengths of the packets that hold `count` bytes; returns how many those are.
    fn close_packets(&self, count: usize) -> usize {
        let mut left = count;
        let mut filled = 0;
        for packet in &self.packets[..self.used] {
            if left == 0 {
                break;
            }
            let part = left.min(self.each);
            // SAFETY: the batch owns its packets, and the host wrote that many bytes.
            unsafe {
                (**packet).nx_packet_append_ptr = (**packet).nx_packet_prepend_ptr.add(part);
                (**packet).nx_packet_length = part as ULONG;
            }
            left -= part;
            filled += 1;
        }
        filled
    }

    /// Gives packets back that were not needed.
    unsafe fn release_from(&self, k: &mut Guard, first: usize) {
        for packet in &self.packets[first..self.used] {
            // SAFETY: the batch owns its packets.
            unsafe { pool::release(k, *packet) };
        }
    }
}

/// Closes the descriptor. What the host has taken is still delivered.
pub(super) unsafe fn close(k: &mut Guard, s: Socket) {
    // SAFETY: the module's contract; nothing refers to the connection afterwards.
    unsafe {
        if has(s, flag::HELD_BACK) {
            let mut link = &raw mut HELD_BACK;
            while !(*link).is_null() && *link != s {
                link = &raw mut (**link).nx_tcp_socket_host_flush_next;
            }
            if !(*link).is_null() {
                *link = (*s).nx_tcp_socket_host_flush_next;
            }
            clear(s, flag::HELD_BACK);
        }
        let raw = (*s).nx_tcp_socket_host_connection.cast::<Connection>();
        if !raw.is_null() {
            (*s).nx_tcp_socket_host_connection = ptr::null_mut();
            let c = Box::from_raw(raw);
            io::deregister(k, c.fd.as_raw_fd(), c.source);
        }
    }
}

const _: () = assert!(NX_TCP_CLOSE_WAIT > NX_TCP_ESTABLISHED);
