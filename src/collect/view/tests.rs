use super::*;
use crate::{
    collect::{
        form::{self, Go, Step, Turn},
        words,
    },
    domain::{
        receipt::Event,
        submission::Draft,
        survey::Survey,
        unit::{Catalogue, desks_from_csv, units_from_csv},
    },
};
use regex::Regex;

fn catalogue() -> Catalogue {
    let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
    Catalogue::new(units, desks_from_csv("d", include_str!("../../../surveys/desks-2024.csv")).unwrap()).unwrap()
}

fn surveys() -> [Survey; 2] {
    let full = include_str!("../../../surveys/one-stop-2024.toml");
    let short = include_str!("../../../tests/surveys/short-2025.toml");
    [full, short].map(|toml| Survey::from_toml("s", toml).unwrap())
}

fn place<'a>(catalogue: &'a Catalogue, desk: &str) -> Place<'a> {
    Place::desk(catalogue.desk(desk).unwrap(), catalogue, jiff::civil::date(2024, 5, 30))
}

fn hidden(html: &str) -> Vec<(String, String)> {
    let input = Regex::new(r#"<input type="hidden" name="([^"]*)" value="([^"]*)">"#).unwrap();
    let plain =
        |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    input.captures_iter(html).map(|found| (plain(&found[1]), plain(&found[2]))).collect()
}

#[test]
fn the_document_holds_every_question_of_any_survey_and_nothing_inline() {
    let (catalogue, links) = (catalogue(), Links::default());
    let inline = Regex::new(r#" style=| on[a-z]+=|<style|<script[^>]*>[^<]|javascript:"#).unwrap();
    for survey in surveys() {
        for (surface, lang) in [(Surface::Kiosk, Lang::Vi), (Surface::Phone, Lang::En)] {
            let html = document(&survey, &place(&catalogue, "TTHCC"), surface, lang, &links).into_string();
            let count = |text: &str| html.matches(text).count();
            assert_eq!(count(r#"data-step="item""#), survey.items.len());
            assert_eq!(count(r#"data-step="fact""#), survey.facts.len());
            assert_eq!(count(r#"data-step="about""#), survey.about.len());
            assert_eq!(count(r##"<use href="#f"##), survey.items.len() * survey.levels.len() + 5);
            assert_eq!(count(r#"name="unit""#), 21);
            assert!(!inline.is_match(&html), "{:?}", inline.find(&html));
        }
    }
}

#[test]
fn a_quick_document_is_faces_and_reasons_and_leads_to_the_full_form_and_back() {
    let survey = Survey::from_toml("s", include_str!("../../../surveys/quick-2024.toml")).unwrap();
    let catalogue = catalogue();
    let links =
        Links { across: Some(Across::Full("/k/X".to_owned())), form_vi: "/k/X/quick".to_owned(), ..Links::default() };
    let inline = Regex::new(r#" style=| on[a-z]+=|<style|<script[^>]*>[^<]|javascript:"#).unwrap();
    for (surface, lang, full) in [(Surface::Kiosk, Lang::Vi, "/k/X"), (Surface::Phone, Lang::En, "/k/X?lang=en")] {
        let html = document(&survey, &place(&catalogue, "MC.NT"), surface, lang, &links).into_string();
        let count = |text: &str| html.matches(text).count();
        assert_eq!((count(r#"data-step="item""#), count(r##"<use href="#f"##)), (1, survey.levels.len()));
        assert_eq!((count(r#"name="expectations""#), count("data-step")), (survey.expectations.len(), 2));
        for never in [r#"name="kind""#, "<textarea", r#"name="unit""#] {
            assert!(!html.contains(never), "{never}");
        }
        assert!(html.contains(&format!(r#"class="quiet across" href="{full}""#)));
        assert!(!inline.is_match(&html), "{:?}", inline.find(&html));
    }
    let [full, _] = surveys();
    let links = Links {
        across: Some(Across::Quick("/k/X/quick".to_owned(), Length { questions: 1, seconds: 12 })),
        ..Links::default()
    };
    let shown = |surface| document(&full, &place(&catalogue, "MC.NT"), surface, Lang::Vi, &links).into_string();
    assert!(shown(Surface::Kiosk).contains(r#"class="btn across" href="/k/X/quick""#));
    assert!(!shown(Surface::Phone).contains("/quick"), "a phone is asked for the full form");
}

#[test]
fn a_desk_of_one_unit_does_not_ask_for_it_and_only_one_kind_of_part_can_be_answered_at_once() {
    let [survey, _] = surveys();
    let catalogue = catalogue();
    let html =
        document(&survey, &place(&catalogue, "MC.NT"), Surface::Phone, Lang::Vi, &Links::default()).into_string();
    assert!(!html.contains(r#"name="unit""#));
    assert_eq!(html.matches(" data-same").count(), 2); // result and feedback
}

#[test]
fn what_a_page_carries_hidden_is_read_back_as_it_was() {
    let [survey, _] = surveys();
    let (catalogue, id) = (catalogue(), "6f1c".repeat(8));
    let given = [
        ("id", id.as_str()),
        ("language", "vi"),
        ("kind", "citizen"),
        ("unit", "KH.STP"),
        ("access.seats", "5"),
        ("procedure.fees", "na"),
        ("fact.trips", "2"),
        ("age", "25-34"),
        ("expectations", "transparency"),
        ("comment", "\"Tốt\" & <nhanh>"),
    ];
    let pairs: Vec<_> = given.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let draft = form::draft_of(&pairs, &survey).unwrap();
    let state = PageState { place: &place(&catalogue, "TTHCC"), page: 3, id: &id, draft: &draft, errors: &[] };
    let html = page(&survey, Surface::Phone, Lang::Vi, &Links::default(), &state).into_string();
    let posted = hidden(&html);
    assert_eq!(form::draft_of(&posted, &survey).unwrap(), draft);
    assert_eq!(form::turn_of(&posted), Turn { page: 3, go: Go::Next });
}

#[test]
fn an_empty_part_shows_its_message_above_and_beside_and_in_the_title() {
    let [survey, _] = surveys();
    let (catalogue, mut draft) = (catalogue(), Draft::default());
    let Step::Show { page: number, errors } = form::step(&mut draft, Turn { page: 1, go: Go::Next }, &survey, false)
    else {
        panic!("the empty page is shown again")
    };
    let state = PageState { place: &place(&catalogue, "MC.NT"), page: number, id: "", draft: &draft, errors: &errors };
    let html = page(&survey, Surface::Phone, Lang::Vi, &Links::default(), &state).into_string();
    assert!(html.contains("<title>Lỗi: "));
    assert_eq!(html.matches("hoặc bấm Bỏ qua phần này").count(), 2);
    assert!(html.contains(r##"<a href="#q1">"##) && html.contains(r#"aria-describedby="q1-error""#));
}

#[test]
fn a_receipt_names_its_unit_and_event_and_its_document_leads_by_its_own_address() {
    let [survey, _] = surveys();
    let catalogue = catalogue();
    let unit = catalogue.unit("KH.STP").unwrap();
    for event in Event::ALL {
        let place = Place::Receipt { unit, event };
        for (lang, of) in [(Lang::Vi, "Giấy hẹn của <span>"), (Lang::En, r#"Receipt from <span lang="vi">"#)] {
            let html = document(&survey, &place, Surface::Phone, lang, &Links::default()).into_string();
            let told = format!("{of}{}</span> – {}", unit.name, words::event(event, lang));
            assert!(html.contains(&told), "{told}");
            assert!(!html.contains("data-desk") && !html.contains(r#"name="unit""#));
            assert!(html.contains(r#"<form class="s s-start" id="start" method="get" autocomplete="off">"#));
            assert!(html.contains(r#"<form id="contest" method="post">"#));
        }
    }
}

#[test]
fn only_an_answered_receipt_has_a_button_to_contest_and_a_phone_tries_what_it_holds() {
    let links = Links { api: "/api".to_owned(), ..Links::default() };
    let page = |state, surface| state_page(state, surface, Lang::Vi, &links).into_string();
    let answered = page(StatePage::Answered, Surface::Phone);
    assert!(answered.contains(r#"data-api="/api""#) && answered.contains(r#"form="contest""#));
    for state in [StatePage::UnknownReceipt, StatePage::ExpiredReceipt, StatePage::RevokedReceipt, StatePage::Contested]
    {
        let html = page(state, Surface::Phone);
        assert!(html.contains("<script") && !html.contains(r#"form="contest""#), "{state:?}");
    }
    assert!(!page(StatePage::PhonePageSent, Surface::Phone).contains("<script"));
    assert!(!page(StatePage::UnknownReceipt, Surface::Kiosk).contains("<script"));
}
