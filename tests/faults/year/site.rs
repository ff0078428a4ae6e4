//! A site of a year, as its office runs it: lists, the server, receipts, checks.

use super::people::{Person, TOP, Unit};
use crate::support::{
    Folder, Turn,
    client::{self, Connection},
    clock::Clock,
    server::{Server, Start},
};
use jiff::civil::{Date, Time, time};
use serde_json::Value;
use std::{
    fs,
    process::Output,
    thread,
    time::{Duration, Instant},
};

/// Ten o'clock in Vietnam, UTC.
pub const MORNING: Time = time(3, 0, 0, 0);
/// A server is busy for less.
const PATIENCE: Duration = Duration::from_secs(30);
/// Receipts are valid for 30 days; they are printed for so many.
pub const PRINTED_FOR: i32 = 27;

pub struct Site<'t> {
    pub start: Start,
    pub units: &'t [Unit],
    pub clock: Clock,
    pub name: &'static str,
    turn: &'t Turn,
    server: Option<Server>,
    /// Without work for so long, the server has done what was due.
    rest: Duration,
    dossiers: usize,
    _folder: Folder,
}

impl<'t> Site<'t> {
    /// A new site with organisations of its own, on a day.
    pub fn new(turn: &'t Turn, database: Option<String>, units: &'t [Unit], clock: Clock, day: Date) -> Self {
        let folder = Folder::new();
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("surveys")).unwrap();
        let mut listed = format!("code,parent,name,level,block,valid_from,valid_to,note\n{TOP},,Tỉnh,province,,,,\n");
        let mut desks = "code,name,name_en,units,note\n".to_owned();
        for unit in units {
            let (code, desk) = (&unit.code, unit.desk());
            listed += &format!("{code},{TOP},Xã {code},commune,Xã,,,\n");
            desks += &format!("{desk},Một cửa {code},Desk {code},{code},\n");
        }
        fs::write(data.join("surveys/units-year.csv"), listed).unwrap();
        fs::write(data.join("surveys/desks-year.csv"), desks).unwrap();
        let name = if database.is_some() { "PostgreSQL" } else { "SQLite" };
        // A question to another process is answered within that.
        let rest = Duration::from_millis(if database.is_some() { 40 } else { 15 });
        let start = Start { database, environment: clock.environment(), ..Start::on(&data) };
        let mut site = Self { start, units, clock, name, turn, server: None, rest, dossiers: 0, _folder: folder };
        site.clock.set(day.to_datetime(MORNING));
        site.restart();
        site
    }

    pub fn say(&self, what: &str) {
        self.turn.say(&format!("{}: {what}", self.name));
    }

    pub fn restart(&mut self) {
        self.stop();
        self.server = Some(self.start.serve().0);
        self.wait();
    }

    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.signal("TERM");
            assert!(
                server.ended(Duration::from_secs(20)).is_some_and(|status| status.success()),
                "{}",
                server.errors()
            );
        }
    }

    fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    fn port(&self) -> u16 {
        self.server().address.port()
    }

    /// Ten in the morning of this day in Vietnam. The server does by itself what is due, as soon as somebody asks it for anything.
    pub fn go_to(&self, day: Date) {
        // A clock that jumps while somebody waits for a lock or a reply makes that one give up.
        self.until_it_rests();
        self.clock.set(day.to_datetime(MORNING));
        self.wait();
    }

    fn wait(&self) {
        let until = Instant::now() + PATIENCE;
        while client::get(self.port(), "/health").map(|reply| reply.status).ok() != Some(200) {
            assert!(Instant::now() < until, "{}", self.server().errors());
            thread::sleep(Duration::from_millis(5));
        }
        self.until_it_rests();
    }

    fn until_it_rests(&self) {
        let (until, mut before) = (Instant::now() + PATIENCE, None);
        loop {
            let work = self.server().work();
            if work.is_some() && work == before {
                return;
            }
            before = work;
            thread::sleep(self.rest);
            assert!(Instant::now() < until, "it never rests");
        }
    }

    /// The log's lines about what went wrong.
    pub fn troubles(&self) -> Vec<String> {
        let log = self.server().log();
        log.lines()
            .filter(|line| [" WARN ", " ERROR "].iter().any(|level| line.contains(level)))
            .map(str::to_owned)
            .collect()
    }

    /// Hands these in on a day, each with the link of a receipt where it has one.
    pub fn submit(&self, day: Date, people: &[Person], tokens: &[Option<String>], items: &[String]) {
        let mut connection = Connection::open(self.port()).unwrap();
        for (person, token) in people.iter().zip(tokens) {
            let body = person.form(&self.units[person.unit], token.as_deref(), items).to_string();
            let reply = connection.submit_late(&body, person.waited(day)).unwrap();
            assert_eq!(reply.status, 201, "{body}: {}\n{}", reply.body, self.server().errors());
        }
    }

    /// A receipt for each of these people that has one, minted by a list of dossiers.
    pub fn mint(&mut self, people: &[Person], day: Date) -> Vec<Option<String>> {
        let (list, file) = (self.start.data.join("dossiers.csv"), self.start.data.join("receipts.csv"));
        let mut lines = "dossier,unit\n".to_owned();
        for person in people.iter().filter(|person| person.has_receipt) {
            self.dossiers += 1;
            let (day, number, unit) = (day.strftime("%y%m%d"), self.dossiers, &self.units[person.unit].code);
            lines += &format!("H32.15-{day}-{number:07},{unit}\n");
        }
        fs::write(&list, lines).unwrap();
        let (list, out) = (list.to_str().unwrap(), file.to_str().unwrap());
        let base = ["--base-url", "https://hailong.example"];
        self.does(&[&["receipts", "mint", "--dossiers", list, "--out", out][..], &base].concat());
        let mut rows = csv::Reader::from_path(&file).unwrap();
        let url = rows.headers().unwrap().iter().position(|name| name == "url").unwrap();
        let mut tokens = rows.records().map(|row| row.unwrap()[url].rsplit('/').next().unwrap().to_owned());
        people.iter().map(|person| person.has_receipt.then(|| tokens.next().unwrap())).collect()
    }

    /// The output of a command that succeeds.
    pub fn does(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.start.command(arguments).output().unwrap();
        let said = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
        assert!(status.success(), "{arguments:?}: {said}");
        said
    }

    pub fn get(&self, path: &str) -> Value {
        let reply = client::get(self.port(), path).unwrap();
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        serde_json::from_str(&reply.body).unwrap()
    }
}
