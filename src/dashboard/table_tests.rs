//! The tables of the pages as files: keys for programs, words for people, and enough decimals.

use crate::dashboard::sample::{Site, overview, row_of, site, text, unit};
use crate::domain::{dialect::Dialect, language::Lang};
use crate::ui::table::Table;

#[test]
fn tables_for_programs_have_keys_and_those_for_people_words() {
    let site = site();
    let (overview, _) = overview(&site, &[]);
    let (page, _) = unit(&site, "KH.STP", &[("lang", "vi")]);
    let of_overview = ["units", "factors", "months"].map(|name| overview.table(name).unwrap());
    let of_unit = ["factors", "months", "items", "levels-1"].map(|name| page.table(name).unwrap());
    for table in of_overview.iter().chain(&of_unit) {
        let csv = |dialect| String::from_utf8(table.csv(Lang::Vi, dialect)).unwrap();
        assert!(csv(Dialect::Machine).is_ascii(), "{}", csv(Dialect::Machine));
        assert!(!csv(Dialect::ExcelVi).trim_start_matches('\u{feff}').is_ascii(), "the control: {}", table.caption);
    }
    let csv = |table: &Table| String::from_utf8(table.csv(Lang::Vi, Dialect::Machine)).unwrap();
    assert!(csv(&of_overview[0]).contains(",KH.STP,") && csv(&of_overview[0]).contains(",not_met,"));
    assert!(csv(&of_overview[2]).contains("\n2024-05,") && csv(&of_unit[2]).contains("\naccess.seats,"));
}

/// Every table behind both pages.
fn tables(site: &Site) -> Vec<Table> {
    let (overview, page) = (overview(site, &[]).0, unit(site, "KH.NT", &[]).0);
    let of_page = ["factors", "months", "items", "levels-1"].map(|name| page.table(name).unwrap());
    ["factors", "months", "units"].map(|name| overview.table(name).unwrap()).into_iter().chain(of_page).collect()
}

#[test]
fn programs_read_codes_and_keys_and_people_read_words() {
    for table in tables(&site()) {
        let [machine, people] = Dialect::ALL.map(|it| String::from_utf8(table.csv(Lang::Vi, it)).unwrap());
        assert!(machine.is_ascii(), "a word of ours: {machine}");
        assert!(!people.trim_start_matches('\u{feff}').is_ascii(), "the control: {people}");
    }
    let csv = |name| String::from_utf8(overview(&site(), &[]).0.table(name).unwrap().csv(Lang::Vi, Dialect::Machine));
    let (units, months) = (csv("units").unwrap(), csv("months").unwrap());
    assert!(units.lines().nth(1).unwrap().starts_with("1,KH.NT,") && units.contains(",not_met,"), "{units}");
    assert!(units.contains(",no_data,") || !units.contains("chưa"), "{units}");
    assert!(months.lines().nth(1).unwrap().starts_with("2024-01,"), "{months}");
}

#[test]
fn a_list_in_which_two_decimals_hide_a_side_has_more() {
    let mut site = site();
    let read = |site: &Site| {
        let (page, html) = overview(site, &[]);
        let units = String::from_utf8(page.table("units").unwrap().csv(Lang::Vi, Dialect::ExcelVi)).unwrap();
        let decimals = |line: &str| line.split(';').nth(2).and_then(|it| it.split_once(',')).map(|it| it.1.len());
        let decimals: Vec<usize> = units.lines().skip(1).filter_map(decimals).collect();
        (decimals, html)
    };
    let (decimals, _) = read(&site);
    assert_eq!(decimals, [2; 3], "the control");
    let point = row_of(&overview(&site, &[]).0, "KH.NT").now.point().unwrap();
    let (two, four) = (point.rounded(2), point.rounded(4));
    assert_ne!(two * 100, four, "the case");
    // A target that is the rounded figure: the exact one lies below it, or above.
    for target in &mut site.targets {
        (target.hundredths, target.strict) = (u32::try_from(two).unwrap(), two * 100 < four);
    }
    let (decimals, html) = read(&site);
    assert!(decimals.len() == 3 && decimals.iter().all(|it| *it > 2), "{decimals:?}");
    let places = u32::try_from(decimals[0]).unwrap();
    let shown = crate::ui::format::placed(point, places, Lang::Vi);
    assert!(text(&html).contains(&format!(" {shown} ")), "{shown} in {html}");
    let (_, page) = unit(&site, "KH.NT", &[]);
    let card = text(page.split("class=\"figure\"").nth(1).unwrap().split("</p>").next().unwrap());
    assert!(card.contains(&shown) && !page.contains("0,00 điểm % so với"), "{card}");
}
