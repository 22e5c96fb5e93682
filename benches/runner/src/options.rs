//! The command line.

use std::path::PathBuf;

use crate::Result;
use crate::program::Program;

/// What `benches/run` passes on.
pub(crate) struct Options {
    /// `--peer PATH`: the sink and source.
    pub(crate) peer: PathBuf,
    /// `--raw PATH`: the round trip without MQTT.
    pub(crate) raw: Program,
    /// `--program NAME:VERSION:PATH`, any number.
    pub(crate) programs: Vec<Program>,
    /// `--out DIRECTORY`
    pub(crate) out: PathBuf,
    /// `--fact NAME=VALUE`: lines for the head of the table.
    pub(crate) facts: Vec<(String, String)>,
    /// `--rounds N`
    pub(crate) rounds: usize,
    /// `--seconds S`: how long one throughput run should take.
    pub(crate) seconds: f64,
    /// `--pin CPU`: round trips with the client and the peer on this processor.
    pub(crate) pin: Option<String>,
    /// `--check`: end with status 2 if a ratio misses its bound.
    pub(crate) check: bool,
}

impl Options {
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            peer: PathBuf::new(),
            raw: Program::raw(""),
            programs: Vec::new(),
            out: "bench-results".into(),
            facts: Vec::new(),
            rounds: 7,
            seconds: 0.5,
            pin: None,
            check: false,
        };
        while let Some(name) = words.next() {
            if name == "--check" {
                options.check = true;
                continue;
            }
            let value = words.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--peer" => options.peer = value.into(),
                "--raw" => options.raw = Program::raw(&value),
                "--program" => options.programs.push(program(&value)?),
                "--out" => options.out = value.into(),
                "--fact" => options.facts.push(pair(&value, '=')?),
                "--rounds" => options.rounds = value.parse::<usize>()?.max(1),
                "--pin" => options.pin = Some(value),
                "--seconds" => options.seconds = value.parse()?,
                _ => return Err(format!("unknown option {name}").into()),
            }
        }
        if options.programs.is_empty() {
            return Err("no --program".into());
        }
        Ok(options)
    }
}

fn program(text: &str) -> Result<Program> {
    let (name, rest) = pair(text, ':')?;
    let (version, path) = pair(&rest, ':')?;
    Ok(Program::new(&name, &version, &path))
}

fn pair(text: &str, separator: char) -> Result<(String, String)> {
    let (left, right) = text.split_once(separator).ok_or_else(|| format!("{text}: no {separator:?}"))?;
    Ok((left.into(), right.into()))
}
