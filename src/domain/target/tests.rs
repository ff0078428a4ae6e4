use super::*;
use crate::domain::unit::{desks_from_csv, units_from_csv};

#[test]
fn a_target_of_the_nearest_ancestor_judges_its_year_alone() {
    let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
    let desks = desks_from_csv("d", include_str!("../../../surveys/desks-2024.csv")).unwrap();
    let catalogue = Catalogue::new(units, desks).unwrap();
    let csv = "unit,year,value,strict,mark,source\nKH,2024,87.00,true,seed,x\nKH.STP,2025,90.5,false,mem,y\n";
    let targets = targets_from_csv("t", csv).unwrap();
    let [full, quick] =
        [include_str!("../../../surveys/one-stop-2024.toml"), include_str!("../../../surveys/quick-2024.toml")]
            .map(|toml| Survey::from_toml("s", toml).unwrap());
    let period = |from: &str, to: &str| Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
    let value = |unit, from, to| {
        let target = Judge::new(&targets, &catalogue, &full, Method::Top2).of(unit, period(from, to));
        target.map(|target| (target.year, target.hundredths))
    };
    assert_eq!(value("KH.STP", "2023-01", "2023-12"), Err(Unjudged::NoTarget(2023)));
    assert_eq!(value("KH.STP", "2024-03", "2024-05"), Ok((2024, 8700)));
    assert_eq!(value("KH.STP", "2025-01", "2025-12"), Ok((2025, 9050)));
    assert_eq!(value("KH.STP", "2026-01", "2026-12"), Err(Unjudged::NoTarget(2026)));
    assert_eq!(value("KH.SNV", "2025-01", "2025-12"), Err(Unjudged::NoTarget(2025)));
    assert_eq!(value("KH.STP", "2024-07", "2025-06"), Err(Unjudged::SeveralTargets));
    assert_eq!(value("KH.STP", "2023-07", "2024-06"), Err(Unjudged::NoTarget(2023)));
    let year = period("2024-01", "2024-12");
    let unfit = |survey, method| Judge::new(&targets, &catalogue, survey, method).of("KH.STP", year);
    assert_eq!(unfit(&quick, Method::Top2), Err(Unjudged::QuickVersion));
    for method in [Method::Mean5, Method::Mean4] {
        assert_eq!(unfit(&full, method), Err(Unjudged::OtherMethod));
    }
    assert_eq!(years_without(&targets, 2023..=2026), [2023, 2026]);
    assert_eq!(value("KH.SNV", "2024-12", "2024-12"), Ok((2024, 8700)));
}

#[test]
fn a_target_that_begins_in_mid_year_judges_from_then_on() {
    let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
    let catalogue = Catalogue::new(units, Vec::new()).unwrap();
    let csv = "unit,year,value,strict,valid_from\nKH,2024,85,true,\nKH,2024,87,true,01/07/2024\nKH,2025,87,true,\n\
               KH.STP,2024,95,true,2024-10-01\nKH.NT,2026,90,true,2026-04-01\n";
    let targets = targets_from_csv("t", csv).unwrap();
    let survey = Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap();
    let judge = Judge::new(&targets, &catalogue, &survey, Method::Top2);
    let period = |from: &str, to: &str| Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
    let value = |unit, from, to| judge.of(unit, period(from, to)).map(|target| target.hundredths);
    assert_eq!(value("KH.SNV", "2024-01", "2024-06"), Ok(8500));
    assert_eq!(value("KH.SNV", "2024-07", "2025-12"), Ok(8700));
    assert_eq!(value("KH.SNV", "2024-06", "2024-07"), Err(Unjudged::SeveralTargets));
    assert_eq!(value("KH.STP", "2024-07", "2024-09"), Ok(8700), "the province's until the own one begins");
    assert_eq!(value("KH.STP", "2024-10", "2024-12"), Ok(9500));
    let april = Month::new(2026, 4).unwrap();
    assert_eq!(value("KH.NT", "2026-01", "2026-12"), Err(Unjudged::NotBefore(april)));
    assert_eq!(value("KH.NT", "2026-04", "2026-12"), Ok(9000));
    assert_eq!(value("KH.SNV", "2026-01", "2026-12"), Err(Unjudged::NoTarget(2026)));
    let spans = judge.spans("KH.STP", period("2024-01", "2026-12"));
    let spans = spans
        .into_iter()
        .map(|(span, target)| (span.from.to_string(), span.to.to_string(), target.map(|target| target.hundredths)));
    let text = str::to_owned;
    assert_eq!(
        spans.collect::<Vec<_>>(),
        [
            (text("2024-01"), text("2024-06"), Ok(8500)),
            (text("2024-07"), text("2024-09"), Ok(8700)),
            (text("2024-10"), text("2024-12"), Ok(9500)),
            (text("2025-01"), text("2025-12"), Ok(8700)),
            (text("2026-01"), text("2026-12"), Err(Unjudged::NoTarget(2026))),
        ]
    );
    let years = judge.spans("KH.SNV", period("2024-07", "2025-12"));
    assert_eq!(years.len(), 2, "each year by its own, though the target is the same");
    for bad in ["2024-07-02", "2025-07-01", "2023-12-01"] {
        let mistakes = targets_from_csv("t", format!("unit,year,value,strict,valid_from\nKH,2024,85,true,{bad}\n"));
        let mistakes = mistakes.unwrap_err().0;
        assert_eq!((mistakes[0].cause, &mistakes[0].column[..]), (Cause::NotAFirstDay, "valid_from"), "{bad}");
    }
}

