//! The peer's process, and what it tells of each connection.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde::Deserialize;

use crate::Result;
use crate::program::{Case, Run};

/// Ends with the runner: it stops when its standard input closes.
pub(crate) struct Peer {
    process: Child,
    output: BufReader<ChildStdout>,
    pub(crate) mqtt: u16,
    pub(crate) echo: u16,
}

/// One ended MQTT connection.
#[derive(Deserialize)]
struct Report {
    publishes: u64,
    emitted: u64,
}

impl Peer {
    /// On one processor if `pin` names one.
    pub(crate) fn start(path: &Path, pin: Option<&str>) -> Result<Self> {
        let mut command = match pin {
            None => Command::new(path),
            Some(processor) => {
                let mut command = Command::new("taskset");
                command.args(["-c", processor]).arg(path);
                command
            }
        };
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let mut output = BufReader::new(process.stdout.take().ok_or("no standard output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["mqtt", mqtt, "echo", echo] = words[..] else {
            return Err(format!("peer: {line:?}").into());
        };
        Ok(Self { process, output, mqtt: mqtt.parse()?, echo: echo.parse()? })
    }

    /// Takes the report of the connection that has just ended: have all messages arrived?
    pub(crate) fn confirm(&mut self, case: Case, run: &Run) -> Result<()> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let report: Report = serde_json::from_str(&line)?;
        let (publishes, emitted) = match case {
            Case::Qos0Pub | Case::Qos1Pub => (run.messages, 0),
            Case::Qos0Recv => (1, run.messages),
            Case::Latency => (run.messages + run.messages / 10, 0),
        };
        if (report.publishes, report.emitted) != (publishes, emitted) {
            return Err(format!("peer: {publishes} publishes and {emitted} emitted, not {line}").into());
        }
        Ok(())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
