//! A PostgreSQL server of our own, so that it can be stopped.

use super::Folder;
use std::{
    ffi::OsStr,
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A server in a temporary folder, on a free port of this machine; stopped when dropped.
pub struct Postgres {
    programs: PathBuf,
    folder: Folder,
    pub port: u16,
    /// Under which name it is a standby.
    name: &'static str,
}

impl Postgres {
    /// Makes and starts a server, or says why that cannot be done here.
    pub fn start() -> Result<Self, String> {
        let postgres = Self::new("primary")?;
        let data = postgres.data();
        let data = data.to_str().unwrap();
        postgres.program("initdb", &["-D", data, "-U", "hailong", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])?;
        postgres.up()?;
        Ok(postgres)
    }

    fn new(name: &'static str) -> Result<Self, String> {
        let programs = programs().ok_or("the programs of a PostgreSQL server are not installed")?;
        let folder = Folder::new();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).unwrap().port();
        if is_root() {
            // The server refuses to run as root.
            run(Command::new("chown").arg("postgres").arg(folder.path()))?;
        }
        Ok(Self { programs, folder, port, name })
    }

    /// A copy that follows this server, which from now on acknowledges nothing that the copy does not have.
    pub fn standby(&self) -> Result<Self, String> {
        let standby = Self::new("standby")?;
        let (data, port) = (standby.data(), self.port.to_string());
        let data = data.to_str().unwrap();
        let copied = ["-D", data, "-R", "-X", "stream", "-c", "fast", "-N", "-h", "127.0.0.1", "-p", &port];
        standby.program("pg_basebackup", &[&copied[..], &["-U", "hailong"]].concat())?;
        standby.up()?;
        self.set("synchronous_standby_names", "standby");
        Ok(standby)
    }

    /// Makes a standby a server of its own.
    pub fn promote(&self) -> Result<(), String> {
        self.program("pg_ctl", &["promote", "-w", "-D", self.data().to_str().unwrap()]).map(drop)
    }

    /// Changes a setting while the server runs.
    pub fn set(&self, setting: &str, value: &str) {
        query(&self.url("postgres"), &format!("ALTER SYSTEM SET {setting} = '{value}'"));
        query(&self.url("postgres"), "SELECT pg_reload_conf()");
    }

    /// Starts it and waits until it takes connections.
    pub fn up(&self) -> Result<(), String> {
        let folder = self.folder.path().display();
        let options = format!("-h 127.0.0.1 -p {} -k {folder} -c cluster_name={}", self.port, self.name);
        let (data, log) = (self.data(), self.folder.path().join("log"));
        let paths = [data.to_str().unwrap(), log.to_str().unwrap()];
        self.program("pg_ctl", &["start", "-w", "-D", paths[0], "-l", paths[1], "-o", &options]).map(drop)
    }

    /// Stops it as a crash would: connections end at once, nothing is tidied up.
    pub fn down(&self) -> Result<(), String> {
        self.program("pg_ctl", &["stop", "-m", "immediate", "-D", self.data().to_str().unwrap()]).map(drop)
    }

    /// A new database.
    pub fn database(&self, name: &str) -> String {
        query(&self.url("postgres"), &format!("CREATE DATABASE {name}"));
        self.url(name)
    }

    /// The number of times that the server's log says so.
    pub fn logged(&self, what: &str) -> usize {
        fs::read_to_string(self.folder.path().join("log")).unwrap().matches(what).count()
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://hailong@127.0.0.1:{}/{database}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn program(&self, name: &str, arguments: &[&str]) -> Result<Output, String> {
        let mut command = as_its_user(self.programs.join(name));
        // A program that it starts must not hold our output open.
        let log = fs::File::options().create(true).append(true).open(self.folder.path().join("programs")).unwrap();
        run(command.args(arguments).current_dir(self.folder.path()).stdout(log.try_clone().unwrap()).stderr(log))
            .map_err(|error| format!("{error}\n{}", fs::read_to_string(self.folder.path().join("programs")).unwrap()))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.down().ok();
    }
}

/// A program that refuses to run as root.
pub fn as_its_user(program: impl AsRef<OsStr>) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

/// The answer of a query, a row a line.
pub fn query(url: &str, sql: &str) -> String {
    let output = run(Command::new("psql").args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, url])).unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn run(command: &mut Command) -> Result<Output, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("{command:?}: {} {}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// Where initdb and pg_ctl are: beside each other in Debian's folder of the newest version, or in the path.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = versions.map(|version| version.join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::split_paths(&path).collect::<Vec<_>>();
    let complete = |folder: &&PathBuf| folder.join("initdb").exists() && folder.join("pg_ctl").exists();
    folders.iter().rev().chain(&path).find(complete).cloned()
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(Path::new("/proc/self")).is_ok_and(|process| process.uid() == 0)
}
