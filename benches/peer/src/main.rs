//! The other end of every benchmark connection.
//!
//! Prints `mqtt <port> echo <port>` and serves both ports on 127.0.0.1 until its standard input
//! closes. One thread per connection. Each MQTT connection that ends prints one JSON line with
//! what it saw, so that a run whose messages did not all arrive is noticed.
//!
//! MQTT port: a sink that acknowledges what it gets and forwards nothing. A message published to
//! `peer/source/<count>/<size>` makes it send that many QoS 0 messages as fast as the socket
//! takes them.
//!
//! Echo port: two big-endian 32-bit numbers, the length of a request and of a reply, then any
//! number of requests, each answered at once. The baseline for a round trip.

mod echo;
mod packet;
mod sink;
mod socket;

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

fn main() -> io::Result<()> {
    let mqtt = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let echo = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut out = io::stdout();
    writeln!(out, "mqtt {} echo {}", mqtt.local_addr()?.port(), echo.local_addr()?.port())?;
    out.flush()?;
    thread::spawn(move || accept(&mqtt, sink::serve));
    thread::spawn(move || accept(&echo, echo::serve));
    // Ends with whoever started it.
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

fn accept(listener: &TcpListener, serve: fn(TcpStream) -> io::Result<()>) {
    for stream in listener.incoming() {
        match stream {
            Ok(stream) => {
                thread::spawn(move || {
                    if let Err(error) = stream.set_nodelay(true).and_then(|()| serve(stream)) {
                        eprintln!("nxd-bench-peer: {error}");
                    }
                });
            }
            Err(error) => eprintln!("nxd-bench-peer: accept: {error}"),
        }
    }
}
