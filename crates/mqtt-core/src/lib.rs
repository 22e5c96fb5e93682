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
//! A publisher and the receiver of what it sent, in pieces:
//! ```
//! use mqtt_core::packet::{Cursor, Frame, Packet, Publish, Qos, SliceOutput, Version};
//!
//! let v = Version::V3_1_1;
//! let (topic, payload) = (b"plant/temp".as_slice(), b"21.5".as_slice());
//! let message =
//!     Publish { dup: false, qos: Qos::AtMostOnce, retain: false, packet_id: None, topic, payload };
//! let mut buffer = [0; 18];
//! assert_eq!(message.encoded_len(v), Ok(buffer.len()));
//! message.encode(v, &mut SliceOutput::new(&mut buffer))?;
//!
//! let pieces = [&buffer[..5], &buffer[5..]];
//! let mut stream = Cursor::from(&pieces[..]);
//! let Some(frame) = Frame::next(&mut stream)? else { panic!("more bytes are needed") };
//! let Packet::Publish(received) = Packet::decode(v, frame)? else { panic!("another packet") };
//! received.check()?;
//! assert_eq!(received.payload.contiguous(), Some(payload));
//! assert_eq!((received.payload.offset(), received.payload.len()), (14, 4));
//! # Ok::<(), mqtt_core::Error>(())
//! ```
//!
//! What is sent and received is up to the caller, so a connection is closed by the caller too, at any
//! [`Error`] from what the peer sent (MQTT-4.8.0-1).
//!
//! Clause numbers such as `MQTT-3.3.1-4` are those of the OASIS standard *MQTT Version 3.1.1*.
#![no_std]
#![forbid(unsafe_code)]
// No input may make the crate panic, so what could is not written in the first place.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::todo,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod error;
pub mod packet;
pub mod session;

pub use error::Error;
