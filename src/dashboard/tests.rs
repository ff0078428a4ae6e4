//! The promises of the pages: one figure everywhere, numbers as written here, nothing small.

use crate::dashboard::{
    figures_view,
    sample::{NO_CHOICES, overview, quick_site, row_of, site, site_with, text, unit, with_links},
    unit_view,
};
use crate::domain::{
    dialect::Dialect,
    figure::{
        Shown,
        attention::{Attention, findings},
    },
    index::Verdict,
    language::Lang,
    target::Unjudged,
};

#[test]
fn the_overview_says_what_the_tallies_say() {
    let site = site();
    let (overview, html) = overview(&site, &[]);
    let (nt, stp, syt) = (row_of(&overview, "KH.NT"), row_of(&overview, "KH.STP"), row_of(&overview, "KH.SYT"));
    assert_eq!((nt.rank.unwrap().place, stp.rank.unwrap().place), (1, 2));
    assert_eq!((nt.verdict, stp.verdict), (Some(Verdict::Met), Some(Verdict::NotMet)));
    assert!(syt.rank.is_none() && syt.now.point().is_some(), "24 responses have a figure and no rank");
    assert_eq!(row_of(&overview, "KH.SNGV").now, Shown::Withheld);
    assert_eq!(row_of(&overview, "KH.TS").now, Shown::NoData);
    assert!(stp.change().unwrap().points < -1_500);
    let said = "1 cơ quan, đơn vị giảm so với năm 2023, chắc chắn: Sở Tư pháp (";
    assert!(overview.attention.iter().any(|it| it.starts_with(said)), "{:?}", overview.attention);
    let found = findings(&overview.figures);
    assert!(found.len() <= 5 && found.len() == overview.attention.len());
    let fell = Attention::UnitsFell(vec![("KH.STP".to_owned(), -stp.change().unwrap().points)]);
    assert!(found.contains(&fell), "{found:?}");
    assert!(found.contains(&Attention::FewResponses(vec!["KH.SYT".to_owned()])));
    let shown = [nt, stp, syt].map(|row| row.now.point().unwrap().index() as f64 / 100.0);
    let mean = overview.figures.mean_of_units.unwrap();
    assert!((mean - shown.iter().sum::<f64>() / 3.0).abs() < 0.005, "of the three shown units alone: {mean}");
    for part in [
        "Cần chú ý",
        "14:05 05/01/2025",
        "Tỷ lệ hài lòng và rất hài lòng",
        "Máy đánh giá",
        "khác phương pháp",
        "1.204 phiếu",
    ] {
        assert!(html.contains(part), "{part} is missing");
    }
}

#[test]
fn a_mean_of_levels_is_judged_by_nothing() {
    let site = site();
    let judged = |pairs: &[(&str, &str)]| {
        let (overview, html) = overview(&site, pairs);
        let verdicts = overview.figures.units.iter().filter(|row| row.verdict.is_some()).count();
        (overview.aim.err(), overview.figures.verdict, verdicts, text(&html))
    };
    let (none, verdict, verdicts, html) = judged(&[("method", "mean5")]);
    assert_eq!((none, verdict, verdicts), (Some(Unjudged::OtherMethod), None, 0));
    assert!(html.contains("Chỉ tiêu được giao cho tỷ lệ hài lòng") && !html.contains("Chưa đạt"), "{html}");
    let (none, verdict, verdicts, _) = judged(&[]);
    assert!(none.is_none() && verdict.is_some() && verdicts == 3, "the control: {verdict:?}, {verdicts}");
}

#[test]
fn a_quick_version_is_called_what_it_is_and_judged_by_nothing() {
    let site = quick_site();
    let (overview, html) = overview(&site, &[]);
    assert!(
        overview.figures.now.point().is_some() && overview.factors.is_none() && overview.figures.national.is_none()
    );
    assert!(
        overview.aim.is_err() && overview.figures.units.iter().all(|row| row.verdict.is_none() && row.target.is_err())
    );
    assert!(row_of(&overview, "KH.STP").change().unwrap().points < -1_500, "its own year before stands beside it");
    assert!(overview.figures.units.iter().all(|row| row.now != Shown::NoData), "nobody has to offer it");
    let (page, unit) = unit(&site, "KH.STP", &[("lang", "vi")]);
    assert!(page.figures.verdict.is_none() && page.factors.is_none() && page.bars()[0].2.rows[0].levels.is_some());
    for html in [&html, &unit] {
        let read = text(html);
        assert!(read.contains("Đánh giá nhanh – không phải chỉ số SIPAS"), "{read}");
        for other in ["Chỉ số hài lòng", "Chưa đạt", "Mục tiêu", "Cả nước", "chỉ tiêu"] {
            assert!(!read.contains(other), "{other} in {read}");
        }
    }
    let units = String::from_utf8(overview.table("units").unwrap().csv(Lang::Vi, Dialect::Machine)).unwrap();
    assert_eq!(
        units.lines().next(),
        Some(
            "rank,unit,index,ci_low,ci_high,responses,responses_of,waiting,change,rank_range_low,rank_range_high,change_ci_low,change_ci_high"
        )
    );
}

