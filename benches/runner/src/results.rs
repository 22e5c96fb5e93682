//! From runs to figures: medians, and their ratio to the best of the others.

use serde::Serialize;

use crate::measure::{SIZES, Sample};
use crate::options::Options;
use crate::program::{Case, OURS, RAW, Run};

/// All figures of a benchmark; `bench.json` is this.
#[derive(Serialize)]
pub(crate) struct Results {
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) rounds: usize,
    /// Names, ours first if it took part.
    pub(crate) programs: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// One measured quantity of all programs.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) quantity: Quantity,
    pub(crate) case: Case,
    pub(crate) size: usize,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Serialize)]
pub(crate) struct Cell {
    pub(crate) program: String,
    /// The median of the rounds, their least and greatest.
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) greatest: f64,
    /// To the best of the other libraries; of a round trip, to the one without MQTT.
    pub(crate) ratio: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Quantity {
    MessagesPerSecond,
    MedianMicroseconds,
    P99Microseconds,
    CpuMicrosecondsPerMessage,
    SystemCallsPerMessage,
}

/// A bound of the project, and whether this run kept it.
pub(crate) struct Check {
    pub(crate) text: String,
    pub(crate) passed: bool,
}

impl Results {
    pub(crate) fn new(options: &Options, mut facts: Vec<(String, String)>, samples: &[Sample]) -> Self {
        let programs = options.programs.iter().map(|program| program.name.clone()).collect();
        if let Some(processor) = &options.pin {
            facts.push(("Round trips".into(), format!("client and peer on processor {processor}")));
        }
        for program in &options.programs {
            facts.push((program.name.clone(), program.version.clone()));
        }
        Self { facts, rounds: options.rounds, programs, rows: rows(samples) }
    }

    /// The acceptance bounds; `None` without our own program.
    pub(crate) fn checks(&self) -> Option<Vec<Check>> {
        let mut checks = Vec::new();
        for row in &self.rows {
            let cell = row.cell(OURS)?;
            let (value, bound, passed) = match (row.quantity, row.case) {
                (Quantity::MessagesPerSecond, _) => (cell.ratio, "at least 1", cell.ratio >= 1.0),
                (Quantity::MedianMicroseconds, _) => (cell.ratio, "at most 1.5", cell.ratio <= 1.5),
                (Quantity::SystemCallsPerMessage, Case::Qos0Pub) => {
                    (cell.median, "below 0.1", cell.median < 0.1)
                }
                _ => continue,
            };
            let text = format!("{}: {value:.3}, to be {bound}", row.title());
            checks.push(Check { text, passed });
        }
        Some(checks)
    }

    /// The row of a quantity, if it was measured.
    pub(crate) fn row(&self, quantity: Quantity, case: Case, size: usize) -> Option<&Row> {
        self.rows.iter().find(|row| row.quantity == quantity && row.case == case && row.size == size)
    }
}

impl Row {
    pub(crate) fn cell(&self, program: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.program == program)
    }

    pub(crate) fn title(&self) -> String {
        format!("{}, {} B: {}", self.case.title(), self.size, self.quantity.unit())
    }
}

impl Quantity {
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::MessagesPerSecond => "messages/s",
            Self::MedianMicroseconds => "median, µs",
            Self::P99Microseconds => "99th percentile, µs",
            Self::CpuMicrosecondsPerMessage => "CPU µs/message",
            Self::SystemCallsPerMessage => "system calls/message",
        }
    }

    pub(crate) fn text(self, value: f64) -> String {
        match self {
            Self::MessagesPerSecond if value >= 1e6 => format!("{:.2} M", value / 1e6),
            Self::MessagesPerSecond => format!("{:.0} k", value / 1e3),
            Self::MedianMicroseconds | Self::P99Microseconds => format!("{value:.1}"),
            Self::CpuMicrosecondsPerMessage => format!("{value:.2}"),
            Self::SystemCallsPerMessage if value < 0.1 => format!("{value:.4}"),
            Self::SystemCallsPerMessage => format!("{value:.2}"),
        }
    }

    fn of(self, run: &Run) -> f64 {
        match self {
            Self::MessagesPerSecond => run.messages as f64 / run.seconds,
            Self::MedianMicroseconds => run.median_us,
            Self::P99Microseconds => run.p99_us,
            Self::CpuMicrosecondsPerMessage => run.cpu_seconds * 1e6 / run.messages as f64,
            Self::SystemCallsPerMessage => f64::NAN,
        }
    }

    /// What the ratios refer to.
    fn reference(self, cells: &[Cell]) -> f64 {
        let others = cells.iter().filter(|cell| cell.program != OURS);
        match self {
            Self::MessagesPerSecond => others.map(|cell| cell.median).fold(f64::NAN, f64::max),
            Self::MedianMicroseconds | Self::P99Microseconds => {
                others.filter(|cell| cell.program == RAW).map(|cell| cell.median).fold(f64::NAN, f64::max)
            }
            _ => others.map(|cell| cell.median).fold(f64::NAN, f64::min),
        }
    }
}

fn rows(samples: &[Sample]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |quantity, case| {
        for size in SIZES {
            let samples = samples.iter().filter(|sample| sample.case == case && sample.size == size);
            let mut cells: Vec<Cell> = samples.filter_map(|sample| cell(quantity, sample)).collect();
            let reference = quantity.reference(&cells);
            for cell in &mut cells {
                cell.ratio = cell.median / reference;
            }
            if !cells.is_empty() {
                rows.push(Row { quantity, case, size, cells });
            }
        }
    };
    for case in Case::THROUGHPUT {
        add(Quantity::MessagesPerSecond, case);
    }
    add(Quantity::MedianMicroseconds, Case::Latency);
    add(Quantity::P99Microseconds, Case::Latency);
    for quantity in [Quantity::CpuMicrosecondsPerMessage, Quantity::SystemCallsPerMessage] {
        for case in Case::THROUGHPUT {
            add(quantity, case);
        }
    }
    rows
}

fn cell(quantity: Quantity, sample: &Sample) -> Option<Cell> {
    let mut values: Vec<f64> = match quantity {
        Quantity::SystemCallsPerMessage => vec![sample.system_calls?],
        _ => sample.runs.iter().map(|run| quantity.of(run)).collect(),
    };
    values.sort_by(f64::total_cmp);
    Some(Cell {
        program: sample.program.clone(),
        median: *values.get(values.len() / 2)?,
        least: *values.first()?,
        greatest: *values.last()?,
        ratio: f64::NAN,
    })
}
