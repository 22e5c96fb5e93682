//! Packet identifiers (section 2.3.1).

use core::num::NonZeroU16;

use crate::packet::PacketId;

/// The identifier that follows `last`: 1 follows 65,535 and 0.
pub const fn id_after(last: u16) -> PacketId {
    match NonZeroU16::new(last.wrapping_add(1)) {
        Some(id) => id,
        None => NonZeroU16::MIN,
    }
}

/// Gives out identifiers that no message in flight uses (MQTT-2.3.1-2).
///
/// The list of messages in flight is looked at only once per run of free identifiers, so that giving one
/// out costs the same whether ten or ten thousand messages are in flight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PacketIds {
    /// The identifier given out last; 0 before the first.
    pub last: u16,
    /// How many identifiers behind `last` are known to be free. 0 is always right, and must be set if
    /// an identifier got into use that was not given out here.
    pub free: u16,
}

impl PacketIds {
    /// Begins with identifier 1.
    pub const fn new() -> Self {
        PacketIds { last: 0, free: 0 }
    }

    /// A free identifier, or `None` if all 65,535 are in use. `in_flight` iterates over those in use.
    pub fn next<I: Iterator<Item = u16>>(&mut self, in_flight: impl Fn() -> I) -> Option<PacketId> {
        while self.free == 0 {
            self.free = free_behind(self.last, in_flight())?;
            if self.free == 0 {
                self.last = id_after(self.last).get();
            }
        }
        self.free = self.free.wrapping_sub(1);
        let id = id_after(self.last);
        self.last = id.get();
        Some(id)
    }
}

/// How many identifiers behind `last` come before the next one in use; `None` if all are in use.
fn free_behind(last: u16, in_flight: impl Iterator<Item = u16>) -> Option<u16> {
    let mut free = u16::MAX;
    let mut others: u16 = u16::MAX - 1;
    for id in in_flight {
        others = others.checked_sub(1)?;
        // 0 is no identifier: the count from the top of the range to the bottom leaves it out.
        let distance = if id > last { id.wrapping_sub(last) } else { id.wrapping_sub(last).wrapping_sub(1) };
        free = free.min(distance.wrapping_sub(1));
    }
    Some(free)
}
