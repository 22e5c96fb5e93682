//! One measured program, and one run of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::Result;

/// A run that takes longer hangs. Far above anything measured: it ends a run, it judges none.
const LIMIT_SECONDS: &str = "120";

/// The name of our own program.
pub(crate) const OURS: &str = "nxd-mqtt";
/// The name of the round trip without MQTT.
pub(crate) const RAW: &str = "raw TCP";

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Case {
    Qos0Pub,
    Qos1Pub,
    Qos0Recv,
    Latency,
}

impl Case {
    pub(crate) const THROUGHPUT: [Self; 3] = [Self::Qos0Pub, Self::Qos1Pub, Self::Qos0Recv];

    pub(crate) fn argument(self) -> &'static str {
        match self {
            Self::Qos0Pub => "qos0-pub",
            Self::Qos1Pub => "qos1-pub",
            Self::Qos0Recv => "qos0-recv",
            Self::Latency => "latency",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Qos0Pub => "QoS 0 publish",
            Self::Qos1Pub => "QoS 1 publish, acknowledged",
            Self::Qos0Recv => "QoS 0 receive",
            Self::Latency => "QoS 1 round trip",
        }
    }
}

/// A program with the command line of `clients/bench.h`.
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) version: String,
    /// Talks to the peer's echo port, without MQTT.
    pub(crate) raw: bool,
    path: PathBuf,
}

/// Its line of output.
#[derive(Clone, Deserialize)]
pub(crate) struct Run {
    pub(crate) messages: u64,
    pub(crate) seconds: f64,
    pub(crate) cpu_seconds: f64,
    #[serde(default)]
    pub(crate) median_us: f64,
    #[serde(default)]
    pub(crate) p99_us: f64,
}

impl Program {
    pub(crate) fn new(name: &str, version: &str, path: &str) -> Self {
        Self { name: name.into(), version: version.into(), raw: false, path: path.into() }
    }

    pub(crate) fn raw(path: &str) -> Self {
        Self { raw: true, ..Self::new(RAW, "", path) }
    }

    /// Runs it once, on one processor if `pin` names one.
    pub(crate) fn run(
        &self,
        port: u16,
        case: Case,
        count: u64,
        size: usize,
        pin: Option<&str>,
    ) -> Result<Run> {
        let mut command = Command::new("timeout");
        command.arg(LIMIT_SECONDS);
        if let Some(processor) = pin {
            command.args(["taskset", "-c", processor]);
        }
        self.finish(command, port, case, count, size)
    }

    /// Runs it once under strace: the system calls of all its threads per message, between the
    /// marks it sets at both ends of the measured part.
    pub(crate) fn system_calls(&self, port: u16, case: Case, count: u64, log: &Path) -> Result<f64> {
        let mut command = Command::new("timeout");
        command.args([LIMIT_SECONDS, "strace", "-f", "-qq", "-s", "12", "-o"]).arg(log);
        self.finish(command, port, case, count, 16)?;
        let calls = burst_calls(&fs::read_to_string(log)?)?;
        fs::remove_file(log)?;
        Ok(calls as f64 / count as f64)
    }

    fn finish(&self, mut command: Command, port: u16, case: Case, count: u64, size: usize) -> Result<Run> {
        command
            .arg(&self.path)
            .args(["--host", "127.0.0.1", "--port", &port.to_string(), "--case", case.argument()])
            .args(["--count", &count.to_string(), "--size", &size.to_string()])
            .stdin(Stdio::null())
            .stderr(Stdio::inherit());
        let output = command.output()?;
        let what = || format!("{} {} {size} bytes", self.name, case.argument());
        if !output.status.success() {
            return Err(format!("{}: {}", what(), output.status).into());
        }
        let run: Run =
            serde_json::from_slice(&output.stdout).map_err(|error| format!("{}: {error}", what()))?;
        if run.messages != count {
            return Err(format!("{}: {} messages of {count}", what(), run.messages).into());
        }
        Ok(run)
    }
}

/// Counts the calls begun between the two marks in strace's output.
fn burst_calls(log: &str) -> Result<usize> {
    let (_, after) = log.split_once("/burst-begin").ok_or("strace: no begin of the burst")?;
    let (burst, _) = after.split_once("/burst-end").ok_or("strace: no end of the burst")?;
    // The first line is the rest of the mark; the last is the begin of the other one.
    let lines: Vec<&str> = burst.lines().skip(1).collect();
    Ok(lines.iter().filter(|line| begins_call(line)).count() - 1)
}

/// `[pid] name(...`, not `<... resumed`, a signal or an exit.
fn begins_call(line: &str) -> bool {
    let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    call.find('(').is_some_and(|at| {
        at > 0 && call[..at].bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::burst_calls;

    #[test]
    fn counts_calls_between_the_marks() {
        let log = "7 read(3, \"\", 1) = 0\n\
                   7 newfstatat(AT_FDCWD, \"/burst-begin\", 0x7f, 0) = -1 ENOENT\n\
                   7 write(5, \"(\", 1) = 1\n\
                   8 futex(0x1, FUTEX_WAIT <unfinished ...>\n\
                   7 --- SIGCHLD {si_signo=SIGCHLD} ---\n\
                   8 <... futex resumed>) = 0\n\
                   8 +++ exited with 0 +++\n\
                   7 newfstatat(AT_FDCWD, \"/burst-end\", 0x7f, 0) = -1 ENOENT\n\
                   7 write(1, \"x\", 1) = 1\n";
        assert_eq!(burst_calls(log).ok(), Some(2));
        assert!(burst_calls("7 read(3, 1) = 0\n").is_err());
    }
}
