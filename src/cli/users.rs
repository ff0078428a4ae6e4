//! `hailong user …`: the life of an account, for scripts and for a site that nobody can sign in to; staff have pages.

use super::{arguments::UserCommand, out::say, staff_log::by};
use crate::{
    clock::{self, Clock},
    domain::role::Role,
    site::Site,
    store::User,
    work::accounts::{self, Wanted},
};
use anyhow::bail;

pub(super) async fn run(command: &UserCommand, site: &Site) -> anyhow::Result<()> {
    match command {
        UserCommand::Add { name, role, unit } => {
            let wanted = Wanted { name, role: read_role(role)?, unit: unit.as_deref() };
            let password = accounts::add(site, wanted, by(site)).await?;
            say!("{name} ({role})   one-time password: {password}")?;
        }
        UserCommand::List => list(site).await?,
        UserCommand::Disable { name } => {
            accounts::disable(site, &accounts::named(site, name).await?, by(site)).await?;
            say!("{name} is disabled; its sessions are ended")?;
        }
        UserCommand::Enable { name } => {
            accounts::enable(site, &accounts::named(site, name).await?, by(site)).await?;
            say!("{name} may sign in again")?;
        }
        UserCommand::Role { name, role, unit } => {
            let wanted = (read_role(role)?, unit.as_deref());
            accounts::set_role(site, &accounts::named(site, name).await?, wanted, by(site)).await?;
            say!("{name} is {role}; its sessions are ended")?;
        }
        UserCommand::Reset { name } => {
            let password = accounts::reset(site, &accounts::named(site, name).await?, by(site)).await?;
            say!("{name}   one-time password: {password}")?;
        }
        UserCommand::Sessions { name, end } => sessions(site, &accounts::named(site, name).await?, *end).await?,
    }
    Ok(())
}

fn read_role(key: &str) -> anyhow::Result<Role> {
    let Some(role) = Role::from_key(key) else {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
        bail!("role: expected one of {}, not `{key}`", known.join(", "));
    };
    Ok(role)
}

async fn list(site: &Site) -> anyhow::Result<()> {
    let now = Clock::System.now();
    for user in site.store.users().await? {
        let state = match &user {
            user if user.disabled_at.is_some() => "disabled",
            user if user.is_used_up(now) => "one-time password no longer valid",
            user if user.must_change => "has to choose a password",
            _ => "in use",
        };
        let last = user.signed_in_at.map_or("never".to_owned(), moment);
        let unit = user.unit.as_deref().unwrap_or("-");
        say!("{}   {}   {unit}   {state}   last sign-in: {last}", user.name, user.role)?;
    }
    Ok(())
}

async fn sessions(site: &Site, user: &User, end: bool) -> anyhow::Result<()> {
    for session in site.store.open_sessions(user.id, None, Clock::System.now()).await? {
        say!("signed in {}   last active {}", moment(session.opened_at), moment(session.seen_at))?;
    }
    if end {
        accounts::end_sessions(site, user, by(site)).await?;
        say!("the sessions of {} are ended", user.name)?;
    }
    Ok(())
}

/// Local, to the minute.
fn moment(at: i64) -> String {
    clock::local(at).strftime("%Y-%m-%d %H:%M").to_string()
}
