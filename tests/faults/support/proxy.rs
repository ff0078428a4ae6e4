//! Doors in front of the server that do what networks do, and what no server may do.

use super::client::{read_body, read_head, submission};
use hailong::domain::submission::SubmissionId;
use std::{
    io::{self, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU16, AtomicU32, Ordering},
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
/// A check that acknowledged answers are stored must find it out. The server's port may change;
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
        let acknowledgement = acknowledgement(&body);
        write!(
            client.get_mut(),
            "HTTP/1.1 201 Created\r\ncontent-length: {}\r\n\r\n{acknowledgement}",
            acknowledgement.len()
        )?;
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

fn acknowledgement(body: &str) -> String {
    let id = body.get(7..39).and_then(SubmissionId::parse);
    let code = id.map(SubmissionId::acknowledgement).unwrap_or_default();
    format!("{{\"code\":\"{code}\",\"receipt\":\"{code}\"}}")
}

/// A wire to a server that can fall silent, as when a cable is out or a machine is off: nothing is closed, and nothing
/// comes through any more. Ends with the process.
pub struct Wire {
    pub port: u16,
    server: Arc<AtomicU16>,
    /// Connections of an earlier age are silent for ever.
    age: Arc<AtomicU32>,
}

impl Wire {
    pub fn to(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let wire = Self { port, server: Arc::new(AtomicU16::new(server)), age: Arc::default() };
        let (server, age) = (wire.server.clone(), wire.age.clone());
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (server, age) = (server.clone(), age.clone());
                thread::spawn(move || lay(&client, &server, &age));
            }
        });
        wire
    }

    /// From now on nothing comes through, on old connections and on new ones.
    pub fn fall_silent(&self) {
        self.server.store(0, Ordering::Relaxed);
        self.age.fetch_add(1, Ordering::Relaxed);
    }

    /// New connections lead to a server.
    pub fn lead_to(&self, server: u16) {
        self.server.store(server, Ordering::Relaxed);
        self.age.fetch_add(1, Ordering::Relaxed);
    }
}

fn lay(client: &TcpStream, server: &AtomicU16, age: &Arc<AtomicU32>) {
    let now = age.load(Ordering::Relaxed);
    if server.load(Ordering::Relaxed) == 0 {
        silent();
    }
    let Ok(upstream) = TcpStream::connect(("127.0.0.1", server.load(Ordering::Relaxed))) else { return };
    for (from, to) in [(client, &upstream), (&upstream, client)] {
        let (from, to, age) = (from.try_clone().unwrap(), to.try_clone().unwrap(), age.clone());
        thread::spawn(move || carry(from, to, now, &age));
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, now: u32, age: &AtomicU32) {
    let mut piece = [0; 16 * 1024];
    loop {
        let read = from.read(&mut piece);
        if age.load(Ordering::Relaxed) != now {
            silent();
        }
        let Ok(length @ 1..) = read else { break };
        if to.write_all(&piece[..length]).is_err() {
            break;
        }
    }
    let _ended = to.shutdown(std::net::Shutdown::Both);
}

fn silent() -> ! {
    loop {
        thread::sleep(Duration::from_secs(3600));
    }
}
