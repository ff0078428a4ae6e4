//! The arguments of the command line.

use super::{api_keys::ApiKeyCommand, devices::DevicesCommand, receipts::ReceiptsCommand};
use crate::config::Given;
use clap::{Parser, Subcommand};

/// Hài Lòng: asks people at one-stop desks how satisfied they are, and keeps nobody's name.
#[derive(Parser, Debug)]
#[command(version, about)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) settings: Given,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Starts the site; makes folder, keys, database and administrator where they are missing (the default)
    Serve,
    /// Starts a throw-away site full of synthetic answers
    Demo {
        /// Number of submissions
        #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..=5_000_000))]
        submissions: u64,
        /// The same seed gives the same answers
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Releases the batches that are due; the server does it by itself
    Release {
        /// Also those that are full but not due yet; what past months left behind goes up
        #[arg(long)]
        now: bool,
    },
    /// Writes released responses, the file about people, the index or the codebook as CSV; the same bytes as the web download
    Export(Export),
    /// Checks every invariant, a line each; ends with 1 where one does not hold
    Verify,
    /// Staff accounts
    #[command(subcommand)]
    User(UserCommand),
    /// Single-use links for service receipts
    #[command(subcommand)]
    Receipts(ReceiptsCommand),
    /// Keys for other systems
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// Kiosk tablets
    #[command(subcommand)]
    Devices(DevicesCommand),
    /// Takes in the rescue file of a kiosk; what is there already is not doubled
    ImportQueue {
        /// As the kiosk's staff menu has saved it
        file: String,
    },
    /// Makes folder, keys and database where they are missing, applies migrations and ends
    Migrate,
}

#[derive(clap::Args, Debug)]
pub(super) struct Export {
    /// responses (by unit), people (details and answers, without unit and month), index or codebook
    pub what: String,
    /// A whole year, in place of months
    #[arg(long)]
    year: Option<String>,
    /// First month, YYYY-MM [default: January of this year]
    #[arg(long)]
    from: Option<String>,
    /// Last month, YYYY-MM [default: December of that year]
    #[arg(long)]
    to: Option<String>,
    /// Only this unit and what is below it
    #[arg(long)]
    unit: Option<String>,
    /// Only the units of this block
    #[arg(long)]
    block: Option<String>,
    /// Version of the questionnaire [default: the newest that has answers in the period]
    #[arg(long)]
    survey: Option<String>,
    /// For the index: unit, factor, item, month, stratum, respondent or flag
    #[arg(long)]
    group_by: Option<String>,
    /// For the index: only this stratum
    #[arg(long)]
    stratum: Option<String>,
    /// For the index: top2, mean5 or mean4 [default: the questionnaire's]
    #[arg(long)]
    method: Option<String>,
    /// machine or excel-vi [default: machine]
    #[arg(long)]
    dialect: Option<String>,
    /// csv
    #[arg(long, default_value = "csv", value_parser = ["csv"])]
    format: String,
    /// The file to write, or - for standard output
    #[arg(long, default_value = "-")]
    pub out: String,
}

impl Export {
    /// The question in the words of the web.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let given = [
            ("year", &self.year),
            ("from", &self.from),
            ("to", &self.to),
            ("unit", &self.unit),
            ("block", &self.block),
            ("survey", &self.survey),
            ("group_by", &self.group_by),
            ("stratum", &self.stratum),
            ("method", &self.method),
            ("dialect", &self.dialect),
        ];
        given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))).collect()
    }
}

#[derive(Subcommand, Debug)]
pub(super) enum UserCommand {
    /// Makes an account and prints its one-time password
    Add {
        #[arg(long)]
        name: String,
        /// analyst, manager, oversight, administrator or auditor
        #[arg(long)]
        role: String,
        /// The unit whose figures a manager sees; for an analyst the top of the subtree
        #[arg(long)]
        unit: Option<String>,
    },
    /// All accounts, by name
    List,
    /// Lets nobody sign in with an account, and ends its sessions
    Disable {
        #[arg(long)]
        name: String,
    },
    /// Lets people sign in with an account again, by the password that it had
    Enable {
        #[arg(long)]
        name: String,
    },
    /// Gives an account another role, and ends its sessions
    Role {
        #[arg(long)]
        name: String,
        /// analyst, manager, oversight, administrator or auditor
        #[arg(long)]
        role: String,
        /// As for `add`
        #[arg(long)]
        unit: Option<String>,
    },
    /// Prints another one-time password for an account, and ends its sessions
    Reset {
        #[arg(long)]
        name: String,
    },
    /// The open sessions of an account
    Sessions {
        #[arg(long)]
        name: String,
        /// Ends them
        #[arg(long)]
        end: bool,
    },
}
