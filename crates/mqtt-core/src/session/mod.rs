//! What outlives a packet: identifiers, messages in flight, keep-alive.
//!
//! Messages are kept by the caller, in order, each with its packet identifier and the first byte that it
//! has on the wire. The functions here take these plain values and say what to do; they hold nothing.

mod ids;
mod inbound;
mod keepalive;
mod outbound;

pub use ids::{PacketIds, id_after};
pub use inbound::{Receipt, receive};
pub use keepalive::{KeepAlive, KeepAliveEvent};
pub use outbound::{Progress, Resend, awaited, awaits, progress, reply, resend};
