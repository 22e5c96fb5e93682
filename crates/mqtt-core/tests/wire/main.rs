//! The wire format, clause by clause, with exact bytes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod ack;
mod connack;
mod connect;
mod cursor;
mod empty;
mod header;
mod inbound;
mod publish;
mod random;
mod suback;
mod subscribe;
mod text;
mod topic;
mod unsubscribe;
mod value;
