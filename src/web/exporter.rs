//! The taker of single responses: an analyst, or another system with a key for it.

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

/// Where a request carries a key, the key alone counts; else somebody must be signed in.
#[derive(Clone, Debug)]
pub struct Exporter {
    /// As the staff log names it.
    pub actor: String,
    pub scope: Scope,
}

impl Entrance for Exporter {
    const WHO: Who = Staff::<Exports>::WHO;
    const SCOPED: bool = Staff::<Exports>::SCOPED;
}

impl FromRequestParts<AppState> for Exporter {
    type Rejection = NoViewer;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, NoViewer> {
        if api_keys::bearer(&parts.headers).is_none() {
            return Staff::from_request_parts(parts, app).await.map(Self::from);
        }
        let key = api_keys::holder(app, &parts.headers, Right::Responses).await.map_err(NoViewer::Problem)?;
        let scope = Scope::whole(app).ok_or_else(|| NoViewer::Problem(Problem::forbidden()))?;
        Ok(Self { actor: actor(&key), scope })
    }
}

impl From<Staff<Exports>> for Exporter {
    fn from(analyst: Staff<Exports>) -> Self {
        Self { actor: analyst.visit.viewer.user.name, scope: analyst.scope }
    }
}
