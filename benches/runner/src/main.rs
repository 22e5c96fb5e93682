//! Runs the benchmark programs against the peer, interleaved over several rounds, and writes
//! `bench.md`, `bench.json` and `bench.svg`. Started by `benches/run`, which builds the programs.

mod machine;
mod measure;
mod options;
mod peer;
mod plot;
mod program;
mod results;
mod table;

use std::error::Error;
use std::fs;
use std::process::ExitCode;

use crate::measure::Session;
use crate::options::Options;
use crate::results::Results;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// False if `--check` was asked for and something missed its bound.
fn run() -> Result<bool> {
    let options = Options::parse(std::env::args().skip(1))?;
    let facts = machine::facts(&options.facts);
    let samples = Session::start(&options)?.measure()?;
    let results = Results::new(&options, facts, &samples);

    fs::create_dir_all(&options.out)?;
    let table = table::markdown(&results);
    fs::write(options.out.join("bench.md"), &table)?;
    fs::write(options.out.join("bench.json"), serde_json::to_string_pretty(&results)? + "\n")?;
    plot::draw(&results, &options.out.join("bench.svg"))?;
    println!("{table}");
    println!("written to {}: bench.md, bench.json, bench.svg", options.out.display());
    Ok(!options.check || check(&results)?)
}

/// The project's own bounds: ratios within this run, no absolute figure.
fn check(results: &Results) -> Result<bool> {
    let checks = results.checks().ok_or("--check needs our own program")?;
    for check in &checks {
        println!("{} {}", if check.passed { "ok    " } else { "MISSED" }, check.text);
    }
    let failed = checks.iter().filter(|check| !check.passed).count();
    println!("{} passed, {failed} failed", checks.len() - failed);
    Ok(failed == 0)
}
