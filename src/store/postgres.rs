//! PostgreSQL's connections: where they lead, what each must promise, and how long a silent one is believed.

use super::error::{Error, Result};
use sea_orm::sqlx::{
    self, ConnectOptions, Connection, Executor, PgConnection, PgPool, Row,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{future::Future, time::Duration};

/// Nobody waits longer for a connection; as long as for an answer to a submission.
const ACQUIRE: Duration = Duration::from_secs(2);
/// A connection that says nothing for so long, to a question that costs nothing, is dead: its machine is off, or the
/// cable is out.
const PING: Duration = Duration::from_secs(1);
/// The time between two looks of a site of several hosts whether it still writes to the right one.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The settings of each session. Durable is what the standby has, where one is named: a role's or the server's own default may be
/// less. A transaction that waits for a lock ends before its client gives up, or it would go on waiting for nobody. A session whose
/// client's machine is off lets go of its locks in seconds. By warnings the server says that a commit did not wait.
const SESSION: &str = "SET client_min_messages = warning; SET lock_timeout = '2s'; \
    SET idle_in_transaction_session_timeout = '60s'; \
    SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; \
    SET tcp_user_timeout = 10000; \
    SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') \
    WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false)";
const PROMISES: &str = "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commits, \
    current_setting('full_page_writes') AS pages, pg_is_in_recovery() AS standby, \
    current_setting('transaction_read_only') = 'on' AS reads_only";

/// The parameters that a URL may have beside its hosts. The driver would write the value of any other into the log.
const PARAMETERS: [&str; 14] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "host",
    "port",
    "application_name",
    "options",
    "statement-cache-capacity",
];

/// The hosts of a URL in their order, each with everything else that the URL says. No message repeats any of it: it
/// holds a password.
pub(super) fn hosts(url: &str) -> Result<Vec<PgConnectOptions>> {
    let (scheme, rest) = url.split_once("://").ok_or(Error::Url)?;
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = place.split_once('/').unwrap_or((place, ""));
    let (user, hosts) = authority.rsplit_once('@').map_or(("", authority), |(user, hosts)| (user, hosts));
    let at = if user.is_empty() { "" } else { "@" };
    let known = |pair: &str| PARAMETERS.contains(&pair.split('=').next().unwrap_or_default());
    if !query.split('&').filter(|pair| !pair.is_empty()).all(known) {
        return Err(Error::Url);
    }
    let options = hosts.split(',').map(|host| {
        let options: PgConnectOptions =
            format!("{scheme}://{user}{at}{host}/{path}?{query}").parse().map_err(|_| Error::Url)?;
        // A pooler between us does not know the digits that the driver asks for, and nothing here is a float.
        Ok(options.disable_statement_logging().extra_float_digits(None))
    });
    options.collect()
}

/// The limits in the use of a database server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most connections of this process, at least 3.
    pub connections: u32,
    /// A server may be used that loses acknowledged answers when its machine fails; for tests.
    pub allow_unsafe: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 12, allow_unsafe: false }
    }
}

/// A pool that writes and a pool that reads; whatever readers do, submissions have connections of their own.
///
/// # Errors
/// [`Error::Unavailable`] where no host can be written to, [`Error::Unsafe`], [`Error::Pooled`].
pub(super) async fn connect(url: &str, limits: Limits) -> Result<(PgPool, PgPool)> {
    let tag = format!("hailong-{:08x}", rand::random::<u32>());
    let hosts: Vec<_> = hosts(url)?.into_iter().map(|host| host.application_name(&tag)).collect();
    let host = writable(&hosts).await?;
    check(&host, limits.allow_unsafe).await?;
    let writers = (limits.connections / 3).max(1);
    let write = pool(writers, limits.allow_unsafe).connect_lazy_with(host.clone());
    let read = pool(limits.connections - writers, limits.allow_unsafe).connect_lazy_with(host);
    if hosts.len() > 1 {
        tokio::spawn(follow(hosts, [write.clone(), read.clone()]));
    }
    Ok((write, read))
}

fn pool(connections: u32, allow_unsafe: bool) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                let promised = promise(connection, allow_unsafe).await;
                promised.map_err(|error| sqlx::Error::Configuration(Box::new(error)))
            })
        })
        .before_acquire(|connection, _| Box::pin(async move { Ok(in_time(PING, connection.ping()).await.is_ok()) }))
        // A call that was given up may have left a question open that nobody answers any more. An error ends the connection
        // without another word to it.
        .after_release(|connection, _| Box::pin(async move { in_time(PING, connection.ping()).await.map(|()| true) }))
}

/// The result of a driver's call in time.
async fn in_time<T>(
    limit: Duration,
    call: impl Future<Output = std::result::Result<T, sqlx::Error>>,
) -> std::result::Result<T, sqlx::Error> {
    tokio::time::timeout(limit, call).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

/// Sets a session up and checks that it keeps what the site promises.
async fn promise(connection: &mut PgConnection, allow_unsafe: bool) -> Result<()> {
    let fault = |error| Error::from(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(error))));
    in_time(ACQUIRE, connection.execute(SESSION)).await.map_err(fault)?;
    let row = in_time(ACQUIRE, connection.fetch_one(PROMISES)).await.map_err(fault)?;
    let commits: String = row.get("commits");
    if row.get("standby") {
        return Err(Error::Standby);
    }
    if row.get("reads_only") {
        return Err(Error::ReadOnly);
    }
    if !["on", "remote_apply"].contains(&commits.as_str()) {
        return Err(Error::Unsafe { setting: "synchronous_commit", found: commits });
    }
    // Without the second, a page that was half written when the power failed cannot be repaired.
    for (setting, found) in [("fsync", row.get::<String, _>("fsync")), ("full_page_writes", row.get("pages"))] {
        if found != "on" && !allow_unsafe {
            return Err(Error::Unsafe { setting, found });
        }
    }
    Ok(())
}

