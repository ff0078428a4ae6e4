//! Accounts that the command line makes.

use super::{out::say, staff_log::by};
use crate::{
    clock::Clock,
    domain::{role::Role, staff_log::Action},
    site::Site,
    store::NewUser,
    web::accounts,
};
use anyhow::{Context, bail};

/// `hailong user add`.
pub(super) async fn add(site: &Site, name: &str, role: &str, unit: Option<&str>) -> anyhow::Result<()> {
    let Some(role) = Role::from_key(role) else {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
        bail!("role: expected one of {}, not `{role}`", known.join(", "));
    };
    let password = make(site, name, role, unit).await?;
    let password = password.with_context(|| format!("name: there is an account `{name}` already"))?;
    say!("{name} ({})   one-time password: {password}", role.key())?;
    Ok(())
}

/// The new account's one-time password; `None` where the name is taken.
pub(super) async fn make(site: &Site, name: &str, role: Role, unit: Option<&str>) -> anyhow::Result<Option<String>> {
    if accounts::check_name(name).is_err() {
        bail!("name: expected 1 to 64 letters, digits, `.`, `-`, `_` or `@`, not `{name}`");
    }
    if let Some(unit) = unit.filter(|unit| site.catalogue.unit(unit).is_none()) {
        bail!("unit: there is no organisation `{unit}`");
    }
    if role.needs_unit() && unit.is_none() {
        bail!("unit: a {} belongs to one; name it with --unit", role.key());
    }
    let password = accounts::one_time_password();
    let new = NewUser {
        name: name.to_owned(),
        role: role.key().to_owned(),
        unit: unit.map(str::to_owned),
        password: accounts::hash(password.clone()).await,
        must_change: true,
        created_at: Clock::System.now(),
    };
    let detail = format!("{name} {}", role.key());
    let added = site.store.add_user(new, by(site).does(Action::UserAdd, &detail)).await?;
    Ok(added.map(|_| password))
}
