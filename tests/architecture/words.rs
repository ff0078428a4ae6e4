//! Texts that people read: they stand in `words!`, in both languages, in modules named `words`.

use crate::source::Source;
use proc_macro2::{Spacing, TokenStream, TokenTree};
use std::path::Path;

/// Files with Vietnamese that is no text of ours, and the reason.
const VIETNAMESE: [(&str, &str); 9] = [
    ("demo/devices.rs", "synthetic data"),
    ("demo/person.rs", "synthetic data"),
    ("domain/list/cause.rs", "examples of cells"),
    ("domain/mask/names.rs", "words that people write before a name"),
    ("domain/mask/numbers.rs", "words that people write before a number"),
    ("domain/mask/patterns.rs", "words that people write in an address"),
    ("domain/target.rs", "names that a list's columns may have"),
    ("domain/unit/read.rs", "names that a list's columns may have"),
    ("work/minting/dossiers.rs", "names that a list's columns may have"),
];
/// The macros of texts: each refuses a text without its translation.
const TABLES: [&str; 2] = ["words", "codes"];
/// Vietnamese letters that are no letters of English.
const LETTERS: &str = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ";

/// A line with a text of ours, or with a choice by language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A literal with Vietnamese letters, outside `words!` or in it.
    Text { line: usize, in_words: bool },
    /// `Lang::Vi =>`.
    Choice { line: usize },
}

/// The texts and choices in a stream of tokens. Comments are none.
pub fn said(tokens: TokenStream, in_words: bool, found: &mut Vec<Said>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mark = |n: usize, mark: char| matches!(tokens.get(n), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
    let word = |n: usize, word: &str| matches!(tokens.get(n), Some(TokenTree::Ident(name)) if name == word);
    for (n, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let is_attribute = n > 0 && mark(n - 1, '#') || n > 1 && mark(n - 1, '!') && mark(n - 2, '#');
                let is_words = n > 1 && mark(n - 1, '!') && TABLES.iter().any(|table| word(n - 2, table));
                if !is_attribute {
                    said(group.stream(), in_words || is_words, found);
                }
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string().to_lowercase();
                if !text.starts_with('\'') && text.contains(|letter| LETTERS.contains(letter)) {
                    found.push(Said::Text { line: literal.span().start().line, in_words });
                }
            }
            TokenTree::Ident(name) if name == "Vi" => {
                let of_lang = n > 2 && mark(n - 1, ':') && mark(n - 2, ':') && word(n - 3, "Lang");
                let leads = matches!(tokens.get(n + 1), Some(TokenTree::Punct(punct)) if punct.as_char() == '=' && punct.spacing() == Spacing::Joint);
                if of_lang && leads && mark(n + 2, '>') {
                    found.push(Said::Choice { line: name.span().start().line });
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// The lines of a source in which a text stands where it must not, with the fault.
pub fn faults(source: &Source) -> Vec<(usize, &'static str)> {
    let in_module = source.module.iter().any(|name| name == "words");
    let is_language = source.module == ["domain", "language"];
    let is_exempt = VIETNAMESE.iter().any(|(file, _)| source.file == Path::new(file));
    let fault = |said: &Said| match *said {
        Said::Text { line, in_words } if !(is_exempt || in_module && in_words) => {
            Some((line, "a text that people read belongs into `words!`, in a module named `words`"))
        }
        Said::Choice { line } if !in_module && !is_language => {
            Some((line, "a choice by language belongs into `words!`, or is `Lang::of` for data"))
        }
        Said::Text { .. } | Said::Choice { .. } => None,
    };
    source.said.iter().filter_map(fault).collect()
}

#[test]
fn texts_stand_in_words() {
    let faults: Vec<String> = crate::SOURCES
        .iter()
        .flat_map(|source| {
            faults(source).into_iter().map(move |(line, what)| format!("src/{}:{line}: {what}", source.file.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (file, _) in VIETNAMESE {
        let source = crate::SOURCES.iter().find(|source| source.file == Path::new(file));
        let needs = source.is_some_and(|source| source.said.iter().any(|said| matches!(said, Said::Text { .. })));
        assert!(needs, "{file} has no Vietnamese, or is gone: it leaves the list VIETNAMESE");
    }
}

/// The controls: each planted fault is found, with its line, and nothing else is.
#[test]
fn planted_texts_are_found() {
    let lines = |file: &str, text: &str| {
        faults(&Source::read(Path::new(file), text)).into_iter().map(|(line, _)| line).collect::<Vec<_>>()
    };
    for (file, text, line) in [
        ("collect/view/page.rs", "fn f() {\n    html! { p { \"Cảm ơn\" } }\n}", 2),
        ("collect/view/page.rs", "words! { thanks: \"Cảm ơn\", \"Thank you\"; }", 1),
        ("collect/words/home.rs", "const THANKS: &str = \"ĐÃ GỬI\";", 1),
        ("ui/words.rs", "\nfn f() -> &'static str { concat!(\"đạt\") }", 2),
        (
            "ui/format.rs",
            "fn f(lang: Lang) -> char {\n    match lang {\n        Lang::Vi => '.',\n        Lang::En => ',',\n    }\n}",
            3,
        ),
    ] {
        assert_eq!(lines(file, text), [line], "{file}:\n{text}");
    }
    for (file, text) in [
        ("collect/words/home.rs", "words! { thanks: \"Cảm ơn\", \"Thank you\"; }"),
        ("collect/view/page.rs", "/// As \"Cảm ơn\".\nfn f() -> bool { lang == Lang::Vi } // Cảm ơn"),
        ("collect/view/page.rs", "#[cfg(test)]\nmod tests { const A: &str = \"Cảm ơn\"; }"),
        ("domain/language.rs", "fn f(lang: Lang) -> u8 { match lang { Lang::Vi => 1, Lang::En => 2 } }"),
        ("demo/devices.rs", "const NAME: &str = \"Máy 1\";"),
    ] {
        assert_eq!(lines(file, text), [0; 0], "{file}: nothing is wrong in\n{text}");
    }
}
