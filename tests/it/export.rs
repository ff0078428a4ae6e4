//! Files that leave the house.

use crate::support::{HOUR, MORNING, TestApp};
use hailong::{
    domain::language::Lang,
    export::files::{self, What},
    web::query,
    work::questions::Ground,
};

async fn file(app: &TestApp, what: What, pairs: &[(&str, &str)]) -> Vec<u8> {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let snapshot = app.site.store.tallies().await.unwrap();
    let ground = Ground::of_staff(&app.site, &app.clock, &snapshot.tallies, "KH");
    let asked = query::read(&pairs, &ground, Lang::Vi).unwrap();
    let mut pieces = files::make(&app.site, what, &asked).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.recv().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    bytes
}

const YEAR: [(&str, &str); 2] = [("from", "2024-01"), ("to", "2024-12")];

#[tokio::test]
async fn responses_carry_what_was_said_and_nothing_of_who() {
    let app = TestApp::start().await;
    let sent = app.submit_many("MC.NT", 30).await;
    app.release_now().await;
    let bytes = file(&app, What::Responses, &YEAR).await;
    assert_eq!(bytes, file(&app, What::Responses, &YEAR).await, "the same question, the same bytes");
    let mut csv = csv::Reader::from_reader(bytes.as_slice());
    let head: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head[..8], ["id", "survey", "unit", "period", "month", "stratum", "kind", "language"]);
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 30);
    let column = |name: &str| head.iter().position(|key| key == name).unwrap();
    let mut seats: Vec<String> = rows.iter().map(|row| row[column("access.seats")].to_owned()).collect();
    let mut given: Vec<String> = sent.iter().map(|one| one["answers"]["access.seats"].to_string()).collect();
    seats.sort();
    given.sort();
    assert_eq!(seats, given);
    for row in &rows {
        assert_eq!(row.iter().skip(2).take(4).collect::<Vec<_>>(), ["KH.NT", "2024-05", "2024-05", "poster"]);
        assert_eq!(
            (&row[column("procedure.fees")], &row[column("officer.listens")], &row[column("access.easy")]),
            ("na", "skipped", "")
        );
    }
    assert!(!head.iter().any(|key| ["age", "gender", "org-type", "expectations"].contains(&key.as_str())), "{head:?}");
    let text = String::from_utf8(bytes).unwrap();
    assert!(!sent.iter().any(|one| text.contains(one["id"].as_str().unwrap())), "no submission's id");
}

#[tokio::test]
async fn filters_hold_for_files_too() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 12).await;
    app.submit_many("MC.CR", 11).await;
    app.release_now().await;
    let lines = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().lines().count() - 1;
    assert_eq!(lines(file(&app, What::Responses, &YEAR).await), 23);
    assert_eq!(lines(file(&app, What::Responses, &[YEAR[0], ("unit", "KH.CR")]).await), 11);
    assert_eq!(lines(file(&app, What::Responses, &[("from", "2023-01")]).await), 0);
    assert_eq!(lines(file(&app, What::Index, &[YEAR[0], ("group_by", "item")]).await), 22);
}

#[tokio::test]
async fn excel_gets_its_own_dialect() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 31).await;
    app.release_now().await;
    app.at(MORNING + 250 * 24 * HOUR);
    app.close().await;
    for what in What::ALL {
        let text = String::from_utf8(file(&app, what, &[YEAR[0], ("dialect", "excel-vi"), ("group_by", "unit")]).await)
            .unwrap();
        let mut lines = text.split("\r\n");
        assert!(lines.next().unwrap().starts_with('\u{feff}'), "{what:?}");
        assert!(lines.next().unwrap().contains(';'), "{what:?}: {text}");
    }
}

/// People read words and two decimals; programs read the keys and all digits of the same figures.
#[tokio::test]
async fn the_index_speaks_vietnamese_to_people_only() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 31).await;
    app.release_and_close().await;
    let decimals = regex::Regex::new(r"^\d{1,3},\d\d$").unwrap();
    let both = async |group_by| {
        let pairs = [YEAR[0], YEAR[1], ("group_by", group_by)];
        let keys = rows(&app, &pairs, b',').await;
        (rows(&app, &[&pairs[..], &[("dialect", "excel-vi")]].concat(), b';').await, keys)
    };
    for (group_by, name) in
        [("unit", "Ủy ban nhân dân thành phố Nha Trang"), ("stratum", "Mã QR dán tại nơi tiếp nhận")]
    {
        let (words, keys) = both(group_by).await;
        let shown = words.iter().position(|row| row[1] == *name).unwrap();
        let (word, key) = (&words[shown], &keys[shown]);
        for place in 8..11 {
            let exact: f64 = key[place].parse().unwrap();
            assert!(decimals.is_match(&word[place]), "{word:?}");
            assert!((word[place].replace(',', ".").parse::<f64>().unwrap() - exact).abs() <= 0.005 + 1e-9);
        }
        assert_eq!((&word[11], &word[12]), ("Chưa đạt", "không"));
        assert_eq!((&key[11], &key[12]), ("not_met", "false"));
    }
    let (words, keys) = both("respondent").await;
    assert_eq!((&words[0][1], &words[0][8], &words[0][12]), ("Người dân", "", "có"), "one organisation hides both");
    assert_eq!((&keys[0][1], &keys[0][8], &keys[0][12]), ("citizen", "", "true"));
}

/// The same for single responses and the code book: no key of ours where people read, and nothing else where programs do.
#[tokio::test]
async fn channels_kinds_and_missing_answers_are_words_for_people_only() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 31).await;
    app.release_now().await;
    let text = async |what, dialect| {
        String::from_utf8(file(&app, what, &[YEAR[0], YEAR[1], ("dialect", dialect)]).await).unwrap()
    };
    let keys = ["poster", "citizen", "vi", "na", "skipped", "not reached", "identity", "item", "about"];
    let within = |text: &str, key: &str| {
        text.lines().skip(1).any(|line| line.split([';', ',']).any(|cell| cell.trim_matches('"') == key))
    };
    for (what, here) in [(What::Responses, &keys[..5]), (What::Codebook, &keys[6..])] {
        let (machine, excel) = (text(what, "machine").await, text(what, "excel-vi").await);
        assert!(here.iter().all(|key| within(&machine, key)), "{what:?}: {machine}");
        let found: Vec<_> = keys.iter().filter(|key| within(&excel, key)).collect();
        assert!(found.is_empty() && !excel.contains("not reached"), "{what:?} says {found:?}: {excel}");
    }
    let excel = text(What::Responses, "excel-vi").await;
    let first = excel.lines().nth(1).unwrap();
    assert!(first.contains(";Mã QR dán tại nơi tiếp nhận;") && first.contains(";tiếng Việt;"), "{first}");
    for word in [";Người dân;", ";Tổ chức, doanh nghiệp;", ";không áp dụng;", ";bỏ qua;"] {
        assert!(excel.contains(word), "{word}: {excel}");
    }
}

async fn rows(app: &TestApp, pairs: &[(&str, &str)], delimiter: u8) -> Vec<csv::StringRecord> {
    let bytes = file(app, What::Index, pairs).await;
    let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_slice());
    csv.records().map(Result::unwrap).collect()
}
