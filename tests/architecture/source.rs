//! A source file as the rules see it: its paths, with their lines, without comments, literals and what is compiled for tests only.

use crate::words::{Said, said};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use syn::{Attribute, ImplItem, Item, Meta};

/// A path as it is written: `crate::web::paths`, `super::x`, `axum::Router`, or a name alone after `use`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub names: Vec<String>,
    /// Of each name.
    pub lines: Vec<usize>,
    /// Stands in a `use`, and whether that hands it on (`pub use`).
    pub used: Option<Handed>,
    /// The number of inline modules that it stands in.
    pub depth: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    pub on: bool,
    /// The name that it has from there.
    pub called: String,
}

pub struct Source {
    /// From `src` on.
    pub file: PathBuf,
    /// The names of its module from the root of the crate on.
    pub module: Vec<String>,
    pub paths: Vec<Written>,
    /// Modules that it declares without a body.
    pub children: BTreeSet<String>,
    /// The children that are compiled for tests only.
    pub for_tests: BTreeSet<String>,
    /// Names that stand anywhere, with their lines.
    pub names: Vec<(String, usize)>,
    /// Texts that people read, and choices by language.
    pub said: Vec<Said>,
    /// Paths that are given to a router, as they are written, with their lines: `route :: USERS`.
    pub routes: Vec<(String, usize)>,
}

/// All sources below `folder`, from there on.
pub fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// All sources below `folder` but those of modules for tests, in the order of their names.
pub fn all(folder: &Path) -> Vec<Source> {
    let mut sources: Vec<_> = files(folder).iter().map(|(file, text)| Source::read(file, text)).collect();
    assert!(sources.len() > 30, "only {} sources were found", sources.len());
    let for_tests: Vec<Vec<String>> = sources.iter().flat_map(Source::modules_for_tests).collect();
    sources.retain(|source| !for_tests.iter().any(|module| source.module.starts_with(module)));
    sources
}

