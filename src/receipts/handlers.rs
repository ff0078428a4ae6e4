//! The ledger's pages and the CSV behind each of their tables.

use crate::{
    clock,
    domain::{language::Lang, receipt::Week},
    receipts::{
        ledger, published,
        view::{self, LedgerPage, PublicPage},
        words,
    },
    store::ledger::LedgerRow,
    ui::table::Table,
    web::{
        download,
        extract::pairs,
        office::Ledger,
        paths::{self, route},
        problem::Problem,
        staff::{Anybody, Staff, staff_language},
        state::{App, AppState},
        viewer::Scope,
    },
    work::releases,
};
use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use std::{collections::BTreeSet, sync::Arc};

/// Weeks of issue that the page shows, the latest of the year; the file has all.
const WEEKS: usize = 9;

/// `GET /staff/receipts?year=`: a year's receipts of everything in scope.
pub async fn page(Staff { visit, scope }: Staff<Ledger>, State(app): State<AppState>) -> Result<Response, Problem> {
    let asked = LedgerQuestion::read(&app, &visit.uri, &scope).await?;
    let (units, weeks) = (asked.table(&app, "units"), asked.recent(&app));
    let main = view::ledger(&LedgerPage {
        lang: asked.lang,
        here: route::LEDGER,
        counted: clock::local(asked.counted_at),
        years: &asked.years,
        year: asked.year,
        tables: &[("units", units), ("weeks", Some(weeks))],
        weeks: WEEKS,
        csv: &|table, dialect| {
            let (path, year, lang) = (paths::ledger_table(table), asked.year, asked.lang.tag());
            format!("{path}?year={year}&dialect={}&lang={lang}", dialect.key())
        },
    });
    Ok(visit.show_as(words::ledger(asked.lang), &[], &main))
}

/// `GET /staff/receipts/{table}`: `units.csv` or `weeks.csv`.
pub async fn table(
    Staff { visit, scope }: Staff<Ledger>,
    State(app): State<AppState>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let asked = LedgerQuestion::read(&app, &visit.uri, &scope).await?;
    let name = name.strip_suffix(".csv").ok_or_else(Problem::not_found)?;
    let table = asked.table(&app, name).ok_or_else(Problem::not_found)?;
    download::table(&table, &format!("receipts-{name}-{}", asked.year), asked.lang, &visit.uri)
}

/// `GET /results/receipts`: months in which nothing changes any more, for everybody.
pub async fn public(reader: Anybody) -> Result<Response, Problem> {
    let lang = reader.lang;
    let table = public_table(&reader.app, lang).await?;
    let main = view::public(&PublicPage {
        lang,
        table: &table,
        results: &format!("{}?lang={}", route::RESULTS, lang.tag()),
        csv: &|dialect| format!("{}?dialect={}&lang={}", route::RESULTS_RECEIPTS_FILE, dialect.key(), lang.tag()),
    });
    Ok(reader.show_public(words::ledger(lang), Vec::new(), &main))
}

/// `GET /results/receipts.csv`.
pub async fn public_csv(State(app): State<AppState>, uri: Uri) -> Result<Response, Problem> {
    let lang = staff_language(&uri);
    download::table(&public_table(&app, lang).await?, "receipts", lang, &uri)
}

async fn public_table(app: &App, lang: Lang) -> Result<Table, Problem> {
    let (_, rows) = counted(app).await?;
    Ok(published::by_month(&rows, releases::settled(&app.site.release, &app.clock), &|code| name(app, code), lang))
}

fn name(app: &App, code: &str) -> String {
    app.site.catalogue.unit(code).map_or_else(|| code.to_owned(), |unit| unit.name.clone())
}

/// When the ledger was counted last, in milliseconds, and what it says.
async fn counted(app: &App) -> Result<(i64, Arc<Vec<LedgerRow>>), Problem> {
    let count = async || app.site.store.ledger().await.map(Arc::new);
    Ok(app.ledger.get(app.clock.now(), count).await?)
}

/// The ledger, and which year of it is asked for.
struct LedgerQuestion {
    counted_at: i64,
    rows: Arc<Vec<LedgerRow>>,
    lang: Lang,
    /// Places of the rows in scope.
    scope: Vec<usize>,
    /// Years in which receipts were minted, oldest first; this year is always there.
    years: Vec<i16>,
    year: i16,
}

impl LedgerQuestion {
    async fn read(app: &App, uri: &Uri, scope: &Scope) -> Result<Self, Problem> {
        let (counted_at, rows) = counted(app).await?;
        let within = |row: &LedgerRow| app.site.catalogue.is_within(&row.unit, scope.top());
        let scope: Vec<usize> = (0..rows.len()).filter(|place| within(&rows[*place])).collect();
        let this_year = app.clock.local().year();
        let mut years: Vec<i16> = scope.iter().map(|place| year_of(&rows[*place])).chain([this_year]).collect();
        years.sort_unstable();
        years.dedup();
        let query = pairs(uri.query().unwrap_or_default());
        let named = query.iter().find(|(name, _)| name == "year").and_then(|(_, year)| year.parse().ok());
        let year = named.filter(|year| years.contains(year)).unwrap_or(this_year);
        Ok(Self { counted_at, rows, lang: staff_language(uri), scope, years, year })
    }

    fn rows(&self) -> Vec<&LedgerRow> {
        let rows = self.scope.iter().map(|place| &self.rows[*place]);
        rows.filter(|row| year_of(row) == self.year).collect()
    }

    /// The table of weeks without those that are long ago.
    fn recent(&self, app: &App) -> Table {
        let mut rows = self.rows();
        let weeks: BTreeSet<i32> = rows.iter().map(|row| row.week).collect();
        let oldest = weeks.iter().nth_back(WEEKS - 1).or(weeks.first()).copied().unwrap_or_default();
        rows.retain(|row| row.week >= oldest);
        ledger::by_week(&rows, app.clock.local().date(), &|code| name(app, code), self.lang)
    }

    /// `None` where there is no such table.
    fn table(&self, app: &App, name_of_table: &str) -> Option<Table> {
        let rows = self.rows();
        let (today, names) = (app.clock.local().date(), |code: &str| name(app, code));
        match name_of_table {
            "units" => Some(ledger::by_unit(&rows, today, &names, self.lang)),
            "weeks" => Some(ledger::by_week(&rows, today, &names, self.lang)),
            _ => None,
        }
    }
}

/// The year in which a row's week begins.
fn year_of(row: &LedgerRow) -> i16 {
    Week::from_int(row.week).map_or(0, |week| week.monday().year())
}
