use super::*;
use crate::{
    domain::{
        answers::{AnswersBuilder, Rating},
        language::Lang,
        month::Month,
        submission::{Stratum, Submission, SubmissionId},
        survey::Kind,
    },
    store::{
        LogKey, Place,
        writer::{Arrival, BATCH, Writer},
    },
};
use sea_orm::prelude::Uuid;

async fn fill(store: &Store, survey: &Survey, unit: &str, count: usize) {
    let (writer, task) = Writer::start(store, BATCH);
    for n in 0..count {
        let mut answers = AnswersBuilder::new(survey);
        answers.rate(0, Rating::Level(1 + u8::try_from(n % 5).unwrap()));
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
        writer.submit(Arrival { submission, received_at: 1, month: Month::january(2025), device: None }).await.unwrap();
    }
    drop(writer);
    task.await.unwrap();
}

#[tokio::test]
async fn batches_that_are_released_together_into_one_unit_add_up() {
    let file = std::env::temp_dir().join(format!("hailong-release-{}.db", Uuid::new_v4()));
    let store = Store::make(Place::File(&file)).await.unwrap();
    let survey = Survey::from_toml("s", include_str!("../../../tests/surveys/short-2025.toml")).unwrap();
    for (unit, count) in [("top", 12), ("left", 6), ("right", 7), ("small", 3)] {
        fill(&store, &survey, unit, count).await;
    }
    let batch = |from: &[&str], into: &str, count| Batch {
        survey: survey.key.clone(),
        month: Month::january(2025),
        single_use: false,
        into: into.to_owned(),
        from: from.iter().map(|unit| (*unit).to_owned()).collect(),
        count,
    };
    let batches = [batch(&["top"], "top", 12), batch(&["left", "right"], "top", 13), batch(&["small"], "small", 3)];
    let moved = store.release(&batches, &survey, 10).await.unwrap();
    assert_eq!(moved, Moved { batches: 2, submissions: 25 }, "three are too few");
    assert_eq!(store.tallies().await.unwrap().tallies.rows().iter().map(|row| row.responses).collect::<Vec<_>>(), [25]);
    let surveys = HashMap::from([(survey.key.clone(), survey)]);
    for check in store.verify(&surveys, 10, &LogKey::new([0; 32])).await.unwrap() {
        assert!(check.holds, "{check}");
    }
    store.close().await;
    std::fs::remove_file(file).unwrap();
}

/// Also where fewer at a time are wanted than a batch needs.
#[tokio::test]
async fn a_large_batch_is_cut_into_full_pieces() {
    let file = std::env::temp_dir().join(format!("hailong-release-{}.db", Uuid::new_v4()));
    let store = Store::make(Place::File(&file)).await.unwrap();
    let survey = Survey::from_toml("s", include_str!("../../../tests/surveys/short-2025.toml")).unwrap();
    fill(&store, &survey, "top", 127).await;
    for (pace, count, transactions) in [(20, 40, 2), (20, 29, 1), (5, 47, 2), (10, 11, 1)] {
        let batch = Batch {
            survey: survey.key.clone(),
            month: Month::january(2025),
            single_use: false,
            into: "top".to_owned(),
            from: vec!["top".to_owned()],
            count,
        };
        let before = store.tallies().await.unwrap().revision;
        let run = Run { survey: &survey, least: 10, pace: Pace(pace) };
        let moved = store.release_at(&[batch], run).await.unwrap();
        assert_eq!(moved, Moved { batches: 1, submissions: count }, "{pace} at a time");
        assert_eq!(store.tallies().await.unwrap().revision - before, transactions, "{pace} at a time");
    }
    let surveys = HashMap::from([(survey.key.clone(), survey)]);
    for check in store.verify(&surveys, 10, &LogKey::new([0; 32])).await.unwrap() {
        assert!(check.holds, "{check}");
    }
    assert_eq!(store.waiting_count().await.unwrap(), 0);
    store.close().await;
    std::fs::remove_file(file).unwrap();
}
