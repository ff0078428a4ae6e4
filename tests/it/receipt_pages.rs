//! The pages for a citizen with a receipt: the form, the states in place of it, and the typed code.

use crate::support::{Folder, HOUR, MORNING, Reply, TestApp, Visitor, mint, receipt, submission};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use hailong::{
    domain::receipt::Revocation,
    server::{Door, Server},
    site::Site,
    web::opened::Opened,
};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

pub const DAY: i64 = 24 * HOUR;

pub async fn ask(app: &TestApp, method: Method, path: &str, from: &str, body: &str) -> Reply {
    let request = Request::builder().method(method).uri(path).header("x-forwarded-for", from);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.request(request.body(Body::from(body.to_owned())).unwrap()).await
}

pub async fn post(app: &TestApp, path: &str, body: &str) -> Reply {
    ask(app, Method::POST, path, "198.51.100.1", body).await
}

pub async fn answer(app: &TestApp, token: &str, n: usize) -> StatusCode {
    let mut sent = submission("MC.NT", n);
    sent["source"] = json!({ "receipt": token });
    app.submit(&sent).await.status
}

#[tokio::test]
async fn the_link_opens_one_document_for_all_receipts_alike_and_spends_nothing() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 2).await;
    for path in ["/r/{}", "/R/{}", "/r/{}?lang=en"] {
        let page = app.get(&path.replace("{}", &tokens[0])).await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        assert_eq!(page.body, app.get(&path.replace("{}", &tokens[1].to_lowercase())).await.body);
        assert!(!page.text().to_uppercase().contains(&tokens[0][..20]), "nothing of the token");
    }
    let page = app.get(&format!("/r/{}", tokens[0])).await.text();
    assert!(page.contains("Giấy hẹn của <span>Ủy ban nhân dân thành phố Nha Trang</span> – trả kết quả"), "{page}");
    assert_eq!(answer(&app, &tokens[0], 0).await, StatusCode::CREATED, "opening spends nothing");
}

#[tokio::test]
async fn a_link_is_opened_when_its_page_says_so_and_never_by_being_fetched() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 4).await;
    for token in &tokens {
        for method in [Method::GET, Method::HEAD] {
            let reply = ask(&app, method, &format!("/r/{token}"), "198.51.100.1", "").await;
            assert_eq!(reply.status, StatusCode::OK);
        }
        let first = app.get(&format!("/r/{token}/pages")).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "to the page that a reload shows again");
    }
    let opened = async || app.site.store.ledger().await.unwrap()[0].opened;
    app.note_opened().await;
    assert_eq!(opened().await, 0, "previews fetch links too");
    for token in [&tokens[0], &tokens[0], &tokens[1]] {
        let said = post(&app, &format!("/r/{token}/opened"), "").await;
        assert_eq!((said.status, said.body.len()), (StatusCode::NO_CONTENT, 0));
    }
    post(&app, &format!("/r/{}/pages", tokens[2]), "page=0&kind=citizen&go=next").await;
    assert_eq!(opened().await, 0, "no commit for a page");
    app.note_opened().await;
    assert_eq!(opened().await, 3);
    app.note_opened().await;
    assert_eq!(opened().await, 3);
    let forged = format!("{}{}", &tokens[3][1..], "0");
    assert_eq!(post(&app, &format!("/r/{forged}/opened"), "").await.status, StatusCode::NOT_FOUND);
}

/// Chat programs, mail and fingers mangle a link. Each form leads to the receipt and none counts as a guess.
#[tokio::test]
async fn a_mangled_link_leads_to_what_it_means_and_counts_as_no_guess() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let token = mint(&app, 1).await.remove(0);
    let (half, rest) = token.split_at(40);
    let forged = token.chars().rev().collect::<String>();
    let mangled = |token: &str| {
        [".", ",", ")", "%22", "/", "%20", "%E2%80%8B", "%E2%80%A6", "%C2%A0", "%EF%BC%89", "%3Ffbclid=x", "*", "%27"]
            .map(|tail| format!("/r/{token}{tail}"))
    };
    let found = async |path: &str| {
        let reply = ask(&app, Method::GET, path, "198.51.100.7", "").await;
        (reply.status, reply.header("location").to_owned())
    };
    let there = (StatusCode::TEMPORARY_REDIRECT, format!("/r/{token}"));
    for _ in 0..4 {
        for path in mangled(&token) {
            assert_eq!(found(&path).await, there, "{path}");
        }
    }
    for path in [
        format!("/R/%3C{token}%3E"),
        format!("/r/{half}%C2%AD{rest}"),
        format!("//R/{token}/"),
        format!("/R/{token}%20HTTPS://X.EXAMPLE/R/{token}"),
    ] {
        assert_eq!(found(&path).await, there, "{path}");
    }
    assert_eq!(found(&format!("/r/{token}.?lang=en&utm=1")).await.1, format!("/r/{token}?lang=en&utm=1"));
    // The control: with a bad token each counts, once.
    for (n, path) in mangled(&forged).iter().chain(&mangled(&forged)[..7]).enumerate() {
        let (status, cut) = found(path).await;
        let status = if cut.is_empty() { status } else { found(&cut).await.0 };
        assert_eq!(status, StatusCode::NOT_FOUND, "{n} {path}");
    }
    assert_eq!(found(&format!("/r/{forged}")).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(found(&format!("/r/{token})")).await, there, "a good one is not kept waiting");
}

