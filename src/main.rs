//! Parses the arguments and runs the command.

use clap::Parser;
use hailong::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(&cli::Arguments::parse())
}
