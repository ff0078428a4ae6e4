//! Every figure of the API, of files and of pages, computed again from the file of responses: no difference.

mod arithmetic;
mod pages;

use crate::{
    staff::Operator,
    support::{CLOSED, TestApp},
};
use arithmetic::{Figures, Method, Person};
use hailong::{
    domain::{language::Lang, role::Role},
    export::files::{self, What},
    web::query,
    work::questions::Ground,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};

const UNITS: [(&str, &str, f64); 3] = [("MC.NT", "KH.NT", 0.97), ("MC.CR", "KH.CR", 0.86), ("MC.DK", "KH.DK", 0.7)];
/// Noon in Vietnam on a day of three months of two years.
const MONTHS: [(&str, i64); 6] = [
    ("2023-03", 1_678_856_400_000),
    ("2023-04", 1_681_534_800_000),
    ("2023-05", 1_684_126_800_000),
    ("2024-03", 1_710_478_800_000),
    ("2024-04", 1_713_157_200_000),
    ("2024-05", 1_715_749_200_000),
];

/// A site with its questionnaire and people of two kinds, and all that it published of each of them.
struct Site {
    app: TestApp,
    items: Vec<String>,
    /// Key, and the places of its items.
    factors: Vec<(String, Vec<usize>)>,
    people: RefCell<Vec<Person>>,
    /// The program's numbers that were held against ours.
    seen: Cell<usize>,
    differences: RefCell<Vec<String>>,
}

