//! A receipt's token in a request: read, and judged by date and by what was taken back.

use crate::{
    domain::receipt::{Issued, ShortCode, TOKEN_LENGTH},
    store::receipts::Minting,
    web::{address::Address, code::Code, patience::in_time, problem::Problem, state::App, throttle},
};
use jiff::{ToSpan, Unit, civil::Date};
use std::sync::Arc;

/// The standing of a receipt. The store says that it was answered before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Good,
    Expired,
    Revoked,
    /// Handed out in the name of an organisation that did not exist in that week.
    OutOfTime,
}

impl Standing {
    /// The refusal of an answer with such a receipt.
    pub fn refusal(self) -> Option<Problem> {
        match self {
            Self::Good => None,
            Self::Expired => Some(Problem::new(Code::ReceiptExpired)),
            Self::Revoked => Some(Problem::new(Code::ReceiptRevoked)),
            Self::OutOfTime => Some(Problem::new(Code::UnitEnded)),
        }
    }
}

/// Reads a token of this site.
///
/// # Errors
/// 404 `unknown_receipt` for any other text, 429 `too_many` where its address sent many such.
pub fn read(app: &App, token: &str, from: Address) -> Result<Issued, Problem> {
    app.site.register.read(token).or_else(|_| {
        app.guard.bad(from)?;
        Err(Problem::new(Code::UnknownReceipt))
    })
}

/// The name by which somebody means a receipt.
#[derive(Clone, Copy, Debug)]
pub enum Named<'t> {
    Token(&'t str),
    Code(ShortCode),
}

impl<'t> Named<'t> {
    /// Reads a token, its link or a short code; `None` for a slip of the finger.
    pub fn read(text: &'t str) -> Option<Self> {
        let last = text.trim().rsplit('/').next().unwrap_or_default();
        let token = last.split(['?', '#']).next().unwrap_or_default();
        if token.len() == TOKEN_LENGTH { Some(Self::Token(token)) } else { ShortCode::parse(text).map(Self::Code) }
    }
}

/// The receipt of a code that was typed.
///
/// # Errors
/// 404 `unknown_receipt` where no receipt has it, 429 `too_many` where its address typed very many, 429 `code_used_up`
/// where its number was typed wrong too often today.
pub async fn typed(app: &App, code: ShortCode, from: Address) -> Result<Issued, Problem> {
    // Where nobody knows who types, a whole province would share the limit: wrong codes alone are counted then.
    if from.is_shared() {
        app.guard.shared()?;
        let opened = open(app, code).await;
        // A fault of the store is nobody's guess.
        if opened.as_ref().is_err_and(|problem| matches!(problem.code, Code::UnknownReceipt | Code::CodeUsedUp)) {
            app.guard.shared_wrong();
        }
        return opened;
    }
    app.guard.typed(from)?;
    open(app, code).await
}

async fn open(app: &App, code: ShortCode) -> Result<Issued, Problem> {
    let unknown = || Problem::new(Code::UnknownReceipt);
    // Numbers of nobody have no tries to use up; they are told what a wrong code is told.
    let minting = app.site.store.minting(code.number).await?.ok_or_else(unknown)?;
    // The try is taken before the code is looked at: many at once get no more than one after the other.
    if !throttle::take_code(app, code.number).await? {
        return Err(Problem::new(Code::CodeUsedUp).later(until_tomorrow(app)));
    }
    let issued = of_code(app, code, &minting).ok_or_else(unknown)?;
    throttle::give_back_code(app, code.number).await?;
    Ok(issued)
}

/// The receipt that a code opens.
pub fn of_code(app: &App, code: ShortCode, minting: &Minting) -> Option<Issued> {
    let keys = app.site.register.keys();
    let token = keys.token(&minting.receipt(code.number)).filter(|_| keys.opens(code, minting.key))?;
    app.site.register.read(&token).ok()
}

/// Seconds until the tries are given back.
fn until_tomorrow(app: &App) -> u32 {
    let now = app.clock.local();
    let midnight = now.date().saturating_add(1.day()).to_datetime(jiff::civil::Time::midnight());
    let left = now.until((Unit::Second, midnight)).map_or(60, |span| span.get_seconds());
    u32::try_from(left).unwrap_or(60)
}

/// The standing of a receipt today.
///
/// # Errors
/// Faults of the store; 503 where it does not answer in time, however many wait for it one after the other.
pub async fn standing(app: &App, issued: &Issued) -> Result<Standing, Problem> {
    standing_on(app, issued, app.clock.local().date()).await
}

/// The day by which answers are late that are handed in now: who began before midnight has an hour to end. By the
/// site's clock; what a phone says of its own cannot be verified.
pub fn day_of_grace(app: &App) -> Date {
    app.clock.local().saturating_sub(1.hour()).date()
}

/// The standing of a receipt on a day.
///
/// # Errors
/// As [`standing`].
pub async fn standing_on(app: &App, issued: &Issued, day: Date) -> Result<Standing, Problem> {
    let read = async || app.site.store.revocations().await.map(Arc::new).map_err(Problem::from);
    let (_, revocations) = in_time(app.revocations.get(app.clock.now(), read)).await?;
    if revocations.iter().any(|revocation| revocation.covers(&issued.receipt)) {
        return Ok(Standing::Revoked);
    }
    // One that was issued before the end is answered until it expires.
    let week = issued.receipt.week;
    let unit = app.site.catalogue.unit(&issued.mark.unit);
    if unit.is_some_and(|unit| !unit.validity.meets(week.monday(), week.sunday())) {
        return Ok(Standing::OutOfTime);
    }
    Ok(if day > week.last_day() { Standing::Expired } else { Standing::Good })
}
