//! The edition of a closed period, as files and the API say it.

use crate::{
    domain::month::Period,
    web::{problem::Problem, state::App},
    work::closings::{self, Closed},
};
use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};

/// As [`Closed::said`] says it.
const CLOSED: HeaderName = HeaderName::from_static("hailong-closed");

/// The latest edition of the months that are asked for; `None` where they are no closed month, quarter or year.
pub async fn of(app: &App, months: Period) -> Result<Option<Closed>, Problem> {
    Ok(closings::of(&app.site, months).await?)
}

/// Names the edition in a header of a file: a table of figures has no place for it.
///
/// # Errors
/// As [`of`].
pub async fn named(app: &App, months: Period, mut file: Response) -> Result<Response, Problem> {
    if let Some(said) = of(app, months).await?.and_then(|closed| HeaderValue::from_str(&closed.said()).ok()) {
        file.headers_mut().insert(CLOSED, said);
    }
    Ok(file)
}
