use super::*;
use crate::{
    domain::{
        answers::{AnswersBuilder, Rating},
        flags::{Flags, PosterLimit},
        hours::Hours,
        inbox::InboxKey,
        language::Lang,
        lattice::{Query, Readers, Tallies, report},
        month::{Month, Period},
        submission::{Stratum, Submission, SubmissionId},
        survey::Kind,
        time_period::TimePeriod,
    },
    store::{
        Ages, LogKey, Place, Round, Snapshot, Usual,
        writer::{Arrival, BATCH, Writer},
    },
};
use sea_orm::prelude::Uuid;
use std::{collections::BTreeMap, path::PathBuf};

/// A store in a file of its own, and a version.
async fn open() -> (PathBuf, Store, Survey) {
    let file = std::env::temp_dir().join(format!("hailong-release-{}.db", Uuid::new_v4()));
    let store = Store::make(Place::File(&file)).await.unwrap();
    store.inbox_keys().add(&BTreeMap::from([(1, InboxKey { secret: [1; 32], from: 0 })]));
    store.inbox_keys().seal_under(Some(1));
    let survey = Survey::from_toml("s", include_str!("../../../tests/surveys/short-2025.toml")).unwrap();
    (file, store, survey)
}

fn key() -> LogKey {
    LogKey::new([0; 32])
}

/// January goes on.
fn terms(key: &LogKey) -> Terms<'_> {
    Terms { least: 10, settled: jiff::civil::date(2025, 1, 20), key }
}

async fn fill(store: &Store, survey: &Survey, unit: &str, count: usize) {
    fill_with(store, survey, (unit, 5), count).await;
}

/// Of `levels` different levels.
async fn fill_with(store: &Store, survey: &Survey, (unit, levels): (&str, usize), count: usize) {
    let (writer, task) = Writer::start(store, BATCH);
    for n in 0..count {
        let mut answers = AnswersBuilder::new(survey);
        answers.rate(0, Rating::Level(1 + u8::try_from(n % levels).unwrap()));
        let submission = Submission {
            id: SubmissionId::from_bytes(rand::random()),
            survey: survey.key.clone(),
            desk: "D".to_owned(),
            unit: unit.to_owned(),
            receipt: None,
            stratum: Stratum::Poster,
            kind: Kind::Citizen,
            lang: Lang::Vi,
            answers: answers.finish(),
            comment: (n == 0).then(|| "rất tốt".to_owned()),
            seconds: None,
        };
        writer
            .submit(Arrival {
                submission,
                received_at: 1,
                is_timed: true,
                month: Month::january(2025),
                device: None,
                signs: Flags::NONE,
            })
            .await
            .unwrap();
    }
    drop(writer);
    task.await.unwrap();
}

fn take(unit: &str, count: u64) -> Take {
    Take { unit: unit.to_owned(), month: Month::january(2025), single_use: false, count }
}

/// The oldest of one unit, into its month.
fn batch(survey: &Survey, count: u64) -> Batch {
    Batch {
        survey: survey.key.clone(),
        into: "top".to_owned(),
        period: TimePeriod::month(Month::january(2025)),
        channel_withheld: false,
        takes: vec![take("top", count)],
    }
}

#[tokio::test]
async fn batches_that_are_released_together_into_one_unit_add_up() {
    let (file, store, survey) = open().await;
    for (unit, count) in [("top", 12), ("left", 6), ("right", 7), ("small", 3)] {
        fill(&store, &survey, unit, count).await;
    }
    let batch = |into: &str, takes: &[(&str, u64)]| Batch {
        into: into.to_owned(),
        takes: takes.iter().map(|(unit, count)| take(unit, *count)).collect(),
        ..batch(&survey, 0)
    };
    let batches = [
        batch("top", &[("top", 12)]),
        batch("top", &[("left", 6), ("right", 7)]),
        batch("small", &[("small", 3)]),
        batch("top", &[("small", 11)]),
    ];
    let moved = store.release(&batches, &store.read_inbox().await.unwrap(), &survey, &terms(&key())).await.unwrap();
    assert_eq!(moved, Moved { batches: 2, submissions: 25 }, "three are too few, eleven are not there");
    assert_eq!(store.tallies().await.unwrap().tallies.rows().iter().map(|row| row.responses).collect::<Vec<_>>(), [25]);
    let surveys = HashMap::from([(survey.key.clone(), survey)]);
    for check in store.verify(&surveys, 10, &key()).await.unwrap() {
        assert!(check.holds, "{check}");
    }
    store.close().await;
    std::fs::remove_file(file).unwrap();
}