#[test]
fn drawing_table_and_csv_say_the_same_figures() {
    let site = site();
    let (overview, html) = overview(&site, &[]);
    let factors = overview.factors.as_ref().unwrap();
    let csv = String::from_utf8(overview.table("factors").unwrap().csv(Lang::Vi, Dialect::Machine)).unwrap();
    let read = text(&html);
    for (row, line) in factors.rows.iter().zip(csv.lines().skip(1)) {
        let index = row.now.point().unwrap().index();
        let shown = crate::ui::format::index(index, Lang::Vi);
        // Wide and narrow drawing, and the table.
        assert!(read.matches(&format!(" {shown} ")).count() >= 3, "{shown} in {read}");
        assert!(line.contains(&shown.replace(',', ".")), "{shown} in {line}");
    }
    let units = String::from_utf8(overview.table("units").unwrap().csv(Lang::Vi, Dialect::ExcelVi)).unwrap();
    for row in &overview.figures.units {
        let point = row.now.point().map(|point| crate::ui::format::index(point.index(), Lang::Vi));
        assert!(units.contains(&row.name));
        if let Some(shown) = point {
            assert!(units.contains(&format!(";{shown};")) && read.contains(&shown), "{shown}");
        }
    }
    assert!(overview.table("x").is_none());
}

/// Names and words of ours all have letters beyond ASCII.
#[test]
fn vietnamese_pages_have_decimal_commas_only() {
    let site = site();
    let plain = regex::Regex::new(r"\d,\d{3}\b").unwrap();
    let point = regex::Regex::new(r"\b\d{1,2}\.\d{1,2}\b").unwrap();
    for pairs in [&[][..], &[("stratum", "kiosk")], &[("from", "2024-03"), ("to", "2024-09")], &[("method", "mean4")]] {
        for html in [overview(&site, pairs).1, unit(&site, "KH.STP", pairs).1] {
            let read = text(&html);
            assert!(!plain.is_match(&read), "{:?}", plain.find(&read));
            assert!(!point.is_match(&read), "{:?}", point.find(&read));
        }
    }
}

#[test]
fn english_pages_say_it_in_english() {
    let site = site();
    let (_, html) = overview(&site, &[("lang", "en")]);
    let decimal = regex::Regex::new(r"\d,\d{2}\b").unwrap();
    assert!(!decimal.is_match(&text(&html)), "{:?}", decimal.find(&text(&html)));
    assert!(html.contains("different method") && html.contains("1,204 responses"));
}

#[test]
fn an_example_of_a_target_says_that_it_is_one() {
    let mut site = site();
    assert!(!overview(&site, &[]).1.contains("ví dụ"));
    site.targets[0].mark = crate::domain::target::EXAMPLE.to_owned();
    for html in [overview(&site, &[]).1, unit(&site, "KH.NT", &[]).1] {
        assert!(html.contains("trên 87% (ví dụ)") && html.contains("Chỉ tiêu ví dụ để trình diễn"), "{html}");
    }
}

#[test]
fn nobody_dissatisfied_is_said_in_words() {
    let site = site();
    for (lang, zero, few, most) in [
        ("vi", ": không có câu trả lời không hài lòng", ": không hài lòng dưới 0,1%", "nhiều nhất 0,0%"),
        ("en", ": no dissatisfied answers", ": under 0.1% dissatisfied", "at most 0.0%"),
    ] {
        let mut page = unit(&site, "KH.NT", &[("lang", lang)]).0;
        for (bad, expected) in [(0, zero), (1, few)] {
            for item in page.figures.items.as_mut().unwrap() {
                item.levels = Some(vec![5_000, 0, 0, 0, bad]);
            }
            let html = with_links(|links| unit_view::unit(&page, links, &NO_CHOICES).into_string());
            assert!(html.contains(expected) && !html.contains(most), "{expected} is not in {html}");
        }
    }
}

