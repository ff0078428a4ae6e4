//! Offices: the types by which a handler says whose it is, with the roles that hold them and how far these see.

use crate::{
    domain::role::Role,
    web::viewer::{Scope, Viewer},
};

/// The work of some roles. `Staff<Office>` lets nobody else in.
pub trait Office: Send + Sync + 'static {
    const ROLES: &'static [Role];
    /// The reach of an account's sight; `()` where the office knows no units.
    type Reach: Reach;
}

/// The reach of an account's sight.
pub trait Reach: Sized + Send + Sync {
    /// It ends at a unit.
    const SCOPED: bool;

    /// `None` for an account that sees nothing.
    fn of(viewer: &Viewer) -> Option<Self>;
}

impl Reach for () {
    const SCOPED: bool = false;

    fn of(_: &Viewer) -> Option<()> {
        Some(())
    }
}

impl Reach for Scope {
    const SCOPED: bool = true;

    fn of(viewer: &Viewer) -> Option<Self> {
        viewer.scope()
    }
}

/// Every account that has a password of its own.
pub enum Everyone {}

impl Office for Everyone {
    const ROLES: &'static [Role] = &Role::ALL;
    type Reach = ();
}

/// Figures of a subtree.
pub enum Figures {}

impl Office for Figures {
    const ROLES: &'static [Role] = &[Role::Analyst, Role::Manager];
    type Reach = Scope;
}

/// Single responses of a subtree.
pub enum Exports {}

impl Office for Exports {
    const ROLES: &'static [Role] = &[Role::Analyst];
    type Reach = Scope;
}

/// The fate of the receipts of a subtree. That says nothing of answers.
pub enum Ledger {}

impl Office for Ledger {
    const ROLES: &'static [Role] = &[Role::Analyst, Role::Manager, Role::Administrator];
    type Reach = Scope;
}

/// Comments.
pub enum Oversight {}

impl Office for Oversight {
    const ROLES: &'static [Role] = &[Role::Oversight];
    type Reach = ();
}

/// Accounts, kiosks, printed receipts.
pub enum Administrator {}

impl Office for Administrator {
    const ROLES: &'static [Role] = &[Role::Administrator];
    type Reach = ();
}

/// The staff log.
pub enum Auditor {}

impl Office for Auditor {
    const ROLES: &'static [Role] = &[Role::Auditor];
    type Reach = ();
}
