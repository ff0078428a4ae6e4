//! Doors in front of the server that do what networks do, and what no server may do.

use super::client::{read_body, read_head, submission};
use hailong::domain::submission::SubmissionId;
use std::{
    io::{self, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
    thread,
    time::Duration,
};

/// Opens a door that passes submissions on and cuts the connection when the server has answered: the
/// answer is stored, and nobody knows. Ends with the process.
pub fn cut_replies(server: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || cut(stream, &AtomicU16::new(server)));
        }
    });
    port
}

fn cut(client: TcpStream, server: &AtomicU16) -> io::Result<()> {
    let mut client = BufReader::new(client);
    let head = read_head(&mut client)?;
    let body = read_body(&mut client, &head)?;
    let mut upstream = connect(server)?;
    upstream.write_all(&submission(&body))?;
    upstream.read(&mut [0; 4096]).map(drop)
}

/// The control: a door that answers 201 as soon as it has read a submission and only then passes it on.
/// Whoever checks that acknowledged answers are stored must find it out. The server's port may change;
/// ends with the process.
pub fn acknowledge_too_early(server: Arc<AtomicU16>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let server = server.clone();
            thread::spawn(move || pass_on(stream, &server));
        }
    });
    port
}

fn pass_on(client: TcpStream, server: &AtomicU16) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut client = BufReader::new(client);
    let mut upstream = None;
    loop {
        let head = read_head(&mut client)?;
        let body = read_body(&mut client, &head)?;
        // A server that cannot be reached is not lied about: the client sees a broken connection.
        let mut stream = upstream.take().map_or_else(|| connect(server), Ok)?;
        let receipt = receipt(&body);
        write!(client.get_mut(), "HTTP/1.1 201 Created\r\ncontent-length: {}\r\n\r\n{receipt}", receipt.len())?;
        stream.write_all(&submission(&body))?;
        if let Ok(1..) = stream.read(&mut [0; 4096]) {
            upstream = Some(stream);
        }
    }
}

fn connect(server: &AtomicU16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], server.load(Ordering::Relaxed))))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    Ok(stream)
}

fn receipt(body: &str) -> String {
    let id = body.get(7..39).and_then(SubmissionId::parse);
    format!("{{\"receipt\":\"{}\"}}", id.map(SubmissionId::receipt).unwrap_or_default())
}
