//! MQTT wire format and session state, without I/O and without allocation.
//!
//! Bytes go in, bytes come out, the time is a parameter. Nothing in this crate opens a socket, reads a
//! clock or allocates, and no input makes it panic.
//!
//! - [`packet`]: all 14 control packets of MQTT 3.1.1, both directions, read from memory that may be
//!   scattered over segments and written to any [`packet::Output`] with the exact length known first.
//! - [`session`]: packet identifiers, what each acknowledgement does to a message in flight, what a
//!   reconnect sends again, and keep-alive.
//!
//! Clause numbers such as `MQTT-3.3.1-4` are those of the OASIS standard *MQTT Version 3.1.1*.
#![no_std]
#![forbid(unsafe_code)]

mod error;
pub mod packet;
pub mod session;

pub use error::Error;