#[tokio::test]
async fn a_short_code_in_place_of_a_token_leads_to_its_field() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let token = mint(&app, 1).await.remove(0);
    let register = &app.site.register;
    let receipt = register.read(&token).unwrap().receipt;
    let code = register.keys().short_code(receipt.number, receipt.key).unwrap();
    let reply = app.get(&format!("/r/{}.", code.to_lowercase())).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::TEMPORARY_REDIRECT, &*format!("/r?code={code}")));
    assert!(app.get(&format!("/r?code={code}")).await.text().contains(&format!("value=\"{code}\"")));
}

#[tokio::test]
async fn the_whole_form_of_a_receipt_can_be_answered_without_javascript_once() {
    let app = TestApp::start().await;
    let token = mint(&app, 1).await.remove(0);
    let start = app.get(&format!("/R/{token}?pages=1&kind=citizen&lang=en&x=%0d%0a")).await;
    assert_eq!(start.status, StatusCode::SEE_OTHER);
    let pages = start.header("location").to_owned();
    assert_eq!(pages.split('?').next(), Some(format!("/r/{token}/pages").as_str()));
    let mut first = Visitor::open(&app, &pages).await;
    let mut second = Visitor::open(&app, &pages).await;
    assert!(first.fields().contains(&("kind".to_owned(), "citizen".to_owned())));
    for visitor in [&mut first, &mut second] {
        visitor.post(&[("access.seats", "4"), ("go", "next")]).await;
        for _ in 0..7 {
            visitor.post(&[("go", "skip")]).await;
        }
    }
    let mut again = first.clone();
    first.post(&[("go", "send")]).await;
    assert_eq!(first.page.status, StatusCode::CREATED, "{}", first.page.text());
    again.post(&[("go", "send")]).await;
    assert_eq!((again.page.status, again.page.text()), (StatusCode::OK, first.page.text()));
    second.post(&[("go", "send")]).await;
    assert_eq!(second.page.status, StatusCode::CONFLICT);
    assert!(second.page.text().contains("This receipt has been answered"), "{}", second.page.text());
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);
}

#[tokio::test]
async fn what_keeps_a_receipt_from_being_answered_is_said_with_its_status() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 3).await;
    let other = TestApp::start().await;
    let foreign = mint(&other, 1).await.remove(0);
    let state = async |token: &str| {
        let page = app.get(&format!("/r/{token}")).await;
        let (pages, text) = (app.get(&format!("/r/{token}/pages")).await, page.text());
        assert_eq!((pages.status, pages.text() == text), (page.status, true));
        (page.status, text.split("<h1>").nth(1).unwrap().split('<').next().unwrap().to_owned())
    };
    let unknown = (StatusCode::NOT_FOUND, "Mã đánh giá chưa đúng".to_owned());
    for token in ["x", &foreign, &tokens[0][1..], &format!("{}A", &tokens[0][..70])] {
        assert_eq!(state(token).await, unknown, "{token}");
    }
    assert_eq!(answer(&app, &tokens[0], 0).await, StatusCode::CREATED);
    assert_eq!(state(&tokens[0]).await, (StatusCode::CONFLICT, "Giấy hẹn này đã được trả lời".to_owned()));
    app.site.store.revoke(&Revocation { key: None, unit: None, first: 2, last: 2 }, "", app.by()).await.unwrap();
    app.at(MORNING + 2_000);
    assert_eq!(state(&tokens[1]).await, (StatusCode::GONE, "Mã đánh giá đã bị thu hồi".to_owned()));
    app.at(MORNING + 38 * DAY);
    assert_eq!(state(&tokens[2]).await, (StatusCode::GONE, "Mã đánh giá đã hết hạn".to_owned()));
    app.at(MORNING);
    let good = app.get(&format!("/r/{}", tokens[2].to_lowercase())).await;
    assert_eq!(good.status, StatusCode::OK);
}

