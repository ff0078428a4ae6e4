//! Tables of pages, and the pages that show them.

use super::{Figures, Method, Site, UNITS};
use crate::staff::Operator;

/// Half up, of so many decimals.
fn rounded(percent: f64, places: usize) -> String {
    let power = 10_f64.powi(places as i32);
    let whole = (percent.abs() * power + 0.5 + 1e-9).floor();
    let sign = if percent < 0.0 && whole > 0.0 { "-" } else { "" };
    format!("{sign}{:.places$}", whole / power)
}

fn tenths(percent: f64) -> String {
    format!("{:.1}", (percent * 10.0).round() / 10.0).replace("-0.0", "0.0")
}

/// Index, interval, people and change, as a table of programs has them.
fn row(now: &Figures, before: &Figures, people: usize) -> Vec<(&'static str, String)> {
    let [_, low, high] = now.since(before);
    let hundredths = |of: &Figures| (of.index * 100.0 + 0.5 + 1e-9).floor();
    vec![
        ("index", rounded(now.index, 2)),
        ("ci_low", tenths(now.low)),
        ("ci_high", tenths(now.high)),
        ("responses", people.to_string()),
        ("change", format!("{:.2}", (hundredths(now) - hundredths(before)) / 100.0).replace("-0.00", "0.00")),
        ("change_ci_low", tenths(low)),
        ("change_ci_high", tenths(high)),
    ]
}

/// The numbers of a page's table as its cells show them.
fn cells(html: &str) -> Vec<String> {
    let tables = html.split("<tbody>").skip(1).map(|it| it.split("</tbody>").next().unwrap());
    let cells = tables.flat_map(|it| it.split("class=\"n\">").skip(1).map(|it| it.split("</t").next().unwrap()));
    let plain = |cell: &str| {
        let mut inside = false;
        let shown = |it: char| {
            let ends = it == '>';
            inside = (inside || it == '<') && !ends;
            if inside || ends { ' ' } else { it }
        };
        cell.chars().map(shown).collect()
    };
    cells.map(plain).collect()
}

