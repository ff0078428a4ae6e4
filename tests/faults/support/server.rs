//! The real binary as a child process.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStderr, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

/// The start of a server, as often as needed.
#[derive(Clone)]
pub struct Start {
    pub data: PathBuf,
    /// `None` for SQLite in the data folder.
    pub database: Option<String>,
    /// Variables that every process of the binary gets beside its settings.
    pub environment: Vec<(&'static str, String)>,
}

impl Start {
    pub fn on(data: &Path) -> Self {
        Self { data: data.to_owned(), database: None, environment: Vec::new() }
    }

    /// A command of the binary with these settings and no others.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hailong"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HAILONG_")) {
            command.env_remove(name);
        }
        command.current_dir(std::env::temp_dir());
        command.args(arguments).arg("--data-dir").arg(&self.data).args(["--listen", "127.0.0.1:0"]);
        // Due at once, so that the faults hit releases too.
        command.args(["--release-settle", "1s"]);
        if let Some(url) = &self.database {
            command.args(["--database-url", url]);
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Starts the server without waiting for it.
    pub fn spawn(&self) -> Starting {
        let began = Instant::now();
        let mut child = self
            .command(&["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let errors = collect(child.stderr.take().unwrap());
        let (lines, said) = mpsc::channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
        Starting { began, server: Server { child, said, errors, address: SocketAddr::from(([127, 0, 0, 1], 0)) } }
    }

    /// Starts the server and waits until it listens.
    pub fn serve(&self) -> (Server, Duration) {
        self.spawn().ready()
    }
}

fn collect(mut stderr: ChildStderr) -> Arc<Mutex<Vec<u8>>> {
    let errors = Arc::new(Mutex::new(Vec::new()));
    let kept = errors.clone();
    thread::spawn(move || {
        let mut piece = [0; 4096];
        while let Ok(length @ 1..) = stderr.read(&mut piece) {
            let mut kept = kept.lock().unwrap();
            kept.extend_from_slice(&piece[..length]);
            let surplus = kept.len().saturating_sub(256 * 1024);
            kept.drain(..surplus);
        }
    });
    errors
}

/// A server that may not listen yet.
pub struct Starting {
    began: Instant,
    server: Server,
}

impl Starting {
    pub fn kill(self) {
        self.server.kill();
    }

    /// Waits for the line that names the address; with the time from the start of the process.
    pub fn ready(self) -> (Server, Duration) {
        let mut server = self.server;
        let address = server.line("listening on http://", Duration::from_secs(60));
        let Some(address) = address else { panic!("the server did not start:\n{}", server.errors()) };
        server.address = address.parse().unwrap();
        assert_ne!(server.address.port(), 0, "the printed port is the real one");
        (server, self.began.elapsed())
    }

    /// The port at which it takes connections, as its log names it, whether there is a site yet or not.
    pub fn door(&self) -> u16 {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let said = self.log();
            let port = said.split("address=127.0.0.1:").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
            match port {
                Some(port) => return port,
                None => assert!(Instant::now() < until, "it takes no connections:\n{said}"),
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// All of its log.
    pub fn log(&self) -> String {
        self.server.log()
    }

    /// Its code when it ends by itself, and its log then.
    pub fn ends(mut self) -> (Option<i32>, String) {
        let status = self.server.ended(Duration::from_secs(20)).expect("it ends");
        // The log is read by a thread of its own.
        thread::sleep(Duration::from_millis(200));
        (status.code(), self.log())
    }

    /// It ends by itself, without ever listening.
    pub fn refuses(self) -> bool {
        let mut server = self.server;
        server.line("listening on ", Duration::from_secs(20)).is_none() && !server.child.wait().unwrap().success()
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    said: mpsc::Receiver<String>,
    errors: Arc<Mutex<Vec<u8>>>,
    pub address: SocketAddr,
}

impl Server {
    /// The rest of the first further line that begins so; `None` when the output or the time ends.
    pub fn line(&self, begin: &str, wait: Duration) -> Option<String> {
        let until = Instant::now() + wait;
        loop {
            let line = self.said.recv_timeout(until.saturating_duration_since(Instant::now())).ok()?;
            if let Some(rest) = line.strip_prefix(begin) {
                return Some(rest.to_owned());
            }
        }
    }

    /// The end of what it wrote to its log.
    pub fn errors(&self) -> String {
        self.log().lines().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// All of its log.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&self.errors.lock().unwrap()).into_owned()
    }

    /// The most memory that it ever held, in KiB; 0 where the system does not say.
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
    }

    /// The time for which all its threads have worked, in nanoseconds; `None` while one of them works or waits for the disk.
    pub fn work(&self) -> Option<u64> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).ok()?.flatten();
        let mut all = 0;
        for thread in threads.map(|thread| thread.path()) {
            let read = |name| std::fs::read_to_string(thread.join(name)).ok();
            let (state, worked) = (read("stat")?, read("schedstat")?);
            let state = state.rsplit(") ").next()?.chars().next()?;
            all += worked.split(' ').next()?.parse::<u64>().ok().filter(|_| state == 'S')?;
        }
        Some(all)
    }

    pub fn signal(&self, name: &str) {
        let done = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// As `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for the end of the process.
    pub fn ended(&mut self, wait: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + wait;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) && self.child.kill().is_ok() {
            self.child.wait().ok();
        }
    }
}
