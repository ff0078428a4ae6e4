//! The rooms as a table: [`crate::rooms::ROOMS`] is the map of `src/lib.rs` and `docs/ARCHITECTURE.md`.

/// A room, what it may import of ours, and which libraries it must not know.
pub struct Room {
    pub name: &'static str,
    pub imports: &'static [&'static str],
    pub unknown: &'static [&'static str],
}

const fn room(name: &'static str, imports: &'static [&'static str], unknown: &'static [&'static str]) -> Room {
    Room { name, imports, unknown }
}

/// For rooms below the pages and outside the store.
const PLAIN: &[&str] = &["axum", "tower_http", "maud", "sea_orm", "migrations"];
/// Only the store and the migrations know the database.
const NO_DATABASE: &[&str] = &["sea_orm", "migrations"];
/// The rooms that a feature room may import. Never another one: a need of two of them belongs into the kit, the
/// site or the domain.
const FEATURE: &[&str] = &["clock", "domain", "minting", "releases", "site", "store", "ui", "web"];
pub const FEATURES: [&str; 9] =
    ["collect", "dashboard", "devices", "export", "oversight", "print", "receipts", "sign_in", "users"];

pub const ROOMS: &[Room] = &[
    room("domain", &[], &["axum", "tower_http", "maud", "sea_orm", "migrations", "tokio", "hyper"]),
    room("clock", &["domain"], PLAIN),
    room("config", &["domain"], PLAIN),
    room("whole", &[], PLAIN),
    room("store", &["domain", "whole"], &["axum", "tower_http", "maud"]),
    room("site", &["config", "domain", "store", "whole"], PLAIN),
    room("releases", &["clock", "domain", "site", "store"], PLAIN),
    room("ui", &["domain"], &["axum", "tower_http", "sea_orm", "migrations"]),
    room("web", &["clock", "domain", "site", "store", "ui"], NO_DATABASE),
    room("minting", &["domain", "site", "store", "ui", "web"], NO_DATABASE),
    room("collect", FEATURE, NO_DATABASE),
    room("dashboard", FEATURE, NO_DATABASE),
    room("devices", FEATURE, NO_DATABASE),
    room("export", FEATURE, NO_DATABASE),
    room("oversight", FEATURE, NO_DATABASE),
    room("print", FEATURE, NO_DATABASE),
    room("receipts", FEATURE, NO_DATABASE),
    room("sign_in", FEATURE, NO_DATABASE),
    room("users", FEATURE, NO_DATABASE),
    room("server", BELOW_SERVER, NO_DATABASE),
    room("demo", BELOW_SERVER, NO_DATABASE),
    room("cli", BELOW_CLI, NO_DATABASE),
    // The root of the crate names the rooms and imports none; the program knows the command line.
    room("lib", &[], PLAIN),
    room("main", &["cli"], PLAIN),
];

const BELOW_SERVER: &[&str] = &[
    "clock",
    "collect",
    "config",
    "dashboard",
    "devices",
    "domain",
    "export",
    "minting",
    "oversight",
    "print",
    "receipts",
    "releases",
    "sign_in",
    "site",
    "store",
    "ui",
    "users",
    "web",
    "whole",
];
const BELOW_CLI: &[&str] = &[
    "clock",
    "collect",
    "config",
    "dashboard",
    "demo",
    "devices",
    "domain",
    "export",
    "minting",
    "oversight",
    "print",
    "receipts",
    "releases",
    "server",
    "sign_in",
    "site",
    "store",
    "ui",
    "users",
    "web",
    "whole",
];
