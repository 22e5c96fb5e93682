use mqtt_core::packet::matches;

#[track_caller]
fn all(expected: bool, cases: &[(&str, &str)]) {
    for (filter, topic) in cases {
        assert_eq!(matches(filter.as_bytes(), topic.as_bytes()), expected, "{filter} {topic}");
    }
}

/// MQTT-4.7.3-4: character for character, and levels may be empty.
#[test]
fn without_wildcards() {
    all(true, &[("a", "a"), ("a/b", "a/b"), ("/a", "/a"), ("a/", "a/"), ("/", "/"), ("$SYS/a", "$SYS/a")]);
    all(
        false,
        &[("a", "A"), ("a", "a/"), ("a", "/a"), ("a/b", "a"), ("a", "a/b"), ("a//b", "a/b"), ("", "a")],
    );
}

/// Section 4.7.1.2.
#[test]
fn multi_level() {
    all(
        true,
        &[
            ("sport/tennis/player1/#", "sport/tennis/player1"),
            ("sport/tennis/player1/#", "sport/tennis/player1/ranking"),
            ("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon"),
            ("sport/#", "sport"),
            ("#", "a"),
            ("#", "/"),
            ("#", "a/b/c"),
            ("/#", "/a"),
            ("+/#", "a"),
        ],
    );
    all(false, &[("sport/#", "sports"), ("a/b/#", "a"), ("/#", "a")]);
}

/// Section 4.7.1.3.
#[test]
fn single_level() {
    all(
        true,
        &[
            ("sport/tennis/+", "sport/tennis/player1"),
            ("sport/+", "sport/"),
            ("+/+", "/finance"),
            ("/+", "/finance"),
            ("+", "finance"),
            ("+/tennis/#", "sport/tennis"),
            ("a/+/c", "a//c"),
        ],
    );
    all(
        false,
        &[
            ("sport/tennis/+", "sport/tennis/player1/ranking"),
            ("sport/+", "sport"),
            ("+", "/finance"),
            ("a/+/c", "a/b/d"),
        ],
    );
}

/// MQTT-4.7.2-1: a wildcard at the start does not select `$` topics.
#[test]
fn dollar() {
    all(
        false,
        &[("#", "$SYS"), ("+/monitor/Clients", "$SYS/monitor/Clients"), ("+", "$SYS"), ("/#", "$SYS")],
    );
    all(
        true,
        &[
            ("$SYS/#", "$SYS/monitor/Clients"),
            ("$SYS/monitor/+", "$SYS/monitor/Clients"),
            ("+/$SYS", "a/$SYS"),
            ("#", "a/$SYS"),
        ],
    );
}
