//! Identifiers, acknowledgements, reconnects and keep-alive.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod flight;
mod ids;
mod keepalive;
mod model;
mod random;
