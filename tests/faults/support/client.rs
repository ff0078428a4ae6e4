//! A keep-alive HTTP/1.1 connection, small enough to see what it does.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// Longer than the server may take for anything.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Reply {
    pub status: u16,
    pub retry_after: bool,
    pub body: String,
}

impl Reply {
    /// The code of an acknowledgement.
    pub fn acknowledgement(&self) -> Option<&str> {
        self.body.strip_suffix("\"}")?.strip_prefix("{\"code\":\"")?.split('"').next()
    }
}

pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    pub fn get(&mut self, path: &str) -> io::Result<Reply> {
        write!(self.0.get_mut(), "GET {path} HTTP/1.1\r\nhost: desk\r\n\r\n")?;
        read_reply(&mut self.0)
    }

    pub fn submit(&mut self, body: &str) -> io::Result<Reply> {
        self.0.get_mut().write_all(&submission(body))?;
        read_reply(&mut self.0)
    }

    /// Submits what has waited for the network, by the sender's own watch.
    pub fn submit_late(&mut self, body: &str, seconds: u32) -> io::Result<Reply> {
        let (request, late) = (submission(body), format!("\r\nx-waited: {seconds}\r\n\r\n"));
        let head = request.len() - body.len() - 4;
        self.0.get_mut().write_all(&[&request[..head], late.as_bytes(), body.as_bytes()].concat())?;
        read_reply(&mut self.0)
    }
}

/// The bytes of a request that submits.
pub fn submission(body: &str) -> Vec<u8> {
    format!(
        "POST /api/v1/submissions HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A fresh connection for one GET.
pub fn get(port: u16, path: &str) -> io::Result<Reply> {
    Connection::open(port)?.get(path)
}

fn read_reply(stream: &mut impl BufRead) -> io::Result<Reply> {
    let head = read_head(stream)?;
    let status = head.split_ascii_whitespace().nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| io::Error::other("no status"))?;
    Ok(Reply { status, retry_after: head.contains("\r\nretry-after: "), body: read_body(stream, &head)? })
}

/// Everything up to the empty line, in lower case.
pub fn read_head(stream: &mut impl BufRead) -> io::Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    head.make_ascii_lowercase();
    Ok(head)
}

pub fn read_body(stream: &mut impl BufRead, head: &str) -> io::Result<String> {
    let length = head.split("\r\ncontent-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body)?;
    String::from_utf8(body).map_err(io::Error::other)
}