#[test]
fn order_follows_the_filter_and_missing_values_stay_last() {
    let site = site();
    let codes = |pairs: &[(&str, &str)]| -> Vec<String> {
        overview(&site, pairs).0.figures.units.into_iter().map(|row| row.code).collect()
    };
    assert_eq!(codes(&[])[..3], ["KH.NT", "KH.STP", "KH.SYT"]);
    assert_eq!(codes(&[("dir", "desc")])[..3], ["KH.STP", "KH.NT", "KH.SYT"]);
    assert_eq!(codes(&[("sort", "responses"), ("dir", "desc")])[0], "KH.NT");
    assert_eq!(codes(&[("sort", "change")])[0], "KH.STP");
    let html = overview(&site, &[("sort", "responses"), ("dir", "desc")]).1;
    assert!(html.contains("aria-sort=\"descending\""));
}

#[test]
fn flagged_answers_are_said_beside_the_headline() {
    assert!(overview(&site(), &[]).1.contains("Không phiếu nào trong 864 phiếu có dấu hiệu"));
    let suspicious = [("KH.NT", "2024-10"), ("KH.SYT", "2024-12")];
    let site = site_with(|row| {
        row.flagged = suspicious.iter().any(|(unit, from)| *row.unit == **unit && row.period >= from.parse().unwrap());
    });
    let (page, html) = overview(&site, &[]);
    assert_eq!(page.figures.now.point().unwrap().responses, 864, "none is left out of the headline");
    for part in ["120 trong 840 phiếu (14,3%)", "Cẩn trọng khi dùng", "Tính trên 840 phiếu", "Phiếu sao chép"]
    {
        assert!(html.contains(part), "{part} is missing");
    }
    assert!(page.attention[0].contains("Nha Trang"), "{:?}", page.attention);
    assert!(unit(&site, "KH.NT", &[]).1.contains("120 trong 480 phiếu (25,0%)"));
    assert!(unit(&site, "KH.SYT", &[]).1.contains("Số phiếu có dấu hiệu và chỉ số"), "two would show");
    assert!(overview(&site, &[("stratum", "kiosk")]).1.contains("chỉ nêu khi gộp mọi kênh"));
}

#[test]
fn one_month_is_no_course_of_twelve_and_two_are_named() {
    use crate::{
        domain::{figure::Point, month::Month},
        ui::chart::line::Line,
    };
    let site = site();
    let filter = site.filter(&[]);
    let point = |index: i64| Shown::Point(Point::sample(index, index / 10 - 5, index / 10 + 5, 40));
    let drawn = |shown: &[(u8, Shown)]| {
        let month =
            |n: u8| (Month::new(2024, n).unwrap(), shown.iter().find(|it| it.0 == n).map_or(Shown::NoData, |it| it.1));
        let line = Line {
            months: (1..=12).map(month).collect(),
            partial: None,
            target: None,
            places: 2,
            name: "Chỉ số".into(),
        };
        with_links(|links| {
            let place = figures_view::Place { filter: &filter, links, source: "", number: 1 };
            figures_view::line_figure(&line, place).into_string()
        })
    };
    let one = text(&drawn(&[(11, point(8_860))]));
    assert!(one.contains("chưa có tháng khác để so sánh") && one.contains("88,60"), "{one}");
    assert!(!one.contains("12 tháng"), "{one}");
    let gap = text(&drawn(&[(3, point(8_000)), (4, Shown::Withheld), (10, point(9_000))]));
    assert!(gap.contains("tăng 10,00 điểm % từ 03/2024 đến 10/2024"), "{gap}");
    let none = drawn(&[(2, Shown::Withheld), (3, Shown::Withheld)]);
    assert!(!none.contains("<svg") && text(&none).contains("2 tháng ẩn để bảo mật"), "{none}");
}

#[test]
fn a_units_verdict_stands_under_its_name() {
    let site = site();
    let (_, html) = overview(&site, &[]);
    let cell = html.split("class=\"at-hand\"").nth(1).unwrap().split("</th>").next().unwrap();
    assert!(cell.contains('%') && cell.contains("<svg"), "{cell}");
}
