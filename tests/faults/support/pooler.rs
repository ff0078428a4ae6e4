//! PgBouncer before a PostgreSQL server.

use super::{Folder, postgres};
use std::{
    fs,
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A pooler on a free port of this machine; ended when dropped.
pub struct Pooler {
    process: Child,
    port: u16,
    _folder: Folder,
}

impl Pooler {
    /// Starts it in a mode, or says why that cannot be done here.
    pub fn start(server: u16, mode: &str) -> Result<Self, String> {
        let folder = Folder::new();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).unwrap().port();
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={server}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
             unix_socket_dir =\nauth_type = any\npool_mode = {mode}\n"
        );
        // In the folder's name for all: as root it runs as another user.
        let settings = settings.replace("* = ", "pooled = user=hailong ");
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, settings).unwrap();
        let mut command = postgres::as_its_user("pgbouncer");
        let process = command.arg("-q").arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let pooler = Self { process: process.map_err(|error| format!("pgbouncer: {error}"))?, port, _folder: folder };
        let until = Instant::now() + Duration::from_secs(5);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if Instant::now() > until {
                return Err("pgbouncer is not installed, or does not start".to_owned());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(pooler)
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://hailong@127.0.0.1:{}/{database}", self.port)
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        // `runuser` passes it on, which it cannot with a kill.
        Command::new("kill").arg(self.process.id().to_string()).status().ok();
        self.process.wait().ok();
    }
}
