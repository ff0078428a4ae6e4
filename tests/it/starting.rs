//! The door before there is a site behind it, and when it is about to close.

use crate::support::TestApp;
use hailong::{
    server::{Door, Server},
    site::Site,
};
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

const GET: &str = "GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n";

/// The first read of the answer to what is written.
async fn ask(stream: &mut TcpStream, written: &str) -> String {
    stream.write_all(written.as_bytes()).await.unwrap();
    let mut answer = vec![0; 64 * 1024];
    let read = stream.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.unwrap()
}

fn is_away(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 503 ") && answer.contains("\r\nretry-after: 5\r\n")
}

#[tokio::test]
async fn a_door_answers_before_and_after_there_is_a_site() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let door = Door::open(listener, async move { drop(stopped.await) });

    let mut early = connect(address).await;
    assert!(is_away(&ask(&mut early, GET).await), "before there is a site");
    for (accept, shown) in [("text/html", "<h1>"), ("application/json", "\"code\":\"unavailable\"")] {
        let page = ask(&mut early, &format!("GET / HTTP/1.1\r\nhost: x\r\naccept: {accept}\r\n\r\n")).await;
        assert!(is_away(&page) && page.contains(shown) && page.contains("content-security-policy"), "{page}");
        assert!(!page.contains("Phiếu chưa được ghi nhận"), "whoever reads has sent nothing: {page}");
    }
    let style = ask(&mut early, "GET / HTTP/1.1\r\nhost: x\r\naccept: text/html\r\n\r\n").await;
    let style = style.split("/assets/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let style = ask(&mut early, &format!("GET /assets/{style} HTTP/1.1\r\nhost: x\r\n\r\n")).await;
    assert!(style.starts_with("HTTP/1.1 200 "), "{style}");

    let site = Site::open(&app.config).await.unwrap();
    let server = Server::new(site, app.clock.clone(), "http://127.0.0.1".to_owned());
    let serving = tokio::spawn(server.behind(door).until_stopped(app.rules));
    let mut under_way = connect(address).await;
    assert!(ask(&mut early, GET).await.starts_with("HTTP/1.1 200 "), "the same connection");

    let head = "POST /api/v1/submissions HTTP/1.1\r\nhost: x\r\ncontent-length: 8\r\n\r\nhalf";
    under_way.write_all(head.as_bytes()).await.unwrap();
    // Answered on another connection, so the first request has been taken in.
    assert!(ask(&mut early, GET).await.starts_with("HTTP/1.1 200 "));
    stop.send(()).unwrap();
    let mut late = String::new();
    while !is_away(&late) {
        late = ask(&mut connect(address).await, GET).await;
        assert!(late.starts_with("HTTP/1.1 200 ") || is_away(&late), "{late}");
    }
    let answer = ask(&mut under_way, "more").await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "what was under way is answered: {answer}");
    serving.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}
