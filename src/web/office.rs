//! Offices: the types by which a handler says whose it is, with the roles that hold them and how far these see.

use crate::{
    domain::role::Role,
    web::viewer::{Scope, Viewer},
};

/// What some roles do. `Staff<Office>` lets nobody else in.
pub trait Office: Send + Sync + 'static {
    const ROLES: &'static [Role];
    /// How far an account sees; `()` where the office knows no units.
    type Reach: Reach;
}

/// How far an account sees.
pub trait Reach: Sized + Send + Sync {
    /// Whether it ends at a unit.
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

/// What became of the receipts of a subtree; that says nothing of answers.
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
