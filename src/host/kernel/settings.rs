//! What the environment sets; see the documentation of `src/host/mod.rs`.

use std::{env, time::Duration};

/// Less than this and `printf` overruns a thread's stack.
const SMALLEST_STACK: usize = 32 * 1024;

pub(super) struct Settings {
    /// How long a more urgent ready thread waits for one that stays out of the kernel.
    pub(super) grace: Duration,
    /// Smallest stack of a thread, a multiple of the page size.
    pub(super) stack_bytes: usize,
}

impl Settings {
    pub(super) const DEFAULT: Settings =
        Settings { grace: Duration::from_millis(20), stack_bytes: 256 * 1024 };

    pub(super) fn from_environment() -> Self {
        let grace = number("NXD_HOST_GRACE_MS").map(Duration::from_millis);
        let stack = number("NXD_HOST_STACK_KB").map(|kib| {
            let bytes = usize::try_from(kib).ok().and_then(|kib| kib.checked_mul(1024));
            bytes.unwrap_or(usize::MAX / 2).max(SMALLEST_STACK)
        });
        Settings {
            grace: grace.unwrap_or(Self::DEFAULT.grace),
            stack_bytes: pages(stack.unwrap_or(Self::DEFAULT.stack_bytes)),
        }
    }
}

/// Rounds up to whole pages.
pub(super) fn pages(bytes: usize) -> usize {
    bytes.div_ceil(page_size()) * page_size()
}

pub(super) fn page_size() -> usize {
    // SAFETY: a query without arguments.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096)
}

fn number(name: &str) -> Option<u64> {
    let value = env::var_os(name)?;
    match value.to_str().and_then(|text| text.parse().ok()).filter(|n| *n > 0) {
        Some(number) => Some(number),
        None => super::fatal(&format!("{name} is not a positive number: {}", value.to_string_lossy())),
    }
}
