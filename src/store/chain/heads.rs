//! The ends of both chains, written down outside the database: a chain that was cut at its end lacks what they name.
//!
//! A line holds a time and both ends, and a code over them and the line before. Lines are only added.

use super::{Link, LogKey};
use crate::store::{
    Store,
    check::Check,
    dialect,
    entity::{releases, staff_log},
    error::Result,
};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// The end of a chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The number of its last row; 0 for an empty chain.
    pub length: i64,
    /// That row's code.
    pub mac: Vec<u8>,
}

/// The ends of both chains at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    pub log: Head,
    pub releases: Head,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    pub heads: Heads,
    code: String,
}

/// The number of a line that the key did not write, or not behind the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine(pub usize);

impl LogKey {
    /// The lines of a file. A last one without its end was cut off by a crash and is none.
    ///
    /// # Errors
    /// [`BadLine`] with the first one.
    pub fn read_heads(&self, text: &str) -> std::result::Result<Vec<Sealed>, BadLine> {
        let mut lines: Vec<Sealed> = Vec::new();
        for (number, line) in (1..).zip(text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'))) {
            let sealed = read(line).filter(|it| self.line(lines.last(), it.at, &it.heads) == line);
            lines.push(sealed.ok_or(BadLine(number))?);
        }
        Ok(lines)
    }

    /// The line behind the last one, without its end.
    pub fn line(&self, last: Option<&Sealed>, at: i64, heads: &Heads) -> String {
        let time = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        let part = |head: &Head| format!("{} {}", head.length, HEXLOWER.encode(&head.mac));
        let said = format!("{time:.3} staff-log {} releases {}", part(&heads.log), part(&heads.releases));
        let before = last.map_or("", |last| last.code.as_str());
        format!("{said} {}", HEXLOWER.encode(&self.codes("heads").of(&[before.as_bytes(), b"\n", said.as_bytes()])))
    }
}

fn read(line: &str) -> Option<Sealed> {
    let parts: Vec<&str> = line.split(' ').collect();
    let [time, "staff-log", log_length, log_mac, "releases", length, mac, code] = parts[..] else { return None };
    let head = |length: &str, mac: &str| {
        Some(Head { length: length.parse().ok()?, mac: HEXLOWER.decode(mac.as_bytes()).ok()? })
    };
    let heads = Heads { log: head(log_length, log_mac)?, releases: head(length, mac)? };
    Some(Sealed { at: time.parse::<Timestamp>().ok()?.as_millisecond(), heads, code: code.to_owned() })
}

impl Store {
    /// The ends of both chains as they are.
    pub async fn heads(&self) -> Result<Heads> {
        let tx = dialect::begin_reading(&self.read).await?;
        let log = staff_log::Entity::find().order_by_desc(staff_log::Column::Seq).one(&tx).await?;
        let releases = releases::Entity::find().order_by_desc(releases::Column::Seq).one(&tx).await?;
        tx.rollback().await?;
        Ok(Heads { log: head(log.as_ref()), releases: head(releases.as_ref()) })
    }

    /// The chains against the ends that were written down, which the caller has read before.
    pub async fn check_heads(&self, sealed: &[Sealed]) -> Result<Check> {
        let name = "I7, I11 heads";
        let Some(last) = sealed.last() else {
            return Ok(Check { name, holds: false, figures: "no head is sealed: start the server".to_owned() });
        };
        let tx = dialect::begin_reading(&self.read).await?;
        let log = macs(&tx, staff_log::Entity, staff_log::Column::Seq, sealed.iter().map(|it| it.heads.log.length));
        let log = log.await?;
        let lengths = sealed.iter().map(|it| it.heads.releases.length);
        let releases = macs(&tx, releases::Entity, releases::Column::Seq, lengths).await?;
        tx.rollback().await?;
        let lost = |known: &HashMap<i64, Vec<u8>>, head: &Head| {
            head.length > 0 && known.get(&head.length).is_none_or(|mac| *mac != head.mac)
        };
        let lost = sealed.iter().find_map(|line| match &line.heads {
            heads if lost(&log, &heads.log) => Some((line, "staff log", heads.log.length)),
            heads if lost(&releases, &heads.releases) => Some((line, "releases", heads.releases.length)),
            _ => None,
        });
        let figures = match lost {
            None => format!(
                "{} heads outside the database, the last of {} with {} entries of the staff log and {} of releases",
                sealed.len(),
                day(last.at),
                last.heads.log.length,
                last.heads.releases.length
            ),
            Some((line, chain, length)) => format!(
                "the head that was sealed on {} is ahead of the database: entry {length} of the chain of the {chain} is not there",
                day(line.at)
            ),
        };
        Ok(Check { name, holds: lost.is_none(), figures })
    }
}

fn head(last: Option<&impl Link>) -> Head {
    last.map_or_else(Head::default, |last| Head { length: last.seq(), mac: last.mac().to_vec() })
}

fn day(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

async fn macs<E>(
    tx: &DatabaseTransaction,
    entity: E,
    seq: E::Column,
    lengths: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Vec<u8>>>
where
    E: EntityTrait,
    E::Model: Link,
{
    let (_, mut found, mut lengths) = (entity, HashMap::new(), lengths.collect::<Vec<_>>());
    lengths.sort_unstable();
    lengths.dedup();
    for lengths in lengths.chunks(dialect::ROWS) {
        let rows = E::find().filter(seq.is_in(lengths.iter().copied())).all(tx).await?;
        found.extend(rows.iter().map(|row| (row.seq(), row.mac().to_vec())));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_by_the_key_that_wrote_them_in_their_order() {
        let key = LogKey::new([7; 32]);
        let heads = |n: i64| Heads {
            log: Head { length: n, mac: vec![1; 32] },
            releases: if n > 1 { Head { length: n - 1, mac: vec![2; 32] } } else { Head::default() },
        };
        let mut text = String::new();
        for n in 1..=3 {
            let lines = key.read_heads(&text).unwrap();
            text.push_str(&key.line(lines.last(), 1_717_034_400_000 + n, &heads(n)));
            text.push('\n');
        }
        assert!(text.starts_with("2024-05-30T02:00:00.001Z staff-log 1 0101"), "{text}");
        let read = key.read_heads(&text).unwrap();
        assert_eq!(read.iter().map(|line| line.heads.clone()).collect::<Vec<_>>(), [heads(1), heads(2), heads(3)]);
        assert_eq!(key.read_heads(&text[..text.len() - 9]).unwrap().len(), 2, "cut off by a crash");
        let without_second: String = text.split_inclusive('\n').step_by(2).collect();
        for (changed, bad) in [(text.replacen("staff-log 2", "staff-log 1", 1), 2), (without_second, 2)] {
            assert_eq!(key.read_heads(&changed), Err(BadLine(bad)), "{changed}");
        }
        assert_eq!(LogKey::new([8; 32]).read_heads(&text), Err(BadLine(1)));
    }
}
