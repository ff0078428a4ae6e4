//! The real server as a child process, and requests to it as they go over the wire.

use super::Machine;
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, ChildStdout, Stdio},
    time::{Duration, Instant},
};

/// A server that writes its log into a file; killed when dropped.
pub struct Served {
    child: Child,
    /// Closed, it would end the server with the next line that it prints.
    _said: BufReader<ChildStdout>,
    log: PathBuf,
    pub address: String,
}

impl Machine {
    /// Starts the server and waits until it listens.
    pub fn serve(&self, arguments: &[&str]) -> Served {
        let log = self.path("log");
        let mut command = self.command(&[&["serve", "--listen", "127.0.0.1:0"], arguments].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut lines = said.by_ref().lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.strip_prefix("listening on http://").map(str::to_owned));
        let address = address.unwrap_or_else(|| panic!("{}", fs::read_to_string(&log).unwrap()));
        Served { child, _said: said, log, address }
    }
}

impl Served {
    /// The status and all of the answer to a request; `head` is its first line and headers; what it needs beside them is added.
    pub fn ask(&self, head: &[&str], body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut lines = head.to_vec();
        let length = format!("content-length: {}", body.len());
        for line in ["host: desk", &length, "connection: close"] {
            let (name, _) = line.split_once(':').unwrap();
            if !head.iter().any(|given| given.starts_with(name)) {
                lines.push(line);
            }
        }
        write!(stream, "{}\r\n\r\n{body}", lines.join("\r\n")).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer[9..12].parse().unwrap(), answer)
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// The log as soon as it says so.
    pub fn log_with(&self, words: &str) -> String {
        let until = Instant::now() + Duration::from_secs(10);
        while !self.log().contains(words) {
            assert!(Instant::now() < until, "`{words}` is not in the log:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        self.log()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            self.child.wait().unwrap();
        }
    }
}
