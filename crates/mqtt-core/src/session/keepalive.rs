//! Keep-alive (section 3.1.2.10).

/// The client's keep-alive clock. Times are ticks of any length and wrap around; an interval must be
/// shorter than 2^31 ticks.
///
/// The fields are public so that a caller that keeps them elsewhere can put one together for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeepAlive {
    /// Send PINGREQ after this long without sending (MQTT-3.1.2-23). 0: never.
    pub interval: u32,
    /// Give the connection up when PINGRESP takes this long.
    pub response_timeout: u32,
    /// When the last packet was sent.
    pub last_sent: u32,
    /// When the PINGREQ that is not answered yet was sent.
    pub ping_sent: Option<u32>,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepAliveEvent {
    /// Send PINGREQ. The clock takes it as sent.
    Ping,
    /// The peer did not answer in time: close the connection.
    Timeout,
}

impl KeepAlive {
    /// Begins with a packet sent at `now`.
    pub const fn new(interval: u32, response_timeout: u32, now: u32) -> Self {
        KeepAlive { interval, response_timeout, last_sent: now, ping_sent: None }
    }

    /// A packet was sent.
    pub fn sent(&mut self, now: u32) {
        self.last_sent = now;
    }

    /// PINGRESP came.
    pub fn answered(&mut self) {
        self.ping_sent = None;
    }

    /// What is due at `now`, if anything. After a timeout the clock is of no more use.
    pub fn poll(&mut self, now: u32) -> Option<KeepAliveEvent> {
        if self.ping_sent.is_some_and(|at| since(at, now) >= self.response_timeout) {
            return Some(KeepAliveEvent::Timeout);
        }
        if self.interval == 0 || since(self.last_sent, now) < self.interval {
            return None;
        }
        self.last_sent = now;
        self.ping_sent.get_or_insert(now);
        Some(KeepAliveEvent::Ping)
    }

    /// Ticks from `now` until [`poll`](Self::poll) is to be called; `None` if there is nothing to wait
    /// for.
    pub fn due_in(&self, now: u32) -> Option<u32> {
        let ping = (self.interval != 0).then(|| self.interval.saturating_sub(since(self.last_sent, now)));
        let timeout = self.ping_sent.map(|at| self.response_timeout.saturating_sub(since(at, now)));
        match (ping, timeout) {
            (Some(ping), Some(timeout)) => Some(ping.min(timeout)),
            (one, other) => one.or(other),
        }
    }
}

fn since(then: u32, now: u32) -> u32 {
    now.wrapping_sub(then)
}
