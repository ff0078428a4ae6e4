//! When a desk is open.

use crate::{
    devices::{
        device_view::{self, HoursPage},
        words,
    },
    domain::{hours::Hours, unit::Desk},
    ui::{form::Mistake, format},
    web::{
        form::Fields,
        office::Administrator,
        paths::{self, route},
        problem::Problem,
        staff::{Staff, Visit},
        state::AppState,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use bytes::Bytes;

/// `GET /staff/devices/desks/{desk}`.
pub async fn show(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(desk): Path<String>,
) -> Result<Response, Problem> {
    let desk = app.site.catalogue.desk(&desk).ok_or_else(Problem::not_found)?;
    let hours = app.site.store.opening_hours(&app.site.opening_hours).await?;
    let kept = visit.viewer.unsent.get("hours").map(str::to_owned);
    let typed = kept.or_else(|| hours.desks.get(&desk.code).map(|own| format::hours(own, visit.lang)));
    Ok(page(&visit, desk, &typed.unwrap_or_default(), &[]))
}

/// `POST /staff/devices/desks/{desk}`: `hours`, or `site` for those of the site.
pub async fn set(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(desk): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let desk = app.site.catalogue.desk(&desk).ok_or_else(Problem::not_found)?;
    let fields = Fields::read(&body)?;
    let typed = fields.trimmed("hours");
    let hours: Option<Hours> = match (fields.get("site").is_empty(), typed.parse()) {
        (false, _) => None,
        (true, Ok(hours)) => Some(hours),
        (true, Err(error)) => {
            let mistake = Mistake { field: "hours", text: words::bad_hours(&error, visit.lang) };
            return Ok(page(&visit, desk, &typed, &[mistake]));
        }
    };
    app.site.store.set_desk_hours(&desk.code, hours.as_ref(), visit.acts()).await?;
    Ok(visit.go(route::STAFF_DEVICES))
}

fn page(visit: &Visit, desk: &Desk, typed: &str, mistakes: &[Mistake]) -> Response {
    let title = words::hours_of(visit.lang, desk.name_in(visit.lang));
    let main = device_view::hours(&HoursPage {
        lang: visit.lang,
        title: &title,
        by: &visit.by(),
        typed,
        site: &format::hours(&visit.app.site.opening_hours, visit.lang),
        set: &visit.link(&paths::staff_desk_hours(&desk.code)),
        list: &visit.link(route::STAFF_DEVICES),
        mistakes,
    });
    visit.show_as(&title, mistakes, &main)
}