impl Source {
    pub fn read(file: &Path, text: &str) -> Self {
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("src/{}: {error}", file.display()));
        let mut source = Self {
            file: file.to_owned(),
            module: module_of(file),
            paths: Vec::new(),
            children: BTreeSet::new(),
            for_tests: BTreeSet::new(),
            names: Vec::new(),
            said: Vec::new(),
            routes: Vec::new(),
        };
        parsed.items.iter().for_each(|item| source.item(item, 0));
        source
    }

    /// The room: the first name, or of `lib.rs` and `main.rs` that of the file.
    pub fn room(&self) -> &str {
        self.module
            .first()
            .map_or_else(|| self.file.file_stem().and_then(|stem| stem.to_str()).unwrap(), String::as_str)
    }

    pub fn modules_for_tests(&self) -> Vec<Vec<String>> {
        self.for_tests.iter().map(|name| [&self.module[..], std::slice::from_ref(name)].concat()).collect()
    }

    fn item(&mut self, item: &Item, depth: usize) {
        let is_for_tests = attributes(item).iter().any(is_cfg_test);
        if let Item::Mod(module) = item {
            let name = module.ident.to_string();
            match (&module.content, is_for_tests) {
                (None, true) => drop(self.for_tests.insert(name)),
                (None, false) => drop(self.children.insert(name)),
                (Some(_), true) => {}
                (Some((_, items)), false) => items.iter().for_each(|item| self.item(item, depth + 1)),
            }
        } else if let (Item::Impl(block), false) = (item, is_for_tests) {
            let mut block = block.clone();
            block.items.retain(|item| !matches!(item, ImplItem::Fn(method) if method.attrs.iter().any(is_cfg_test)));
            self.stream(block.into_token_stream(), depth, false);
        } else if !is_for_tests {
            let handed_on = matches!(item, Item::Use(item) if !matches!(item.vis, syn::Visibility::Inherited));
            self.stream(item.to_token_stream(), depth, handed_on);
        }
    }

    fn stream(&mut self, tokens: TokenStream, depth: usize, handed_on: bool) {
        said(tokens.clone(), false, &mut self.said);
        self.tokens(tokens, depth, handed_on);
    }

    fn tokens(&mut self, tokens: TokenStream, depth: usize, handed_on: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (n, token) in tokens.iter().enumerate() {
            if let (TokenTree::Ident(name), Some(TokenTree::Group(given))) = (token, tokens.get(n + 1))
                && name == "route"
                && (n > 0 && is_mark(&tokens, n - 1, '.') || n > 1 && is_colons(&tokens, n - 2))
            {
                let first = given.stream().into_iter().take_while(|token| !is_comma(token));
                self.routes.push((first.collect::<TokenStream>().to_string(), line(name)));
            }
            match token {
                TokenTree::Group(group) if !follows_use(&tokens, n) => self.tokens(group.stream(), depth, handed_on),
                TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                TokenTree::Ident(name) => self.names.push((name.to_string(), line(name))),
            }
            let begins = n == 0
                || !(is_colons(&tokens, n.wrapping_sub(2))
                    || is_mark(&tokens, n - 1, '.')
                    || is_mark(&tokens, n - 1, '\''));
            let of_use = n > 0 && matches!(&tokens[n - 1], TokenTree::Ident(name) if name == "use");
            let is_path = matches!(token, TokenTree::Ident(_)) && begins && (of_use || is_colons(&tokens, n + 1));
            let is_tree = of_use && matches!(token, TokenTree::Group(_));
            if is_path || is_tree {
                let begin = Written {
                    names: Vec::new(),
                    lines: Vec::new(),
                    used: of_use.then(|| Handed { on: handed_on, called: String::new() }),
                    depth,
                };
                self.follow(&tokens, n, begin);
            }
        }
    }

    /// Reads one path from a token on, with the trees in it.
    fn follow(&mut self, tokens: &[TokenTree], mut n: usize, mut path: Written) {
        while let Some(TokenTree::Ident(name)) = tokens.get(n) {
            path.names.push(name.to_string());
            path.lines.push(line(name));
            if !is_colons(tokens, n + 1) {
                break;
            }
            n += 3;
        }
        if let Some(TokenTree::Group(group)) = tokens.get(n)
            && group.delimiter() == Delimiter::Brace
            && path.used.is_some()
        {
            let branches: Vec<TokenTree> = group.stream().into_iter().collect();
            let starts = (0..branches.len()).filter(|n| *n == 0 || is_mark(&branches, n - 1, ','));
            starts.for_each(|start| self.follow(&branches, start, path.clone()));
        } else if !path.names.is_empty() {
            if let Some(handed) = &mut path.used {
                let renamed = matches!(tokens.get(n + 1), Some(TokenTree::Ident(word)) if word == "as");
                let called = if renamed { tokens[n + 2].to_string() } else { path.names.last().unwrap().clone() };
                // `use a::{self}` has the name of what it stands in.
                let is_self = called == "self" && path.names.len() > 1;
                handed.called = if is_self { path.names[path.names.len() - 2].clone() } else { called };
                if path.names.len() > 1 && path.names.last().is_some_and(|name| name == "self") {
                    path.names.pop();
                }
            }
            self.names.extend(path.names.iter().cloned().zip(path.lines.iter().copied()));
            self.paths.push(path);
        }
    }
}

/// `store/inbox.rs` and `store/inbox/mod.rs` are `store::inbox`; `lib.rs` and `main.rs` the root.
fn module_of(file: &Path) -> Vec<String> {
    let mut names: Vec<String> = file.with_extension("").iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    let is_folder = names.last().is_some_and(|name| name == "mod");
    if is_folder || names == ["lib"] || names == ["main"] {
        names.pop();
    }
    names
}

/// A tree that follows `use` or `use a::` is read with its path.
fn follows_use(tokens: &[TokenTree], n: usize) -> bool {
    let is_use = matches!(n.checked_sub(1).map(|n| &tokens[n]), Some(TokenTree::Ident(name)) if name == "use");
    let is_brace = matches!(&tokens[n], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    is_brace && (is_use || n >= 2 && is_colons(tokens, n - 2))
}

fn is_mark(tokens: &[TokenTree], n: usize, mark: char) -> bool {
    matches!(tokens.get(n), Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn is_colons(tokens: &[TokenTree], n: usize) -> bool {
    is_mark(tokens, n, ':') && is_mark(tokens, n + 1, ':')
}

fn line(name: &Ident) -> usize {
    name.span().start().line
}

fn is_cfg_test(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
