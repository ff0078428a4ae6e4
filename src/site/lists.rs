//! The questionnaires and lists of the data folder, read and laid beside what the database knows.

use super::{Folder, Notice, SiteError, places::Places};
use crate::domain::{
    list::{Cause, Headings, List, Unreadable, decode},
    survey::{LoadError, Survey},
    target::{self, Reference, Target},
    unit::{self, Catalogue, Difference},
};
use std::collections::HashMap;

const TARGETS: &str = "targets.csv";
const SERIES: &str = "series.csv";

pub(super) struct Lists {
    pub surveys: HashMap<String, Survey>,
    pub catalogue: Catalogue,
    /// Where units and desks are listed.
    pub places: Places,
    pub targets: Vec<Target>,
    pub references: Vec<Reference>,
    pub notices: Vec<Notice>,
    /// The files of figures that others set, by name.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// The targets are those that the program wrote itself.
    are_ours: bool,
}

/// The findings in the files on the way.
#[derive(Default)]
struct Found {
    mistakes: Vec<String>,
    notices: Vec<Notice>,
    /// By file.
    headings: HashMap<String, Headings>,
}

impl Lists {
    pub(super) fn read(folder: &Folder) -> Result<Self, SiteError> {
        let mut found = Found::default();
        let surveys = found.surveys(folder.files("toml")?);
        let mut places = Places::default();
        let units = found.together(&folder.lists("units")?, unit::units, |line, unit| places.unit(&unit.code, line));
        let desks = found.together(&folder.lists("desks")?, unit::desks, |line, desk| places.desk(&desk.code, line));
        let targets = folder.list(TARGETS)?;
        let are_ours = targets.as_ref().is_some_and(|csv| Folder::are_our_targets(csv));
        let series = folder.list(SERIES)?;
        let rows = targets.as_ref().map(|csv| found.rows_or_none(TARGETS, csv, target::targets));
        let references = series.as_ref().map(|csv| found.rows_or_none(SERIES, csv, target::references));
        places.set_headings(std::mem::take(&mut found.headings));
        // Links between broken lists would be complained of for what is only unread.
        let catalogue = if found.mistakes.is_empty() { Catalogue::new(units, desks) } else { Ok(Catalogue::default()) };
        let catalogue = catalogue.unwrap_or_else(|broken| {
            found.mistakes.extend(places.say(&broken));
            Catalogue::default()
        });
        if !found.mistakes.is_empty() {
            return Err(SiteError::Data(found.mistakes));
        }
        let passed_over = folder.passed_over()?;
        if !passed_over.is_empty() {
            found.notices.push(Notice::PassedOver(passed_over));
        }
        let files = [(TARGETS, targets), (SERIES, series)].map(|(name, content)| (name, content.unwrap_or_default()));
        let (targets, references) = (rows.unwrap_or_default(), references.unwrap_or_default());
        let (notices, files) = (found.notices, files.into());
        Ok(Self { surveys, catalogue, places, targets, references, notices, files, are_ours })
    }

    /// Says how the lists differ from what the site knows.
    pub(super) fn compare(&mut self, known: &Catalogue) {
        let units = Difference::of_units(&self.catalogue, known);
        let desks = Difference::of_desks(&self.catalogue, known);
        self.notices.extend((!units.is_none()).then_some(Notice::UnitsDiffer(units)));
        self.notices.extend((!desks.is_none()).then_some(Notice::DesksDiffer(desks)));
    }

    /// A target of nobody is a mistake, but for the one that the program itself wrote into sites of other provinces.
    pub(super) fn check_targets(&mut self, known: &Catalogue) -> Result<(), SiteError> {
        match target::of_nobody(TARGETS, &self.targets, known) {
            None => Ok(()),
            Some(_) if self.are_ours => {
                self.targets.clear();
                self.notices.push(Notice::TargetsOfOthers);
                Ok(())
            }
            Some(mut mistake) => {
                mistake.column = self.places.heading(TARGETS, &mistake.column).to_owned();
                Err(SiteError::Data(vec![mistake.to_string()]))
            }
        }
    }
}

impl Found {
    fn surveys(&mut self, files: Vec<(String, Vec<u8>)>) -> HashMap<String, Survey> {
        let mut surveys: HashMap<String, Survey> = HashMap::new();
        for (file, bytes) in files {
            let survey = match decode(&file, &bytes) {
                Ok(text) => Survey::from_toml(&file, &text),
                Err(unread) => {
                    self.add(unread);
                    continue;
                }
            };
            match survey {
                Ok(survey) if surveys.contains_key(&survey.key) => {
                    let text = format!("{file}: key: a key of its own; `{}` is another file's", survey.key);
                    self.mistakes.push(text);
                }
                Ok(survey) => drop(surveys.insert(survey.key.clone(), survey)),
                Err(LoadError(list)) => self.mistakes.extend(list.iter().map(ToString::to_string)),
            }
        }
        surveys
    }

    /// All lists of one kind as one.
    fn together<T>(
        &mut self,
        lists: &[(String, Vec<u8>)],
        read: Read<T>,
        mut note: impl FnMut((&str, usize), &T),
    ) -> Vec<T> {
        let mut all = Vec::new();
        for (file, csv) in lists {
            for (line, row) in self.numbered(file, csv, read) {
                note((file, line), &row);
                all.push(row);
            }
        }
        all
    }

    fn rows<T>(&mut self, file: &str, csv: &[u8], read: Read<T>) -> Vec<T> {
        self.numbered(file, csv, read).into_iter().map(|(_, row)| row).collect()
    }

    fn numbered<T>(&mut self, file: &str, csv: &[u8], read: Read<T>) -> Vec<(usize, T)> {
        let list = read(file, csv).and_then(|mut list| {
            self.headings.insert(file.to_owned(), std::mem::take(&mut list.headings));
            let unused = std::mem::take(&mut list.unused);
            if !unused.is_empty() {
                self.notices.push(Notice::Unused { file: file.to_owned(), columns: unused });
            }
            list.numbered()
        });
        list.unwrap_or_else(|unread| {
            self.add(unread);
            Vec::new()
        })
    }

    /// For lists that may have no rows: their file is made where it is missing.
    fn rows_or_none<T>(&mut self, file: &str, csv: &[u8], read: Read<T>) -> Vec<T> {
        match read(file, csv) {
            Err(Unreadable(mistakes)) if mistakes.iter().all(|mistake| mistake.cause == Cause::NoRows) => {
                self.notices.push(Notice::NoRows(file.to_owned()));
                Vec::new()
            }
            _ => self.rows(file, csv, read),
        }
    }

    fn add(&mut self, Unreadable(mistakes): Unreadable) {
        self.mistakes.extend(mistakes.iter().map(ToString::to_string));
    }
}

type Read<T> = fn(&str, &[u8]) -> Result<List<T>, Unreadable>;
