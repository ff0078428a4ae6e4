//! The table of measures: a line for each figure, a column for each round, the median, and the goal beside it.

use crate::quantile;
use std::fmt::{self, Display, Formatter};

/// The unit of a figure.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    PerSecond,
    Milliseconds,
    Microseconds,
    /// A share of another figure of the same round.
    Percent,
    Times,
    Kilobytes,
    Mebibytes,
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::PerSecond => format!("{}/s", thousands(value)),
            Self::Milliseconds => format!("{value:.1} ms"),
            Self::Microseconds => format!("{value:.0} µs"),
            Self::Percent => format!("{value:.0} %"),
            Self::Times => format!("{value:.1} x"),
            Self::Kilobytes => format!("{:.1} KB", value / 1000.0),
            Self::Mebibytes => format!("{value:.0} MiB"),
        }
    }
}

fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[derive(Clone, Copy, Debug)]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

#[derive(Debug)]
struct Line {
    label: String,
    unit: Unit,
    goal: Option<Goal>,
    values: Vec<f64>,
}

/// The figures of one benchmark.
#[derive(Debug, Default)]
pub struct Table {
    title: String,
    lines: Vec<Line>,
    notes: Vec<String>,
}

impl Table {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Keeps one round's value of a figure and gives it back.
    pub fn add(&mut self, label: &str, unit: Unit, value: f64) -> f64 {
        self.keep(label, unit, None, value)
    }

    /// The same for a figure that has a goal.
    pub fn judge(&mut self, label: &str, unit: Unit, value: f64, goal: Goal) -> f64 {
        self.keep(label, unit, Some(goal), value)
    }

    /// A sentence below the table.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    fn keep(&mut self, label: &str, unit: Unit, goal: Option<Goal>, value: f64) -> f64 {
        eprintln!("  {label}: {}", unit.show(value));
        match self.lines.iter_mut().find(|line| line.label == label) {
            Some(line) => line.values.push(value),
            None => self.lines.push(Line { label: label.to_owned(), unit, goal, values: vec![value] }),
        }
        value
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let rounds = self.lines.iter().map(|line| line.values.len()).max().unwrap_or(0);
        writeln!(f, "{}", self.title)?;
        if !self.lines.is_empty() {
            write!(f, "  {:44}", "")?;
            (1..=rounds).try_for_each(|round| write!(f, "{:>11}", format!("round {round}")))?;
            writeln!(f, "{:>12}  goal", "median")?;
        }
        for line in &self.lines {
            write!(f, "  {:44}", line.label)?;
            for round in 0..rounds {
                let value = line.values.get(round).map(|value| line.unit.show(*value));
                write!(f, "{:>11}", value.unwrap_or_default())?;
            }
            let median = quantile(&mut line.values.clone(), 0.5);
            writeln!(f, "{:>12}  {}", line.unit.show(median), verdict(line.goal, line.unit, median))?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
    }
}

fn verdict(goal: Option<Goal>, unit: Unit, median: f64) -> String {
    let (words, met) = match goal {
        None => return String::new(),
        Some(Goal::AtLeast(least)) => (format!(">= {}", unit.show(least)), median >= least),
        Some(Goal::AtMost(most)) => (format!("<= {}", unit.show(most)), median <= most),
    };
    format!("{words}  {}", if met { "met" } else { "MISSED" })
}
