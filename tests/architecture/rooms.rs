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
const FEATURE: &[&str] = &["clock", "domain", "site", "store", "ui", "web", "work"];
pub const FEATURES: [&str; 9] =
    ["collect", "dashboard", "devices", "export", "oversight", "print", "receipts", "sign_in", "users"];

pub const ROOMS: &[Room] = &[
    room("domain", &[], &["axum", "tower_http", "maud", "sea_orm", "migrations", "tokio", "hyper"]),
    room("clock", &["domain"], PLAIN),
    room("config", &["domain"], PLAIN),
    room("whole", &[], PLAIN),
    room("store", &["domain", "whole"], &["axum", "tower_http", "maud"]),
    room("site", &["config", "domain", "store", "whole"], PLAIN),
    room("work", &["clock", "config", "domain", "site", "store", "whole"], PLAIN),
    room("ui", &["domain"], &["axum", "tower_http", "sea_orm", "migrations"]),
    room("web", &["clock", "domain", "site", "store", "ui", "work"], NO_DATABASE),
    room("collect", FEATURE, NO_DATABASE),
    room("dashboard", FEATURE, NO_DATABASE),
    room("devices", FEATURE, NO_DATABASE),
    room("export", FEATURE, NO_DATABASE),
    room("oversight", FEATURE, NO_DATABASE),
    room("print", FEATURE, NO_DATABASE),
    room("receipts", FEATURE, NO_DATABASE),
    room("sign_in", FEATURE, NO_DATABASE),
    room("users", FEATURE, NO_DATABASE),
    room("openapi", &["collect", "dashboard", "export", "domain", "receipts", "ui", "web"], NO_DATABASE),
    room("server", BELOW_SERVER, NO_DATABASE),
    room("demo", &["clock", "config", "domain", "site", "store", "whole", "work"], PLAIN),
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
    "openapi",
    "oversight",
    "print",
    "receipts",
    "sign_in",
    "site",
    "store",
    "ui",
    "users",
    "web",
    "whole",
    "work",
];
/// Commands know nothing of HTTP but the server that they start. Files that leave and rescue files are the same as the web's, so
/// the rooms that make and read these are theirs too.
const BELOW_CLI: &[&str] =
    &["clock", "collect", "config", "demo", "domain", "export", "server", "site", "store", "whole", "work"];
