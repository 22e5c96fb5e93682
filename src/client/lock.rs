//! The client's mutex.

use super::{Client, Error, Result};

/// The mutex is held until the value is dropped.
pub(crate) struct Guard(Client);

impl Client {
    /// Gets the mutex, once more if this thread has it: a callback has.
    ///
    /// # Errors
    /// `NOT_RUNNING` if the client does not exist, `MUTEX` if the mutex cannot be had.
    #[inline(always)]
    pub(crate) fn lock(self) -> Result<Guard> {
        self.acquire()?;
        Ok(Guard(self))
    }

    /// As `lock`, of a client that was connected just now.
    #[inline(always)]
    pub(crate) fn lock_connected(self) -> Result<Guard> {
        self.mutex().get().map_err(|_| Error::MUTEX)?;
        Ok(Guard(self))
    }

    #[inline(never)]
    fn acquire(self) -> Result<()> {
        if !self.exists() {
            return Err(Error::NOT_RUNNING);
        }
        self.mutex().get().map_err(|_| Error::MUTEX)
    }

    #[inline(never)]
    fn release(self) {
        self.mutex().put();
    }
}

impl Guard {
    /// Lets the mutex go while `run` runs, unless it is held around this guard as well. Whatever the control block
    /// held may have changed afterwards.
    #[inline(always)]
    pub(crate) fn unlocked<T>(&mut self, run: impl FnOnce() -> T) -> T {
        self.0.release();
        let result = run();
        // The mutex ends only with the client, and the client only when no thread is inside.
        let _ = self.0.mutex().get();
        result
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.release();
    }
}
