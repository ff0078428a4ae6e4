//! Titles of figures claim what the data can show.

use crate::dashboard::{
    sample::{NO_CHOICES, Site, overview, site, text, unit, with_links},
    unit_page::UnitPage,
    unit_view, view,
};
use crate::domain::{
    figure::{
        Point, Shown,
        attention::{Attention, findings},
        overview::Factors,
    },
    index::Verdict,
};

/// The title of the factors.
fn title(html: &str) -> String {
    let figure = html.split("id=\"factors\"").nth(1).unwrap();
    text(figure.split("</h2>").next().unwrap()).split('>').next_back().unwrap().trim().to_owned()
}

fn judged(page: &mut UnitPage, verdicts: [Verdict; 5]) -> String {
    let rows = &mut page.figures.factors.as_mut().unwrap().rows;
    assert_eq!(rows.len(), verdicts.len());
    rows.iter_mut().zip(verdicts).for_each(|(row, verdict)| row.verdict = Some(verdict));
    title(&with_links(|links| unit_view::unit(page, links, &NO_CHOICES).into_string()))
}

#[test]
fn a_title_counts_no_verdict_as_certain_that_is_not() {
    use Verdict::{Met, MetUncertain, NoData, NotMet, NotMetUncertain};
    for (lang, said) in [
        (
            "vi",
            [
                "5 trong 5 yếu tố đạt mục tiêu trên 87%",
                "5 trong 5 yếu tố đạt mục tiêu trên 87%, chưa yếu tố nào chắc chắn",
                "2 trong 5 yếu tố đạt mục tiêu trên 87%, 2 yếu tố chưa chắc chắn",
                "0 trong 5 yếu tố đạt mục tiêu trên 87%, chưa yếu tố nào chắc chắn",
                "1 trong 4 yếu tố đạt mục tiêu trên 87%",
            ],
        ),
        (
            "en",
            [
                "5 of 5 factors meet the target: above 87%",
                "5 of 5 factors meet the target: above 87%; none for certain",
                "2 of 5 factors meet the target: above 87%; 2 not certain",
                "0 of 5 factors meet the target: above 87%; none for certain",
                "1 of 4 factors meet the target: above 87%",
            ],
        ),
    ] {
        let mut page = unit(&site(), "KH.NT", &[("lang", lang)]).0;
        let verdicts = [
            [Met; 5],
            [MetUncertain; 5],
            [Met, MetUncertain, NotMetUncertain, NotMet, NotMet],
            [NotMetUncertain; 5],
            [Met, NoData, NotMet, NotMet, NotMet],
        ];
        assert_eq!(verdicts.map(|these| judged(&mut page, these)), said);
    }
}

/// The site with a target between the bounds of its province's first factor, as few answers leave it.
fn doubtful() -> Site {
    let mut site = site();
    let first = overview(&site, &[]).0.factors.unwrap().rows[0].now.point().unwrap();
    site.targets.iter_mut().for_each(|target| target.hundredths = u32::try_from(first.index()).unwrap() - 1);
    site
}

#[test]
fn factors_are_judged_by_their_own_intervals() {
    let page = overview(&doubtful(), &[]).0;
    let (aim, rows) = (i64::from(page.aim.unwrap().hundredths), page.figures.factors.as_ref().unwrap().rows.as_slice());
    assert_eq!(rows[0].verdict, Some(Verdict::MetUncertain));
    for row in rows {
        let point = row.now.point().unwrap();
        let met = matches!(row.verdict, Some(Verdict::Met | Verdict::MetUncertain));
        let sure = matches!(row.verdict, Some(Verdict::Met | Verdict::NotMet));
        assert_eq!((met, sure), (point.index() > aim, point.low() * 10 > aim || point.high() * 10 < aim), "{row:?}");
    }
    let standing = page.figures.factors.as_ref().and_then(Factors::standing).unwrap();
    assert_eq!(standing.all, 5);
    let met = rows.iter().filter(|row| row.now.point().unwrap().index() > aim).count();
    assert!(standing.met == met && standing.unsure > 0, "{standing:?}");
    assert!(title(&overview(&doubtful(), &[]).1).contains("chắc chắn"));
}

