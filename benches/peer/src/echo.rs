//! Fixed-size request and reply, without MQTT: what the network alone costs.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

/// Larger requests or replies than this are refused.
const LIMIT: u32 = 1 << 20;

pub(crate) fn serve(mut stream: TcpStream) -> io::Result<()> {
    let mut request = vec![0; length(&mut stream)?];
    let reply = vec![0; length(&mut stream)?];
    loop {
        match stream.read_exact(&mut request) {
            Ok(()) => stream.write_all(&reply)?,
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

fn length(stream: &mut TcpStream) -> io::Result<usize> {
    let mut bytes = [0; 4];
    stream.read_exact(&mut bytes)?;
    match u32::from_be_bytes(bytes) {
        0 => Err(io::Error::new(ErrorKind::InvalidData, "echo: length 0")),
        n if n > LIMIT => Err(io::Error::new(ErrorKind::InvalidData, "echo: length too large")),
        n => Ok(n as usize),
    }
}
