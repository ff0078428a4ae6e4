//! Questions as fieldsets: items with faces, questions in words, expectations, units, kinds of respondents.
//!
//! The same fieldsets stand in the one document and on the pages without JavaScript; [`Look`] says
//! what is already chosen and what is wrong.

use super::{Place, parts};
use crate::{
    collect::words,
    domain::{
        language::{Lang, Said},
        submission::{Draft, FieldError, Given},
        survey::{Further, Item, Kind, Question, Slot, Survey},
    },
};
use maud::{Markup, html};

/// Units on one screen of the kiosk.
const UNITS_AT_ONCE: usize = 12;

/// The look of questions: their language, the chosen answers and the mistakes.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub survey: &'a Survey,
    pub lang: Lang,
    pub draft: Option<&'a Draft>,
    pub errors: &'a [FieldError],
}

impl<'a> Look<'a> {
    fn is_chosen(&self, key: &str, value: &str) -> bool {
        let Some(draft) = self.draft else { return false };
        draft.answers.iter().chain(&draft.about).any(|(given, what)| {
            given == key
                && match what {
                    Given::Level(level) => level.to_string() == value,
                    Given::Word(word) => word == value,
                    Given::Other => false,
                }
        })
    }

    /// The kind of respondent, where it is known.
    pub fn respondent(&self) -> Option<Kind> {
        self.draft.and_then(|draft| draft.kind.as_deref()).and_then(Kind::stated)
    }

    /// The first message about a field.
    pub fn error(&self, field: &str) -> Option<String> {
        let error = self.errors.iter().find(|error| error.field == field)?;
        Some(words::describe_error(error, self.lang))
    }

    /// A fieldset with its legend and its error.
    fn fieldset(&self, set: &Set<'_>, body: Markup) -> Markup {
        let error = self.error(set.field);
        let note = format!("{}-error", set.id);
        html! {
            fieldset.s.{ "s-" (set.step) } #(set.id) data-step=[set.alone.then_some(set.step)]
                data-field=[set.alone.then_some(set.field)] data-kind=[&set.kind]
                aria-describedby=[error.is_some().then_some(&note)] {
                legend tabindex="-1" { (set.caption) span.ask { (set.text) } }
                @if let Some(text) = error { p.err id=(note) { (parts::alert()) (text) } }
                (body)
            }
        }
    }

    pub fn item(&self, place: usize, item: &Item) -> Markup {
        let (lang, survey) = (self.lang, self.survey);
        let (n, total) = (place + 1, survey.items.len());
        let caption = if survey.is_quick() {
            html! {}
        } else {
            html! {
                span.n { (words::counter(lang, n, total)) }
                span.cap {
                    span.part { (survey.factors[item.factor].short.get(lang)) " · " }
                    (survey.stem.get(lang)) " "
                }
            }
        };
        let set = Set {
            id: &format!("q{n}"),
            alone: true,
            step: "item",
            field: &format!("answers.{}", item.key),
            kind: None,
            caption,
            text: item.text.get(lang),
        };
        self.fieldset(
            &set,
            html! {
                div.tiles {
                    @for level in &survey.levels {
                        @let value = level.value.to_string();
                        @let face = parts::face_of(level.value, survey.scale_size());
                        (self.radio("", &item.key, &value, html! {
                            @if let Some(face) = face { (parts::face(face)) }
                            span { (level.text.get(lang)) }
                        }))
                    }
                }
                @if let Some(label) = &item.na_label {
                    (self.radio("na", &item.key, "na", html! { span { (label.get(lang)) } }))
                }
            },
        )
    }

    pub fn fact(&self, question: &Question) -> Markup {
        self.worded("fact", "answers", question, words::fact(self.lang))
    }

    pub fn about(&self, question: &Question) -> Markup {
        self.worded("about", "respondent", question, words::about(self.lang))
    }

    /// Which of the further questions it is. The whole document is the same for both kinds of respondents, who are asked
    /// different ones: there `form.js` counts.
    pub fn further(&self, which: Further) -> Markup {
        let all = self.respondent().map(|kind| self.survey.further(kind)).unwrap_or_default();
        let place = all.iter().position(|one| *one == which).map(|place| (place + 1).to_string());
        let text = place.map(|n| words::further(self.lang, n, all.len()));
        html! { span.n.further { (text.unwrap_or_default()) } " " }
    }

    fn worded(&self, step: &str, path: &str, question: &Question, caption: &str) -> Markup {
        let kinds: Vec<&str> = question.ask.iter().map(|kind| kind.key()).collect();
        let set = Set {
            id: &format!("{step}-{}", question.key),
            alone: true,
            step,
            field: &format!("{path}.{}", question.key),
            kind: (kinds.len() < Kind::STATED.len()).then(|| kinds.join(" ")),
            caption: html! { span.cap { (self.further(self.survey.slot(&question.key))) (caption) " " } },
            text: question.text.get(self.lang),
        };
        self.fieldset(
            &set,
            html! {
                div.tiles {
                    @for choice in &question.choices {
                        (self.radio("", &question.key, &choice.key, html! { span { (choice.text.get(self.lang)) } }))
                    }
                }
                @if step == "about" {
                    (self.radio("na", &question.key, "skipped", html! { span { (words::no_answer(self.lang)) } }))
                }
            },
        )
    }