#[test]
fn a_highest_factor_is_named_only_where_its_interval_lies_above_the_others() {
    let mut site = site();
    site.targets.clear();
    let mut page = overview(&site, &[]).0;
    let mut drawn = |bounds: [(i64, i64); 5]| {
        for (row, (low, high)) in page.factors.as_mut().unwrap().rows.iter_mut().zip(bounds) {
            row.now = Shown::Point(Point::sample((low + high) * 5, low, high, 40));
        }
        let html = with_links(|links| view::overview(&page, links, &NO_CHOICES).into_string());
        let desc = html.split("id=\"factors-wide-d\">").nth(1).unwrap().split("</desc>").next().unwrap().to_owned();
        (title(&html), desc)
    };
    let (overlapping, desc) = drawn([(900, 960), (880, 950), (870, 940), (860, 930), (850, 910)]);
    assert_eq!(overlapping, "Chỉ số theo yếu tố");
    assert_eq!(desc, "Các giá trị từ 88,00% đến 93,00%.");
    let (apart, desc) = drawn([(951, 960), (880, 950), (870, 940), (860, 930), (850, 859)]);
    assert_eq!(apart, "Cao nhất: Tiếp cận dịch vụ");
    assert!(desc.starts_with("Cao nhất là Tiếp cận dịch vụ (95,55%), thấp nhất là "), "{desc}");
}

#[test]
fn months_that_overlap_have_no_highest() {
    let html = overview(&site(), &[]).1;
    let desc = html.split("id=\"months-wide-d\">").nth(1).unwrap().split("</desc>").next().unwrap();
    assert!(desc.starts_with("Các giá trị từ "), "{desc}");
}

/// The findings of the site where the bounds of all factors are these.
fn found(bounds: [(i64, i64); 5], references: [Option<i64>; 5]) -> Vec<Attention> {
    let mut figures = overview(&site(), &[]).0.figures;
    for (row, ((low, high), reference)) in
        figures.factors.as_mut().unwrap().rows.iter_mut().zip(bounds.into_iter().zip(references))
    {
        row.now = Shown::Point(Point::sample((low + high) * 5, low, high, 40));
        row.reference = reference;
        row.verdict = Some(match (low, high) {
            (low, _) if low > 870 => Verdict::Met,
            (_, high) if high <= 870 => Verdict::NotMet,
            (low, high) if low + high > 1_740 => Verdict::MetUncertain,
            _ => Verdict::NotMetUncertain,
        });
    }
    let factors = |it: &Attention| {
        use Attention::{FactorBelowTarget, FactorsBelowNational, FactorsBelowTarget};
        matches!(it, FactorBelowTarget { .. } | FactorsBelowTarget(_) | FactorsBelowNational(_))
    };
    findings(&figures).into_iter().filter(factors).collect()
}

#[test]
fn a_finding_about_factors_is_one_that_their_intervals_leave_no_doubt_of() {
    let doubtful = (800, 880);
    assert_eq!(found([doubtful; 5], [Some(8_750); 5]), [], "the national figure and the target lie within");
    assert_eq!(found([doubtful; 5], [Some(8_800); 5]), [], "on the bound is not above it");
    let below = Attention::FactorsBelowNational(vec![1]);
    assert_eq!(found([doubtful; 5], [None, Some(8_801), Some(7_000), None, None]), [below]);
    let lowest = Attention::FactorBelowTarget { factor: 2, index: 7_500, short: 1_200 };
    assert_eq!(found([doubtful, doubtful, (701, 799), (900, 950), doubtful], [None; 5]), [lowest]);
    let two = Attention::FactorsBelowTarget(vec![2, 4]);
    assert_eq!(found([doubtful, doubtful, (701, 799), (900, 950), (750, 850)], [None; 5]), [two]);
}

#[test]
fn every_unit_that_certainly_fell_is_named_and_none_as_the_one_that_fell_most() {
    let mut figures = overview(&site(), &[]).0.figures;
    let shown = |low: i64, high: i64| Shown::Point(Point::sample((low + high) * 5, low, high, 40));
    for (code, now) in [("KH.NT", shown(800, 820)), ("KH.STP", shown(780, 860)), ("KH.SYT", shown(870, 950))] {
        let row = figures.units.iter_mut().find(|row| row.code == code).unwrap();
        (row.before, row.now) = (shown(900, 940), now);
    }
    let falls = vec![("KH.NT".to_owned(), 1_100), ("KH.STP".to_owned(), 1_000)];
    assert!(findings(&figures).contains(&Attention::UnitsFell(falls)), "{:?}", findings(&figures));
}

#[test]
fn what_stands_in_mid_sentence_has_no_capital() {
    let mut site = site();
    // So that every factor lies below the national figure.
    site.references.iter_mut().for_each(|reference| reference.value = 99.9);
    let (page, html) = overview(&site, &[]);
    let read = text(&html);
    assert_eq!(read.matches(", khoảng tin cậy 95%").count(), 2, "factors and months: {read}");
    assert!(!read.contains(", Khoảng tin cậy"), "{read}");
    assert!(page.attention.iter().any(|it| it.starts_with("Thấp hơn cả nước ")), "{:?}", page.attention);
    assert!(page.factors.unwrap().reference.starts_with("Cả nước "), "a legend's entry begins with it");
}
