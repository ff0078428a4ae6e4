//! Somebody without JavaScript.

use super::{Reply, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

/// Reads the form on the page and posts it with what they add.
#[derive(Clone)]
pub struct Visitor<'a> {
    app: &'a TestApp,
    pub page: Reply,
    path: String,
}

impl<'a> Visitor<'a> {
    pub async fn open(app: &'a TestApp, path: &str) -> Self {
        let page = follow(app, app.get(path).await).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        Self { app, page, path: path.split('?').next().unwrap().to_owned() }
    }

    /// Where the page's form posts to, if not to the page itself.
    pub fn goes_to(&mut self, path: &str) {
        path.clone_into(&mut self.path);
    }

    /// The fields that the page's form would send by itself: hidden fields, checked choices, text.
    pub fn fields(&self) -> Vec<(String, String)> {
        let html = self.page.text();
        let mut fields = Vec::new();
        for tag in html.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
            let get = |name: &str| {
                tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(unescape)
            };
            let checked = tag.contains(" checked");
            let kind = get("type").unwrap_or_default();
            if kind == "hidden" || (checked && (kind == "radio" || kind == "checkbox")) {
                fields.push((get("name").unwrap_or_default(), get("value").unwrap_or_default()));
            }
        }
        if let Some(text) = html.split("<textarea").nth(1).and_then(|rest| rest.split_once('>')).map(|(_, rest)| rest) {
            fields.push(("comment".to_owned(), unescape(text.split("</textarea>").next().unwrap_or_default())));
        }
        fields
    }

    pub async fn post(&mut self, add: &[(&str, &str)]) {
        self.post_to(&self.path.clone(), add).await;
    }

    pub async fn post_to(&mut self, path: &str, add: &[(&str, &str)]) {
        let mut fields = self.fields();
        fields.retain(|(name, _)| !add.iter().any(|(added, _)| added == name));
        fields.extend(add.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.page = follow(self.app, self.app.request(request.body(Body::from(body)).unwrap()).await).await;
    }
}

/// Where the page leads. A cookie is kept for that one step: what the pages carry hidden has to do afterwards.
async fn follow(app: &TestApp, page: Reply) -> Reply {
    if page.status != StatusCode::SEE_OTHER {
        return page;
    }
    let cookie = page.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let request = Request::get(page.header("location")).header(header::COOKIE, cookie);
    app.request(request.body(Body::empty()).unwrap()).await
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