/// The first host that can be written to; where there is none, the fault of one for which it helps to wait, else the
/// last one's.
async fn writable(hosts: &[PgConnectOptions]) -> Result<PgConnectOptions> {
    let mut last = Error::Url;
    for host in hosts {
        match open(host, true).await {
            Ok(connection) => {
                let _gone = in_time(PING, connection.close()).await;
                return Ok(host.clone());
            }
            Err(error) if !last.may_heal() => last = error,
            Err(_) => {}
        }
    }
    Err(last)
}

async fn open(host: &PgConnectOptions, allow_unsafe: bool) -> Result<PgConnection> {
    let fault = |error| Error::from(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(error))));
    let mut connection = in_time(ACQUIRE, host.connect()).await.map_err(fault)?;
    promise(&mut connection, allow_unsafe).await?;
    Ok(connection)
}

/// Refuses a server that loses answers, and a pooler that gives each transaction another session: what a session
/// was told above would hold for somebody else.
async fn check(host: &PgConnectOptions, allow_unsafe: bool) -> Result<()> {
    let fault = |error| Error::from(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(error))));
    const ASKED: &str = "SELECT pg_backend_pid()";
    let mut one = open(host, allow_unsafe).await?;
    let mut two = open(host, allow_unsafe).await?;
    let first: i32 = in_time(ACQUIRE, one.fetch_one(ASKED)).await.map_err(fault)?.get(0);
    in_time(ACQUIRE, two.execute("BEGIN")).await.map_err(fault)?;
    let between: i32 = in_time(ACQUIRE, two.fetch_one(ASKED)).await.map_err(fault)?.get(0);
    let again: i32 = in_time(ACQUIRE, one.fetch_one(ASKED)).await.map_err(fault)?.get(0);
    in_time(ACQUIRE, two.execute("ROLLBACK")).await.map_err(fault)?;
    for connection in [one, two] {
        let _gone = in_time(PING, connection.close()).await;
    }
    if first == between || first != again { Err(Error::Pooled) } else { Ok(()) }
}

/// Leads new connections to the host that can be written to, as long as the pools are open. Old ones end by
/// themselves: a server cannot become a standby without ending them, and dead ones are found out.
async fn follow(hosts: Vec<PgConnectOptions>, pools: [PgPool; 2]) {
    while !pools[0].is_closed() {
        tokio::time::sleep(LOOK_EVERY).await;
        let asked = in_time(ACQUIRE, pools[0].fetch_one(PROMISES)).await;
        if asked.is_ok_and(|row| !row.get::<bool, _>("reads_only")) {
            continue;
        }
        if let Ok(host) = writable(&hosts).await {
            pools.iter().for_each(|pool| pool.set_connect_options(host.clone()));
        }
    }
}

/// Ends this process's sessions that wait for a standby longer than anybody here does: each of them is a connection
/// that the server has one fewer of, until the standby comes back. Their writes stay, and were promised to nobody.
pub(super) const END_ABANDONED: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
    WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid() \
    AND usename = current_user AND wait_event = 'SyncRep' AND query_start < clock_timestamp() - interval '5 seconds'";

#[cfg(test)]
mod tests {
    use super::{Error, hosts};

    #[test]
    fn a_url_of_several_hosts_is_one_of_each() {
        let named = hosts("postgres://u:p%40@one:5433,two,[::1]:7/d?sslmode=disable").unwrap();
        let places: Vec<_> = named.iter().map(|host| (host.get_host().to_owned(), host.get_port())).collect();
        assert_eq!(places[0], ("one".to_owned(), 5433));
        assert_eq!(places[1], ("two".to_owned(), 5432));
        assert_eq!(places[2].1, 7);
        assert!(named.iter().all(|host| host.get_database() == Some("d") && host.get_username() == "u"));
        let socket = hosts("postgres://hailong@localhost/d?host=/run/pg").unwrap();
        assert_eq!(socket[0].get_socket().unwrap().to_str(), Some("/run/pg"));
    }

    #[test]
    fn no_fault_of_a_url_repeats_it() {
        for url in [
            "postgres://u:s3cret@host:port/d",
            "postgres://u:s3/cret@host/d",
            "postgres://u:s3cret@h/d?sslmode=s3cret",
            "postgres://u@h/d?passwort=s3cret",
            "postgres://u:s3cret@[host/d",
            "postgres:/u:s3cret@host/d",
        ] {
            let error = hosts(url).expect_err(url);
            assert!(matches!(error, Error::Url), "{url}");
            assert!(!format!("{error} {error:?}").contains("s3"), "{error:?}");
        }
    }
}
