//! The client's mutex.

use super::{Client, Error, Result};
use crate::rtos::mutex::Mutex;

/// The mutex is held until the value is dropped.
pub(crate) struct Guard(Option<Mutex>);

impl Client {
    /// Gets the mutex. A callback on the client's thread has it already: nothing is done then.
    ///
    /// # Errors
    /// `NOT_RUNNING` if the client does not exist, `MUTEX` if the mutex cannot be had.
    pub(crate) fn lock(self) -> Result<Guard> {
        let mutex = self.mutex().filter(|_| self.exists()).ok_or(Error::NOT_RUNNING)?;
        if mutex.is_mine() {
            return Ok(Guard(None));
        }
        mutex.get().map_err(|_| Error::MUTEX)?;
        Ok(Guard(Some(mutex)))
    }
}

impl Guard {
    /// Whether the caller had the mutex before: it is a callback.
    pub(crate) fn is_nested(&self) -> bool {
        self.0.is_none()
    }

    /// Lets the mutex go while `run` runs, unless it is held around this guard as well. Whatever the control block
    /// held may have changed afterwards.
    pub(crate) fn unlocked<T>(&mut self, run: impl FnOnce() -> T) -> T {
        self.put();
        let result = run();
        if let Some(mutex) = self.0 {
            // The mutex ends only with the client, and the client only when no thread is inside.
            let _ = mutex.get();
        }
        result
    }

    fn put(&self) {
        if let Some(mutex) = self.0 {
            mutex.put();
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.put();
    }
}
