//! On what the figures were taken.

use std::fs;
use std::thread;

/// Machine and versions, then what the caller knows.
pub(crate) fn facts(known: &[(String, String)]) -> Vec<(String, String)> {
    let mut facts = vec![
        ("Processor".to_owned(), processor()),
        ("Kernel".to_owned(), line("/proc/sys/kernel/osrelease")),
        ("Load before the run".to_owned(), line("/proc/loadavg")),
    ];
    facts.extend_from_slice(known);
    facts
}

fn processor() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown", |(_, model)| model.trim());
    let cores = thread::available_parallelism().map_or(0, usize::from);
    format!("{model}, {cores} cores")
}

fn line(path: &str) -> String {
    fs::read_to_string(path).map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned())
}
