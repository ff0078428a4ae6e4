//! The real binary as a server.

use super::Machine;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

/// A server that was started by a shell after some commands; killed when dropped.
pub struct Running {
    child: Child,
    pub address: String,
}

impl Running {
    pub fn start(machine: &Machine, before: &str) -> Self {
        let serve = machine.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{before}; exec \"$0\" \"$@\"")).arg(serve.get_program()).args(serve.get_args());
        shell.current_dir(&machine.folder.0).stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        for (name, value) in serve.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let mut child = shell.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address =
            lines.map_while(Result::ok).find_map(|line| line.strip_prefix("listening on http://").map(str::to_owned));
        Self { child, address: address.unwrap() }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The answer to a request. Head and body are sent as they are, with what every request has.
    pub fn ask(&self, line: &str, head_and_body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{head_and_body}");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn is_healthy(&self) -> bool {
        self.ask("GET /health", "\r\n").starts_with("HTTP/1.1 200")
    }

    /// Ends it.
    pub fn log(mut self) -> String {
        self.child.kill().unwrap();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        self.child.wait().map(drop).unwrap_or_default();
    }
}