impl Site {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let survey = app.get("/api/v1/surveys/one-stop-2024").await.json();
        let list = |name: &str| survey[name].as_array().unwrap().clone();
        let items: Vec<String> = list("items").iter().map(|item| item["key"].as_str().unwrap().to_owned()).collect();
        let of = |factor: &Value| {
            list("items").iter().enumerate().filter(|(_, it)| it["factor"] == factor["key"]).map(|(n, _)| n).collect()
        };
        let factors = list("factors").iter().map(|it| (it["key"].as_str().unwrap().to_owned(), of(it))).collect();
        let mut site = Self {
            app,
            items,
            factors,
            people: RefCell::default(),
            seen: Cell::default(),
            differences: RefCell::default(),
        };
        site.answer().await;
        site.people = RefCell::new(site.read().await);
        site
    }

    /// 44 people a unit and month, a third of them organisations.
    async fn answer(&self) {
        let mut rng = StdRng::seed_from_u64(2024);
        for (_, at) in MONTHS {
            self.app.at(at);
            for (desk, _, content) in UNITS {
                for n in 0..44 {
                    let sent = self.form(&mut rng, desk, content, n % 3 == 0);
                    let reply = self.app.submit(&sent).await;
                    assert_eq!(reply.status, 201, "{}", reply.text());
                }
            }
            self.app.release_now().await;
        }
        self.app.at(CLOSED);
        self.app.close().await;
    }

    fn form(&self, rng: &mut StdRng, desk: &str, content: f64, organisation: bool) -> Value {
        let (own, reached) = (rng.random_range(content - 0.2..content + 0.02), rng.random_range(20..=22));
        let mut answers = serde_json::Map::new();
        for (place, item) in self.items.iter().enumerate().take(reached) {
            let level = if rng.random::<f64>() < own { rng.random_range(4..=5) } else { rng.random_range(1..=3) };
            let skipped = place > 0 && rng.random_range(0..25) == 0;
            answers.insert(item.clone(), if skipped { json!("skipped") } else { json!(level) });
        }
        json!({
            "id": format!("{:032x}", rng.random::<u128>()), "survey": "one-stop-2024", "source": {"desk": desk},
            "respondent": {"kind": if organisation { "organisation" } else { "citizen" }}, "answers": answers,
            "language": "vi", "seconds": rng.random_range(150..400),
        })
    }

    async fn file(&self, what: What, pairs: &str) -> Vec<u8> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(pairs.as_bytes()).into_owned().collect();
        let site = &self.app.site;
        let snapshot = site.store.tallies().await.unwrap();
        let ground = Ground::of_staff(site, &self.app.clock, &snapshot.tallies, "KH");
        let asked = query::read(&pairs, &ground, Lang::Vi).unwrap();
        let mut pieces = files::make(site, what, &asked).await.unwrap();
        let mut bytes = Vec::new();
        while let Some(piece) = pieces.recv().await {
            bytes.extend_from_slice(&piece.unwrap());
        }
        bytes
    }

    async fn read(&self) -> Vec<Person> {
        let bytes = self.file(What::Responses, "from=2023-01&to=2024-12").await;
        let mut csv = csv::Reader::from_reader(bytes.as_slice());
        let head = csv.headers().unwrap().clone();
        let place = |name: &str| head.iter().position(|key| key == name).unwrap();
        let items: Vec<usize> = self.items.iter().map(|item| place(item)).collect();
        let [unit, month, stratum, kind, flags] = ["unit", "period", "stratum", "kind", "flags"].map(place);
        let person = |row: csv::StringRecord| Person {
            unit: row[unit].to_owned(),
            month: row[month].to_owned(),
            stratum: row[stratum].to_owned(),
            kind: row[kind].to_owned(),
            flagged: !row[flags].is_empty(),
            answers: items.iter().map(|item| row[*item].to_owned()).collect(),
        };
        let people: Vec<Person> = csv.records().map(|row| person(row.unwrap())).collect();
        assert_eq!(people.len(), UNITS.len() * MONTHS.len() * 44);
        people
    }

    /// Figures of those who fit, over some items; `together` where they are all who came.
    fn of(&self, fits: impl Fn(&Person) -> bool, items: &[usize], method: Method, together: bool) -> Figures {
        let people = self.people.borrow();
        let people: Vec<&Person> = people.iter().filter(|it| fits(it)).collect();
        Figures::of(&people, items, method, together)
    }

    fn all(&self) -> Vec<usize> {
        (0..self.items.len()).collect()
    }

    /// Our figures of a group of a breakdown, by its key.
    fn group(&self, year: &str, by: &str, key: &str, method: Method) -> Figures {
        let all = self.all();
        match by {
            "unit" => self.of(|it| it.month.starts_with(year) && it.unit == key, &all, method, true),
            "month" => self.of(|it| it.month.starts_with(year) && it.month == key, &all, method, true),
            "stratum" => self.of(|it| it.month.starts_with(year) && it.stratum == key, &all, method, false),
            "respondent" => self.of(|it| it.month.starts_with(year) && it.kind == key, &all, method, false),
            "flag" => {
                self.of(|it| it.month.starts_with(year) && (it.flagged == (key == "flagged")), &all, method, false)
            }
            "factor" => self.of(
                |it| it.month.starts_with(year),
                &self.factors.iter().find(|it| it.0 == key).unwrap().1,
                method,
                true,
            ),
            "item" => self.of(
                |it| it.month.starts_with(year),
                &[self.items.iter().position(|it| it == key).unwrap()],
                method,
                false,
            ),
            _ => self.of(|it| it.month.starts_with(year), &all, method, true),
        }
    }

    fn hold(&self, place: &str, found: f64, expected: f64) {
        self.held((found - expected).abs() <= 1e-9, || format!("{place}: {found}, not {expected}"));
    }

    fn hold_text(&self, place: &str, found: &str, expected: &str) {
        self.held(found == expected, || format!("{place}: {found}, not {expected}"));
    }

    fn held(&self, same: bool, difference: impl Fn() -> String) {
        self.seen.set(self.seen.get() + 1);
        if !same {
            self.differences.borrow_mut().push(difference());
        }
    }

    /// One answer of the API: each group's numbers, its verdict and its rank.
    async fn hold_index(&self, year: &str, by: &str, method: (&str, Method)) {
        let question = format!("from={year}-01&to={year}-12&group_by={by}&method={}", method.0);
        let answer = self.app.get(&format!("/api/v1/index?{question}")).await.json();
        let groups = answer["groups"].as_array().unwrap();
        let shown = groups.iter().filter(|it| it["suppressed"] == false && it["index"].is_number());
        let (parts, shown): (Vec<&Value>, Vec<&Value>) = shown.partition(|it| it["of"].is_number());
        for part in parts {
            let own = self.group(year, by, part["key"].as_str().unwrap(), method.1);
            self.hold_part(&format!("{question} {}", part["key"]), part, &own);
        }
        let ours: Vec<Figures> =
            shown.iter().map(|it| self.group(year, by, it["key"].as_str().unwrap(), method.1)).collect();
        for (group, own) in shown.iter().zip(&ours) {
            let place = format!("{question} {}", group["key"]);
            for (field, expected) in own.numbers() {
                self.hold(&format!("{place} {field}"), group[field].as_f64().unwrap(), expected);
            }
            let judged = method.1 == Method::Top2 && answer["target"].is_object();
            let verdict = if judged { own.verdict(87.0) } else { "no_data" };
            self.hold_text(&format!("{place} verdict"), group["verdict"].as_str().unwrap(), verdict);
            if by == "unit" {
                for (field, expected) in ["rank", "rank_low", "rank_high"].into_iter().zip(own.rank(&ours)) {
                    self.hold(&format!("{place} {field}"), group[field].as_f64().unwrap(), expected as f64);
                }
            }
        }
        self.hold_file(&question, groups).await;
    }

    /// A figure of a part is of fewer than all, and says of no fewer than all. Without an interval nothing is said of it.
    fn hold_part(&self, place: &str, part: &Value, own: &Figures) {
        let [some, of] = ["responses", "of"].map(|field| part[field].as_u64().unwrap());
        let all = own.responses as u64;
        self.held(some <= all && all <= of, || format!("{place}: {some} of {of}, not of {all}"));
        if part["low"].is_null() {
            self.hold_text(&format!("{place} verdict"), part["verdict"].as_str().unwrap(), "no_data");
            let said = ["high", "rank", "more_needed", "difference"].into_iter().find(|it| !part[*it].is_null());
            self.held(said.is_none(), || format!("{place}: {said:?} of a part"));
        }
    }

    /// The file for programs has the same numbers, to the last digit.
    async fn hold_file(&self, question: &str, groups: &[Value]) {
        let bytes = self.file(What::Index, question).await;
        let mut csv = csv::Reader::from_reader(bytes.as_slice());
        let head = csv.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), groups.len());
        for (row, group) in rows.iter().zip(groups) {
            for (name, cell) in head.iter().zip(row) {
                let expected = match &group[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    Value::Number(number) => {
                        let found = cell.parse().unwrap_or(f64::NAN);
                        self.hold(
                            &format!("{question} {} {name} in the file", &row[0]),
                            found,
                            number.as_f64().unwrap(),
                        );
                        continue;
                    }
                    other => other.to_string(),
                };
                self.hold_text(&format!("{question} {} {name} in the file", row[0].to_owned()), cell, &expected);
            }
        }
    }
}

