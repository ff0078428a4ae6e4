pub mod api;
pub mod public;
mod words {
    use crate::domain::{submission::Problem, survey::Lang};
    pub fn describe(problem: &Problem, _lang: Lang) -> String {
        format!("{problem:?}")
    }
}
use crate::web::{paths::route, state::AppState};
use axum::{
    Router,
    routing::{get, post},
};
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::SUBMISSIONS, post(api::submit))
        .route(route::SURVEYS, get(public::surveys))
        .route(route::SURVEY, get(public::survey))
        .route(route::UNITS, get(public::units))
}
