//! Pages whose figure is not shown, is not there yet or does not exist.

use crate::dashboard::{
    outlook::Outlook,
    overview::Overview,
    parts::Choices,
    sample::{NO_CHOICES, OUTLOOK, RULES, overview, site, text, unit, with_links},
    unit_page::UnitPage,
    view,
};
use crate::domain::{
    batch::{Next, Rules},
    dialect::Dialect,
    figure::{Data, Shown},
    language::Lang,
    lattice::{Readers, Rounds, Sight},
    month::Month,
};

#[test]
fn a_small_unit_shows_no_figure_anywhere() {
    let site = site();
    let (page, html) = unit(&site, "KH.SNGV", &[]);
    assert_eq!((page.figures.now, page.figures.verdict), (Shown::Withheld, None));
    let read = text(&html);
    assert!(read.contains("ẩn để bảo mật"));
    let index = regex::Regex::new(r"\d+,\d\d?\b").unwrap();
    let found: Vec<&str> = index.find_iter(&read).map(|found| found.as_str()).collect();
    let national = |it: &&str| {
        page.factors
            .iter()
            .flat_map(|it| &it.rows)
            .any(|row| row.reference.is_some_and(|value| crate::ui::format::index(value, Lang::Vi) == **it))
    };
    assert!(found.iter().all(national), "{found:?}");
    for name in ["factors", "months", "items", "levels-1"] {
        let csv = String::from_utf8(page.table(name).unwrap().csv(Lang::Vi, Dialect::Machine)).unwrap();
        assert!(csv.lines().skip(1).all(|line| !line.contains("70.") && !line.contains(",4,")), "{csv}");
    }
}

/// Half of the year is closed: the factors of that half stand in a table that says of how many, and in no drawing.
#[test]
fn factors_of_a_running_year_are_told_as_a_part() {
    let site = site();
    let page = |rounds: Rounds, sight: Sight| {
        let tallies = &site.tallies.after(rounds);
        let overview = Overview::compute(&site.filter(&[]), &Data { tallies, sight, ..site.data() }, OUTLOOK);
        let html = with_links(|links| view::overview(&overview, links, &NO_CHOICES).into_string());
        html.split("id=\"factors\"").nth(1).map(|it| it.split("id=\"months\"").next().unwrap().to_owned()).unwrap()
    };
    let june = Month::new(2024, 6).unwrap();
    let running = page(Rounds::new([june]), Sight::new(Readers::Staff, Some(june)));
    assert!(running.contains("trong tối đa") && !running.contains("<svg class=\"wide\""), "{}", text(&running));
    assert!(running.contains("không xếp hạng"), "{}", text(&running));
    let over = page(Rounds::all(), Sight::all());
    assert!(!over.contains("không xếp hạng") && over.contains("<svg class=\"wide\""), "the control");
}

#[test]
fn a_channel_has_the_overall_figure_and_says_why_not_more() {
    let site = site();
    let (overview, html) = overview(&site, &[("stratum", "kiosk")]);
    assert!(overview.factors.is_none() && overview.figures.now.point().is_some());
    assert!(html.contains("Theo từng kênh chỉ nêu chỉ số chung"));
    assert!(unit(&site, "KH.STP", &[("stratum", "kiosk")]).0.figures.items.is_none());
}

#[test]
fn a_period_without_responses_leads_to_one_with() {
    let site = site();
    let (overview, html) = overview(&site, &[("year", "2022")]);
    assert_eq!(overview.figures.nearest.and_then(super::super::domain::month::Period::whole_year), Some(2023));
    assert!(html.contains("Chưa có phiếu đã tổng hợp trong kỳ này") && html.contains("?year=2023"));
    assert!(!html.contains("<figure"));
}

#[test]
fn a_year_without_a_target_of_its_own_has_no_verdict() {
    let site = site();
    assert!(overview(&site, &[("year", "2023")]).1.contains("Chưa giao chỉ tiêu năm 2023"));
    assert!(unit(&site, "KH.NT", &[("year", "2023")]).1.contains("Chưa giao chỉ tiêu năm 2023"));
    let mut data = site.data();
    data.now = jiff::civil::date(2025, 6, 5).at(9, 0, 0, 0);
    let filter = site.filter(&[("from", "2024-06"), ("to", "2025-05")]);
    let later = Overview::compute(&filter, &data, OUTLOOK);
    let html = with_links(|links| view::overview(&later, links, &NO_CHOICES).into_string());
    assert!(later.aim.is_err() && later.figures.units.iter().all(|row| row.verdict.is_none()));
    assert!(html.contains("Chưa giao chỉ tiêu năm 2025") && html.contains("chưa giao chỉ tiêu năm 2025"), "{html}");
    let table = String::from_utf8(later.table("units").unwrap().csv(Lang::Vi, Dialect::ExcelVi)).unwrap();
    assert!(table.contains("chưa giao chỉ tiêu năm 2025") && !table.contains("Đạt"), "{table}");
}

#[test]
fn a_unit_that_ended_says_so_and_items_say_what_is_outside() {
    let site = site();
    assert!(unit(&site, "KH.STP", &[("year", "2025")]).1.contains("đến hết ngày 30/06/2025"));
    let (page, html) = unit(&site, "KH.STP", &[]);
    assert!(page.figures.ended.is_none());
    assert_eq!(page.figures.items.as_ref().unwrap().len(), site.survey.items.len());
    assert!(html.contains("Chưa hỏi đến") && html.contains("class=\"hatch\""));
    assert!(UnitPage::compute(&site.filter(&[]), &site.data(), OUTLOOK, "X").is_none());
}

