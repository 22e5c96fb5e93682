//! Reading messages.

use super::{Client, Error, Result, inspect::layout, worker};
use crate::sys::UINT;

/// How much of each buffer was used.
pub(crate) struct Lengths {
    pub(crate) topic: UINT,
    pub(crate) message: UINT,
}

impl Client {
    /// Copies the oldest message out and drops it.
    ///
    /// # Errors
    /// `NO_MESSAGE`; `BUFFER_SPACE`, then the message stays; `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn get_message(self, topic: &mut [u8], message: &mut [u8]) -> Result<Lengths> {
        let _guard = self.lock()?;
        while let Some(packet) = self.receive_head() {
            let Ok(found) = layout(packet) else {
                // Not a message: only somebody else can have put it here.
                drop(self.pop_message());
                continue;
            };
            let (name, payload) = (topic.get_mut(..found.topic_len), message.get_mut(..found.message_len));
            let (Some(name), Some(payload)) = (name, payload) else { return Err(Error::BUFFER_SPACE) };
            let mut bytes = packet.cursor();
            bytes.skip(found.topic_offset);
            bytes.copy_to(name);
            bytes.skip(found.message_offset.wrapping_sub(bytes.offset()));
            bytes.copy_to(payload);
            let lengths = Lengths { topic: found.topic_len as UINT, message: found.message_len as UINT };
            drop(self.pop_message());
            // The client's thread may have been waiting for a packet.
            if self.processing().is_some() {
                self.raise(worker::RECEIVE);
            }
            return Ok(lengths);
        }
        Err(Error::NO_MESSAGE)
    }
}
