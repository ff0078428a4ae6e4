//! Settings that cannot be read, or that mean nothing, never become defaults in silence.

use super::{Machine, ran};
use std::fs;

#[test]
fn a_file_of_settings_that_cannot_be_read_starts_nothing() {
    let bad: [(&[u8], &str); 3] = [
        (b"data_dir = \"place\"\n# \xe0\n", "hailong.toml: line 2 is not UTF-8"),
        (b"\xff\xfed\x00a\x00", "hailong.toml: line 1 is not UTF-8"),
        (b"data_dir = \n", "hailong.toml: "),
    ];
    for (content, said) in bad {
        let Some(machine) = Machine::plain() else { return };
        fs::write(machine.path("hailong.toml"), content).unwrap();
        let run = machine.run(&["migrate"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.err.contains(said), "{said} is not in {run:?}");
        assert!(!machine.path("data").exists(), "no site is made on defaults");
    }
    let Some(machine) = Machine::plain() else { return };
    fs::create_dir(machine.path("hailong.toml")).unwrap();
    let run = machine.run(&["migrate"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("hailong.toml: cannot be read"), "{run:?}");
}

#[test]
fn a_file_that_is_named_is_the_one_that_counts() {
    let Some(machine) = Machine::plain() else { return };
    fs::write(machine.path("hailong.toml"), "data_dir = \"other\"").unwrap();
    fs::write(machine.path("site.toml"), "\u{feff}data_dir = \"named\"").unwrap();
    assert_eq!(machine.run(&["--config", "site.toml", "migrate"]).code, Some(0));
    assert!(machine.path("named/keys").is_dir() && !machine.path("other").exists());
    assert_eq!(ran(machine.command(&["migrate"]).env("HAILONG_CONFIG", "hailong.toml")).code, Some(0));
    assert!(machine.path("other/keys").is_dir());
    let missing = machine.run(&["--config", "gone.toml", "migrate"]);
    assert!(missing.code == Some(2) && missing.err.contains("gone.toml: cannot be read"), "{missing:?}");
    fs::write(machine.path("site.toml"), "colour = 1").unwrap();
    let unknown = machine.run(&["--config", "site.toml", "migrate"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("site.toml: there is no setting `colour`"), "{unknown:?}");
    let empty = machine.run(&["--data-dir", "", "migrate"]);
    assert!(empty.code == Some(2) && empty.err.contains("data_dir: expected a folder"), "{empty:?}");
    assert!(!machine.path("keys").exists());
}
