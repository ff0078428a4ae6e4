//! The two files of released answers: by unit without details of the person, about people without unit and month.

use crate::{
    staff::Operator,
    support::{HOUR, MORNING, Reply, TestApp, submission},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::domain::{
    lattice::TallyRow,
    role::Role,
    staff_log::Action,
    survey::Survey,
    tally::{item_counts, unpack_counts},
};
use serde_json::json;
use std::collections::BTreeMap;

const NEXT_YEAR: i64 = MORNING + 250 * 24 * HOUR;
const YEAR: &str = "survey=one-stop-2024&from=2024-01&to=2024-12";

/// Citizens of all ages and a few organisations, at two units and in two months.
async fn answered() -> TestApp {
    let app = TestApp::start().await;
    for (month, desk, count) in [(0, "MC.NT", 40), (0, "MC.CR", 24), (31, "MC.NT", 17), (31, "TTHCC", 30)] {
        app.at(MORNING + month * 24 * HOUR);
        for n in 0..count {
            let mut sent = submission(desk, n);
            if desk == "TTHCC" {
                sent["source"]["unit"] = json!("KH.STP");
            }
            let age = ["under-25", "25-34", "35-49", "50-60", "over-60"][n % 7 % 5];
            let gender = if n % 3 == 0 { "male" } else { "female" };
            sent["respondent"] = match n % 6 {
                5 => json!({"kind": "organisation", "org-type": if n == 5 { "foreign-company" } else { "state" }}),
                _ => json!({"kind": "citizen", "age": age, "gender": gender}),
            };
            let reply = app.submit(&sent).await;
            assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        }
        app.release_now().await;
    }
    app.at(NEXT_YEAR);
    app.close().await;
    app
}

/// Rows under the names of their columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let rows = csv.deserialize().map(Result::unwrap);
    rows.collect()
}

type Counts = BTreeMap<(String, String), u64>;

/// The number of each answer to each statement, as the tallies have it.
fn tallied<'t>(survey: &Survey, tallies: impl IntoIterator<Item = &'t TallyRow>) -> Counts {
    let mut counts = Counts::new();
    for row in tallies {
        let packed = unpack_counts(survey, &row.counts).unwrap();
        for (place, item) in survey.items.iter().enumerate() {
            let found = item_counts(survey, &packed, place);
            let levels = found.levels.iter().enumerate().map(|(level, count)| ((level + 1).to_string(), *count));
            let all = levels.chain([("na".to_owned(), found.na), ("skipped".to_owned(), found.skipped)]);
            all.filter(|(_, count)| *count > 0)
                .for_each(|(answer, count)| *counts.entry((item.key.clone(), answer)).or_default() += count);
        }
    }
    counts
}

/// The same of a file's rows.
fn counted<'r>(survey: &Survey, rows: impl IntoIterator<Item = &'r BTreeMap<String, String>>) -> Counts {
    let mut counts = Counts::new();
    for row in rows {
        let given = survey.items.iter().map(|item| (item.key.clone(), row[&item.key].clone()));
        given.filter(|(_, answer)| !answer.is_empty()).for_each(|key| *counts.entry(key).or_default() += 1);
    }
    counts
}

