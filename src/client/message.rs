//! Reading messages.

use super::{Client, Error, Result, inspect::publish, worker};
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
        let guard = self.lock()?;
        while let Some(packet) = self.receive_head() {
            let Ok(found) = publish(packet) else {
                // Not a message: only somebody else can have put it here.
                drop(self.pop_message());
                continue;
            };
            let (name, payload) = (found.topic, found.payload);
            if topic.len() < name.len() || message.len() < payload.len() {
                return Err(Error::BUFFER_SPACE);
            }
            let lengths =
                Lengths { topic: name.copy_to(topic) as UINT, message: payload.copy_to(message) as UINT };
            drop(self.pop_message());
            // The client's thread may have been waiting for a packet; in a callback it goes on by itself.
            if self.processing().is_some() && !guard.is_nested() {
                self.raise(worker::RECEIVE);
            }
            return Ok(lengths);
        }
        Err(Error::NO_MESSAGE)
    }
}
