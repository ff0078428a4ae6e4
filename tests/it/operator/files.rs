//! Files that commands write: whole or as they were, and with the same readers.

use super::{Machine, Ran, ran};
use std::{
    fs,
    os::unix::fs::{FileTypeExt, PermissionsExt, symlink},
    process::{Command, Stdio},
};

const CODEBOOK: [&str; 5] = ["export", "codebook", "--survey", "one-stop-2024", "--out"];

fn mint<'a>(count: &'a str, out: &'a str) -> [&'a str; 10] {
    ["receipts", "mint", "--unit", "KH.NHATRANG", "--survey", "one-stop-2024", "--count", count, "--out", out]
}

/// Runs the program where no file may grow beyond some megabytes: such a write fails as on a full disk.
fn cramped(machine: &Machine, arguments: &[&str]) -> Ran {
    let program = machine.command(arguments);
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 16384; exec \"$0\" \"$@\""]).arg(program.get_program());
    shell.args(program.get_args()).current_dir(&machine.folder.0).stdin(Stdio::null());
    program.get_envs().for_each(|(name, value)| match value {
        Some(value) => drop(shell.env(name, value)),
        None => drop(shell.env_remove(name)),
    });
    ran(&mut shell)
}

fn names(machine: &Machine) -> Vec<String> {
    let entries = fs::read_dir(&machine.folder.0).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn mode(machine: &Machine, file: &str) -> u32 {
    fs::metadata(machine.path(file)).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_beside() {
    let machine = Machine::new().await;
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    fs::write(machine.path("slips.csv"), "of before").unwrap();
    let run = cramped(&machine, &mint("100000", "slips.csv"));
    assert_eq!(run.code, Some(1), "{run:?}");
    for part in ["cannot write slips.csv; what was there before is unchanged", "receipts revoke --from 1 --to 100000"] {
        assert!(run.err.contains(part), "{part} is not in {run:?}");
    }
    assert_eq!(fs::read_to_string(machine.path("slips.csv")).unwrap(), "of before");
    assert_eq!(names(&machine), ["data", "slips.csv"], "nothing is left beside");
    assert_eq!(machine.run(&mint("100000", "slips.csv")).code, Some(0));
    let rows = fs::read_to_string(machine.path("slips.csv")).unwrap();
    assert_eq!((rows.lines().count(), names(&machine).len()), (100_001, 2));
}

#[test]
fn a_file_is_read_by_whom_it_was_and_secrets_by_their_owner_alone() {
    let Some(machine) = Machine::plain() else { return };
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    fs::write(machine.path("kept.csv"), "of before").unwrap();
    fs::set_permissions(machine.path("kept.csv"), PermissionsExt::from_mode(0o640)).unwrap();
    symlink("kept.csv", machine.path("link.csv")).unwrap();
    for file in ["kept.csv", "link.csv", "new.csv"] {
        fs::write(machine.path("plain"), "").unwrap();
        let run = machine.run(&[&CODEBOOK[..], &[file]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let expected = if file == "new.csv" { mode(&machine, "plain") } else { 0o640 };
        assert_eq!(mode(&machine, file), expected, "{file}");
        assert!(fs::read_to_string(machine.path(file)).unwrap().contains("access.seats"), "{file}");
    }
    assert!(fs::symlink_metadata(machine.path("link.csv")).unwrap().is_symlink(), "a link stays one");
    fs::set_permissions(machine.path("kept.csv"), PermissionsExt::from_mode(0o644)).unwrap();
    for file in ["kept.csv", "slips.csv"] {
        assert_eq!(machine.run(&mint("1", file)).code, Some(0));
        assert_eq!(mode(&machine, file), 0o600, "{file}");
    }
    assert_eq!(names(&machine), ["data", "kept.csv", "link.csv", "new.csv", "plain", "slips.csv"]);
}

#[test]
fn what_is_no_file_is_never_replaced_by_one() {
    let Some(machine) = Machine::plain() else { return };
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    let full = machine.run(&[&CODEBOOK[..], &["/dev/full"]].concat());
    assert!(full.code == Some(1) && full.err.contains("cannot write /dev/full"), "{full:?}");
    assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
    for (place, why) in [("data", "is a directory"), ("gone/codebook.csv", "No such file")] {
        let run = machine.run(&[&CODEBOOK[..], &[place]].concat());
        let said = run.err.to_lowercase();
        assert!(run.code == Some(1) && said.contains(&format!("cannot write {place}")), "{run:?}");
        assert!(said.contains(&why.to_lowercase()), "{run:?}");
    }
    fs::write(machine.path("list.csv"), "H32.15-240530-0007\n").unwrap();
    let for_list = |out| [&mint("1", out)[..6], &["--dossiers", "list.csv", "--out", out]].concat();
    let lost = machine.run(&for_list("/dev/full"));
    assert!(lost.code == Some(1) && lost.err.contains("the same list gives the same links again"), "{lost:?}");
    let again = machine.run(&for_list("slips.csv"));
    assert!(again.code == Some(0) && again.err.contains("minted 0 receipts; 1 were minted before"), "{again:?}");
    let piped = machine.run(&[&CODEBOOK[..], &["/dev/stdout"]].concat());
    assert!(piped.code == Some(0) && piped.out.contains("access.seats"), "{piped:?}");
    assert_eq!(names(&machine), ["data", "list.csv", "slips.csv"]);
}
