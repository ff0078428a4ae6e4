//! The taker of released answers: an analyst, or another system with a key for the file.

use crate::{
    web::{
        api_keys,
        door::NoViewer,
        office::Exports,
        problem::Problem,
        rights::{Entrance, Who},
        staff::Staff,
        state::AppState,
        viewer::Scope,
    },
    work::api_keys::{Right, actor},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::marker::PhantomData;

/// A file that a key has the right to.
pub trait KeyedFile: Send + Sync + 'static {
    const RIGHT: Right;
}

/// Responses by unit.
#[derive(Debug)]
pub enum ByUnit {}

impl KeyedFile for ByUnit {
    const RIGHT: Right = Right::Responses;
}

/// The file about people.
#[derive(Debug)]
pub enum AboutPeople {}

impl KeyedFile for AboutPeople {
    const RIGHT: Right = Right::People;
}

/// Where a request carries a key, the key alone counts; else somebody must be signed in.
#[derive(Debug)]
pub struct Exporter<F> {
    pub taker: Taker,
    file: PhantomData<F>,
}

/// The one who takes a file, and how far they see.
#[derive(Clone, Debug)]
pub struct Taker {
    /// As the staff log names it.
    pub actor: String,
    pub scope: Scope,
}

impl<F> Entrance for Exporter<F> {
    const WHO: Who = Staff::<Exports>::WHO;
    const SCOPED: bool = Staff::<Exports>::SCOPED;
}

impl<F: KeyedFile> FromRequestParts<AppState> for Exporter<F> {
    type Rejection = NoViewer;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, NoViewer> {
        if api_keys::bearer(&parts.headers).is_none() {
            let analyst = Staff::<Exports>::from_request_parts(parts, app).await?;
            return Ok(Self { taker: analyst.into(), file: PhantomData });
        }
        let key = api_keys::holder(app, &parts.headers, F::RIGHT).await.map_err(NoViewer::Problem)?;
        let scope = Scope::whole(app).ok_or_else(|| NoViewer::Problem(Problem::forbidden()))?;
        Ok(Self { taker: Taker { actor: actor(&key), scope }, file: PhantomData })
    }
}

impl From<Staff<Exports>> for Taker {
    fn from(analyst: Staff<Exports>) -> Self {
        Self { actor: analyst.visit.viewer.user.name, scope: analyst.scope }
    }
}
