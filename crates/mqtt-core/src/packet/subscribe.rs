//! SUBSCRIBE (section 3.8).

use super::output::{Body, Writer, encode, encoded_len};
use super::{Cursor, Field, Output, PacketId, PacketType, Qos, Segment, TextKind, Version, check_text};
use crate::Error;

/// A request for messages. `I` iterates over [`Subscription`]s: `slice.iter().copied()` of the caller's,
/// or [`SubscriptionFilters`] of a received packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscribe<I> {
    /// Identifier, which the SUBACK repeats.
    pub packet_id: PacketId,
    /// What is subscribed to; at least one (MQTT-3.8.3-3).
    pub filters: I,
}

/// One topic filter of a SUBSCRIBE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription<F> {
    /// Topic filter.
    pub filter: F,
    /// Highest quality of service at which the server may send.
    pub qos: Qos,
}

impl<F: Field, I: Iterator<Item = Subscription<F>> + Clone> Subscribe<I> {
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
        encode(PacketType::Subscribe.first_byte(), self, out)
    }

    /// Checks the contents: every filter is a topic filter (MQTT-3.8.3-1, MQTT-4.7.1-2, -3).
    ///
    /// # Errors
    /// Those of [`check_text`].
    pub fn check(&self) -> Result<(), Error> {
        self.filters.clone().try_for_each(|each| check_text(TextKind::TopicFilter, each.filter))
    }

    fn not_empty(&self) -> Result<(), Error> {
        self.filters.clone().next().map(|_| ()).ok_or(Error::NoTopicFilter)
    }
}

impl<F: Field, I: Iterator<Item = Subscription<F>> + Clone, O: Output + ?Sized> Body<O> for Subscribe<I> {
    fn write(&self, writer: &mut Writer<'_, O>) {
        writer.bytes(&self.packet_id.get().to_be_bytes());
        for subscription in self.filters.clone() {
            writer.prefixed(subscription.filter);
            writer.bytes(&[subscription.qos as u8]);
        }
    }
}

impl<'a, S: Segment<'a>> Subscribe<SubscriptionFilters<'a, S>> {
    /// Reads the body of a packet. Contents are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// [`Error::PacketId`] (MQTT-2.3.1-1), [`Error::NoTopicFilter`] (MQTT-3.8.3-3), [`Error::Qos`]
    /// (MQTT-3-8.3-4), [`Error::Truncated`].
    pub fn decode(_version: Version, body: Cursor<'a, S>) -> Result<Self, Error> {
        let mut body = body;
        let packet_id = body.packet_id()?;
        let filters = SubscriptionFilters { body };
        if body.is_empty() {
            return Err(Error::NoTopicFilter);
        }
        while !body.is_empty() {
            read_subscription(&mut body)?;
        }
        Ok(Subscribe { packet_id, filters })
    }
}

/// The topic filters of a received SUBSCRIBE.
#[derive(Clone, Copy, Debug)]
pub struct SubscriptionFilters<'a, S> {
    body: Cursor<'a, S>,
}

impl<'a, S: Segment<'a>> Iterator for SubscriptionFilters<'a, S> {
    type Item = Subscription<Cursor<'a, S>>;

    fn next(&mut self) -> Option<Self::Item> {
        // The decoder has read them all once, so an error can only be the end.
        read_subscription(&mut self.body).ok()
    }
}

fn read_subscription<'a, S: Segment<'a>>(
    body: &mut Cursor<'a, S>,
) -> Result<Subscription<Cursor<'a, S>>, Error> {
    let filter = body.prefixed();
    let qos = body.byte();
    body.intact()?;
    let qos = Qos::from_level(qos)?;
    Ok(Subscription { filter, qos })
}