#[test]
fn a_bad_target_names_its_line() {
    let csv = "unit,year,value,strict,mark,source\nKH,2024,87.005,true,seed,x\nKH,2025,,true,seed,x\n\
               KH,x,90,maybe,seed,x\nKH,2026,101,true,seed,x\n";
    let mistakes = targets_from_csv("t.csv", csv).unwrap_err().0;
    let said: Vec<_> = mistakes.iter().map(|m| (m.cause, m.column.as_str(), &m.lines[..], m.found.join(" "))).collect();
    let word = str::to_owned;
    let expected: [(Cause, &str, &[usize], String); 4] = [
        (Cause::NotAPercentage, "value", &[2, 5], word("87.005 101")),
        (Cause::Missing("87,00"), "value", &[3], word("")),
        (Cause::NotAYear, "year", &[4], word("x")),
        (Cause::NotYesOrNo, "strict", &[4], word("maybe")),
    ];
    assert_eq!(said, expected);
    assert!(references_from_csv("s", include_str!("../../../surveys/series.csv")).unwrap().len() > 15);
}

#[test]
fn a_share_of_one_is_no_percentage() {
    let csv = |value: &str| format!("unit,year,value,strict,mark,source\nKH,2024,\"{value}\",true,seed,x\n");
    for value in ["0,87", "0.9", "1", "1,00", "0,01", "0,87 %"] {
        let mistakes = targets_from_csv("t.csv", csv(value)).unwrap_err().0;
        let said: Vec<_> = mistakes.iter().map(|m| (m.cause, &m.column[..], &m.lines[..], &m.found[0][..])).collect();
        assert_eq!(said, [(Cause::NotAPercentage, "value", &[2][..], value)]);
        assert!(mistakes[0].to_string().contains("ví dụ: 87,00"), "{value}");
    }
    for (value, hundredths) in [("0", 0), ("1,01", 101), ("87", 8700), ("100", 10_000)] {
        assert_eq!(targets_from_csv("t.csv", csv(value)).unwrap()[0].hundredths, hundredths, "{value}");
    }
}

#[test]
fn a_target_of_nobody_and_a_second_one_are_named() {
    let csv = "unit,year,value,strict,mark,source\nKH,2024,87,true,,\nNOPE,2024,90,no,,\nKH,2025,87,true,,\nKH,2024,90,true,,\n";
    let Unreadable(twice) = targets_from_csv("t.csv", csv).unwrap_err();
    assert_eq!(
        (twice[0].cause, &twice[0].lines[..], &twice[0].found[..]),
        (Cause::SameTarget, &[5][..], &["2".to_owned()][..])
    );
    let targets = targets_from_csv("t.csv", csv.rsplit_once("KH,2024").unwrap().0).unwrap();
    let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
    let catalogue = Catalogue::new(units, Vec::new()).unwrap();
    let lost = of_nobody("t.csv", &targets, &catalogue).unwrap();
    assert_eq!(
        (lost.cause, &lost.lines[..], &lost.found[..]),
        (Cause::UnknownUnit, &[3][..], &["NOPE".to_owned()][..])
    );
    assert_eq!(of_nobody("t.csv", &targets[..1], &catalogue), None);
}
