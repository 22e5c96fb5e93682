//! One socket, two ways to wait: blocked in `recv` while there is nothing to send, in `poll`
//! while there is. The common round (read a batch, answer it) is one call each.

use std::io;
use std::net::TcpStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::net::sockopt::set_tcp_quickack;
use rustix::net::{RecvFlags, SendFlags, recv, send};

/// A sender with Nagle's algorithm on (the faster way for most libraries here) holds back the
/// end of a burst until the segments before it are acknowledged, which the kernel puts off for
/// 40 ms if we answer nothing. After this long without bytes the acknowledgement goes at once.
const QUIET: Duration = Duration::from_millis(1);

/// To be called once, before the first `read`.
pub(crate) fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(QUIET))
}

/// Reads what there is; blocks only if `wait`. `None`: nothing there. `Some(0)`: end of stream.
pub(crate) fn read(stream: &TcpStream, buffer: &mut [u8], wait: bool) -> io::Result<Option<usize>> {
    let flags = if wait { RecvFlags::empty() } else { RecvFlags::DONTWAIT };
    loop {
        return match recv(stream, &mut *buffer, flags) {
            Ok((count, _)) => Ok(Some(count)),
            Err(Errno::INTR) => continue,
            Err(Errno::AGAIN) if wait => {
                set_tcp_quickack(stream, true)?;
                wait_for(stream, PollFlags::IN)?;
                continue;
            }
            Err(Errno::AGAIN) => Ok(None),
            // A client that ends without reading all it was sent.
            Err(Errno::CONNRESET) => Ok(Some(0)),
            Err(errno) => Err(errno.into()),
        };
    }
}

/// Sends as much as the socket takes now; 0 if it takes nothing.
pub(crate) fn write(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    loop {
        return match send(stream, bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL) {
            Ok(count) => Ok(count),
            Err(Errno::INTR) => continue,
            Err(Errno::AGAIN) => Ok(0),
            Err(errno) => Err(errno.into()),
        };
    }
}

/// Waits until the socket takes bytes or, with `or_readable`, has some.
pub(crate) fn wait_writable(stream: &TcpStream, or_readable: bool) -> io::Result<()> {
    wait_for(stream, if or_readable { PollFlags::OUT | PollFlags::IN } else { PollFlags::OUT })
}

fn wait_for(stream: &TcpStream, events: PollFlags) -> io::Result<()> {
    match poll(&mut [PollFd::new(stream, events)], None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}
