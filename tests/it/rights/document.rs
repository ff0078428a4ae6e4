//! The table in `docs/RIGHTS.md` is made of the routes. `HAILONG_WRITE_RIGHTS=1 cargo test --test it rights` writes it anew.

use hailong::{
    domain::{language::Lang, role::Role},
    server,
    web::rights::{Right, Rights, Who},
};
use std::fmt::Write;

const KEPT: &str = include_str!("../../../docs/RIGHTS.md");
const BEGIN: &str = "<!-- begin of the table -->\n";
const END: &str = "<!-- end of the table -->\n";

fn table(rights: &Rights) -> String {
    let mut table = String::from("| Method | Path | Page |");
    Role::ALL.iter().for_each(|role| write!(table, " {} |", role.key()).unwrap());
    table.push_str("\n|---|---|---|---|---|---|---|---|\n");
    let mut routes: Vec<&Right> = rights.routes().iter().collect();
    routes.sort_by_key(|right| (right.path, right.method.as_str()));
    for right in routes {
        let title = right.title.map(|title| title(Lang::En)).unwrap_or_default();
        write!(table, "| {} | `{}` | {title} |", right.method, right.path).unwrap();
        Role::ALL.iter().for_each(|role| write!(table, " {} |", mark(right, *role)).unwrap());
        table.push('\n');
    }
    table
}

fn mark(right: &Right, role: Role) -> &'static str {
    match right.who {
        Who::Anybody => "anybody",
        Who::Roles(_) if right.who.admits(role) && right.scoped => "own part",
        Who::SignedIn | Who::Roles(_) if right.who.admits(role) => "yes",
        _ => "",
    }
}

#[test]
fn the_document_has_the_rights_of_the_program() {
    let table = table(&server::staff().into_parts().0);
    let (before, rest) = KEPT.split_once(BEGIN).unwrap();
    let (kept, after) = rest.split_once(END).unwrap();
    if std::env::var_os("HAILONG_WRITE_RIGHTS").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/RIGHTS.md");
        std::fs::write(file, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    assert!(table.lines().count() > 40, "{table}");
    assert_eq!(kept, table, "docs/RIGHTS.md is not of this program: HAILONG_WRITE_RIGHTS=1 writes it anew");
}
