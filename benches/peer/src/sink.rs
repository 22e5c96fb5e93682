//! One MQTT connection: acknowledges everything, counts it, sends messages when asked to.

use std::io;
use std::net::TcpStream;

use crate::packet::{self, Frame, Front};
use crate::socket;

/// Room for one read; grows if a single packet is larger.
const READ_BUFFER: usize = 256 * 1024;
/// Stops reading while this much waits to be sent, so that a client that never reads cannot fill
/// the memory.
const UNSENT_LIMIT: usize = 1 << 20;
/// Bytes of ready messages that the source sends again and again.
const SOURCE_CHUNK: usize = 256 * 1024;
const SOURCE_TOPIC: &[u8] = b"nxd/bench";
const COMMAND_PREFIX: &[u8] = b"peer/source/";

/// Serves one connection to its end.
pub(crate) fn serve(stream: TcpStream) -> io::Result<()> {
    let mut connection = Connection::default();
    let result = connection.run(&stream);
    connection.report();
    result
}

#[derive(Default)]
struct Connection {
    client: String,
    /// Acknowledgements and other answers, and how much of them has gone.
    unsent: Vec<u8>,
    sent: usize,
    source: Option<Source>,
    ended: bool,
    publishes: u64,
    reads: u64,
    bytes: u64,
    emitted: u64,
}

impl Connection {
    fn run(&mut self, stream: &TcpStream) -> io::Result<()> {
        socket::prepare(stream)?;
        let mut buffer = vec![0; READ_BUFFER];
        let mut filled = 0;
        while !self.ended {
            let idle = self.flush(stream)?;
            if !idle {
                let read_too = self.unsent.len() < UNSENT_LIMIT;
                socket::wait_writable(stream, read_too)?;
                if !read_too {
                    continue;
                }
            }
            match socket::read(stream, &mut buffer[filled..], idle)? {
                None => continue,
                Some(0) => break,
                Some(count) => {
                    self.reads += 1;
                    self.bytes += count as u64;
                    filled += count;
                }
            }
            let (consumed, needed) = self.consume(&buffer[..filled])?;
            buffer.copy_within(consumed..filled, 0);
            filled -= consumed;
            if needed > buffer.len() {
                buffer.resize(needed, 0);
            }
        }
        Ok(())
    }

    /// Sends what waits. False if the socket is full and something is left.
    fn flush(&mut self, stream: &TcpStream) -> io::Result<bool> {
        while self.sent < self.unsent.len() {
            match socket::write(stream, &self.unsent[self.sent..])? {
                0 => return Ok(false),
                count => self.sent += count,
            }
        }
        self.unsent.clear();
        self.sent = 0;
        while let Some(source) = &mut self.source {
            if source.is_done() {
                self.emitted += source.count;
                self.source = None;
                break;
            }
            match socket::write(stream, source.next())? {
                0 => return Ok(false),
                count => source.advance(count),
            }
        }
        Ok(true)
    }

    /// Handles the whole packets in `bytes`: how many bytes they were, and how many the packet
    /// after them needs.
    fn consume(&mut self, bytes: &[u8]) -> io::Result<(usize, usize)> {
        let mut at = 0;
        loop {
            match packet::front(&bytes[at..])? {
                Front::Needs(needed) => return Ok((at, needed)),
                Front::Whole(frame) => {
                    at += frame.length;
                    if frame.first >> 4 == 3 { self.publish(&frame)? } else { self.other(&frame)? }
                }
            }
        }
    }

    #[inline]
    fn publish(&mut self, frame: &Frame<'_>) -> io::Result<()> {
        let publish = packet::publish(frame)?;
        self.publishes += 1;
        match publish.quality {
            0 => {}
            1 => self.answer(&packet::acknowledgement(0x40, publish.identifier)),
            2 => self.answer(&packet::acknowledgement(0x50, publish.identifier)),
            _ => return Err(packet::malformed("quality of service")),
        }
        if let Some(command) = publish.topic.strip_prefix(COMMAND_PREFIX) {
            self.source = Some(Source::parse(command).ok_or_else(|| packet::malformed("command"))?);
        }
        Ok(())
    }

    fn other(&mut self, frame: &Frame<'_>) -> io::Result<()> {
        match frame.first {
            0x10 => {
                let (_protocol, rest) = packet::string(frame.body)?;
                // Level, flags and keep-alive stand between the protocol and the client's name.
                let (name, _) = packet::string(rest.get(4..).unwrap_or_default())?;
                self.client = String::from_utf8_lossy(name).into_owned();
                self.answer(&[0x20, 2, 0, 0]);
            }
            0x62 => self.answer(&packet::acknowledgement(0x70, packet::identifier(frame.body)?)),
            0x82 => self.subscribe(frame.body)?,
            0xa2 => self.answer(&packet::acknowledgement(0xb0, packet::identifier(frame.body)?)),
            0xc0 => self.answer(&[0xd0, 0]),
            0xe0 => self.ended = true,
            _ => return Err(packet::malformed("packet type")),
        }
        Ok(())
    }

    fn subscribe(&mut self, body: &[u8]) -> io::Result<()> {
        let identifier = packet::identifier(body)?;
        let mut rest = body.get(2..).unwrap_or_default();
        let mut granted = Vec::new();
        while !rest.is_empty() {
            let (_filter, after) = packet::string(rest)?;
            let (&quality, after) = after.split_first().ok_or_else(|| packet::malformed("filter"))?;
            granted.push(quality);
            rest = after;
        }
        let length = u8::try_from(2 + granted.len()).ok().filter(|n| *n < 0x80);
        let length = length.ok_or_else(|| packet::malformed("number of filters"))?;
        self.answer(&[0x90, length, identifier[0], identifier[1]]);
        self.answer(&granted);
        Ok(())
    }

    #[inline]
    fn answer(&mut self, bytes: &[u8]) {
        self.unsent.extend_from_slice(bytes);
    }

    fn report(&self) {
        let Self { client, publishes, reads, bytes, emitted, .. } = self;
        println!(
            "{{\"client\":{client:?},\"publishes\":{publishes},\"reads\":{reads},\"bytes\":{bytes},\
             \"emitted\":{emitted}}}"
        );
    }
}

/// Messages that are on their way to the client.
struct Source {
    count: u64,
    chunk: Vec<u8>,
    /// Offset in the endless repetition of `chunk`, and where the last message ends in it.
    at: u64,
    end: u64,
}

impl Source {
    /// From `<count>/<size>`.
    fn parse(command: &[u8]) -> Option<Self> {
        let (count, size) = std::str::from_utf8(command).ok()?.split_once('/')?;
        let count: u64 = count.parse().ok()?;
        let message = packet::message(SOURCE_TOPIC, size.parse().ok().filter(|s| *s <= SOURCE_CHUNK)?);
        let chunk = message.repeat((SOURCE_CHUNK / message.len()).max(1));
        Some(Self { count, at: 0, end: count.checked_mul(message.len() as u64)?, chunk })
    }

    fn is_done(&self) -> bool {
        self.at == self.end
    }

    fn next(&self) -> &[u8] {
        let start = (self.at % self.chunk.len() as u64) as usize;
        let left = self.end - self.at;
        let length = ((self.chunk.len() - start) as u64).min(left) as usize;
        &self.chunk[start..start + length]
    }

    fn advance(&mut self, count: usize) {
        self.at += count as u64;
    }
}
