//! Desks and organisations of another time: why they take no answer, and the page that says where to go instead.
//!
//! The day counts on which an answer was given. A sender's watch may be years off. So an answer is also good where its unit
//! exists today, and a person who began before midnight has an hour to end.

use crate::{
    clock,
    collect::{
        links::{self, Door},
        view::{self, Heir, Links, StatePage, Surface},
        waited::Waited,
    },
    domain::{
        language::Lang,
        survey::Mode,
        unit::{Desk, Standing, Unit},
    },
    web::{closed, problem::Problem, receipts, state::App},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;

/// The day by which an answer at a desk is judged: that on which it was given, if the desk was open then, else today.
pub(super) fn day_of(app: &App, desk: Option<&str>, waited: Waited) -> Date {
    let today = app.clock.local().date();
    let desk = desk.and_then(|code| app.site.catalogue.desk(code));
    let was_open = |day: &Date| desk.is_some_and(|desk| app.site.catalogue.desk_on(desk, *day) == Standing::Open);
    let given = waited.given(app.clock.now()).map(|at| clock::local(at).date());
    given.chain([receipts::day_of_grace(app)]).find(was_open).unwrap_or(today)
}

/// Why a desk takes no answer that was given so long ago: it, or the unit that was chosen there, is of another time.
pub(super) fn refusal(app: &App, desk: Option<&str>, unit: Option<&str>, waited: Waited) -> Option<Problem> {
    let (catalogue, today) = (&app.site.catalogue, app.clock.local().date());
    let given = day_of(app, desk, waited);
    let desk = catalogue.desk(desk?)?;
    closed::desk(catalogue, desk, given, today).or_else(|| {
        let days = [today, receipts::day_of_grace(app)];
        let is_open = |unit: &str| days.iter().any(|day| catalogue.unit_on(unit, *day) == Standing::Open);
        unit.and_then(|unit| closed::unit(catalogue, unit, given, today)).filter(|_| !unit.is_some_and(is_open))
    })
}

/// The thing of another time.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Desk(&'a Desk),
    Unit(&'a Unit),
}

/// The page in place of a form: 410 with those who do the work today, or 403 with the day on which it opens.
/// `None` where it is open today.
pub(super) fn page(app: &App, subject: Subject<'_>, surface: Surface, lang: Lang) -> Option<Response> {
    let (catalogue, today) = (&app.site.catalogue, app.clock.local().date());
    let (standing, name, links) = match subject {
        Subject::Desk(desk) => (catalogue.desk_on(desk, today), desk.name_in(lang), desk_links(app, desk, surface)),
        Subject::Unit(unit) => (unit.validity.on(today), unit.name.as_str(), links::links(app)),
    };
    let heirs = match subject {
        Subject::Desk(desk) => catalogue.heirs_on(desk, today),
        Subject::Unit(unit) => catalogue.successors_on(&unit.code, today),
    };
    let heirs = heirs_at_desks(app, &heirs, surface, lang);
    let is_desk = matches!(subject, Subject::Desk(_));
    let (status, state) = match standing {
        Standing::Open => return None,
        Standing::Ended(last) => (StatusCode::GONE, StatePage::Ended { name, is_desk, last, heirs: &heirs }),
        Standing::NotYet(opens) => (StatusCode::FORBIDDEN, StatePage::NotThere { name, is_desk, opens }),
    };
    Some((status, view::state_page(state, surface, lang, &links)).into_response())
}

fn desk_links(app: &App, desk: &Desk, surface: Surface) -> Links {
    links::at_desk(app, &desk.code, Door { surface, mode: Mode::Full })
}

/// Units of today by the first desk that receives for each.
fn heirs_at_desks(app: &App, units: &[&Unit], surface: Surface, lang: Lang) -> Vec<Heir> {
    let mut heirs: Vec<Heir> = Vec::new();
    for unit in units {
        let desk = app.site.catalogue.desks_of(&unit.code, app.clock.local().date()).next();
        let href = desk.map(|desk| desk_links(app, desk, surface).form(lang).to_owned());
        let with_it = heirs.iter_mut().find(|heir| href.is_some() && heir.href == href);
        match with_it {
            Some(heir) => heir.units.push(unit.name.clone()),
            None => heirs.push(Heir {
                href,
                desk: desk.map(|desk| desk.name_in(lang).to_owned()).unwrap_or_default(),
                units: vec![unit.name.clone()],
            }),
        }
    }
    heirs
}