impl Site {
    async fn table(&self, by: &Operator<'_>, address: &str, expected: Vec<(String, Vec<(&'static str, String)>)>) {
        let reply = by.get(&format!("{address}.csv?year=2024&dialect=machine")).await;
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
        let mut csv = csv::Reader::from_reader(reply.body.as_slice());
        let head = csv.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        for (key, numbers) in expected {
            let found = rows.iter().find(|row| row.iter().any(|cell| cell == key));
            let Some(found) = found else { panic!("{key} is not in {address}: {}", reply.text()) };
            let place = |name: &str| head.iter().position(|it| it == name);
            let of = ["responses_of", "answers_of"].into_iter().find_map(place);
            if let Some(of) = of.filter(|of| !found[*of].is_empty()) {
                self.hold_part_of_page(&format!("{address} {key}"), &numbers, [&found[of - 1], &found[of]]);
                self.held(found[place("ci_low").unwrap()].is_empty(), || format!("{address} {key}: a part's interval"));
                continue;
            }
            for (name, expected) in numbers {
                let Some(place) = place(name) else { panic!("{name} is not in {address}: {head:?}") };
                self.hold_text(&format!("{address} {key} {name}"), &found[place], &expected);
            }
        }
    }

    /// A figure of a part is of fewer than all who may be meant, and says of no fewer.
    fn hold_part_of_page(&self, place: &str, numbers: &[(&'static str, String)], found: [&str; 2]) {
        let all = numbers.iter().find(|it| ["responses", "answers"].contains(&it.0)).unwrap();
        let [some, all, of] = [found[0], &all.1, found[1]].map(|count| count.parse::<u64>().unwrap());
        self.held(some < all && all <= of, || format!("{place}: {some} of {of}, not of {all}"));
    }

    /// The overview's and the units' tables, then the cells of the pages.
    pub async fn hold_pages(&self, analyst: &Operator<'_>) {
        let (all, top2) = (self.all(), Method::Top2);
        let years = |site: &Self, unit: Option<&str>, items: &[usize]| {
            ["2024", "2023"].map(|year| {
                site.of(|it| it.month.starts_with(year) && unit.is_none_or(|unit| it.unit == unit), items, top2, true)
            })
        };
        let units: Vec<[Figures; 2]> = UNITS.iter().map(|it| years(self, Some(it.1), &all)).collect();
        let now: Vec<Figures> = units.iter().map(|it| it[0].clone()).collect();
        let rows = UNITS.iter().zip(&units).map(|(unit, [now_, before])| {
            let mut numbers = row(now_, before, now_.responses);
            let ranks = now_.rank(&now).map(|it| it.to_string());
            numbers.extend(["rank", "rank_range_low", "rank_range_high"].into_iter().zip(ranks));
            numbers.push(("verdict", now_.verdict(87.0).to_owned()));
            (unit.1.to_owned(), numbers)
        });
        let rows = rows.collect();
        self.table(analyst, "/staff/overview/units", rows).await;
        for unit in [None, Some("KH.NT"), Some("KH.CR"), Some("KH.DK")] {
            let page = unit.map_or("/staff/overview".to_owned(), |unit| format!("/staff/units/{unit}"));
            let of = |(key, items): &(String, Vec<usize>)| {
                let [now, before] = years(self, unit, items);
                (key.clone(), row(&now, &before, now.respondents))
            };
            let rows = self.factors.iter().map(of).collect();
            self.table(analyst, &format!("{page}/factors"), rows).await;
            let months = ["2024-03", "2024-04", "2024-05"].map(|month| {
                let now = self.of(
                    |it| it.month.starts_with(month) && unit.is_none_or(|unit| it.unit == unit),
                    &all,
                    top2,
                    true,
                );
                (month.to_owned(), row(&now, &now, now.responses)[..4].to_vec())
            });
            self.table(analyst, &format!("{page}/months"), months.into()).await;
            if let Some(unit) = unit {
                self.hold_items(analyst, &page, unit).await;
            }
        }
        self.hold_cells(analyst).await;
    }

    async fn hold_items(&self, analyst: &Operator<'_>, page: &str, unit: &str) {
        let rows = self.items.iter().enumerate().map(|(place, key)| {
            let now = self.of(|it| it.month.starts_with("2024") && it.unit == unit, &[place], Method::Top2, false);
            let mut numbers = row(&now, &now, now.respondents)[..3].to_vec();
            let counts =
                [("answers", now.answers), ("na", now.na), ("skipped", now.skipped), ("not_reached", now.not_reached)];
            numbers.extend(counts.map(|(name, count)| (name, count.to_string())));
            (key.clone(), numbers)
        });
        let rows = rows.collect();
        self.table(analyst, &format!("{page}/items"), rows).await;
    }

    /// A page's cells are those of the same tables for people.
    async fn hold_cells(&self, analyst: &Operator<'_>) {
        let page = analyst.get("/staff/overview?year=2024").await.text();
        let mut csv = Vec::new();
        for table in ["factors", "months", "units"] {
            let reply = analyst.get(&format!("/staff/overview/{table}.csv?year=2024&dialect=excel-vi")).await.text();
            csv.extend(reply.replace(['\r', '\n'], ";").split(';').map(|it| it.trim_matches('"').to_owned()));
        }
        let numbers = cells(&page).into_iter().filter(|cell| cell.chars().any(|it| it.is_ascii_digit()));
        for cell in numbers {
            // A range is two cells of the file, a sign there is a hyphen, and thousands have no point.
            let parts: Vec<&str> = cell.split(['–', '…', ' ']).filter(|it| !it.is_empty()).collect();
            for part in parts {
                let plain = part.replace('\u{2212}', "-").replace(['+', '.'], "");
                let known = csv.contains(&plain);
                self.hold_text(&format!("/staff/overview {cell}"), if known { &plain } else { "in no file" }, &plain);
            }
        }
    }
}
