//! Parses the arguments and runs the command.

use clap::Parser;
use hailong::cli;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let level = EnvFilter::try_from_env("HAILONG_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    tracing_subscriber::fmt().with_env_filter(level).with_writer(std::io::stderr).init();
    cli::run(&cli::Arguments::parse())
}
