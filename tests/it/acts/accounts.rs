//! The acts on accounts and sessions.

use super::stage::{Act, Stage, Way, act, command, page};
use hailong::domain::staff_log::Action;

/// In an order in which all can be done.
pub async fn acts(stage: &Stage<'_>) -> Vec<Act> {
    let (users, sessions) =
        ("SELECT name || password FROM users ORDER BY name", "SELECT CAST(count(*) AS TEXT) FROM sessions");
    let lan = stage.app.site.store.users().await.unwrap().into_iter().find(|user| user.name == "lan").unwrap();
    let lan = format!("/staff/users/{}", lan.id.simple());
    let role = [("role", "auditor"), ("unit", "")];
    let states = "SELECT name || role || CAST(COALESCE(disabled_at, 0) > 0 AS TEXT) FROM users ORDER BY name";
    let update: &[(&str, &str)] = &[("users", "UPDATE")];
    let again = || act(Action::SignIn, Way::SignInAgain, &[("users", "UPDATE"), ("sessions", "INSERT")], sessions);
    vec![
        act(Action::SignIn, Way::SignIn, &[("users", "UPDATE"), ("sessions", "INSERT")], sessions),
        act(Action::PasswordChange, Way::ChangePassword, &[("users", "UPDATE"), ("sessions", "DELETE")], users),
        act(Action::SessionsEnd, page(format!("{lan}/sessions"), &[]), &[("sessions", "DELETE")], sessions),
        again(),
        act(Action::SignOut, Way::SignOut, &[("sessions", "DELETE")], sessions),
        again(),
        act(
            Action::UserPassword,
            page(format!("{lan}/password"), &[]),
            &[("users", "UPDATE"), ("sessions", "DELETE")],
            users,
        ),
        act(Action::UserRole, page(format!("{lan}/role"), &role), update, states),
        act(Action::UserRole, command(&["user", "role", "--name", "lan", "--role", "analyst"]), update, states),
        act(Action::UserDisable, page(format!("{lan}/disable"), &[]), update, states),
        act(Action::UserEnable, command(&["user", "enable", "--name", "lan"]), update, states),
        act(Action::UserDisable, command(&["user", "disable", "--name", "lan"]), update, states),
        act(Action::UserEnable, page(format!("{lan}/enable"), &[]), update, states),
        act(Action::UserPassword, command(&["user", "reset", "--name", "lan"]), update, users),
        act(
            Action::UserAdd,
            page("/staff/users", &[("name", "binh"), ("role", "auditor")]),
            &[("users", "INSERT")],
            users,
        ),
        act(
            Action::UserAdd,
            command(&["user", "add", "--name", "an", "--role", "auditor"]),
            &[("users", "INSERT")],
            users,
        ),
    ]
}
