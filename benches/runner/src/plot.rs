//! `bench.svg`: one small bar chart for each figure that matters.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::Result;
use crate::program::{Case, OURS, RAW};
use crate::results::{Quantity, Results, Row};

const WIDTH: u32 = 1260;
const HEIGHT: u32 = 760;
const MARGIN: i32 = 16;
/// Room for a program's name, and for the figure behind a bar.
const NAME_WIDTH: i32 = 104;
const FIGURE_WIDTH: i32 = 100;
const TITLE_HEIGHT: i32 = 46;
const BAR_PITCH: i32 = 34;
const BAR_HEIGHT: i32 = 22;
const FONT: &str = "sans-serif";

const INK: RGBColor = RGBColor(31, 41, 55);
const FAINT: RGBColor = RGBColor(107, 114, 128);
const OUR_BAR: RGBColor = RGBColor(37, 99, 235);
const RAW_BAR: RGBColor = RGBColor(209, 213, 219);
const OTHER_BAR: RGBColor = RGBColor(148, 163, 184);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The charts, row by row.
const CHARTS: [(Quantity, Case, usize); 9] = [
    (Quantity::MessagesPerSecond, Case::Qos0Pub, 16),
    (Quantity::MessagesPerSecond, Case::Qos1Pub, 16),
    (Quantity::MessagesPerSecond, Case::Qos0Recv, 16),
    (Quantity::MessagesPerSecond, Case::Qos0Pub, 1024),
    (Quantity::MessagesPerSecond, Case::Qos1Pub, 1024),
    (Quantity::MessagesPerSecond, Case::Qos0Recv, 1024),
    (Quantity::MedianMicroseconds, Case::Latency, 16),
    (Quantity::CpuMicrosecondsPerMessage, Case::Qos0Pub, 16),
    (Quantity::SystemCallsPerMessage, Case::Qos0Pub, 16),
];

pub(crate) fn draw(results: &Results, path: &Path) -> Result<()> {
    let root = SVGBackend::new(path, (WIDTH, HEIGHT)).into_drawing_area();
    root.fill(&WHITE)?;
    for (area, (quantity, case, size)) in root.split_evenly((3, 3)).iter().zip(CHARTS) {
        if let Some(row) = results.row(quantity, case, size) {
            chart(area, row)?;
        }
    }
    root.present()?;
    Ok(())
}

fn chart(area: &Area<'_>, row: &Row) -> Result<()> {
    let width = area.dim_in_pixel().0.cast_signed();
    let better = match row.quantity {
        Quantity::MessagesPerSecond => "longer is better",
        _ => "shorter is better",
    };
    let title = format!("{}, {} bytes", row.case.title(), row.size);
    let unit = format!("{}, {better}", row.quantity.unit());
    text(area, &title, (MARGIN, MARGIN), 16, &INK, HPos::Left)?;
    text(area, &unit, (MARGIN, MARGIN + 20), 12, &FAINT, HPos::Left)?;

    let left = MARGIN + NAME_WIDTH;
    let room = f64::from(width - left - FIGURE_WIDTH - MARGIN);
    let longest = row.cells.iter().map(|cell| cell.median).fold(f64::MIN_POSITIVE, f64::max);
    for (index, cell) in (0..).zip(&row.cells) {
        let top = MARGIN + TITLE_HEIGHT + index * BAR_PITCH;
        let right = left + (cell.median / longest * room).round().max(1.0) as i32;
        let colour = match cell.program.as_str() {
            OURS => OUR_BAR,
            RAW => RAW_BAR,
            _ => OTHER_BAR,
        };
        let figure = format!("{} ({:.2})", row.quantity.text(cell.median), cell.ratio);
        let middle = top + BAR_HEIGHT / 2;
        text(area, &cell.program, (left - 8, middle), 13, &INK, HPos::Right)?;
        area.draw(&Rectangle::new([(left, top), (right, top + BAR_HEIGHT)], colour.filled()))?;
        text(area, &figure, (right + 6, middle), 13, &INK, HPos::Left)?;
    }
    Ok(())
}

fn text(area: &Area<'_>, text: &str, at: (i32, i32), size: u32, colour: &RGBColor, side: HPos) -> Result<()> {
    let style = (FONT, size).into_text_style(area).color(colour).pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(text, at, style))?;
    Ok(())
}
