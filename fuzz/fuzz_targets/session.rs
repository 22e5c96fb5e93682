//! Any sequence of events between a client and an independent peer; see the model for what must hold.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/mqtt-core/tests/session/model.rs"]
mod model;

fuzz_target!(|events: &[u8]| {
    // Long inputs only repeat what short ones do.
    if events.len() <= 512 {
        model::run(events);
    }
});
