//! Which topics a filter selects (section 4.7).

/// Whether the topic filter of a subscription selects a message's topic name.
///
/// Both are taken as valid (see [`check_text`](super::check_text)); invalid ones give some answer. A
/// filter that begins with a wildcard does not select topics that begin with `$` (MQTT-4.7.2-1).
pub fn matches(filter: &[u8], topic: &[u8]) -> bool {
    if topic.first() == Some(&b'$') && matches!(filter.first(), Some(b'+' | b'#')) {
        return false;
    }
    let mut levels = topic.split(|byte| *byte == b'/');
    for wanted in filter.split(|byte| *byte == b'/') {
        // `#` includes the parent level, so it may stand where the topic has already ended.
        if wanted == b"#" {
            return true;
        }
        match levels.next() {
            Some(level) if wanted == b"+" || wanted == level => {}
            _ => return false,
        }
    }
    levels.next().is_none()
}