impl Figures {
    fn numbers(&self) -> Vec<(&'static str, f64)> {
        let counts = [
            ("responses", self.responses),
            ("answers", self.answers),
            ("satisfied", self.satisfied),
            ("na", self.na),
            ("skipped", self.skipped),
            ("not_reached", self.not_reached),
        ];
        let shares = [("index", self.index), ("low", self.low), ("high", self.high)];
        counts.map(|(name, count)| (name, count as f64)).into_iter().chain(shares).collect()
    }
}

#[tokio::test]
async fn every_figure_is_that_of_an_outside_recomputation() {
    let site = Site::new().await;
    for by in ["unit", "factor", "item", "month", "stratum", "respondent", "flag"] {
        for method in Method::ALL {
            for year in ["2023", "2024"] {
                site.hold_index(year, by, method).await;
            }
        }
    }
    let of_api = site.seen.get();
    let analyst = Operator::with_role(&site.app, Role::Analyst, Some("KH")).await;
    site.hold_pages(&analyst).await;
    let (of_pages, found) = (site.seen.get() - of_api, site.differences.take());
    println!("{of_api} values of API and files and {of_pages} of pages, {} differ", found.len());
    assert!(found.is_empty() && of_api > 3_000 && of_pages > 500, "{of_api} {of_pages} {found:#?}");

    // One answer is another one.
    let mut people = site.people.take();
    people.iter_mut().find(|it| it.month == "2024-05" && it.answers[0] == "5").unwrap().answers[0] = "3".to_owned();
    site.people.replace(people);
    site.hold_index("2024", "unit", Method::ALL[0]).await;
    site.hold_index("2023", "unit", Method::ALL[0]).await;
    site.hold_pages(&analyst).await;
    let differences = site.differences.take();
    let found = |part: &str| differences.iter().any(|it| it.contains(part));
    assert!(found("2024-01") && found("/staff/") && !found("from=2023-01"), "the control: {differences:?}");
}
