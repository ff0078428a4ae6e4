//! The commands of an operator and their results: the real binary in a folder of its own.

mod address;
mod files;
mod folders;
mod log;
mod new_keys;
mod open_files;
mod owner;
mod readers;
mod running;
mod served;
mod settings;

use crate::{
    backend::Backend,
    support::{Folder, Schema, create_database, left_to_sqlite},
};
use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

/// A folder in which the program is run, with a database of its own.
pub struct Machine {
    pub folder: Folder,
    /// `None` for the file in the data folder.
    database: Option<String>,
    _schema: Option<Schema>,
}

/// The end of a command and its messages.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Machine {
    /// With the defaults: SQLite, and `data` in the folder where it is run. `None` where the run is on PostgreSQL.
    pub fn plain() -> Option<Self> {
        (!left_to_sqlite()).then(|| Self { folder: Folder::new(), database: None, _schema: None })
    }

    /// With the database of this run.
    pub async fn new() -> Self {
        let folder = Folder::new();
        let (database, schema) = match Backend::of_this_run() {
            Backend::Sqlite => (None, None),
            Backend::Postgres(_) => {
                let (url, schema) = create_database(&folder.0).await;
                (Some(url), schema)
            }
        };
        Self { folder, database, _schema: schema }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.0.join(name)
    }

    /// The program with no settings but these.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hailong"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HAILONG_")) {
            command.env_remove(name);
        }
        command.args(arguments).current_dir(&self.folder.0).stdin(Stdio::null());
        if let Some(url) = &self.database {
            command.env("HAILONG_DATABASE_URL", url).env("HAILONG_ALLOW_UNSAFE_DATABASE", "true");
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }
}

pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}
