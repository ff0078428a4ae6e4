//! Root works in the folder of a service: what it leaves there is the service's.

use super::{Machine, ran};
use crate::skip;
use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const NOBODY: u32 = 65_534;

/// A folder of nobody's in which root works too.
struct Service {
    machine: Machine,
    /// Where nobody may run it.
    program: PathBuf,
}

impl Service {
    /// `None` where the run is on PostgreSQL.
    fn new() -> Option<Self> {
        let machine = Machine::plain()?;
        let program = machine.path("hailong");
        let ours = machine.command(&[]);
        fs::hard_link(ours.get_program(), &program)
            .or_else(|_| fs::copy(ours.get_program(), &program).map(drop))
            .unwrap();
        fs::create_dir(machine.path("data")).unwrap();
        chown(machine.path("data"), Some(NOBODY), Some(NOBODY)).unwrap();
        Some(Self { machine, program })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(&self.machine.folder.0).stdin(Stdio::null()).env_clear();
        command
    }

    fn root(&self, arguments: &[&str]) {
        let run = ran(&mut self.command(arguments));
        assert_eq!(run.code, Some(0), "root: {arguments:?}: {run:?}");
        self.is_theirs("data", arguments);
    }

    /// A folder and all that is in it.
    fn is_theirs(&self, folder: &str, arguments: &[&str]) {
        let folder = self.machine.path(folder);
        for path in [vec![folder.clone()], below(&folder)].concat() {
            let of = fs::metadata(&path).unwrap();
            assert_eq!((of.uid(), of.gid()), (NOBODY, NOBODY), "after {arguments:?}: {}", path.display());
        }
    }

    fn nobody(&self, arguments: &[&str]) {
        let run = ran(self.command(arguments).uid(NOBODY).gid(NOBODY));
        assert_eq!(run.code, Some(0), "nobody: {arguments:?}: {run:?}");
    }

    /// Starts the server and waits until it listens.
    fn serve(&self) -> Child {
        let mut serve = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut server = serve.uid(NOBODY).gid(NOBODY).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let said = BufReader::new(server.stdout.as_mut().unwrap()).lines();
        assert!(said.map_while(Result::ok).any(|line| line.starts_with("listening")), "the service starts");
        server
    }
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { [vec![path.clone()], below(&path)].concat() } else { vec![path] })
        .collect()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[test]
fn what_root_makes_in_the_folder_of_a_service_is_the_services() {
    if !is_root() {
        return skip::note("root's commands in the folder of a service", "to run as root");
    }
    let Some(service) = Service::new() else { return };
    service.root(&["migrate"]);
    service.nobody(&["user", "add", "--name", "lan", "--role", "auditor"]);
    let mint = ["receipts", "mint", "--unit", "KH.NHATRANG", "--survey", "one-stop-2024", "--count", "3", "--out", "-"];
    let mut server = service.serve();
    for command in [&mint[..], &["receipts", "rotate-key"], &["devices", "rotate-key"], &["verify"]] {
        service.root(command);
    }
    service.nobody(&mint);
    server.kill().unwrap();
    server.wait().unwrap();
    // The log is there: a crash has left it.
    service.root(&mint);
    for gone in ["data/starting.lock", "data/surveys/series.csv", "data/keys/form.key"] {
        fs::remove_file(service.machine.path(gone)).unwrap();
    }
    service.root(&["verify"]);
    service.nobody(&["verify"]);
    let mut server = service.serve();
    server.kill().unwrap();
    server.wait().unwrap();
}

/// The service's is the folder where it runs, or one further up; the data folder is not there yet.
#[test]
fn a_data_folder_that_root_makes_is_whose_the_nearest_folder_was() {
    if !is_root() {
        return skip::note("a data folder that root makes for a service", "to run as root");
    }
    let Some(service) = Service::new() else { return };
    fs::remove_dir(service.machine.path("data")).unwrap();
    chown(&service.machine.folder.0, Some(NOBODY), Some(NOBODY)).unwrap();
    service.root(&["migrate"]);
    service.nobody(&["verify"]);
    let mut server = service.serve();
    server.kill().unwrap();
    server.wait().unwrap();
    let deeper = ["migrate", "--data-dir", "srv/one stop/data"];
    let run = ran(&mut service.command(&deeper));
    assert_eq!(run.code, Some(0), "{run:?}");
    service.is_theirs("srv", &deeper);
    service.nobody(&["verify", "--data-dir", "srv/one stop/data"]);
    // Where the nearest folder is root's, nothing is anybody else's.
    fs::create_dir(service.machine.path("roots")).unwrap();
    let roots = ran(&mut service.command(&["migrate", "--data-dir", "roots/data"]));
    assert_eq!(roots.code, Some(0), "{roots:?}");
    assert!(below(&service.machine.path("roots")).iter().all(|path| fs::metadata(path).unwrap().uid() == 0));
}

/// The owner of the folder must not lead root to other files.
#[test]
fn root_follows_no_link_to_what_it_would_empty_or_give_away() {
    let Some(machine) = Machine::plain() else { return };
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    fs::write(machine.path("other"), "somebody's").unwrap();
    fs::remove_file(machine.path("data/starting.lock")).unwrap();
    std::os::unix::fs::symlink(machine.path("other"), machine.path("data/starting.lock")).unwrap();
    assert_eq!(machine.run(&["verify"]).code, Some(0));
    assert_eq!(fs::read_to_string(machine.path("other")).unwrap(), "somebody's");
}
