//! Reading messages.

use super::{Client, Error, Result, inspect::layout, worker};
use crate::ffi::Buffer;

impl Client {
    /// Copies the oldest message out and drops it; tells how long topic and message are.
    ///
    /// # Errors
    /// `NO_MESSAGE`; `BUFFER_SPACE`, then the message stays; `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn get_message(self, topic: Buffer, message: Buffer) -> Result<(usize, usize)> {
        let _guard = self.lock()?;
        while let Some(packet) = self.receive_head() {
            let found = layout(packet);
            if found.check().is_ok() {
                if found.topic_len > topic.len() || found.message_len > message.len() {
                    return Err(Error::BUFFER_SPACE);
                }
                packet.copy_out(found.topic_offset, topic.first(found.topic_len));
                packet.copy_out(found.message_offset, message.first(found.message_len));
                self.drop_message();
                // The client's thread may have been waiting for a packet.
                if self.processing().is_some() {
                    self.raise(worker::RECEIVE);
                }
                return Ok((found.topic_len, found.message_len));
            }
            // Not a message: only somebody else can have put it here.
            self.drop_message();
        }
        Err(Error::NO_MESSAGE)
    }
}
