use mqtt_core::session::{
    KeepAlive,
    KeepAliveEvent::{Ping, Timeout},
};
use proptest::collection::vec;
use proptest::prelude::*;

/// MQTT-3.1.2-23: PINGREQ when nothing else was sent for the interval.
#[test]
fn pings_after_silence() {
    let mut clock = KeepAlive::new(100, 10, 1000);
    assert_eq!(clock.due_in(1000), Some(100));
    assert_eq!(clock.poll(1099), None);
    clock.sent(1050);
    assert_eq!(clock.due_in(1099), Some(51));
    assert_eq!(clock.poll(1149), None);
    assert_eq!(clock.poll(1150), Some(Ping));
    assert_eq!(clock.poll(1150), None);
    clock.answered();
    assert_eq!(clock.due_in(1155), Some(95));
    assert_eq!(clock.poll(1250), Some(Ping));
}

#[test]
fn answer_that_does_not_come() {
    let mut clock = KeepAlive::new(100, 10, 0);
    assert_eq!(clock.poll(100), Some(Ping));
    assert_eq!(clock.due_in(100), Some(10));
    // Sending does not help.
    clock.sent(105);
    assert_eq!(clock.poll(109), None);
    assert_eq!(clock.due_in(109), Some(1));
    assert_eq!(clock.poll(110), Some(Timeout));
    assert_eq!(clock.due_in(115), Some(0));
}

/// A peer that answers late is still kept alive; the first unanswered PINGREQ counts.
#[test]
fn timeout_longer_than_interval() {
    let mut clock = KeepAlive::new(10, 25, 0);
    assert_eq!(clock.poll(10), Some(Ping));
    assert_eq!(clock.poll(20), Some(Ping));
    assert_eq!(clock.poll(30), Some(Ping));
    assert_eq!(clock.poll(35), Some(Timeout));
}

#[test]
fn no_keep_alive() {
    let mut clock = KeepAlive::new(0, 10, 7);
    assert_eq!(clock.due_in(7), None);
    assert_eq!(clock.poll(u32::MAX), None);
}

proptest! {
    /// The clock gives the same answers wherever it starts, also across the wrap of the ticks; and
    /// `due_in` tells exactly when `poll` has something.
    #[test]
    fn ticks_wrap(start in any::<u32>(), steps in vec((1..30u32, 0..4u8), 0..60)) {
        let mut clock = KeepAlive::new(20, 12, start);
        let mut at_zero = KeepAlive::new(20, 12, 0);
        let mut time = 0;
        for (step, action) in steps {
            time += step;
            let now = start.wrapping_add(time);
            let due = clock.due_in(now);
            prop_assert_eq!(due, at_zero.due_in(time));
            let event = clock.poll(now);
            prop_assert_eq!(event, at_zero.poll(time));
            prop_assert_eq!(event.is_some(), due == Some(0));
            match action {
                0 => { clock.sent(now); at_zero.sent(time); }
                1 => { clock.answered(); at_zero.answered(); }
                _ => {}
            }
        }
    }
}
