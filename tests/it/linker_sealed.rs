//! A copy of all files without the keys says of what waits neither who nor what, and of what was released not who. With the keys
//! in hand the same linker must succeed.

use crate::{
    linker::SIGMAS,
    support::{TestApp, Thief, folder, opened, places, submission},
};
use axum::http::StatusCode;
use hailong::domain::submission::SubmissionId;
use serde_json::{Value, json};
use std::collections::HashMap;

const BATCH: usize = 10;
const BATCHES: usize = 12;

/// A crowd whose answers say who gave them: a number in six levels, and a mark in ten that no other test's crowd has.
struct Crowd {
    mark: Vec<u8>,
    items: Vec<String>,
    keys: HashMap<[u8; 16], usize>,
}

impl Crowd {
    fn at(app: &TestApp) -> Self {
        let mark = (0..10).map(|_| 1 + uuid::Uuid::new_v4().as_bytes()[0] % 5).collect();
        let items = app.site.surveys["one-stop-2024"].items.iter().map(|item| item.key.clone()).collect();
        Self { mark, items, keys: HashMap::new() }
    }

    fn comment(&self, n: usize) -> String {
        format!("Ghế số {n} {}", self.text())
    }

    fn text(&self) -> String {
        self.mark.iter().map(|level| char::from(b'0' + level)).collect()
    }

    fn next(&mut self) -> Value {
        let n = self.keys.len();
        let mut sent = submission("MC.NT", n);
        let digits = (0..6).map(|k| 1 + n / 5usize.pow(k) % 5).chain(self.mark.iter().map(|level| usize::from(*level)));
        let answers = self.items.iter().cloned().zip(digits.map(|digit| json!(digit)));
        sent["answers"] = answers.collect::<serde_json::Map<_, _>>().into();
        sent["comment"] = json!(self.comment(n));
        self.keys.insert(SubmissionId::parse(sent["id"].as_str().unwrap()).unwrap().key(), n);
        sent
    }

    /// The people whose answers stand in these bytes, in the order of the places.
    fn answers(&self, bytes: &[u8]) -> Vec<(usize, usize)> {
        let digit = |byte: u8| usize::from(byte.wrapping_sub(b'1'));
        let marks = places(bytes, self.text().as_bytes()).into_iter().filter(|place| *place >= 6);
        let named = marks.map(|at| (at, &bytes[at - 6..at])).filter(|(_, six)| six.iter().all(|byte| digit(*byte) < 5));
        named.map(|(at, six)| (at, (0..6).map(|k| digit(six[k]) * 5usize.pow(k as u32)).sum())).collect()
    }

    /// The people whose ids stand in these bytes, in the order of the places.
    fn ids(&self, bytes: &[u8]) -> Vec<(usize, usize)> {
        let firsts: Vec<[bool; 256]> = (0..2)
            .map(|k| std::array::from_fn(|byte| self.keys.keys().any(|key| usize::from(key[k]) == byte)))
            .collect();
        let mut found = Vec::new();
        for (at, window) in bytes.windows(16).enumerate() {
            if firsts[0][usize::from(window[0])] && firsts[1][usize::from(window[1])] {
                found.extend(self.keys.get(window).map(|person| (at, *person)));
            }
        }
        found
    }

    /// The share of people to whom the best of several linkers gives the right answer.
    fn linked(&self, copies: &[&[u8]]) -> f64 {
        let all = self.keys.len();
        let found: Vec<_> = copies.iter().map(|bytes| (self.ids(bytes), self.answers(bytes))).collect();
        let mut best = 0;
        for (ids, answers) in &found {
            // The nearest id before an answer, and the nearest after it.
            let before = answers.iter().filter(|(at, person)| {
                ids.iter().rev().find(|(id, _)| id < at).is_some_and(|(_, named)| named == person)
            });
            let after = answers
                .iter()
                .filter(|(at, person)| ids.iter().find(|(id, _)| id > at).is_some_and(|(_, named)| named == person));
            best = best.max(distinct(before)).max(distinct(after));
        }
        // The n-th id and the n-th answer, as they stand in any two copies; and who came when is known.
        let came: Vec<usize> = (0..all).collect();
        let ids: Vec<_> = found.iter().flat_map(|(ids, _)| orders(ids)).chain([came]).collect();
        let answers: Vec<_> = found.iter().flat_map(|(_, answers)| orders(answers)).collect();
        for (ids, answers) in ids.iter().flat_map(|ids| answers.iter().map(move |answers| (ids, answers))) {
            best = best.max(ids.iter().zip(answers).filter(|(id, answer)| id == answer).count());
        }
        best as f64 / all as f64
    }
}

