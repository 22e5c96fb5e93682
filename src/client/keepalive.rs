//! Keep-alive: a periodic timer looks at the deadlines, the client's thread sends the pings.

use core::mem::offset_of;

use mqtt_core::packet::PacketType;

use super::{Client, block::*, lock::Guard, worker};
use crate::{
    rtos::{self, NO_WAIT, WAIT_FOREVER, timer::Timer},
    sys::{self, NXD_MQTT_CLIENT, UINT, ULONG},
};

impl Client {
    /// Notes the keep-alive time and, unless it is 0, starts the timer.
    pub(crate) fn start_keepalive(self, seconds: UINT) {
        self.set_keepalive(seconds.wrapping_mul(sys::nxd_value_NX_IP_PERIODIC_RATE as UINT));
        let (period, ping_timeout) = match seconds {
            0 => (0, 0),
            _ => (sys::nxd_value_NXD_MQTT_KEEPALIVE_TIMER_RATE, sys::nxd_value_NXD_MQTT_PING_TIMEOUT_DELAY),
        };
        self.set_timer_period(period as UINT);
        self.set_ping_timeout(ping_timeout as UINT);
        if seconds != 0 {
            self.timer().start(expired, period);
        }
    }

    /// Something is about to be sent: the next ping is due a keep-alive time from now.
    pub(crate) fn postpone_ping(self) {
        self.set_send_deadline(rtos::now().wrapping_add(self.keepalive()));
    }

    /// Sends a PINGREQ. Without a packet for it the timer, which finds the deadline passed, asks again.
    pub(crate) fn ping(self, guard: &mut Guard) {
        if self.state() != CONNECTED {
            return;
        }
        let first = PacketType::Pingreq.first_byte();
        let Ok(packet) = self.build_short(first, 0, NO_WAIT) else { return };
        // A failure shows itself by the PINGRESP that does not come.
        let _ = guard.unlocked(|| self.send(packet, WAIT_FOREVER));
        if self.ping_unanswered() != TRUE {
            self.set_ping_time(rtos::now());
            self.set_ping_unanswered(TRUE);
        }
        self.postpone_ping();
    }

    pub(crate) fn ping_answered(self) {
        self.set_ping_unanswered(FALSE);
        self.set_ping_time(0);
    }

    fn look_at_deadlines(self) {
        let now = rtos::now();
        if self.ping_unanswered() != 0 && now.wrapping_sub(self.ping_time()) >= self.ping_timeout() {
            return self.raise(worker::PING_TIMEOUT);
        }
        // As a signed number, so that a deadline missed for want of a packet counts as near too.
        let left = self.send_deadline().wrapping_sub(now).cast_signed();
        if left <= self.timer_period().cast_signed() {
            self.raise(worker::TIMEOUT);
        }
    }
}

/// Called by ThreadX every timer period.
unsafe extern "C" fn expired(argument: ULONG) {
    // SAFETY: called for a timer that start_keepalive started, the one in a control block.
    let client = unsafe {
        Timer::expired(argument)
            .and_then(|timer| Client::containing(timer.as_ptr(), offset_of!(NXD_MQTT_CLIENT, nxd_mqtt_timer)))
    };
    if let Some(client) = client {
        client.look_at_deadlines();
    }
}
