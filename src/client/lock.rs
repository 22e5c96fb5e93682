//! The client's mutex.

use super::{Client, Error, Result};

/// The mutex is held until the value is dropped.
pub(crate) struct Guard(Client);

impl Client {
    /// Gets the mutex.
    ///
    /// # Errors
    /// `NOT_RUNNING` if the client does not exist, `MUTEX` if the mutex cannot be had.
    pub(crate) fn lock(self) -> Result<Guard> {
        let mutex = self.mutex().filter(|_| self.exists()).ok_or(Error::NOT_RUNNING)?;
        mutex.get().map_err(|_| Error::MUTEX)?;
        Ok(Guard(self))
    }
}

impl Guard {
    /// Lets the mutex go while `run` runs. Whatever the control block held may have changed afterwards.
    pub(crate) fn unlocked<T>(&mut self, run: impl FnOnce() -> T) -> T {
        self.put();
        let result = run();
        if let Some(mutex) = self.0.mutex() {
            // The mutex ends only with the client, and the client only when no thread is inside.
            let _ = mutex.get();
        }
        result
    }

    fn put(&self) {
        if let Some(mutex) = self.0.mutex() {
            mutex.put();
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.put();
    }
}
