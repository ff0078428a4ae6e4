//! The frame of a staff page: header, navigation, the account, and the page between them.

use crate::domain::language::Lang;
use crate::ui::{icon, words};
use maud::{DOCTYPE, Markup, html};

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub current: bool,
}

#[derive(Clone, Debug)]
pub struct Viewer {
    pub name: String,
    /// The role in words of the page's language.
    pub role: String,
    /// Where the sign-out form posts to.
    pub sign_out: String,
}

/// The surroundings of a page. Links and files are given: nothing here knows a route.
#[derive(Clone, Debug)]
pub struct Shell {
    pub lang: Lang,
    /// Of the document, without the product's name.
    pub title: String,
    /// The organisation of the site, under the product's name.
    pub site: String,
    pub home: String,
    pub stylesheet: String,
    pub icon: String,
    /// Empty before the sign-in.
    pub nav: Vec<NavItem>,
    pub viewer: Option<Viewer>,
    /// This page in every language.
    pub languages: Vec<(Lang, String)>,
}

/// The head of a document for staff.
pub fn head(title: &str, icon: &str, stylesheet: &str, lang: Lang) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " – " (words::product(lang)) }
            link rel="icon" href=(icon);
            link rel="stylesheet" href=(stylesheet);
        }
    }
}

/// The whole document.
pub fn page(shell: &Shell, main: &Markup) -> Markup {
    let lang = shell.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            (head(&shell.title, &shell.icon, &shell.stylesheet, lang))
            body {
                a.skip href="#main" { (words::skip_link(lang)) }
                (header(shell))
                @if shell.nav.is_empty() {
                    main.alone #main tabindex="-1" { (main) }
                } @else {
                    div.frame { (navigation(shell)) main #main tabindex="-1" { (main) } }
                }
            }
        }
    }
}

fn header(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        header.top {
            a.brand href=(shell.home) {
                (icon::product())
                span { b { (words::product(lang)) } span.site { (shell.site) } }
            }
            div.who {
                @if let Some(viewer) = &shell.viewer { (signed_in_as(viewer, lang)) }
                nav.lang aria-label=(words::language(lang)) {
                    @for (other, href) in &shell.languages {
                        a href=(href) lang=(other.tag()) hreflang=(other.tag()) aria-current=[(*other == lang).then_some("true")] {
                            (words::lang_name(*other))
                        }
                    }
                }
                @if let Some(viewer) = &shell.viewer {
                    form method="post" action=(viewer.sign_out) { button.second { (words::sign_out(lang)) } }
                }
            }
        }
    }
}

fn signed_in_as(viewer: &Viewer, lang: Lang) -> Markup {
    html! {
        p.viewer { span.quiet { (words::signed_in_as(lang)) ": " } b { (viewer.name) } span { (viewer.role) } }
    }
}

/// The same list twice, of which the style sheet shows one: a column, or a `<details>` on narrow pages.
fn navigation(shell: &Shell) -> Markup {
    let list = html! {
        ul { @for item in &shell.nav {
            li { a href=(item.href) aria-current=[item.current.then_some("page")] { (item.label) } }
        } }
    };
    let label = words::menu(shell.lang);
    html! {
        nav.side aria-label=(label) { (list) }
        nav.fold aria-label=(label) { details { summary { (label) } (list) } }
    }
}