#[test]
fn what_is_withheld_is_one_line_and_no_drawing() {
    let site = site();
    let (page, html) = unit(&site, "KH.SNGV", &[]);
    assert_eq!(page.figures.now, Shown::Withheld);
    let all = page.figures.items.as_ref().unwrap().len();
    let said = text(&html);
    assert!(said.contains(&format!("{all} tiêu chí ẩn để bảo mật")), "{said}");
    assert!(said.contains("Số liệu năm trước ẩn để bảo mật") && !said.contains("Chưa có số liệu năm trước"), "{said}");
    assert!(!html.contains("id=\"levels-1\"") && !html.contains("id=\"factors\""), "{said}");
    assert!(page.table("items").unwrap().rows.len() == all, "the CSV keeps every row");
}

#[test]
fn the_first_weeks_say_what_has_come_what_is_missing_and_when_there_may_be_more() {
    let site = site();
    let said = |waiting, next, lang| {
        let mut overview = Overview::compute(&site.filter(&[("year", "2022"), ("lang", lang)]), &site.data(), OUTLOOK);
        overview.outlook = Outlook { rules: RULES, waiting, next };
        text(&with_links(|links| view::overview(&overview, links, &NO_CHOICES).into_string()))
    };
    let three = said(Some(3), Some(Next::NotEnough), "vi");
    assert!(three.contains("3 phiếu đã nhận, chờ tổng hợp") && three.contains("ít nhất 10 phiếu"), "{three}");
    assert!(three.contains("Chưa biết lần tổng hợp tới") && !three.contains("dự kiến"), "{three}");
    let closes = Some(Next::Closes("2024-Q2".parse().unwrap()));
    let closing = said(Some(12), closes, "vi");
    assert!(closing.contains("Nếu không có thêm phiếu, lần tổng hợp tới là khi chốt số liệu quý 2/2024."), "{closing}");
    let soon = said(Some(1204), Some(Next::Settling), "en");
    assert!(soon.contains("expected within about 15 min"), "{soon}");
    let rule = "trong vòng khoảng 15 phút kể từ khi đủ; phiếu của nơi chưa đủ chờ đến khi chốt tháng, quý hoặc năm";
    let nothing = said(Some(0), Some(Next::NotEnough), "vi");
    assert!(nothing.contains("Không có phiếu nào chờ tổng hợp") && nothing.contains(rule), "{nothing}");
    // A reader who sees a part is told neither how many wait nor what comes of them.
    let part = said(None, closes, "vi");
    assert!(part.contains("Có thể đã có phiếu chờ tổng hợp") && part.contains(rule), "{part}");
    assert!(!part.contains("quý 2/2024"), "{part}");
}

#[test]
fn rules_of_a_site_are_said_as_it_has_them() {
    let minute = 60_000;
    let said = |least, settle| {
        let outlook = Outlook { rules: Rules { least, settle, ..RULES }, waiting: None, next: None };
        format!("{} {}", outlook.missing(Lang::Vi), outlook.expected(Lang::Vi))
    };
    let slow = said(25, 1440 * minute);
    for part in ["ít nhất 25 phiếu", "khoảng 24 giờ"] {
        assert!(slow.contains(part), "{part} is not in {slow}");
    }
    assert!(said(3, minute).contains("ít nhất 10 phiếu"), "fewer are released but not shown");
    assert!(said(3, minute).contains("khoảng 1 phút") && said(3, 119 * minute).contains("119 phút"));
}

#[test]
fn units_without_a_figure_are_a_line_and_not_a_row_each() {
    let site = site();
    let (overview, html) = overview(&site, &[]);
    let (table, rest) = html.split("id=\"units\"").nth(1).unwrap().split_once("</table>").unwrap();
    let shown = overview.figures.units.iter().filter(|row| row.now.point().is_some()).count();
    assert_eq!(table.matches("<tr").count(), shown + 1, "a head and the units with figures");
    assert!(!text(table).contains("ẩn để bảo mật") && !text(table).contains("chưa có phiếu"), "{table}");
    for (kind, said) in [(Shown::Withheld, "ẩn để bảo mật"), (Shown::NoData, "chưa có phiếu đã tổng hợp")]
    {
        let rows: Vec<_> = overview.figures.units.iter().filter(|row| row.now == kind).collect();
        let summary = format!("<summary>{} cơ quan, đơn vị {said}</summary>", rows.len());
        let (_, names) = rest.split_once(&summary).unwrap_or_else(|| panic!("{summary} is not in {rest}"));
        let names = names.split("</details>").next().unwrap();
        assert_eq!(names.matches("<li>").count(), rows.len());
        for row in rows {
            assert!(names.contains(&format!("href=\"/staff/units/{}?", row.code)) && names.contains(&row.name));
        }
    }
    let csv = String::from_utf8(overview.table("units").unwrap().csv(Lang::Vi, Dialect::Machine)).unwrap();
    assert_eq!(csv.lines().count(), overview.figures.units.len() + 1, "the CSV keeps every row");
}

#[test]
fn only_channels_with_answers_are_offered() {
    use crate::domain::submission::Stratum;
    let site = site();
    let overview = Overview::compute(&site.filter(&[]), &site.data(), OUTLOOK);
    let choices = Choices { channels: [Stratum::Kiosk].into(), ..NO_CHOICES };
    let html = with_links(|links| view::overview(&overview, links, &choices).into_string());
    assert!(html.contains("<option value=\"kiosk\">"));
    for other in Stratum::ALL.into_iter().filter(|it| *it != Stratum::Kiosk) {
        assert!(!html.contains(&format!("<option value=\"{}\"", other.key())), "{}", other.key());
    }
}
