//! `bench.md`.

use std::fmt::Write as _;

use crate::measure::TRACED_MESSAGES;
use crate::program::RAW;
use crate::results::Results;

pub(crate) fn markdown(results: &Results) -> String {
    let columns: Vec<&str> = results.programs.iter().map(String::as_str).chain([RAW]).collect();
    let mut text = String::from("# Benchmark\n\n");
    for (name, value) in &results.facts {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- {name}: {value}");
    }
    let _ = write!(
        text,
        "\nOver loopback, against a peer that only acknowledges or only sends. Medians of {} rounds in which all\n\
         programs take turns. In brackets: the ratio to the best of the other libraries in this run, of a round trip\n\
         the ratio to the raw TCP ping-pong with as many bytes. A QoS 0 burst ends when its last message, sent at\n\
         QoS 1, is acknowledged. CPU time is that of the client's process, all threads, user and system. System calls\n\
         are counted with strace in separate runs of {TRACED_MESSAGES} messages.\n\n",
        results.rounds
    );
    let _ = writeln!(text, "| | {} |", columns.join(" | "));
    let _ = writeln!(text, "|---|{}", "---:|".repeat(columns.len()));
    for row in &results.rows {
        let _ = write!(text, "| {} |", row.title());
        for column in &columns {
            let _ = match row.cell(column) {
                Some(cell) => write!(text, " {} ({:.2}) |", row.quantity.text(cell.median), cell.ratio),
                None => write!(text, " |"),
            };
        }
        text.push('\n');
    }
    text
}