fn distinct<'a>(found: impl Iterator<Item = &'a (usize, usize)>) -> usize {
    found.map(|(_, person)| *person).collect::<std::collections::HashSet<_>>().len()
}

/// People in the order in which they stand first, and in which they stand last.
fn orders(found: &[(usize, usize)]) -> [Vec<usize>; 2] {
    let mut first = Vec::new();
    for (_, person) in found {
        if !first.contains(person) {
            first.push(*person);
        }
    }
    let mut last = Vec::new();
    for (_, person) in found.iter().rev() {
        if !last.contains(person) {
            last.push(*person);
        }
    }
    last.reverse();
    [first, last]
}

#[tokio::test]
async fn no_copy_of_the_files_links_an_answer_or_says_what_waits() {
    let app = TestApp::start().await;
    let (mut crowd, thief) = (Crowd::at(&app), Thief::of(&app).await);
    let mut control = 0.0;
    for batch in 0..BATCHES {
        for _ in 0..BATCH {
            assert_eq!(app.submit(&crowd.next()).await.status, StatusCode::CREATED);
        }
        if batch == 0 {
            control = before_the_release(&app, &thief, &crowd).await;
        }
        assert_eq!(app.release_now().await.submissions, BATCH as u64);
    }
    let (log, heap) = (thief.log(&app).await, thief.heap(&app).await);
    assert_eq!(distinct(crowd.answers(&heap).iter()), BATCH * BATCHES, "what was released is there");
    let found = crowd.linked(&[&heap, &log]);
    let chance = 1.0 / BATCH as f64;
    let allowed = chance + SIGMAS * (chance * (1.0 - chance) / (BATCH * BATCHES) as f64).sqrt();
    println!(
        "linker of files: with the keys before the release {control:.3}, without them after it {found:.3}, allowed {allowed:.3}"
    );
    assert!(control > 0.99, "the control must succeed: {control}");
    assert!(found <= allowed, "{found} > {allowed}");
}

/// Nothing can be read; with the keys everything can.
async fn before_the_release(app: &TestApp, thief: &Thief, crowd: &Crowd) -> f64 {
    let (log, heap) = (thief.log(app).await, thief.heap(app).await);
    let all = [&heap[..], &log, &folder(&app.folder.0)].concat();
    let text = |n| crowd.comment(n).into_bytes();
    assert_eq!(crowd.answers(&all), [], "an answer can be read");
    assert!((0..BATCH).all(|n| places(&all, &text(n)).is_empty()), "a comment can be read");
    assert_eq!(distinct(crowd.ids(&all).iter()), BATCH, "ids are known, in `accepted`");
    assert_eq!(crowd.ids(&heap).len(), BATCH, "and nowhere else");
    let inside = opened(app, |entry| [&entry.write()[..], b"\n"].concat()).await;
    let inside: Vec<u8> = inside.concat();
    assert!((0..BATCH).all(|n| !places(&inside, &text(n)).is_empty()), "the control: inside it stands");
    assert!(
        ["MC.NT", "KH.NT", "one-stop-2024", "poster"].iter().all(|it| places(&inside, it.as_bytes()).len() >= BATCH)
    );
    crowd.linked(&[&inside]) * crowd.keys.len() as f64 / BATCH as f64
}