/// Also where fewer at a time are wanted than a batch needs.
#[tokio::test]
async fn a_large_batch_is_cut_into_full_pieces() {
    let (file, store, survey) = open().await;
    fill(&store, &survey, "top", 127).await;
    let key = key();
    let terms = terms(&key);
    for (pace, count, transactions) in [(20, 40, 2), (20, 29, 1), (5, 47, 2), (10, 11, 1)] {
        let batch = batch(&survey, count);
        let before = store.tallies().await.unwrap().revision;
        let queue = Queue::new(&store.read_inbox().await.unwrap(), &survey.key);
        let run = Run { survey: &survey, terms: &terms, pace: Pace(pace), queue };
        let moved = store.release_at(&[batch], run).await.unwrap();
        assert_eq!(moved, Moved { batches: 1, submissions: count }, "{pace} at a time");
        assert_eq!(store.tallies().await.unwrap().revision - before, transactions, "{pace} at a time");
    }
    let surveys = HashMap::from([(survey.key.clone(), survey)]);
    for check in store.verify(&surveys, 10, &key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
    assert_eq!(store.waiting_count().await.unwrap(), 0);
    store.close().await;
    std::fs::remove_file(file).unwrap();
}

const WEEK: i64 = 7 * 86_400_000;

#[tokio::test]
async fn stripped_ones_leave_before_others_and_keep_nobody_company() {
    let (file, store, survey) = open().await;
    let surveys = HashMap::from([(survey.key.clone(), survey.clone())]);
    fill(&store, &survey, "top", 12).await;
    let ages = Ages { now: 2 * WEEK, longest: WEEK };
    assert_eq!(
        store
            .strip(
                &store.read_inbox().await.unwrap(),
                &surveys,
                Usual { hours: &Hours::default(), posters: PosterLimit::Off },
                ages
            )
            .await
            .unwrap(),
        Some(12)
    );
    fill(&store, &survey, "top", 30).await;
    // All 42 are of one desk and day. 12 + 3, then 17, then 10 leave.
    for (count, company) in [(15, 2), (17, 2 + 16), (10, 2 + 16 + 9)] {
        let batch = Batch { channel_withheld: true, ..batch(&survey, count) };
        let moved = store.release(&[batch], &store.read_inbox().await.unwrap(), &survey, &terms(&key())).await.unwrap();
        assert_eq!(moved, Moved { batches: 1, submissions: count });
        let tallies = store.tallies().await.unwrap().tallies;
        assert!(tallies.rows().iter().all(|row| row.stratum == Some(Stratum::Withheld)));
        let later = tallies.rows().iter().map(|row| row.groups.iter().map(|sums| sums.company.later).max().unwrap());
        assert_eq!(later.sum::<u64>(), company, "after {count}");
    }
    for check in store.verify(&surveys, 10, &key()).await.unwrap() {
        assert!(check.holds, "{check}");
    }
    store.close().await;
    std::fs::remove_file(file).unwrap();
}

/// Twelve of one opinion come after twenty others: staff see them with those that follow, and nobody by a difference.
#[tokio::test]
async fn a_total_moves_on_by_what_may_be_shown() {
    let (file, store, survey) = open().await;
    let mut shown = Vec::new();
    for (count, of_five) in [(20, 5), (12, 1), (10, 5)] {
        fill_with(&store, &survey, ("top", of_five), count).await;
        let batch = batch(&survey, count as u64);
        store.release(&[batch], &store.read_inbox().await.unwrap(), &survey, &terms(&key())).await.unwrap();
        shown.push(seen(&store.tallies().await.unwrap().tallies, &survey));
    }
    assert_eq!(shown, [[None, Some(20)], [None, Some(20)], [None, Some(42)]]);
    store.close().await;
    std::fs::remove_file(file).unwrap();
}

/// The responses of the year that everybody and staff see.
fn seen(tallies: &Tallies, survey: &Survey) -> [Option<u64>; 2] {
    [Readers::Everybody, Readers::Staff].map(|readers| {
        let (period, sight) = (Period::of_year(2025), tallies.sight(readers));
        let query = Query { period, method: survey.method, stratum: None, group_by: None, sight, all_units: false };
        report(tallies.of(&survey.key, &query).iter(), survey, &query).unwrap().total.map(|total| total.responses)
    })
}

/// January closes twice. A batch that leaves once it is over waits for the round, and one that leaves behind a round for the next.
#[tokio::test]
async fn what_a_round_has_not_told_nobody_sees() {
    let (file, store, survey) = open().await;
    let key = key();
    let settled = Terms { settled: jiff::civil::date(2025, 2, 1), ..terms(&key) };
    let mut told = Vec::new();
    for terms in [terms(&key), settled, settled, settled] {
        fill(&store, &survey, "top", 20).await;
        store.release(&[batch(&survey, 20)], &store.read_inbox().await.unwrap(), &survey, &terms).await.unwrap();
        let Snapshot { revision, tallies } = store.tallies().await.unwrap();
        told.push(seen(&tallies, &survey));
        if told.len() % 4 == 3 {
            let (before, closed_to) = (tallies.rounds().count(), Month::january(2025));
            let round = || Round { closed_to, closed_at: 1, closings: Vec::new(), revision, before };
            assert!(
                !store.close_round(Round { revision: revision - 1, ..round() }, &key).await.unwrap(),
                "released since"
            );
            assert!(store.close_round(round(), &key).await.unwrap());
            assert!(!store.close_round(round(), &key).await.unwrap(), "another was faster");
        }
        told.push(seen(&store.tallies().await.unwrap().tallies, &survey));
    }
    let open = [None, Some(20)];
    let [first, second] = [40, 80].map(|responses| [Some(responses); 2]);
    assert_eq!(told, [open, open, open, first, first, first, first, second]);
    let surveys = HashMap::from([(survey.key.clone(), survey)]);
    for check in store.verify(&surveys, 10, &key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
    store.close().await;
    std::fs::remove_file(file).unwrap();
}
