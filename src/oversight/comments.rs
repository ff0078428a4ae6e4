//! Released comments: a page at a time, by unit, month and words, and all that were asked for as a file.

use crate::{
    clock,
    domain::{month::Month, survey::Lang},
    oversight::{
        view::{self, Choice},
        words,
    },
    store::{Comment, CommentPlace, CommentsAsked, LogEntry},
    ui::{
        format,
        table::{Column, Dress, Table, Value},
    },
    web::{
        download,
        extract::pairs,
        paths::route,
        problem::Problem,
        staff::{StaffPage, staff_language},
        state::{App, AppState},
        viewer::{Role, Viewer},
    },
};
use axum::{extract::State, http::Uri, response::Response};
use maud::html;

/// Rows of a page.
const ROWS: usize = 200;

/// What the address asks for. What cannot be read is not asked for.
struct Asked {
    of: CommentsAsked,
    after: Option<CommentPlace>,
    month: String,
}

impl Asked {
    fn read(uri: &Uri) -> Self {
        let given = pairs(uri.query().unwrap_or_default());
        let get =
            |name: &str| given.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim()).to_owned();
        let month: Option<Month> = get("month").parse().ok();
        let unit = Some(get("unit")).filter(|unit| !unit.is_empty());
        let after = place(&get("after"));
        let month_text = month.map_or_else(String::new, |month| month.to_string());
        Self { of: CommentsAsked { unit, month, words: get("words") }, after, month: month_text }
    }

    fn pairs(&self) -> [(&str, &str); 3] {
        [("unit", self.of.unit.as_deref().unwrap_or_default()), ("month", &self.month), ("words", &self.of.words)]
    }
}

/// `202411~id~unit`.
fn place(text: &str) -> Option<CommentPlace> {
    let mut parts = text.splitn(3, '~');
    let month = parts.next()?.parse().ok()?;
    let id = parts.next()?.parse().ok()?;
    Some(CommentPlace { month, id, unit: parts.next()?.to_owned() })
}

/// `GET /staff/comments`.
pub async fn page(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    viewer.must_be(Role::Oversight)?;
    let lang = staff_language(&uri);
    let asked = Asked::read(&uri);
    let store = &app.site.store;
    let mut list = store.comments(&asked.of, asked.after.clone(), ROWS + 1).await?;
    let more = list.len() > ROWS;
    list.truncate(ROWS);
    let last = list.last().filter(|_| more).map(|last| &last.place);
    let after = last.map(|place| format!("{}~{}~{}", place.month, place.id, place.unit));
    let mut query = asked.pairs().to_vec();
    let first = asked.after.is_some().then(|| view::address(route::COMMENTS, &query, lang));
    let files = view::files(route::COMMENTS_FILE, words::comments(lang), &query, lang);
    let next = after.as_ref().map(|after| {
        query.push(("after", after));
        view::address(route::COMMENTS, &query, lang)
    });
    let choices = choices(&app, &asked, lang).await?;
    let search = html! {
        label { span { (words::search(lang)) } input type="search" name="words" value=(asked.of.words); }
    };
    let main = html! {
        h1 { (words::comments(lang)) }
        p { (words::comments_about(lang)) }
        (view::filter(route::COMMENTS, &choices, &search, lang))
        @if list.is_empty() { p.notice { (words::no_comments(lang)) } }
        @else {
            section.card {
                (table(&app, &list, lang).html(lang, &Dress::PLAIN))
                (view::paging(first.as_deref(), next.as_deref(), lang))
                (files)
            }
        }
    };
    Ok(StaffPage { app: &app, viewer: Some(&viewer), lang, uri: &uri, title: words::comments(lang), mistakes: &[] }
        .show(&main))
}

/// `GET /staff/comments.csv`: everything that was asked for; the log says who took it.
pub async fn file(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    viewer.must_be(Role::Oversight)?;
    let (lang, asked) = (staff_language(&uri), Asked::read(&uri));
    let list = app.site.store.comments(&asked.of, None, usize::MAX).await?;
    let detail = format!("{} {}", asked.of.unit.as_deref().unwrap_or("*"), asked.month);
    let (actor, at) = (viewer.user.name.as_str(), app.clock.now());
    let entry = LogEntry { at, actor, action: "export.comments", detail: detail.trim() };
    app.site.store.log(&app.site.log_key, entry).await?;
    let name = format!("comments-{}", clock::local(at).date());
    download::table(&table(&app, &list, lang), &name, lang, &uri)
}

async fn choices<'a>(app: &App, asked: &'a Asked, lang: Lang) -> Result<[Choice<'a>; 2], Problem> {
    let (units, months) = app.site.store.comment_choices().await?;
    let units = units.into_iter().map(|code| (code.clone(), name(app, &code)));
    let months = months.into_iter().map(|month| (month.to_string(), format::month(month)));
    Ok([
        Choice { name: "unit", label: words::unit(lang), options: units.collect(), chosen: asked.of.unit.as_deref() },
        Choice { name: "month", label: words::month(lang), options: months.collect(), chosen: Some(&asked.month) },
    ])
}

fn name(app: &App, code: &str) -> String {
    app.site.catalogue.unit(code).map_or_else(|| code.to_owned(), |unit| unit.name.clone())
}

fn table(app: &App, list: &[Comment], lang: Lang) -> Table {
    let rows = list.iter().map(|comment| {
        vec![
            Value::Text(comment.text.clone()),
            Value::Text(name(app, &comment.unit)),
            Value::Text(format::month(comment.month)),
            Value::Text(comment.lang.clone()),
        ]
    });
    Table {
        caption: view::caption(list.len(), lang),
        columns: vec![
            Column::words("text", words::text(lang)),
            Column::words("unit", words::unit(lang)),
            Column::words("month", words::month(lang)),
            Column::words("language", words::language(lang)),
        ],
        rows: rows.collect(),
        names: 0,
    }
}