#[tokio::test]
async fn a_receipt_asks_the_version_that_it_names_or_says_when_that_ended() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.0.join("surveys")).unwrap();
    let ends = include_str!("../../surveys/one-stop-2024.toml")
        .replace("opens = \"2023-01-01\"", "opens = \"2023-01-01\"\ncloses = \"2024-06-01\"");
    std::fs::write(folder.0.join("surveys/one-stop-2024.toml"), ends).unwrap();
    let app = TestApp::in_folder(folder).await;
    let token = mint(&app, 1).await.remove(0);
    let path = format!("/r/{token}");
    assert_eq!(app.get(&path).await.status, StatusCode::OK);
    let mut visitor = Visitor::open(&app, &format!("{path}/pages")).await;
    visitor.post(&[("kind", "citizen"), ("go", "next")]).await;
    visitor.post(&[("access.seats", "4"), ("go", "next")]).await;
    app.at(MORNING + 4 * DAY);
    for page in [app.get(&path).await, app.get(&format!("{path}/pages")).await] {
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.text().contains("Đợt khảo sát đã kết thúc ngày 01/06/2024"), "{}", page.text());
    }
    visitor.post(&[("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::GONE);
    assert!(visitor.page.text().contains("01/06/2024"));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 0);
}

#[tokio::test]
async fn it_was_not_me_is_counted_once() {
    let app = TestApp::start().await;
    let token = mint(&app, 1).await.remove(0);
    let path = format!("/r/{token}");
    let contested = async || app.site.store.ledger().await.unwrap()[0].contested;
    let early = post(&app, &path, "says=not-me").await;
    assert_eq!((early.status, early.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    assert_eq!(contested().await, 0, "nobody has answered");
    assert_eq!(answer(&app, &token, 0).await, StatusCode::CREATED);
    assert!(app.get(&path).await.text().contains("Không phải tôi"));
    assert_eq!(post(&app, &path, "").await.status, StatusCode::BAD_REQUEST);
    for path in [&path, &format!("{path}/pages"), &format!("/R/{}?lang=en", token.to_lowercase())] {
        assert_eq!(post(&app, path, "says=not-me").await.status, StatusCode::OK);
    }
    assert_eq!(contested().await, 1);
    let request = Request::post(&path).header("sec-fetch-site", "cross-site").body(Body::from("says=not-me"));
    assert_eq!(app.request(request.unwrap()).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn links_that_wait_to_be_noted_are_bounded_and_survive_a_fault() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    mint(&app, 1).await;
    let mark = app.site.register.issued(receipt(&app, 1)).unwrap().mark;
    let opened = Opened::default();
    opened.add(&mark);
    app.site.store.clone().close().await;
    assert!(opened.flush(&app.site.store).await.is_err());
    assert!(opened.flush(&app.site.store).await.is_err(), "it still waits");
}

/// The whole server, over a connection of its own.
#[tokio::test]
async fn the_server_sees_who_asks_and_notes_what_was_opened_before_it_ends() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let token = mint(&app, 1).await.remove(0);
    let site = Site::open(&app.config).await.unwrap();
    let server = Server::new(site, app.clock.clone(), "http://127.0.0.1".to_owned());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let rules = app.rules;
    let serving =
        tokio::spawn(server.behind(Door::open(listener, async move { drop(stopped.await) })).until_stopped(rules));
    let status = async |method: &str, path: &str| {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        reply.split(' ').nth(1).unwrap().to_owned()
    };
    for _ in 0..20 {
        assert_eq!(status("GET", "/r/NOPE").await, "404");
    }
    assert_eq!(status("GET", "/r/NOPE").await, "429");
    assert_eq!(status("GET", &format!("/r/{token}")).await, "200");
    assert_eq!(status("POST", &format!("/r/{token}/opened")).await, "204");
    stop.send(()).unwrap();
    serving.await.unwrap();
    assert_eq!(app.site.store.ledger().await.unwrap()[0].opened, 1);
}
