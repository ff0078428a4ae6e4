//! The room's declaration for staff: each page's path and title, its callers, and its routes.
//!
//! The type of a [`Section`] is what its handlers take first, so that a handler that lets in anybody else does not compile:
//!
//! ```compile_fail,E0277
//! use hailong::web::{office::{Administrator, Auditor}, room::Section, staff::Staff};
//! async fn list(_: Staff<Auditor>) {}
//! let _section = Section::<Staff<Administrator>>::unnamed().get("/staff/users", list);
//! ```
//!
//! Nor does one that forgets to ask who it is:
//!
//! ```compile_fail,E0277
//! use hailong::web::{office::Administrator, room::Section, staff::Staff};
//! async fn list(_: axum::http::Uri) {}
//! let _section = Section::<Staff<Administrator>>::unnamed().get("/staff/users", list);
//! ```
//!
//! This is right:
//!
//! ```
//! use hailong::web::{office::Administrator, room::Section, staff::Staff};
//! async fn list(_: Staff<Administrator>, _: axum::http::Uri) {}
//! let _section = Section::<Staff<Administrator>>::unnamed().get("/staff/users", list);
//! ```

use crate::web::{
    rights::{Entrance, Right, Rights, Text},
    state::AppState,
};
use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodRouter, get, post},
};
use std::marker::PhantomData;

/// The arguments of a handler that takes an entrance first.
pub trait EntersBy<E> {}

// An axum handler's arguments are a tuple, behind a mark of how it takes the last one.
impl<M, E> EntersBy<E> for (M, E) {}
impl<M, E, A> EntersBy<E> for (M, E, A) {}
impl<M, E, A, B> EntersBy<E> for (M, E, A, B) {}
impl<M, E, A, B, C> EntersBy<E> for (M, E, A, B, C) {}
impl<M, E, A, B, C, D> EntersBy<E> for (M, E, A, B, C, D) {}

/// Routes that the same people may call.
pub struct Section<E> {
    room: StaffRoom,
    title: Option<Text>,
    entrance: PhantomData<E>,
}

impl<E: Entrance> Section<E> {
    /// With a page of this path and title, which is in the navigation of everybody who may open it.
    pub fn at(path: &'static str, title: Text) -> Self {
        let mut room = StaffRoom::default();
        room.rights.begin_at(path, title, E::WHO);
        Self { room, title: Some(title), entrance: PhantomData }
    }

    /// Without a page to begin with.
    pub fn unnamed() -> Self {
        Self { room: StaffRoom::default(), title: None, entrance: PhantomData }
    }

    #[must_use]
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: EntersBy<E> + 'static,
    {
        self.add(Method::GET, path, get(handler))
    }

    #[must_use]
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: EntersBy<E> + 'static,
    {
        self.add(Method::POST, path, post(handler))
    }

    fn add(mut self, method: Method, path: &'static str, handler: MethodRouter<AppState>) -> Self {
        self.room.rights.add(Right { method, path, who: E::WHO, scoped: E::SCOPED, title: self.title });
        self.room.routes = self.room.routes.route(path, handler);
        self
    }
}

/// All that a room has for staff.
#[derive(Default)]
pub struct StaffRoom {
    rights: Rights,
    routes: Router<AppState>,
}

impl StaffRoom {
    /// With another room, or another section of the same.
    #[must_use]
    pub fn and(mut self, other: impl Into<Self>) -> Self {
        let other = other.into();
        self.rights.extend(other.rights);
        Self { rights: self.rights, routes: self.routes.merge(other.routes) }
    }

    pub fn into_parts(self) -> (Rights, Router<AppState>) {
        (self.rights, self.routes)
    }
}

impl<E> From<Section<E>> for StaffRoom {
    fn from(section: Section<E>) -> Self {
        section.room
    }
}
