//! Servers in processes of their own, so that they share neither memory nor runtime with the client.
//!
//! The process is this executable started again. It runs the library's `Server` as `hailong serve`
//! does; only so can the size of the writer's transactions be set, which is no setting of the program.

use crate::data;
use anyhow::{Context, bail};
use axum::{Router, routing::get};
use hailong::{
    clock::Clock,
    server::{Door, Server},
    site::Site,
};
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
};
use tokio::net::TcpListener;

/// The first argument of a child.
pub const ARGUMENT: &str = "--child";

/// A server that ends when this is dropped.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    pub address: SocketAddr,
}

impl Child {
    /// The program's server on a data folder and a database, with transactions of at most `batch`.
    pub fn server(folder: &Path, url: &str, batch: usize) -> anyhow::Result<Self> {
        Self::start(&["serve", &folder.display().to_string(), url, &batch.to_string()])
    }

    /// A server that answers everything with an empty response, through no layer at all.
    pub fn empty() -> anyhow::Result<Self> {
        Self::start(&["empty"])
    }

    fn start(arguments: &[&str]) -> anyhow::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut line)?;
        let address = line.trim().parse().context("the server did not start")?;
        Ok(Self { process, address })
    }

    /// Seconds of processor time that the server has used, where the system says so.
    pub fn processor_time(&self) -> Option<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).ok()?;
        // Fields 14 and 15, after a name that may hold anything; in hundredths of a second.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some((user + system) / 100.0)
    }

    /// The most memory that the server held, in KiB, where the system says so.
    pub fn peak(&self) -> Option<f64> {
        Self::memory(&self.process, "VmHWM")
    }

    /// A line of `/proc/PID/status` in kB, such as `VmHWM`.
    pub fn memory(process: &std::process::Child, name: &str) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.trim().strip_suffix("kB")?.trim().parse().ok()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        if let Err(error) = self.process.wait() {
            eprintln!("a server did not end: {error}");
        }
    }
}

/// A child's work until its input closes.
pub fn main(arguments: &[String]) -> anyhow::Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    crate::runtime()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        match arguments.as_slice() {
            ["serve", folder, url, batch] => serve(listener, folder.as_ref(), url, batch.parse()?).await,
            ["empty"] => empty(listener).await,
            other => bail!("no such child: {other:?}"),
        }
    })
}

async fn serve(listener: TcpListener, folder: &Path, url: &str, batch: usize) -> anyhow::Result<()> {
    let config = data::config(folder, url);
    let site = Site::make(&config).await?;
    let address = listener.local_addr()?;
    let server = Server::with_batch(site, Clock::System, format!("http://{address}"), batch);
    let serving = server.behind(Door::open(listener, input_closed()));
    println!("{address}");
    serving.until_stopped(config.release).await;
    Ok(())
}

async fn empty(listener: TcpListener) -> anyhow::Result<()> {
    println!("{}", listener.local_addr()?);
    let router: Router = Router::new().fallback(get(|| async {}));
    let accept = async {
        while let Ok((stream, _)) = listener.accept().await {
            let _fine_without = stream.set_nodelay(true);
            let service = TowerToHyperService::new(router.clone());
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    };
    tokio::select! {
        () = accept => {}
        () = input_closed() => {}
    }
    Ok(())
}

async fn input_closed() {
    let read = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    let _closed = read.await;
}
