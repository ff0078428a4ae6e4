//! Sites to measure: folders, synthetic submissions, and databases that are full already.

use anyhow::Context;
use hailong::{
    clock::Clock,
    config::{Config, log::Log},
    demo::Synthetic,
    domain::{
        batch::Rules,
        flags::{Flags, PosterLimit},
        hours::Hours,
        inbox::{Entry, Trace},
        month::Month,
        receipt::DossierPattern,
        submission::{Draft, Given, Submission},
        survey::Survey,
        tally::Tally,
        unit::Catalogue,
    },
    site::Site,
    work::chains,
};
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// Organisations of the measured province, each with a desk.
const UNITS: usize = 300;
/// Different submissions; more are made from these under new ids.
const SAMPLES: u64 = 20_000;

/// A folder below `target` that is gone at the end: the same disk as everything else.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> anyhow::Result<Self> {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("speed-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// A data folder whose lists name 300 organisations; as it was left where it exists already.
    pub fn folder(&self, name: &str) -> anyhow::Result<PathBuf> {
        let folder = self.0.join(name);
        if !folder.exists() {
            fs::create_dir_all(folder.join("surveys"))?;
            let (mut units, mut desks) = (
                "code,parent,name,level,block,valid_from,valid_to,note\nKH,,Province,province,,,,\n".to_owned(),
                "code,name,name_en,units,note\n".to_owned(),
            );
            for n in 0..UNITS {
                let parent = if n % 10 == 0 { "KH".to_owned() } else { format!("KH.{:03}", n / 10 * 10) };
                writeln!(units, "KH.{n:03},{parent},Organisation {n},district,Block,,,")?;
                writeln!(desks, "MC.{n:03},Desk {n},Desk {n},KH.{n:03},")?;
            }
            fs::write(folder.join("surveys/units-2024.csv"), units)?;
            fs::write(folder.join("surveys/desks-2024.csv"), desks)?;
        }
        Ok(folder)
    }

    /// A fresh data folder.
    pub fn fresh(&self, name: &str) -> anyhow::Result<PathBuf> {
        let path = self.0.join(name);
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        self.folder(name)
    }

    /// A site of so many responses in 300 units and 24 months, made when it is first asked for.
    pub async fn filled(&self, responses: usize) -> anyhow::Result<PathBuf> {
        let name = format!("filled-{responses}");
        let made = self.0.join(&name).exists();
        let folder = self.folder(&name)?;
        if !made {
            eprintln!("  filling a database with {responses} responses");
            let site = open(&folder).await?;
            let samples = samples(&site)?;
            let survey = survey(&site)?.clone();
            let units: Vec<String> = site.catalogue.units()[1..].iter().map(|unit| unit.code.clone()).collect();
            site.store.close().await;
            fill(&mut Connection::open(file(&folder))?, &survey, &units, &samples, responses)?;
            // As at every start of `hailong serve`, before it takes submissions.
            let site = open(&folder).await?;
            chains::begin(&site, &Clock::System).await?;
            site.store.close().await;
        }
        Ok(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("could not remove {}: {error}", self.0.display());
        }
    }
}

pub fn file(folder: &Path) -> PathBuf {
    folder.join("hailong.db")
}

pub fn url(folder: &Path) -> String {
    format!("sqlite://{}", file(folder).display())
}

/// The program's defaults on a folder and a database.
pub fn config(folder: &Path, url: &str) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        database_url: Some(url.to_owned()),
        database_connections: 12,
        // Servers for tests often run without fsync.
        allow_unsafe_database: true,
        data_dir: folder.to_owned(),
        base_url: None,
        proxies: Vec::new(),
        release: Rules { least: 10, settle: 900_000, max_age: 604_800_000, close_after: 604_800_000 },
        opening_hours: Hours::default(),
        posters: PosterLimit::Off,
        contact: None,
        dossier_pattern: DossierPattern::national(),
        log: Log::default(),
        changed: Vec::new(),
    }
}

pub async fn open(folder: &Path) -> anyhow::Result<Site> {
    Ok(Site::make(&config(folder, &url(folder))).await?)
}

pub fn survey(site: &Site) -> anyhow::Result<&Survey> {
    site.latest_survey().context("the site has no questionnaire")
}

