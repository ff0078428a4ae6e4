//! The common parts of both lists: an address that is read or told its mistakes, a filter, a page at a time, a file.

use crate::{
    clock,
    domain::{dialect::Dialect, language::Lang, staff_log::Action},
    oversight::words,
    ui::{
        chart::csv_links,
        form::{self, Mistake},
        format,
        table::{Column, Dress, Table, Value},
    },
    web::{
        code::Code,
        download,
        extract::pairs,
        problem::{FieldMessage, Problem},
        staff::Visit,
    },
};
use axum::response::Response;
use maud::{Markup, html};

/// Rows of a page.
const ROWS: usize = 200;
/// Rows to read for a page: one more says whether there is another page.
pub(super) const READ: usize = ROWS + 1;

/// The request of an address, and its parts that cannot be read.
pub(super) struct ListRequest<'v> {
    visit: &'v Visit,
    pub lang: Lang,
    pub mistakes: Vec<Mistake>,
    given: Vec<(String, String)>,
}

impl<'v> ListRequest<'v> {
    pub(super) fn of(visit: &'v Visit) -> Self {
        let given = pairs(visit.uri.query().unwrap_or_default());
        Self { visit, lang: visit.lang, mistakes: Vec::new(), given }
    }

    /// The text that was given under a name, or nothing.
    pub(super) fn text(&self, name: &str) -> &str {
        self.given.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The value that was given, read. Nothing is no mistake, and a text that cannot be read is one.
    pub(super) fn read<T>(&mut self, field: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let given = Some(self.text(field)).filter(|given| !given.is_empty())?;
        let (value, text) = (read(given), words::unread(field, given, self.lang));
        if value.is_none() {
            self.mistakes.push(Mistake { field, text });
        }
        value
    }

    /// For files, which have no place to say a mistake beside what was typed.
    pub(super) fn without_mistakes(&self) -> Result<(), Problem> {
        if self.mistakes.is_empty() {
            return Ok(());
        }
        let message = |it: &Mistake| FieldMessage { field: it.field.to_owned(), message: it.text.clone() };
        Err(Problem::invalid(Code::InvalidQuery, self.mistakes.iter().map(message).collect()))
    }
}

/// A choice of the filter: its name, its label, what it offers, and how that is said.
pub(super) struct Choice<'c> {
    pub name: &'static str,
    pub label: &'static str,
    pub keys: Vec<String>,
    /// An unknown value is said as it was given.
    pub said: Box<dyn Fn(&str) -> String + Send + Sync + 'c>,
}

/// A list, its filter and its ways on.
pub(super) struct List<'l> {
    pub title: &'static str,
    pub about: &'static str,
    /// The text in place of no rows.
    pub none: &'static str,
    pub page: &'static str,
    pub file: &'static str,
    pub choices: [Choice<'l>; 2],
    /// A field for words beside the choices: its name and label.
    pub search: Option<(&'static str, &'static str)>,
    /// The name under which an address says where its page begins.
    pub place: &'static str,
    pub asked: &'l ListRequest<'l>,
}

