//! The order of the runs.
//!
//! All programs take turns within each round, so that a disturbance hits all alike, and each case
//! is the median of its rounds. Each program sends as many messages as fill the same time.

use std::path::PathBuf;

use crate::Result;
use crate::options::Options;
use crate::peer::Peer;
use crate::program::{Case, Program, Run};

/// Payload bytes.
pub(crate) const SIZES: [usize; 2] = [16, 1024];
const LATENCY_TRIPS: u64 = 3000;
/// Messages of a run under strace.
pub(crate) const TRACED_MESSAGES: u64 = 10_000;

/// The runs of one program, one case, one size.
pub(crate) struct Sample {
    pub(crate) program: String,
    pub(crate) case: Case,
    pub(crate) size: usize,
    pub(crate) runs: Vec<Run>,
    /// Per message; only for throughput with the small payload.
    pub(crate) system_calls: Option<f64>,
}

pub(crate) struct Session<'a> {
    options: &'a Options,
    peer: Peer,
    /// For round trips, with `--pin`.
    pinned: Option<Peer>,
}

/// One line of the plan: who runs what, how often per round.
struct Turn<'a> {
    program: &'a Program,
    case: Case,
    size: usize,
    count: u64,
}

impl<'a> Session<'a> {
    pub(crate) fn start(options: &'a Options) -> Result<Self> {
        let pinned = options.pin.as_deref().map(|pin| Peer::start(&options.peer, Some(pin))).transpose()?;
        Ok(Self { options, peer: Peer::start(&options.peer, None)?, pinned })
    }

    pub(crate) fn measure(mut self) -> Result<Vec<Sample>> {
        let turns = self.plan()?;
        let mut samples: Vec<Sample> = turns
            .iter()
            .map(|turn| Sample {
                program: turn.program.name.clone(),
                case: turn.case,
                size: turn.size,
                runs: Vec::new(),
                system_calls: None,
            })
            .collect();
        for round in 0..self.options.rounds {
            eprintln!("round {} of {}", round + 1, self.options.rounds);
            // Another one begins each time: who runs after whom changes.
            for step in 0..turns.len() {
                let index = (step + round) % turns.len();
                let turn = &turns[index];
                let run = self.run(turn.program, turn.case, turn.count, turn.size)?;
                samples[index].runs.push(run);
            }
        }
        self.trace(&turns, &mut samples)?;
        Ok(samples)
    }

    fn plan(&mut self) -> Result<Vec<Turn<'a>>> {
        let options = self.options;
        let mut turns = Vec::new();
        for case in Case::THROUGHPUT {
            for size in SIZES {
                for program in &options.programs {
                    let count = self.calibrate(program, case, size)?;
                    eprintln!("{}, {size} bytes, {}: {count} messages a run", case.title(), program.name);
                    turns.push(Turn { program, case, size, count });
                }
            }
        }
        for size in SIZES {
            for program in [&options.raw].into_iter().chain(&options.programs) {
                turns.push(Turn { program, case: Case::Latency, size, count: LATENCY_TRIPS });
            }
        }
        Ok(turns)
    }

    /// The number of messages that takes about `--seconds`.
    fn calibrate(&mut self, program: &Program, case: Case, size: usize) -> Result<u64> {
        let mut count = 2000;
        loop {
            let run = self.run(program, case, count, size)?;
            let wanted = count as f64 / run.seconds * self.options.seconds;
            // A short run tells little of the rate: go on in steps until it is near.
            let next = wanted.min(count as f64 * 20.0) as u64;
            if run.seconds * 4.0 >= self.options.seconds {
                return Ok(next);
            }
            count = next;
        }
    }

    fn run(&mut self, program: &Program, case: Case, count: u64, size: usize) -> Result<Run> {
        let pin = self.options.pin.as_deref().filter(|_| case == Case::Latency);
        let peer = match &mut self.pinned {
            Some(pinned) if pin.is_some() => pinned,
            _ => &mut self.peer,
        };
        let port = if program.raw { peer.echo } else { peer.mqtt };
        let run = program.run(port, case, count, size, pin)?;
        if !program.raw {
            peer.confirm(case, &run)?;
        }
        Ok(run)
    }

    fn trace(&mut self, turns: &[Turn<'_>], samples: &mut [Sample]) -> Result<()> {
        let log: PathBuf = std::env::temp_dir().join(format!("nxd-bench-{}.strace", std::process::id()));
        for (turn, sample) in turns.iter().zip(samples) {
            if turn.case == Case::Latency || turn.size != SIZES[0] {
                continue;
            }
            eprintln!("system calls: {}, {}", turn.case.title(), turn.program.name);
            let calls = turn.program.system_calls(self.peer.mqtt, turn.case, TRACED_MESSAGES, &log)?;
            let run = Run {
                messages: TRACED_MESSAGES,
                seconds: 0.0,
                cpu_seconds: 0.0,
                median_us: 0.0,
                p99_us: 0.0,
            };
            self.peer.confirm(turn.case, &run)?;
            sample.system_calls = Some(calls);
        }
        Ok(())
    }
}
