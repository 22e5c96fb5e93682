use mqtt_core::session::{PacketIds, id_after};
use proptest::collection::btree_set;
use proptest::prelude::*;

#[test]
fn identifiers_go_round_without_0() {
    assert_eq!(id_after(0).get(), 1);
    assert_eq!(id_after(1).get(), 2);
    assert_eq!(id_after(65_534).get(), 65_535);
    assert_eq!(id_after(65_535).get(), 1);
}

/// MQTT-2.3.1-1 and -2: every identifier once, never 0, then from the start.
#[test]
fn all_of_them() {
    let mut ids = PacketIds::new();
    for expected in (1..=65_535).chain(1..=65_535) {
        assert_eq!(ids.next(std::iter::empty).unwrap().get(), expected);
    }
}

/// MQTT-2.3.1-2: those in use are skipped.
#[test]
fn those_in_use_are_skipped() {
    let mut ids = PacketIds { last: 65_533, free: 0 };
    let in_use = [65_535, 1, 2, 5];
    let mut next = || ids.next(|| in_use.into_iter()).unwrap().get();
    assert_eq!([next(), next(), next(), next(), next()], [65_534, 3, 4, 6, 7]);
}

/// The list is looked at once for all identifiers up to the next one in use.
#[test]
fn the_list_is_looked_at_rarely() {
    let looks = std::cell::Cell::new(0);
    let mut ids = PacketIds::new();
    for expected in 1..1000 {
        let id = ids.next(|| {
            looks.set(looks.get() + 1);
            std::iter::once(1000)
        });
        assert_eq!(id.unwrap().get(), expected);
    }
    assert_eq!(looks.get(), 1);
}

/// The message with the last identifier given out stays in flight while all others are used up.
#[test]
fn all_the_way_round_to_the_last_one() {
    let mut ids = PacketIds { last: 7, free: 0 };
    for expected in (8..=65_535).chain(1..7).chain(8..20) {
        assert_eq!(ids.next(|| std::iter::once(7)).unwrap().get(), expected);
    }
}

#[test]
fn one_left_and_none_left() {
    let mut ids = PacketIds { last: 99, free: 0 };
    assert_eq!(ids.next(|| (1..=65_535).filter(|id| *id != 100)).unwrap().get(), 100);
    ids.free = 0;
    assert_eq!(ids.next(|| 1..=65_535), None);
}

proptest! {
    /// Against the plain search: the first identifier behind the last one that is not in use. Identifiers
    /// come back in between, but none gets into use behind the allocator's back.
    #[test]
    fn like_a_plain_search(
        last in prop_oneof![0..40u16, 65_500..=65_535u16],
        in_use in btree_set(prop_oneof![1..40u16, 65_500..=65_535u16], 0..60),
        released in proptest::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let mut in_use = in_use;
        let mut ids = PacketIds { last, free: 0 };
        for index in released {
            let mut expected = id_after(ids.last);
            while in_use.contains(&expected.get()) {
                expected = id_after(expected.get());
            }
            let given = ids.next(|| in_use.iter().copied());
            // Identifiers that came back since the list was looked at may be passed over, never the reverse.
            let given = given.unwrap().get();
            prop_assert!(in_use.insert(given), "{given} is in use");
            prop_assert_eq!(given, expected.get());
            let back = *in_use.iter().nth(index.index(in_use.len())).unwrap();
            in_use.remove(&back);
        }
    }
}
