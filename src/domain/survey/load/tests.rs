use super::*;

const SHORT: &str = include_str!("../../../../tests/surveys/short-2025.toml");

fn mistakes(toml: &str) -> Vec<String> {
    match load("x.toml", toml) {
        Ok(_) => Vec::new(),
        Err(LoadError(list)) => list.into_iter().map(|m| m.key).collect(),
    }
}

#[test]
fn both_versions_load_and_nothing_is_wired_to_twenty_two() {
    let full = load("one-stop-2024.toml", include_str!("../../../../surveys/one-stop-2024.toml")).unwrap();
    assert_eq!((full.factors.len(), full.items.len()), (5, 22));
    let short = load("short-2025.toml", SHORT).unwrap();
    assert_eq!((short.factors.len(), short.items.len()), (2, 5));
    for survey in [full, short] {
        let ranges: Vec<usize> = survey.factors.iter().flat_map(|factor| factor.items.clone()).collect();
        assert_eq!(ranges, (0..survey.items.len()).collect::<Vec<_>>());
    }
}

#[test]
fn every_mistake_is_named_at_once() {
    let toml = r#"
        key = "Bad Key"
        title = { vi = "Một" }
        source = "s"
        wording_status = "w"
        method = "best"
        opens = "yesterday"
        expectations_max = 0
        minutes = 3
        colour = "red"
        stem = { vi = "a", en = "b" }
        scale = { satisfied_from = 4, levels = [] }
        factors = [{ key = "a", title = { vi = "a", en = "a" }, short = { vi = "a", en = "a" } }]
        [[items]]
        key = "a.one"
        factor = "nowhere"
        text = { vi = "x", en = "x" }
        na = "yes"
        [[items]]
        key = "a.one"
        factor = "a"
        text = { vi = "x", en = "" }
        na = false
    "#;
    let found = mistakes(toml);
    for key in [
        "colour",
        "key",
        "title.en",
        "method",
        "opens",
        "expectations_max",
        "scale.levels",
        "items[0].factor",
        "items[0].na",
        "items[1].key",
        "items[1].text.en",
    ] {
        assert!(found.iter().any(|at| at == key), "{key} is not among {found:?}");
    }
}

#[test]
fn an_item_before_its_factors_turn_is_a_mistake() {
    assert_eq!(mistakes(SHORT), Vec::<String>::new());
    assert_eq!(mistakes("this is not toml"), vec!["(file)"]);
}

#[test]
fn a_quick_version_is_one_question_and_reasons() {
    let toml = include_str!("../../../../surveys/quick-2024.toml");
    let quick = load("quick-2024.toml", toml).unwrap();
    assert_eq!((quick.mode, quick.kinds(), quick.items.len()), (Mode::Quick, [Kind::Unstated].as_slice(), 1));
    assert_eq!(quick.expectations_max, quick.expectations.len(), "any number can be chosen");
    let full = load("x.toml", SHORT).unwrap();
    assert_eq!((full.mode, full.kinds()), (Mode::Full, Kind::STATED.as_slice()), "nothing said is a full version");
    assert_eq!(mistakes(&toml.replace("\"quick\"", "\"brief\"")), ["mode"]);
    assert_eq!(mistakes(&toml.replace("na = false", "na = true\nna_label = { vi = \"x\", en = \"x\" }")), ["items"]);
    let long = SHORT.replacen("key =", "mode = \"quick\"\nkey =", 1);
    assert_eq!(mistakes(&long), ["items", "facts", "about"]);
    let bare = &toml[..toml.find("[[expectations]]").unwrap()];
    assert_eq!(mistakes(bare), ["expectations"]);
}

#[test]
fn nobody_can_be_asked_only_where_nobody_is_asked() {
    let toml = SHORT.replacen("ask = [\"citizen\"", "ask = [\"unstated\"", 1);
    assert!(toml != SHORT && mistakes(&toml)[0].ends_with(".ask"), "{:?}", mistakes(&toml));
}
