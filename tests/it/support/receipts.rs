//! Receipts that a test hands out.

use super::TestApp;
use hailong::{
    domain::receipt::{Event, Receipt, Week},
    store::receipts::Minting,
};

/// So many tokens for the unit of the desk `MC.NT`.
pub async fn mint(app: &TestApp, count: u32) -> Vec<String> {
    let like = run(app);
    let first = app.site.store.mint(&like, count, app.by()).await.unwrap().unwrap();
    (first..first + count).map(|number| app.site.register.keys().token(&receipt(app, number)).unwrap()).collect()
}

/// One of those, by its number.
pub fn receipt(app: &TestApp, number: u32) -> Receipt {
    run(app).receipt(number)
}

fn run(app: &TestApp) -> Minting {
    Minting {
        key: app.site.register.keys().newest().unwrap(),
        survey: "one-stop-2024".to_owned(),
        unit: app.site.catalogue.desk("MC.NT").unwrap().units[0].clone(),
        event: Event::Returned,
        week: Week::of(app.clock.local().date()),
    }
}
