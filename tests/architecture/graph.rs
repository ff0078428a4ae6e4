//! Which file leans on which: the arrows between files, and the circles in them.

use crate::source::{Source, Written};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// The sources by module.
pub struct House<'s> {
    by_module: BTreeMap<&'s [String], &'s Source>,
}

impl<'s> House<'s> {
    pub fn new(sources: &'s [Source]) -> Self {
        Self { by_module: sources.iter().map(|source| (&source.module[..], source)).collect() }
    }

    /// The files that a file leans on. To declare a module and to hand on its names is no leaning.
    fn arrows(&self, from: &Source) -> BTreeSet<PathBuf> {
        let paths = from.paths.iter().filter(|path| !path.used.as_ref().is_some_and(|handed| handed.on));
        let targets = paths.filter_map(|path| self.origin(&absolute(from, path)?, 0));
        targets.filter(|file| *file != from.file).collect()
    }

    /// The file in which what a path names is written, through all that hand it on.
    fn origin(&self, path: &[String], handed: usize) -> Option<PathBuf> {
        let (module, rest) =
            (0..=path.len()).rev().map(|n| path.split_at(n)).find(|(module, _)| self.by_module.contains_key(module))?;
        let source = self.by_module[module];
        let name = rest.first();
        let gives =
            source.paths.iter().find(|path| path.used.as_ref().is_some_and(|given| Some(&given.called) == name));
        match gives.and_then(|path| absolute(source, path)) {
            Some(path) if handed < 8 => self.origin(&path, handed + 1),
            Some(_) | None => Some(source.file.clone()),
        }
    }

    /// The sets of files of which each leans on each other, directly or by way of others.
    pub fn circles(&self) -> Vec<BTreeSet<PathBuf>> {
        let arrows: BTreeMap<PathBuf, BTreeSet<PathBuf>> =
            self.by_module.values().map(|source| (source.file.clone(), self.arrows(source))).collect();
        let reached: BTreeMap<&PathBuf, BTreeSet<PathBuf>> =
            arrows.keys().map(|file| (file, reach(&arrows, file))).collect();
        let circle = |file: &PathBuf| -> BTreeSet<PathBuf> {
            reached[file].iter().filter(|other| reached[*other].contains(file)).cloned().collect()
        };
        let circles: BTreeSet<_> = arrows.keys().map(circle).filter(|circle| !circle.is_empty()).collect();
        circles.into_iter().collect()
    }

    /// The arrows inside a circle, a line each.
    pub fn drawn(&self, circle: &BTreeSet<PathBuf>) -> String {
        let inside = self.by_module.values().filter(|source| circle.contains(&source.file));
        let to = |source: &Source| {
            let files: Vec<_> =
                self.arrows(source).intersection(circle).map(|file| file.display().to_string()).collect();
            format!("{} → {}\n", source.file.display(), files.join(", "))
        };
        inside.map(|source| to(source)).collect()
    }
}

fn reach(arrows: &BTreeMap<PathBuf, BTreeSet<PathBuf>>, from: &PathBuf) -> BTreeSet<PathBuf> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&PathBuf> = arrows[from].iter().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file.clone()) {
            next.extend(arrows.get(file).into_iter().flatten());
        }
    }
    reached
}

/// A path of ours from the root of the crate on; nothing for one of a library.
pub fn absolute(source: &Source, path: &Written) -> Option<Vec<String>> {
    let first = path.names.first()?;
    let mut names = path.names.iter().peekable();
    let mut module = source.module.clone();
    // Inline modules have no names here: what leads no further up than them stays in this file.
    let mut inline = path.depth;
    let is_ours = match first.as_str() {
        "crate" | "hailong" => {
            module.clear();
            names.next();
            true
        }
        "self" => names.next().is_some(),
        "super" => {
            while names.next_if(|name| *name == "super").is_some() {
                if inline > 0 { inline -= 1 } else { drop(module.pop()) }
            }
            true
        }
        name => source.children.contains(name),
    };
    is_ours.then(|| module.into_iter().chain(names.cloned()).collect())
}
