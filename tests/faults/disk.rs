//! A full disk: nothing is acknowledged that is not stored, and freeing space is enough.

use crate::support::{
    Folder,
    check::check,
    disk::{Disk, fill},
    load::Load,
    outage::{Outage, health},
    proxy, receipts,
    server::Start,
    turn,
};
use std::{
    fs,
    sync::{Arc, atomic::AtomicU16},
    thread,
    time::{Duration, Instant},
};

/// Room for the database and for all of its log: 32 MiB before that is written back.
const SIZE: &str = "96m";

#[test]
fn a_full_disk_acknowledges_nothing() {
    let turn = turn(
        "disk full",
        "no 2xx for the unstored, 503 with Retry-After within 2.5 s, /health 503, recovery <= 5 s without restart, acknowledged = stored",
    );
    match Disk::mount(SIZE) {
        Err(why) => turn.skip(&format!("the right to mount a file system ({why})")),
        Ok(disk) => {
            let outage = fill_under_load(&disk, false);
            turn.say(&outage.figures());
            assert!(outage.holds(), "{outage:#?}");
            drop(disk);
            let control = fill_under_load(&Disk::mount(SIZE).unwrap(), true);
            turn.say(&format!("control, acknowledging before the commit: {}", control.figures()));
            assert!(!control.holds() && control.too_much > 0 && control.findings.lost > 0, "{control:#?}");
        }
    }
}

fn fill_under_load(disk: &Disk, too_early: bool) -> Outage {
    let start = Start::on(&disk.path().join("data"));
    let tokens = receipts::mint(&start, receipts::MANY);
    let (server, _) = start.serve();
    let port = server.address.port();
    let door = if too_early { proxy::acknowledge_too_early(Arc::new(AtomicU16::new(port))) } else { port };
    let load = Load::start(door, 3, tokens);
    thread::sleep(Duration::from_millis(500));
    let ballast = disk.path().join("ballast");
    // The database's log may have room in itself for a while; full is when that is used up too. (Behind
    // the control's door that never happens.)
    let (mut created, mut quiet) = (load.created(), 0);
    for _ in 0..if too_early { 40 } else { 400 } {
        fill(&ballast);
        thread::sleep(Duration::from_millis(50));
        quiet = if load.created() == created { quiet + 1 } else { 0 };
        created = load.created();
        if quiet == 20 {
            break;
        }
    }
    let from = Instant::now();
    thread::sleep(Duration::from_secs(3));
    let during = health(port);
    fill(&ballast);
    let to = Instant::now();
    fs::remove_file(&ballast).unwrap();
    thread::sleep(Duration::from_secs(2));
    let health = [during, health(port)];
    let ledger = load.end();
    server.kill();
    Outage::new(&ledger, from, to, health, check(&start, &ledger))
}

#[test]
fn a_full_disk_leaves_the_file_that_was_there() {
    let turn = turn("old file", "an export to a full disk ends with 1, the old file is whole, nothing is beside it");
    match Disk::mount("1m") {
        Err(why) => turn.skip(&format!("the right to mount a file system ({why})")),
        Ok(disk) => {
            let site = Folder::new();
            let start = Start::on(site.path());
            assert!(start.command(&["migrate"]).output().unwrap().status.success());
            let whole = export_to_full(&start, &disk, false);
            turn.say(&format!("old file {}, {} files: {}", whole.old, whole.files, whole.said));
            assert!(whole.holds() && whole.said.contains("codebook.csv"), "{whole:#?}");
            let control = export_to_full(&start, &disk, true);
            turn.say(&format!("control, written by the shell: old file {}", control.old));
            assert!(!control.holds(), "{control:#?}");
        }
    }
}

/// The rest of a file that was to be replaced.
#[derive(Debug)]
struct Left {
    old: &'static str,
    /// With the ballast.
    files: usize,
    ended: Option<i32>,
    said: String,
}

impl Left {
    fn holds(&self) -> bool {
        (self.old, self.files, self.ended) == ("whole", 2, Some(1))
    }
}

fn export_to_full(start: &Start, disk: &Disk, by_shell: bool) -> Left {
    let file = disk.path().join("codebook.csv");
    let name = file.to_str().unwrap();
    let codebook = ["export", "codebook", "--survey", "one-stop-2024", "--out"];
    assert!(start.command(&[&codebook[..], &[name]].concat()).output().unwrap().status.success());
    // Longer: what is emptied first has too little room for it.
    let export = |out| start.command(&[&codebook[..], &[out, "--dialect", "excel-vi"]].concat());
    let before = fs::read(&file).unwrap();
    fill(&disk.path().join("ballast"));
    let output = if by_shell {
        // As `> codebook.csv`.
        let emptied = fs::File::create(&file).unwrap();
        fill(&disk.path().join("ballast"));
        export("-").stdout(emptied).output().unwrap()
    } else {
        export(name).output().unwrap()
    };
    let left = Left {
        old: if fs::read(&file).unwrap() == before { "whole" } else { "lost" },
        files: fs::read_dir(disk.path()).unwrap().count(),
        ended: output.status.code(),
        said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    };
    fs::remove_file(disk.path().join("ballast")).unwrap();
    left
}
