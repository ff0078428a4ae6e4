//! A light HTTP client: raw TCP, one thread, requests that are ready to send.

use crate::quantile;
use anyhow::{Context, bail};
use rand::RngExt;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// Receipts of which each is used for one request.
#[derive(Debug)]
pub struct Tokens {
    all: Vec<String>,
    next: AtomicUsize,
}

impl Tokens {
    pub fn new(all: Vec<String>) -> Arc<Self> {
        Arc::new(Self { all, next: AtomicUsize::new(0) })
    }

    pub fn first(&self) -> &str {
        self.all.first().map_or("", String::as_str)
    }
}

/// A request, and where its 32 hex digits stand that are new each time, and its token.
#[derive(Clone, Debug)]
pub struct Request {
    bytes: Vec<u8>,
    ids_at: Vec<usize>,
    token_at: Option<(usize, Arc<Tokens>)>,
}

impl Request {
    pub fn get(path: &str) -> Self {
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\naccept-encoding: gzip, br\r\n\r\n");
        Self::plain(head.into_bytes())
    }

    fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, ids_at: Vec::new(), token_at: None }
    }

    pub fn submission(json: &str, id: &str) -> Self {
        Self::posted("/api/v1/submissions", json, id)
    }

    /// A submission whose source is the next of the receipts; `json` names the first of them.
    pub fn with_receipt(json: &str, id: &str, tokens: &Arc<Tokens>) -> Self {
        let request = Self::submission(json, id);
        let text = String::from_utf8_lossy(&request.bytes);
        let place = text.find(tokens.first());
        Self { token_at: place.map(|place| (place, tokens.clone())), ..request }
    }

    /// Several submissions in one request; all have this id until they are sent.
    pub fn batch(submissions: &[String], id: &str) -> Self {
        Self::posted("/api/v1/submissions/batch", &format!("{{\"submissions\":[{}]}}", submissions.join(",")), id)
    }

    fn posted(path: &str, json: &str, id: &str) -> Self {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{json}",
            json.len()
        );
        let ids_at = request.match_indices(id).map(|(place, _)| place).collect();
        Self { ids_at, ..Self::plain(request.into_bytes()) }
    }
}

/// The result of a server under load.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    pub per_second: f64,
    /// The time in milliseconds within which 99 % were answered.
    pub p99: f64,
    /// The same for 95 %.
    pub p95: f64,
    /// All answers, the uncounted first quarter included.
    pub all: f64,
}

/// Keeps so many connections busy, each sending its next request when it has its answer. Every answer
/// must have the status `expected`.
pub fn run(
    address: SocketAddr,
    connections: usize,
    requests: Vec<Request>,
    expected: &'static str,
    length: Duration,
) -> anyhow::Result<Answered> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut all = 0.0;
        let requests = Arc::new(requests);
        let begin = Instant::now() + length / 4;
        let mut tasks = JoinSet::new();
        for _ in 0..connections {
            tasks.spawn(keep_busy(address, requests.clone(), expected, begin, begin + length));
        }
        let mut times = Vec::new();
        while let Some(done) = tasks.join_next().await {
            let (early, counted) = done??;
            all += (early + counted.len()) as f64;
            times.extend(counted);
        }
        Ok(Answered {
            per_second: times.len() as f64 / length.as_secs_f64(),
            p95: quantile(&mut times, 0.95),
            p99: quantile(&mut times, 0.99),
            all,
        })
    })
}

async fn keep_busy(
    address: SocketAddr,
    requests: Arc<Vec<Request>>,
    expected: &str,
    begin: Instant,
    end: Instant,
) -> anyhow::Result<(usize, Vec<f64>)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut request, mut answer, mut early, mut times) = (Vec::new(), Vec::new(), 0, Vec::new());
    loop {
        let next = &requests[rand::rng().random_range(0..requests.len())];
        request.clear();
        request.extend_from_slice(&next.bytes);
        for at in &next.ids_at {
            let id: [u8; 16] = rand::random();
            data_encoding::HEXLOWER.encode_mut(&id, &mut request[*at..at + 32]);
        }
        if let Some((at, tokens)) = &next.token_at {
            let token =
                tokens.all.get(tokens.next.fetch_add(1, Ordering::Relaxed)).context("the receipts are used up")?;
            request[*at..at + token.len()].copy_from_slice(token.as_bytes());
        }
        let sent = Instant::now();
        stream.write_all(&request).await?;
        let length = read(&mut stream, &mut answer).await?;
        let now = Instant::now();
        if !answer.starts_with(expected.as_bytes()) {
            bail!("not {expected}: {}", String::from_utf8_lossy(&answer[..length]));
        }
        if now >= end {
            return Ok((early, times));
        }
        if now < begin {
            early += 1;
        } else {
            times.push((now - sent).as_secs_f64() * 1000.0);
        }
    }
}

/// Reads one response and says how long it is.
async fn read(stream: &mut TcpStream, answer: &mut Vec<u8>) -> anyhow::Result<usize> {
    answer.clear();
    loop {
        answer.reserve(16 * 1024);
        if stream.read_buf(answer).await? == 0 {
            bail!("the server closed the connection");
        }
        let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
        let whole = head + 4 + content_length(&answer[..head])?;
        if answer.len() >= whole {
            return Ok(whole);
        }
    }
}

fn content_length(head: &[u8]) -> anyhow::Result<usize> {
    const NAME: &[u8] = b"content-length: ";
    let at = head.windows(NAME.len()).position(|name| name == NAME).context("a response without a length")?;
    let digits: Vec<u8> = head[at + NAME.len()..].iter().copied().take_while(u8::is_ascii_digit).collect();
    Ok(String::from_utf8(digits)?.parse()?)
}

/// One response as it came over the wire, head and body, in the best encoding.
pub fn fetch(address: SocketAddr, path: &str) -> anyhow::Result<Vec<u8>> {
    fetch_as(address, &Request::get(path))
}

/// The same without compression.
pub fn fetch_plain(address: SocketAddr, path: &str) -> anyhow::Result<Vec<u8>> {
    let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    fetch_as(address, &Request::plain(head.into_bytes()))
}

fn fetch_as(address: SocketAddr, request: &Request) -> anyhow::Result<Vec<u8>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(&request.bytes).await?;
        let mut answer = Vec::new();
        read(&mut stream, &mut answer).await?;
        Ok(answer)
    })
}