/// One synthetic submission: as its sender writes it, and as it is stored.
#[derive(Clone, Debug)]
pub struct Sample {
    pub json: String,
    pub row: Submission,
}

/// The synthetic respondents of `hailong demo`, on this site's desks.
pub fn samples(site: &Site) -> anyhow::Result<Vec<Sample>> {
    let survey = survey(site)?;
    let catalogue: &Catalogue = &site.catalogue;
    Synthetic::new(survey, catalogue, SAMPLES, 1, Clock::System.now())
        .map(|(draft, stratum, _)| {
            let mut row = Submission::parse(&draft, survey, catalogue, jiff::civil::date(2024, 5, 30))
                .map_err(|errors| anyhow::anyhow!("{errors:?}"))?;
            row.stratum = stratum;
            Ok(Sample { json: json_of(&draft, &survey.key), row })
        })
        .collect()
}

/// A sample as it waits.
pub fn entry(row: &Submission, key: [u8; 16], received_at: i64) -> Entry<'_> {
    Entry {
        survey: &row.survey,
        unit: &row.unit,
        month: Month::january(2024),
        stratum: row.stratum,
        kind: row.kind,
        lang: row.lang.tag(),
        answers: row.answers.as_str(),
        comment: row.comment.as_deref(),
        flags: Flags::NONE,
        trace: Some(Trace { key, received_at, is_timed: true, desk: &row.desk, device: None, seconds: row.seconds }),
    }
}

fn json_of(draft: &Draft, survey: &str) -> String {
    let given = |list: &[(String, Given)]| -> Map<String, Value> {
        let value = |given: &Given| match given {
            Given::Level(level) => json!(level),
            Given::Word(word) => json!(word),
            Given::Other => Value::Null,
        };
        list.iter().map(|(key, given)| (key.clone(), value(given))).collect()
    };
    let mut respondent = given(&draft.about);
    respondent.insert("kind".to_owned(), json!(draft.kind));
    json!({
        "id": draft.id, "survey": survey, "source": {"desk": draft.source.desk, "screen": draft.source.screen},
        "respondent": respondent, "answers": given(&draft.answers), "expectations": draft.expectations,
        "comment": draft.comment, "language": draft.language, "seconds": draft.seconds,
    })
    .to_string()
}

/// Writes responses, their tallies and the keys under which they were accepted, past the program but
/// in its tables: `hailong verify` finds nothing wrong with them.
fn fill(
    db: &mut Connection,
    survey: &Survey,
    units: &[String],
    samples: &[Sample],
    responses: usize,
) -> anyhow::Result<()> {
    let mut ids: Vec<[u8; 16]> = (0..responses).map(|_| rand::random()).collect();
    ids.sort_unstable();
    let tx = db.transaction()?;
    let mut tallies = BTreeMap::new();
    {
        let mut accept = tx.prepare("INSERT INTO accepted (key, digest) VALUES (?1, ?1)")?;
        let mut insert = tx.prepare("INSERT INTO responses VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', 0)")?;
        for id in &ids {
            let row = &samples[rand::random_range(0..samples.len())].row;
            let unit = &units[rand::random_range(0..units.len())];
            let place = rand::random_range(0..24);
            let period = ((2023 + place / 12) * 100 + 1 + place % 12) * 100 + 1;
            let (stratum, kind, lang) = (row.stratum.key(), row.kind.key(), row.lang.tag());
            accept.execute(params![id])?;
            insert.execute(params![id, survey.key, unit, period, stratum, kind, lang, row.answers.as_str()])?;
            let tally = tallies.entry((unit, period, stratum, kind)).or_insert_with(|| Tally::empty(survey));
            tally.add(survey, &row.answers);
        }
        let mut insert = tx.prepare("INSERT INTO tallies VALUES (?1, ?2, ?3, 0, ?4, ?5, FALSE, ?6, ?7, ?8, 1)")?;
        for ((unit, period, stratum, kind), tally) in &tallies {
            let (groups, counts) = (tally.pack_groups(), tally.pack_counts());
            let responses = i64::try_from(tally.responses)?;
            insert.execute(params![survey.key, unit, period, stratum, kind, responses, groups, counts])?;
        }
    }
    tx.commit()?;
    Ok(())
}
