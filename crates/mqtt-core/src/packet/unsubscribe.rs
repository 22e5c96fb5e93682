//! UNSUBSCRIBE (section 3.10).

use super::output::{Body, Writer, encode, encoded_len};
use super::{Cursor, Field, Output, PacketId, PacketType, Segment, TextKind, Version, check_text};
use crate::Error;

/// A request to end subscriptions. `I` iterates over topic filters: `slice.iter().copied()` of the
/// caller's, or [`TopicFilters`] of a received packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsubscribe<I> {
    /// Identifier, which the UNSUBACK repeats.
    pub packet_id: PacketId,
    /// Which subscriptions end; at least one (MQTT-3.10.3-2).
    pub filters: I,
}

impl<F: Field, I: Iterator<Item = F> + Clone> Unsubscribe<I> {
    /// Length of the whole packet.
    ///
    /// # Errors
    /// [`Error::FieldTooLong`], [`Error::PacketTooLong`], [`Error::NoTopicFilter`].
    pub fn encoded_len(&self, _version: Version) -> Result<usize, Error> {
        self.not_empty()?;
        encoded_len(self)
    }

    /// Writes the packet. Contents are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// Those of [`encoded_len`](Self::encoded_len) before anything is written; those of the output.
    pub fn encode<O: Output + ?Sized>(&self, _version: Version, out: &mut O) -> Result<(), Error> {
        self.not_empty()?;
        encode(PacketType::Unsubscribe.first_byte(), self, out)
    }

    /// Checks the contents: every filter is a topic filter (MQTT-3.10.3-1, MQTT-4.7.1-2, -3).
    ///
    /// # Errors
    /// Those of [`check_text`].
    pub fn check(&self) -> Result<(), Error> {
        self.filters.clone().try_for_each(|filter| check_text(TextKind::TopicFilter, filter))
    }

    fn not_empty(&self) -> Result<(), Error> {
        self.filters.clone().next().map(|_| ()).ok_or(Error::NoTopicFilter)
    }
}

impl<F: Field, I: Iterator<Item = F> + Clone, O: Output + ?Sized> Body<O> for Unsubscribe<I> {
    fn write(&self, writer: &mut Writer<'_, O>) {
        writer.bytes(&self.packet_id.get().to_be_bytes());
        self.filters.clone().for_each(|filter| writer.prefixed(filter));
    }
}

impl<'a, S: Segment<'a>> Unsubscribe<TopicFilters<'a, S>> {
    /// Reads the body of a packet. Contents are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// [`Error::PacketId`] (MQTT-2.3.1-1), [`Error::NoTopicFilter`] (MQTT-3.10.3-2),
    /// [`Error::Truncated`].
    pub fn decode(_version: Version, body: Cursor<'a, S>) -> Result<Self, Error> {
        let mut body = body;
        let packet_id = body.packet_id()?;
        let filters = TopicFilters { body };
        if body.is_empty() {
            return Err(Error::NoTopicFilter);
        }
        while !body.is_empty() {
            body.prefixed();
        }
        body.intact()?;
        Ok(Unsubscribe { packet_id, filters })
    }
}

/// The topic filters of a received UNSUBSCRIBE.
#[derive(Clone, Copy, Debug)]
pub struct TopicFilters<'a, S> {
    body: Cursor<'a, S>,
}

impl<'a, S: Segment<'a>> Iterator for TopicFilters<'a, S> {
    type Item = Cursor<'a, S>;

    fn next(&mut self) -> Option<Self::Item> {
        // The decoder has read them all once, so an error can only be the end.
        let filter = self.body.prefixed();
        (!self.body.is_short()).then_some(filter)
    }
}
