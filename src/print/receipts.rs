//! Receipts: minted, printed, printed once more.

use crate::{
    domain::{dialect::Dialect, language::Lang, staff_log::Action},
    print::{
        ask::{self, Fields, Fresh, Range, mistake},
        format::Layout,
        handlers::{More, address_warning, document, forms, symbols},
        paper::{self, Ticket},
        words,
    },
    store::runs::Run,
    ui::{form::Mistake, format::date},
    web::{
        code::Code,
        download::{CSV, attachment},
        extract::{form_pairs, pairs},
        office::Administrator,
        paths::route,
        problem::Problem,
        staff::{Staff, Visit},
        state::{App, AppState},
    },
    work::{
        address,
        minting::{IssueError, Issuer, Run as Minted, Slip, SlipFile},
    },
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use maud::html;
use std::ops::RangeInclusive;

/// `GET /staff/print/receipts?first=&count=&layout=`: receipts that were minted before.
pub async fn print(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
) -> Result<Response, Problem> {
    let fields = Fields(pairs(visit.uri.query().unwrap_or_default()));
    let asked = match ask::range(&fields, visit.lang) {
        Ok(asked) => asked,
        Err(mistakes) => return forms(&visit, &fields, &mistakes).await,
    };
    if !address::leads_somewhere(&app.base_url) {
        return missing(&visit, &fields, mistake("first", words::no_address(visit.lang))).await;
    }
    let runs = app.site.store.runs(asked.first, asked.last).await?;
    let slips = match minted(&runs, &asked, visit.lang).and_then(|()| slips(&app, &runs, &asked, visit.lang)) {
        Ok(slips) => slips,
        Err(wrong) => return missing(&visit, &fields, wrong).await,
    };
    let Range { first, last, layout } = asked;
    visit.log(Action::PrintReceipts, &format!("{first}..{last} {}", layout.key())).await?;
    match layout {
        Layout::Csv => {
            let name = format!("receipts-{first}-{last}.csv");
            attachment(CSV, &name, csv(slips)?)
        }
        Layout::Sheet | Layout::Strips => {
            let warning = warning(&app, &runs, &asked, visit.lang).await?;
            papers(&visit, &slips, &asked, warning).await
        }
    }
}

/// The columns that `hailong receipts mint` writes, for the software of a receipt printer.
fn csv(slips: Vec<Slip>) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    let mut file = SlipFile::new(&mut out, Dialect::Machine, false);
    let written = file.write(slips.into_iter().map(|slip| ("", slip))).and_then(|()| file.finish());
    written.map(|()| out).map_err(|_| Problem::internal())
}

async fn missing(visit: &Visit, fields: &Fields, wrong: Mistake) -> Result<Response, Problem> {
    forms(visit, fields, &[wrong]).await
}

/// All of a range were minted. Numbers are given out in order: missing ones are at the end.
fn minted(runs: &[Run], asked: &Range, lang: Lang) -> Result<(), Mistake> {
    match runs.last() {
        None => Err(mistake("first", words::not_minted_here(lang))),
        Some(run) if run.last < asked.last => Err(mistake("count", &words::not_minted(lang, run.last))),
        Some(_) => Ok(()),
    }
}

/// The numbers of a run that are asked for.
fn numbers(run: &Run, asked: &Range) -> RangeInclusive<u32> {
    Ord::max(run.first, asked.first)..=Ord::min(run.last, asked.last)
}

fn slips(app: &App, runs: &[Run], asked: &Range, lang: Lang) -> Result<Vec<Slip>, Mistake> {
    let keys = app.site.register.keys();
    let numbers = runs.iter().flat_map(|run| numbers(run, asked).map(move |number| (run, number)));
    let slips = numbers.map(|(run, number)| Slip::of(&keys, &app.base_url, number, &run.minting));
    slips.collect::<Option<Vec<Slip>>>().ok_or_else(|| mistake("first", words::no_key(lang)))
}

