use proptest::collection::vec;
use proptest::prelude::*;

use crate::model::run;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_sequence_of_events(events in vec(any::<u8>(), 0..400)) {
        run(&events);
    }
}

/// Reconnects at every point of one QoS 2 exchange in each direction.
#[test]
fn reconnect_at_every_step() {
    // The client publishes at QoS 2, then both sides take one packet at a time.
    for publish in [0x20, 0x23] {
        let steps = [0x08, 0x05, 0x08, 0x05, 0x08, 0x05];
        for at in 0..steps.len() {
            let mut events = vec![0, publish];
            events.extend(&steps[..at]);
            events.push(0x0d);
            events.extend(&steps[at..]);
            run(&events);
        }
    }
}
