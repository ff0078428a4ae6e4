//! The same on PostgreSQL, in groups and one per transaction.

use crate::{
    ROUNDS, Sizes,
    child::Child,
    data::Scratch,
    load, runtime,
    submissions::{requests, samples},
    table::{Goal, Table, Unit},
};
use hailong::store::writer::BATCH;
use sea_orm::{ConnectionTrait, Database};

pub fn run(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<Table> {
    let mut table = Table::new("Submissions on PostgreSQL, 64 connections");
    let Ok(url) = std::env::var("TEST_DATABASE_URL") else {
        table.note("skipped: TEST_DATABASE_URL does not name a PostgreSQL");
        return Ok(table);
    };
    let requests = requests(&samples(scratch)?);
    for _ in 0..ROUNDS {
        let mut rates = [0.0; 2];
        for (rate, batch) in rates.iter_mut().zip([BATCH, 1]) {
            let schema = Schema::make(&url)?;
            let child = Child::server(&scratch.folder("postgres")?, &schema.url, batch)?;
            *rate = load::run(child.address, 64, requests.clone(), "HTTP/1.1 201", sizes.load)?.per_second;
            drop(child);
            schema.drop()?;
        }
        let [groups, one] = rates;
        table.add("server, in groups", Unit::PerSecond, groups);
        table.add("server, one per transaction", Unit::PerSecond, one);
        table.judge("in groups : one per transaction", Unit::Times, groups / one, Goal::AtLeast(2.0));
    }
    Ok(table)
}

/// A schema of its own, so that the database may hold anything else.
struct Schema {
    name: String,
    server: String,
    url: String,
}

impl Schema {
    fn make(server: &str) -> anyhow::Result<Self> {
        let name = format!("speed_{:016x}", rand::random::<u64>());
        execute(server, &format!("CREATE SCHEMA {name}"))?;
        let mark = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{mark}options=-c%20search_path%3D{name}");
        Ok(Self { url, name, server: server.to_owned() })
    }

    fn drop(self) -> anyhow::Result<()> {
        execute(&self.server, &format!("DROP SCHEMA {} CASCADE", self.name))
    }
}

fn execute(url: &str, sql: &str) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let db = Database::connect(url).await?;
        db.execute_unprepared(sql).await?;
        Ok(db.close().await?)
    })
}