impl List<'_> {
    /// The rows of a page, and the place where the next one begins.
    pub(super) fn cut<T>(rows: &mut Vec<T>, place: impl Fn(&T) -> String) -> Option<String> {
        let more = rows.len() > ROWS;
        rows.truncate(ROWS);
        rows.last().filter(|_| more).map(place)
    }

    /// The page; with mistakes it has no rows, and everything typed is kept.
    pub(super) fn show(&self, table: &Table, next: Option<&str>) -> Response {
        let ListRequest { visit, lang, ref mistakes, .. } = *self.asked;
        let main = html! {
            (form::summary(mistakes, lang))
            h1 { (self.title) }
            p { (self.about) }
            (self.filter())
            @if mistakes.is_empty() {
                @if table.rows.is_empty() { p.notice { (self.none) } }
                @else {
                    section.card {
                        (table.html(lang, &Dress::PLAIN))
                        (self.paging(next))
                        (self.files())
                    }
                }
            }
        };
        visit.show(mistakes, &main)
    }

    /// The filter as a GET form.
    fn filter(&self) -> Markup {
        let ListRequest { lang, ref mistakes, .. } = *self.asked;
        let wrong = |name: &str| mistakes.iter().any(|mistake| mistake.field == name);
        html! {
            div.filter { form method="get" action=(self.page) aria-label=(words::filters(lang)) {
                @for choice in &self.choices {
                    @let given = self.asked.text(choice.name);
                    label.wrong[wrong(choice.name)] { span { (choice.label) }
                        (form::said(choice.name, mistakes, lang))
                        select id=(choice.name) name=(choice.name) aria-invalid=[wrong(choice.name).then_some("true")]
                            aria-describedby=[wrong(choice.name).then(|| format!("{}-error", choice.name))] {
                            option value="" { (words::all(lang)) }
                            @if !given.is_empty() && !choice.keys.iter().any(|key| key == given) {
                                option value=(given) selected { ((choice.said)(given)) }
                            }
                            @for key in &choice.keys {
                                option value=(key) selected[key == given] { ((choice.said)(key)) }
                            }
                        }
                    }
                }
                @if let Some((name, label)) = self.search {
                    label { span { (label) } input type="search" name=(name) value=(self.asked.text(name)); }
                }
                input type="hidden" name="lang" value=(lang.tag());
                button { (words::show(lang)) }
            } }
        }
    }

    /// An address with the filter as it is, and what else is asked for.
    fn address(&self, path: &str, more: Option<(&str, &str)>) -> String {
        let names = self.choices.iter().map(|choice| choice.name).chain(self.search.map(|(name, _)| name));
        let asked = names.map(|name| (name, self.asked.text(name))).filter(|(_, value)| !value.is_empty());
        let asked = asked.chain(more).chain([("lang", self.asked.lang.tag())]);
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        format!("{path}?{query}")
    }

    /// Links to the newest page and to the next one.
    fn paging(&self, next: Option<&str>) -> Markup {
        let later = !self.asked.text(self.place).is_empty();
        html! {
            @if later || next.is_some() {
                p.files.paging {
                    @if later { a href=(self.address(self.page, None)) { (words::first_page(self.asked.lang)) } " " }
                    @if let Some(next) = next {
                        a href=(self.address(self.page, Some((self.place, next)))) rel="next" { (words::next_page(self.asked.lang)) }
                    }
                }
            }
        }
    }

    /// Links to the whole list as a file in both dialects.
    fn files(&self) -> Markup {
        let file = |dialect: Dialect| self.address(self.file, Some(("dialect", dialect.key())));
        let (excel, machine) = (file(Dialect::ExcelVi), file(Dialect::Machine));
        html! { p.files { (csv_links(self.asked.lang, self.title, &excel, &machine)) } }
    }
}

/// The rows of a list, under columns of these keys and labels.
pub(super) fn table<R>(
    rows: &[R],
    columns: [(&'static str, &'static str); 4],
    lang: Lang,
    said: impl Fn(&R) -> [String; 4],
) -> Table {
    Table {
        caption: words::on_page(lang, format::count(rows.len() as u64, lang)),
        columns: columns.map(|(key, label)| Column::words(key, label)).into(),
        rows: rows.iter().map(|row| said(row).map(Value::Text).into()).collect(),
        names: 0,
    }
}

/// The whole list as a file; the log says who took it.
pub(super) async fn file(
    asked: &ListRequest<'_>,
    (what, action, detail): (&str, Action, &str),
    table: impl FnOnce(Dialect) -> Table,
) -> Result<Response, Problem> {
    let ListRequest { visit, lang, .. } = *asked;
    let table = table(download::dialect(lang, &visit.uri)?);
    let file = download::table(&table, &format!("{what}-{}", clock::local(visit.now).date()), lang, &visit.uri)?;
    visit.log(action, detail).await?;
    Ok(file)
}
