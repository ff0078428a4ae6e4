//! Accounts that the command line makes.

use super::{out::say, staff_log::by};
use crate::{
    domain::role::Role,
    site::Site,
    work::accounts::{self, Wanted},
};
use anyhow::bail;

/// `hailong user add`.
pub(super) async fn add(site: &Site, name: &str, role: &str, unit: Option<&str>) -> anyhow::Result<()> {
    let Some(role) = Role::from_key(role) else {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
        bail!("role: expected one of {}, not `{role}`", known.join(", "));
    };
    let password = accounts::add(site, Wanted { name, role, unit }, by(site)).await?;
    say!("{name} ({})   one-time password: {password}", role.key())?;
    Ok(())
}