#[tokio::test]
async fn both_files_add_up_to_the_tallies_and_share_no_detail() {
    let app = answered().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let file = async |name: &str| rows(&analyst.get(&format!("/staff/export/{name}.csv?{YEAR}")).await.text());
    let (by_unit, people) = (file("responses").await, file("people").await);
    assert_eq!((by_unit.len(), people.len()), (111, 111));
    let survey = &app.site.surveys["one-stop-2024"];
    let snapshot = app.site.store.tallies().await.unwrap();
    let tallies = snapshot.tallies.version(&survey.key);

    // By unit: cell by cell.
    for row in tallies {
        let key = [row.unit.to_string(), row.period.to_string()];
        let channel = [row.stratum.unwrap().key(), row.kind.unwrap().key()];
        let own = |it: &&BTreeMap<String, String>| {
            [&it["unit"], &it["period"]] == [&key[0], &key[1]]
                && [it["stratum"].as_str(), it["kind"].as_str()] == channel
                && it["flags"].is_empty() != row.flagged
        };
        let own: Vec<_> = by_unit.iter().filter(own).collect();
        assert_eq!(own.len() as u64, row.responses, "{key:?} {channel:?}");
        assert_eq!(counted(survey, own), tallied(survey, [row]), "{key:?} {channel:?}");
    }
    // About people: as a whole, and each detail with those who withheld it.
    assert_eq!(counted(survey, &people), tallied(survey, tallies));
    let kinds = |rows: &[BTreeMap<String, String>], kind: &str| rows.iter().filter(|row| row["kind"] == kind).count();
    let nameless = kinds(&people, "withheld");
    for kind in ["citizen", "organisation"] {
        let (all, told) = (kinds(&by_unit, kind), kinds(&people, kind));
        assert!(told <= all && all <= told + nameless, "{kind}: {told} of {all}, {nameless} without a kind");
    }
    assert!(people.iter().all(|row| row["expectations"] == "officer.skill" && row["year"] == "2024"));

    let details = ["block", "kind", "age", "gender", "ethnicity", "org-type", "org-size"];
    let mut cells: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for row in &people {
        *cells.entry(details.map(|name| row[name].as_str()).to_vec()).or_default() += 1;
    }
    assert!(cells.values().all(|count| *count >= 5), "{cells:?}");
    assert!(cells.keys().any(|cell| cell.contains(&"withheld")) && cells.keys().any(|cell| cell[2] == "25-34"));
    let shared: Vec<&String> = by_unit[0].keys().filter(|key| people[0].contains_key(*key)).collect();
    let items = survey.items.iter().map(|item| &item.key);
    let mut expected: Vec<&str> = items.map(String::as_str).chain(["id", "survey", "kind"]).collect();
    expected.sort_unstable();
    assert_eq!(shared, expected, "nothing else stands in both files");
    assert!(!people.iter().any(|row| by_unit.iter().any(|other| other["id"] == row["id"])), "no id stands in both");
}

#[tokio::test]
async fn the_file_about_people_is_of_a_year_that_is_closed_and_of_the_province() {
    let app = answered().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let file = async |query: &str| analyst.get(&format!("/staff/export/people.csv?{query}")).await;
    let by_default = file("").await;
    assert_eq!(
        (by_default.status, by_default.text().lines().count()),
        (StatusCode::OK, 112),
        "the latest year that is closed"
    );
    assert!(by_default.header("content-disposition").contains("people-2024-01-2024-12.csv"));
    assert_eq!(by_default.body, file(YEAR).await.body, "the same question, the same bytes");
    for (query, said) in [
        ("year=2025", "Năm 2025 chưa chốt"),
        ("from=2024-01&to=2024-06", "trọn một năm"),
        ("year=2024&unit=KH.NT", "toàn tỉnh"),
        ("year=2024&block=C%C6%A1%20quan%20chuy%C3%AAn%20m%C3%B4n", "toàn tỉnh"),
    ] {
        let reply = file(query).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(reply.text().contains(said), "{query}: {}", reply.text());
    }
    let part = Operator::with_role(&app, Role::Analyst, Some("KH.NT")).await;
    let refused = part.get("/staff/export/people.csv?year=2024").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = part.get("/staff/export?year=2024").await.text();
    assert!(page.contains("toàn tỉnh") && !page.contains("/staff/export/people.csv"), "{page}");
    assert!(analyst.get("/staff/export?year=2024").await.text().contains("/staff/export/people.csv"));
}

#[tokio::test]
async fn the_right_of_a_key_names_its_file() {
    let app = answered().await;
    let key = async |right: &str| {
        let secret = hailong::work::api_keys::new_secret();
        let entry = app.entry(Action::ApiKeyAdd);
        assert!(app.site.store.add_api_key(&format!("for-{right}"), right, &secret, entry).await.unwrap());
        secret
    };
    let get = async |path: &str, key: &str| -> Reply {
        let request = Request::get(format!("/api/v1/{path}?{YEAR}"));
        app.request(request.header(header::AUTHORIZATION, format!("Bearer {key}")).body(Body::empty()).unwrap()).await
    };
    // A key that was made before there were two files keeps the file by unit.
    let (old, new) = (key("responses").await, key("people").await);
    for (path, good, bad) in [("responses", &old, &new), ("people", &new, &old)] {
        let reply = get(path, good).await;
        assert_eq!((reply.status, reply.text().lines().count()), (StatusCode::OK, 112), "{path}");
        assert_eq!(reply.text().contains("KH.NT"), path == "responses");
        assert_eq!(
            (get(path, bad).await.status, get(path, bad).await.code()),
            (StatusCode::FORBIDDEN, "wrong_api_key".to_owned())
        );
    }
    let entry = app.logged(1).await.remove(0);
    assert_eq!((entry.actor.as_str(), entry.action.key()), ("key:for-people", "export.people"));
}
