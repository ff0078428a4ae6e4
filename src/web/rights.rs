//! The pages of staff as data: which there are, and who may open them.
//!
//! Rooms declare them ([`web::room`](crate::web::room)). The navigation, the way on after a sign-in and the table of
//! rights in the tests read them here.

use crate::domain::{language::Lang, role::Role};
use axum::http::Method;

/// The callers of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Also somebody who is not signed in.
    Anybody,
    /// Every account, also one that must change its password first.
    SignedIn,
    /// Accounts of these roles that have a password of their own.
    Roles(&'static [Role]),
}

impl Who {
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Anybody | Self::SignedIn => true,
            Self::Roles(roles) => roles.contains(&role),
        }
    }
}

/// The first argument of a handler. It decides who may call the handler.
pub trait Entrance {
    const WHO: Who;
    /// An account sees no further than its own part of the tree.
    const SCOPED: bool = false;
}

/// A text in the language of a page.
pub type Text = fn(Lang) -> &'static str;

/// A method of a path, and who may call it.
#[derive(Clone, Debug)]
pub struct Right {
    pub method: Method,
    /// As axum knows it, such as `/staff/units/{code}`.
    pub path: &'static str,
    pub who: Who,
    /// As [`Entrance::SCOPED`].
    pub scoped: bool,
    /// Of its document, where the handler gives no other.
    pub title: Option<Text>,
}

/// A page to begin with, as the navigation has it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub path: &'static str,
    pub title: Text,
    who: Who,
}

/// Every route of staff.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    routes: Vec<Right>,
    entries: Vec<Entry>,
}

impl Rights {
    pub(super) fn add(&mut self, right: Right) {
        self.routes.push(right);
    }

    pub(super) fn begin_at(&mut self, path: &'static str, title: Text, who: Who) {
        self.entries.push(Entry { path, title, who });
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.routes.extend(other.routes);
        self.entries.extend(other.entries);
    }

    pub fn routes(&self) -> &[Right] {
        &self.routes
    }

    /// The navigation of a role, in the order in which rooms were put together.
    pub fn entries(&self, role: Role) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.who != Who::Anybody && entry.who.admits(role))
    }

    /// Where a role begins after signing in; every role has a page.
    pub fn home(&self, role: Role) -> Option<&'static str> {
        self.entries(role).next().map(|entry| entry.path)
    }

    /// The title of a route's document.
    pub fn title(&self, route: &str) -> Option<Text> {
        self.routes.iter().find(|right| right.path == route)?.title
    }

    /// A page belongs to those of a role. The units that it may see there are another question.
    pub fn opens(&self, role: Role, page: &str) -> bool {
        let path = page.split('?').next().unwrap_or_default();
        let read = |right: &&Right| right.method == Method::GET && right.who != Who::Anybody && right.who.admits(role);
        self.routes.iter().filter(read).any(|right| fits(right.path, path))
    }
}

/// A path is one of a route.
fn fits(route: &str, path: &str) -> bool {
    let (parts, given) = (route.split('/'), path.split('/'));
    parts.clone().count() == given.clone().count()
        && parts.zip(given).all(|(part, given)| if part.starts_with('{') { !given.is_empty() } else { part == given })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_those_whose_route_it_fits() {
        let mut rights = Rights::default();
        let right = |method, path, who| Right { method, path, who, scoped: false, title: None };
        rights.add(right(Method::GET, "/staff/units/{code}", Who::Roles(&[Role::Manager])));
        rights.add(right(Method::POST, "/staff/users", Who::Roles(&[Role::Administrator])));
        rights.add(right(Method::GET, "/staff/password", Who::SignedIn));
        rights.add(right(Method::GET, "/staff/sign-in", Who::Anybody));
        for (role, page, expected) in [
            (Role::Manager, "/staff/units/KH.NT?year=2024", true),
            (Role::Manager, "/staff/units/", false),
            (Role::Manager, "/staff/units/KH.NT/more", false),
            (Role::Auditor, "/staff/units/KH.NT", false),
            (Role::Administrator, "/staff/users", false),
            (Role::Auditor, "/staff/password", true),
            (Role::Auditor, "/staff/sign-in", false),
        ] {
            assert_eq!(rights.opens(role, page), expected, "{role:?} {page}");
        }
    }
}