    fn radio(&self, class: &str, name: &str, value: &str, label: Markup) -> Markup {
        html! {
            label.t.(class) {
                input type="radio" name=(name) value=(value) checked[self.is_chosen(name, value)];
                span.b { (label) }
            }
        }
    }

    pub fn expectations(&self) -> Markup {
        let (lang, survey) = (self.lang, self.survey);
        let max = survey.expectations_max;
        let given = |key: &str| self.draft.is_some_and(|draft| draft.expectations.iter().any(|given| given == key));
        let (text, limit): (Said, String) = if survey.is_quick() {
            (words::reasons, words::reasons_any(lang).to_owned())
        } else {
            (words::expect, words::expect_max(lang, max))
        };
        let set = Set {
            id: "expectations",
            // In a quick form the button that sends is on the same screen.
            alone: !survey.is_quick(),
            step: "expect",
            field: "expectations",
            kind: None,
            caption: html! { span.cap { @if !survey.is_quick() { (self.further(Some(Slot::Expectation(0)))) } (limit) " " } },
            text: text(lang),
        };
        self.fieldset(
            &set,
            html! {
                div.many data-max=(max) {
                    @for choice in &survey.expectations {
                        label.t.c {
                            input type="checkbox" name="expectations" value=(choice.key) checked[given(&choice.key)];
                            span.b { span.box { (parts::tick()) } span { (choice.text.get(lang)) } }
                        }
                    }
                }
                p.full role="status" data-text=(words::expect_full(lang, max)) {}
            },
        )
    }

    pub fn kind(&self) -> Markup {
        let chosen = |kind: Kind| self.draft.is_some_and(|draft| draft.kind.as_deref() == Some(kind.key()));
        let set = Set {
            id: "kind",
            alone: true,
            step: "kind",
            field: "respondent.kind",
            kind: None,
            caption: html! {},
            text: words::kind(self.lang),
        };
        let kinds: [(Kind, Said); 2] = [(Kind::Citizen, words::citizen), (Kind::Organisation, words::organisation)];
        self.fieldset(
            &set,
            html! {
                @if self.draft.is_none() {
                    p.err #kindless role="alert" hidden { (parts::alert()) (words::kind_missing(self.lang)) }
                }
                div.tiles {
                    @for (kind, label) in kinds {
                        label.t {
                            input type="radio" name="kind" value=(kind.key()) checked[chosen(kind)];
                            span.b { span { (label(self.lang)) } }
                        }
                    }
                }
            },
        )
    }

    /// The question whose procedure it was: tiles with a search field, a screenful at a time on the kiosk.
    pub fn units(&self, place: &Place<'_>) -> Markup {
        let lang = self.lang;
        let chosen = |code: &str| self.draft.is_some_and(|draft| draft.source.unit.as_deref() == Some(code));
        let set = Set {
            id: "unit",
            alone: true,
            step: "unit",
            field: "source.unit",
            kind: None,
            caption: html! {},
            text: words::unit(lang),
        };
        self.fieldset(
            &set,
            html! {
                p.find hidden {
                    label for="find" { (words::unit_search(lang)) }
                    input #find type="search" autocomplete="off" spellcheck="false" enterkeyhint="search";
                }
                p.none role="status" hidden { (words::unit_none(lang)) }
                div.units {
                    @for (n, unit) in place.choice().iter().enumerate() {
                        label.t data-sheet=((n / UNITS_AT_ONCE).to_string()) lang="vi" {
                            input type="radio" name="unit" value=(unit.code) checked[chosen(&unit.code)];
                            span.b { span { (unit.name) } }
                        }
                    }
                }
            },
        )
    }
}

/// The names of a fieldset.
struct Set<'a> {
    id: &'a str,
    /// It is a screen of its own for `form.js`.
    alone: bool,
    /// The name of its step for `form.js`.
    step: &'a str,
    /// As in [`FieldError::field`].
    field: &'a str,
    /// Kinds of respondent that are asked, where not all are.
    kind: Option<String>,
    caption: Markup,
    text: &'a str,
}

/// The id of the fieldset or input where a field can be put right, for links from the summary.
pub(super) fn anchor(field: &str, survey: &Survey) -> String {
    let key = field.strip_prefix("answers.").or_else(|| field.strip_prefix("respondent.")).unwrap_or(field);
    match survey.slot(key) {
        Some(Slot::Item(place)) => format!("q{}", place + 1),
        Some(Slot::Fact(_)) => format!("fact-{key}"),
        Some(Slot::About(_)) => format!("about-{key}"),
        _ if field.starts_with("expectations") => "expectations".to_owned(),
        _ => match field {
            "source.unit" => "unit",
            "respondent.kind" => "kind",
            "comment" => "comment",
            _ => "main",
        }
        .to_owned(),
    }
}
