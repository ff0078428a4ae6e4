//! A full disk: nothing is acknowledged that is not stored, and freeing space is enough.

use crate::support::{
    Folder,
    check::check,
    load::Load,
    outage::{Outage, health},
    proxy, receipts,
    server::Start,
    turn,
};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, atomic::AtomicU16},
    thread,
    time::{Duration, Instant},
};

/// Room for the database and for all of its log: 32 MiB before that is written back.
const SIZE: &str = "96m";

/// A small file system of its own; unmounted when dropped.
struct Disk(Folder);

impl Disk {
    fn mount(size: &str) -> Result<Self, String> {
        let folder = Folder::new();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "hailong-faults"])
            .arg(folder.path())
            .output();
        match done {
            Ok(output) if output.status.success() => Ok(Self(folder)),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount").arg("--lazy").arg(self.path()).status().ok();
    }
}

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

/// Writes until there is no room for another byte.
fn fill(ballast: &PathBuf) {
    let mut file = File::options().create(true).append(true).open(ballast).unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}