/// The receipts that should not be handed out: expired ones, and those that were taken back.
async fn warning(app: &App, runs: &[Run], asked: &Range, lang: Lang) -> Result<Option<String>, Problem> {
    let revocations = app.site.store.revocations().await?;
    let today = app.clock.local().date();
    let (mut expired, mut revoked) = (0, 0);
    for run in runs {
        for number in numbers(run, asked) {
            let receipt = run.minting.receipt(number);
            revoked += usize::from(revocations.iter().any(|what| what.covers(&receipt)));
            expired += usize::from(receipt.week.last_day() < today);
        }
    }
    let said =
        [(expired > 0).then(|| words::expired(lang, expired)), (revoked > 0).then(|| words::revoked(lang, revoked))];
    let said: Vec<String> =
        address_warning(&app.base_url, lang).into_iter().chain(said.into_iter().flatten()).collect();
    Ok((!said.is_empty()).then(|| said.join(" ")))
}

async fn papers(visit: &Visit, slips: &[Slip], asked: &Range, warning: Option<String>) -> Result<Response, Problem> {
    let (app, lang) = (&visit.app, visit.lang);
    let entry = format!("{}{}", app.base_url, route::RECEIPT_TYPED);
    let symbols = symbols(slips.iter().map(|slip| slip.url.clone()).collect()).await?;
    let entry = paper::typed_address(&entry);
    let unit = |slip: &Slip| app.site.catalogue.unit(&slip.unit);
    let tickets = slips.iter().zip(symbols).map(|(slip, symbol)| Ticket { slip, unit: unit(slip), symbol, entry });
    let tickets: Vec<Ticket> = tickets.collect();
    let papers = match asked.layout {
        Layout::Strips => html! { @for ticket in &tickets { (paper::strip(ticket)) } },
        Layout::Sheet | Layout::Csv => paper::sheets(&tickets),
    };
    let more = More {
        warning,
        others: Layout::ALL
            .into_iter()
            .filter(|layout| *layout != asked.layout)
            .map(|layout| (words::layout_name(layout, lang).to_owned(), url(&Range { layout, ..*asked }, lang)))
            .collect(),
    };
    Ok(document(visit, &papers, &words::receipts_from_to(lang, asked.first, asked.last), more))
}

fn url(range: &Range, lang: Lang) -> String {
    let Range { first, last, layout } = range;
    let count = last - first + 1;
    format!("{}?first={first}&count={count}&layout={}&lang={}", route::PRINT_RECEIPTS, layout.key(), lang.tag())
}

/// `POST /staff/print/receipts`: mints, and leads to what is printed.
pub async fn mint(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let fields = Fields(form_pairs(&body).ok_or_else(|| Problem::new(Code::Malformed))?);
    let asked = match ask::fresh(&fields, &app.site.catalogue, lang) {
        Ok(asked) => asked,
        Err(mistakes) => return forms(&visit, &fields, &mistakes).await,
    };
    let run = match mint_run(&visit, &asked).await {
        Ok(run) => run,
        Err(IssueError::Store(error)) => return Err(error.into()),
        Err(refused) => return missing(&visit, &fields, refusal(&refused, lang)).await,
    };
    Ok(Redirect::to(&url(&Range { first: run.first, last: run.last(), layout: asked.layout }, lang)).into_response())
}

async fn mint_run<'v>(visit: &'v Visit, asked: &Fresh<'_>) -> Result<Minted<'v>, IssueError> {
    let app = &visit.app;
    let issuer = Issuer::new(&app.site, &app.base_url, app.clock.local().date(), None).await?;
    issuer.run(&asked.unit.code, asked.event, asked.count, visit.acts()).await
}

fn refusal(refused: &IssueError, lang: Lang) -> Mistake {
    match refused {
        IssueError::UsedUp => mistake("amount", words::used_up(lang)),
        IssueError::NoAddress(_) => mistake("unit", words::no_address(lang)),
        IssueError::NoKey => mistake("unit", words::no_key(lang)),
        IssueError::RevokedKey(_) => mistake("unit", words::revoked_key(lang)),
        IssueError::Ended { last, heirs, .. } => {
            mistake("unit", &words::unit_ended(lang, date(*last, lang), heirs.join("; ")))
        }
        IssueError::NotYet { opens, .. } => mistake("unit", &words::unit_not_open(lang, date(*opens, lang))),
        _ => mistake("unit", words::nothing_open(lang)),
    }
}
