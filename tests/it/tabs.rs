//! Two forms side by side in one browser without JavaScript.

use crate::support::{Browser, Reply, TestApp};
use axum::http::StatusCode;

/// The id of the submission that a page carries.
fn id(page: &Reply) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    let id = text.split("name=\"id\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    id.unwrap_or_else(|| panic!("no id: {text}")).to_owned()
}

#[tokio::test]
async fn two_half_forms_do_not_mix() {
    let app = TestApp::start().await;
    let mut browser = Browser::new(&app);
    let mut tabs = Vec::new();
    for desk in ["MC.NT", "MC.CR"] {
        let begun = browser.get(&format!("/q/{desk}/pages?kind=citizen")).await;
        let there = begun.header("location").to_owned();
        tabs.push((id(&browser.get(&there).await), there));
    }
    assert_ne!(tabs[0].0, tabs[1].0);
    for (before, there) in tabs {
        assert_eq!(id(&browser.get(&there).await), before, "reloading {there} shows its own form");
    }
    let begun = browser.get("/q/MC.CR/pages?kind=citizen").await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.kept().len(), 2, "a form that is begun anew takes the place of its own");
}
