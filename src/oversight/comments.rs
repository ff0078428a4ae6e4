//! Released comments: a page at a time, by unit, time period and words, and all that were asked for as a file.

use crate::{
    domain::{dialect::Dialect, language::Lang, staff_log::Action, time_period::TimePeriod},
    oversight::{
        list::{self, Choice, List, ListRequest, READ},
        words,
    },
    store::{Comment, CommentPlace, CommentsAsked},
    ui::{format, table::Table},
    web::{
        office::Oversight,
        paths::route,
        problem::Problem,
        staff::Staff,
        state::{App, AppState},
    },
};
use axum::{extract::State, response::Response};

/// Which comments an address asks for, and from which place on.
fn read(app: &App, asked: &mut ListRequest) -> (CommentsAsked, Option<CommentPlace>) {
    let period = asked.read("period", |text| text.parse().ok());
    let unit = asked.read("unit", |code| app.site.catalogue.unit(code).map(|unit| unit.code.clone()));
    let after = asked.read("after", place);
    (CommentsAsked { unit, period, words: asked.text("words").to_owned() }, after)
}

/// `20241101~id~unit`.
fn place(text: &str) -> Option<CommentPlace> {
    let mut parts = text.splitn(3, '~');
    let period = parts.next()?.parse().ok()?;
    let id = parts.next()?.parse().ok()?;
    Some(CommentPlace { period, id, unit: parts.next()?.to_owned() })
}

/// `GET /staff/comments`.
pub async fn page(Staff { visit, .. }: Staff<Oversight>, State(app): State<AppState>) -> Result<Response, Problem> {
    let mut asked = ListRequest::of(&visit);
    let (of, after) = read(&app, &mut asked);
    let mut rows = app.site.store.comments(&of, after, READ).await?;
    let next = List::cut(&mut rows, |Comment { place, .. }| format!("{}~{}~{}", place.period, place.id, place.unit));
    let list = List {
        title: words::comments(asked.lang),
        about: words::comments_about(asked.lang),
        none: words::no_comments(asked.lang),
        page: route::COMMENTS,
        file: route::COMMENTS_FILE,
        choices: choices(&app, asked.lang).await?,
        search: Some(("words", words::search(asked.lang))),
        place: "after",
        asked: &asked,
    };
    Ok(list.show(&table(&app, &rows, asked.lang), next.as_deref()))
}

/// `GET /staff/comments.csv`: everything that was asked for.
pub async fn file(Staff { visit, .. }: Staff<Oversight>, State(app): State<AppState>) -> Result<Response, Problem> {
    let mut asked = ListRequest::of(&visit);
    let (of, _) = read(&app, &mut asked);
    asked.without_mistakes()?;
    let rows = app.site.store.comments(&of, None, usize::MAX).await?;
    let period = of.period.map_or_else(String::new, |period| period.to_string());
    let detail = format!("{} {period}", of.unit.as_deref().unwrap_or("*"));
    list::file(&asked, ("comments", Action::ExportComments, detail.trim()), |dialect| match dialect {
        Dialect::ExcelVi => table(&app, &rows, asked.lang),
        Dialect::Machine => keyed(&rows, asked.lang),
    })
    .await
}

async fn choices(app: &App, lang: Lang) -> Result<[Choice<'_>; 2], Problem> {
    let (units, periods) = app.site.store.comment_choices().await?;
    let periods = periods.iter().map(TimePeriod::to_string).collect();
    let said = move |text: &str| {
        text.parse().map_or_else(|_| text.to_owned(), |period| format::sentence(&format::time_period(period, lang)))
    };
    Ok([
        Choice { name: "unit", label: words::unit(lang), keys: units, said: Box::new(|code| name(app, code)) },
        Choice { name: "period", label: words::period(lang), keys: periods, said: Box::new(said) },
    ])
}

fn name(app: &App, code: &str) -> String {
    app.site.catalogue.unit(code).map_or_else(|| code.to_owned(), |unit| unit.name.clone())
}

/// For people: names of organisations, time periods as they are read.
fn table(app: &App, rows: &[Comment], lang: Lang) -> Table {
    list::table(rows, columns(lang), lang, |comment| {
        let period = format::sentence(&format::time_period(comment.period, lang));
        [comment.text.clone(), name(app, &comment.unit), period, comment.lang.clone()]
    })
}

/// For programs: codes, and time periods as in every file.
fn keyed(rows: &[Comment], lang: Lang) -> Table {
    list::table(rows, columns(lang), lang, |Comment { text, unit, period, lang, .. }| {
        [text.clone(), unit.clone(), period.to_string(), lang.clone()]
    })
}

fn columns(lang: Lang) -> [(&'static str, &'static str); 4] {
    let (text, unit) = (("text", words::text(lang)), ("unit", words::unit(lang)));
    [text, unit, ("period", words::period(lang)), ("language", words::language(lang))]
}
