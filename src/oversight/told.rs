//! An entry of the staff log as a sentence about its action.
//!
//! The log keeps codes and numbers, because what it has said once can never be changed. Here they are read again, and every
//! code is put into words. A detail that cannot be read, such as that of an older version, stays as it is.

use crate::{
    domain::{
        hours::Hours,
        language::Lang,
        lattice::GroupBy,
        month::Period,
        receipt::Event,
        role::Role,
        staff_log::{Action, AnyAction},
        survey::Survey,
    },
    oversight::words,
    site::Site,
    ui::format,
    web::words as common,
    work::{api_keys::Right, minting},
};

/// The detail of an entry in words.
pub fn told(action: &AnyAction, detail: &str, site: &Site, lang: Lang) -> String {
    let AnyAction::Known(action) = *action else { return detail.to_owned() };
    let said = Telling { site, lang }.of(action, detail);
    said.map_or_else(|| detail.to_owned(), |said| format::sentence(&said))
}

struct Telling<'s> {
    site: &'s Site,
    lang: Lang,
}

impl Telling<'_> {
    fn of(&self, action: Action, detail: &str) -> Option<String> {
        let lang = self.lang;
        match action {
            Action::UserAdd | Action::UserRole => self.account(detail),
            Action::UserPassword | Action::UserDisable | Action::UserEnable | Action::SessionsEnd => {
                Some(words::told_account(lang, detail))
            }
            Action::ApiKeyAdd => self.api_key(detail),
            Action::ApiKeyRevoke => Some(words::told_key_of(lang, detail)),
            Action::ReceiptsRotateKey | Action::DevicesRotateKey => {
                Some(words::told_key(lang, detail.strip_prefix("key ")?))
            }
            Action::ExportResponses | Action::ExportPeople | Action::ExportIndex | Action::ExportCodebook => {
                self.export(detail)
            }
            Action::ExportComments => self.comments(detail),
            Action::ExportLog => Some(words::told_rows(lang, format::count(detail.parse().ok()?, lang))),
            Action::PrintPoster => self.poster(detail),
            Action::PrintCode => {
                let (desk, kind) = detail.rsplit_once('.')?;
                Some(join([self.desk(desk)?, words::told_file(lang, kind.to_uppercase())]))
            }
            Action::PrintReceipts => self.printed(detail),
            Action::ReceiptsMint => self.minted(detail).or_else(|| self.minted_for_dossiers(detail)),
            Action::ReceiptsRevoke => self.taken_back(detail),
            Action::DeviceRename => self.renamed(detail),
            Action::DeviceAdd
            | Action::DeviceCode
            | Action::DevicePair
            | Action::DevicePin
            | Action::DevicePinLocked
            | Action::DeviceRevoke => self.device(action, detail),
            Action::QueueImport => self.queue(detail),
            Action::HoursDesk => self.desk_hours(detail),
            Action::HoursSite => self.hours(detail),
            Action::SurveyPublish => self.survey(detail.split_once(": ")?.0),
            Action::ListChange => {
                let (file, digest) = detail.split_once(": SHA-256 ")?;
                Some(words::told_list(lang, file, digest))
            }
            Action::SettingChange => self.setting(detail),
            Action::ChainBegin => {
                let groups = detail.strip_suffix(" groups of responses")?.parse().ok()?;
                Some(words::told_groups(lang, format::count(groups, lang)))
            }
            // Nothing but the action and who did it is told.
            Action::SignInFailed => match detail {
                "disabled" => Some(words::told_disabled(lang).to_owned()),
                "used-up" => Some(words::told_used_up(lang).to_owned()),
                "" => Some(words::told_wrong_password(lang).to_owned()),
                _ => None,
            },
            Action::SignIn | Action::SignOut | Action::PasswordChange => None,
        }
    }

    fn account(&self, detail: &str) -> Option<String> {
        let mut parts = detail.split(' ');
        let (name, role, unit) = (parts.next()?, Role::from_key(parts.next()?)?, parts.next());
        let account = words::told_account_as(self.lang, name, common::role(role, self.lang));
        Some(join(std::iter::once(account).chain(unit.and_then(|code| self.unit(code)))))
    }

    fn api_key(&self, detail: &str) -> Option<String> {
        let (name, right) = detail.rsplit_once(' ')?;
        let right = match Right::from_key(right)? {
            Right::Receipts => words::right_receipts(self.lang),
            Right::Responses => words::right_responses(self.lang),
            Right::People => words::right_people(self.lang),
        };
        Some(words::told_key_for(self.lang, name, right))
    }

    /// `one-stop-2024 KH.STP 2024-01..2024-12 by unit`.
    fn export(&self, detail: &str) -> Option<String> {
        let mut parts = detail.split(' ');
        let (survey, unit) = (self.survey(parts.next()?)?, self.unit(parts.next()?)?);
        let (from, to) = parts.next()?.split_once("..")?;
        let period = format::period(Period::new(from.parse().ok()?, to.parse().ok()?).ok()?, self.lang);
        let by = match (parts.next(), parts.next()) {
            (Some("by"), Some(by)) => Some(words::told_by(self.lang, by_words(GroupBy::from_key(by)?, self.lang))),
            _ => None,
        };
        Some(join([survey, unit, period].into_iter().chain(by)))
    }

    /// `KH.STP 2024-05`; `*` where every unit, and nothing where every time period was asked for.
    fn comments(&self, detail: &str) -> Option<String> {
        let (unit, period) = detail.split_once(' ').unwrap_or((detail, ""));
        let unit = if unit == "*" { words::every_unit(self.lang).to_owned() } else { self.unit(unit)? };
        let period = match period {
            "" => words::every_period(self.lang).to_owned(),
            period => format::time_period(period.parse().ok()?, self.lang),
        };
        Some(join([unit, period]))
    }

    fn poster(&self, detail: &str) -> Option<String> {
        let (desk, size) = detail.rsplit_once(' ')?;
        let desk = if desk == "*" { words::every_desk(self.lang).to_owned() } else { self.desk(desk)? };
        Some(join([desk, words::told_paper(self.lang, size.to_uppercase())]))
    }

    /// `101..200 sheet`.
    fn printed(&self, detail: &str) -> Option<String> {
        let (numbers, layout) = detail.split_once(' ')?;
        let layout = match layout {
            "sheet" => words::layout_sheet(self.lang),
            "strips" => words::layout_strips(self.lang),
            "csv" => words::layout_csv(self.lang),
            _ => return None,
        };
        Some(join([self.numbers(numbers)?, layout.to_owned()]))
    }

    /// `101..200 KH.STP received one-stop-2024 key 1`.
    fn minted(&self, detail: &str) -> Option<String> {
        let parts: Vec<&str> = detail.split(' ').collect();
        let [numbers, unit, event, survey, "key", key] = parts[..] else { return None };
        let event = minting::words::event(Event::from_key(event)?, self.lang).to_owned();
        let key = words::told_key(self.lang, key);
        Some(join([self.numbers(numbers)?, self.unit(unit)?, event, self.survey(survey)?, key]))
    }

    /// `12 for dossiers, 3 known before`.
    fn minted_for_dossiers(&self, detail: &str) -> Option<String> {
        let (new, known) = detail.strip_suffix(" known before")?.split_once(" for dossiers, ")?;
        Some(words::told_dossiers(self.lang, new, known))
    }

    /// `7: key 1 unit KH.STP from 101 to 200`, each of them only where it was named.
    fn taken_back(&self, detail: &str) -> Option<String> {
        let (count, rest) = detail.split_once(':')?;
        let mut said = vec![words::told_taken_back(self.lang, count)];
        let mut parts = rest.split_whitespace();
        while let Some((name, value)) = parts.next().zip(parts.next()) {
            said.push(match name {
                "key" => words::told_key(self.lang, value),
                "unit" => self.unit(value)?,
                "from" => words::told_from(self.lang, value),
                "to" => words::told_to(self.lang, value),
                _ => return None,
            });
        }
        Some(join(said))
    }

    fn renamed(&self, detail: &str) -> Option<String> {
        let (desk, names) = detail.split_once(' ')?;
        let (old, new) = names.split_once(": ")?;
        Some(join([self.desk(desk)?, words::told_renamed(self.lang, old, new)]))
    }

    /// `MC.NT Bàn 1`, `MC.NT: Bàn 1` or `MC.NT 32 digits: Bàn 1`; of one that was locked, how often, behind a comma.
    fn device(&self, action: Action, detail: &str) -> Option<String> {
        let (desk, rest) = detail.split_once(' ')?;
        let desk = self.desk(desk.trim_end_matches(':'))?;
        let (id, name) =
            rest.split_once(": ").filter(|(id, _)| is_device(id)).map_or((None, rest), |it| (Some(it.0), it.1));
        let (name, times) = match action {
            Action::DevicePinLocked => name.rsplit_once(", ").map(|(name, times)| (name, Some(times)))?,
            _ => (name, None),
        };
        let named = match id {
            Some(id) => words::told_device_with(self.lang, name, id),
            None => words::told_device(self.lang, name),
        };
        Some(join([desk, named].into_iter().chain(times.map(|times| words::told_times(self.lang, times)))))
    }

    /// `MC.NT 32 digits: 4 in the file`, then `MC.NT 32 digits: 3 stored, 1 known before, 0 refused` and what was not taken now.
    fn queue(&self, detail: &str) -> Option<String> {
        let (desk, rest) = detail.split_once(' ')?;
        let (id, counts) = rest.split_once(": ")?;
        let mut said = vec![self.desk(desk)?, words::told_device_id(self.lang, id)];
        for part in counts.split(", ") {
            let (count, what) = part.split_once(' ')?;
            said.push(match what {
                "in the file" => words::queue_in_file(self.lang, count),
                "stored" => words::queue_stored(self.lang, count),
                "known before" => words::queue_known(self.lang, count),
                "refused" => words::queue_refused(self.lang, count),
                what if what.starts_with("not now") => words::queue_later(self.lang, count),
                _ => return None,
            });
        }
        Some(join(said))
    }

    /// `MC.NT: mon-fri 07:30-11:30 (before: as the site)`.
    fn desk_hours(&self, detail: &str) -> Option<String> {
        let (desk, rest) = detail.split_once(": ")?;
        let (after, before) = rest.strip_suffix(')')?.split_once(" (before: ")?;
        Some(words::told_hours(self.lang, self.desk(desk)?, self.hours(after)?, self.hours(before)?))
    }

    fn hours(&self, text: &str) -> Option<String> {
        if text == "as the site" {
            return Some(words::as_the_site(self.lang).to_owned());
        }
        text.parse::<Hours>().ok().map(|hours| format::hours(&hours, self.lang))
    }

    fn setting(&self, detail: &str) -> Option<String> {
        let (name, value) = detail.split_once(": ")?;
        let minutes = value.strip_suffix(" min").map(|minutes| words::minutes(self.lang, minutes));
        let said = match name {
            "base_url" => words::setting_base_url(self.lang),
            "release_batch" => words::setting_batch(self.lang),
            "release_settle" => words::setting_settle(self.lang),
            "release_max_age" => words::setting_max_age(self.lang),
            "close_after" => words::setting_close_after(self.lang),
            _ => return None,
        };
        Some(format!("{said}: {}", minutes.as_deref().unwrap_or(value)))
    }

    fn numbers(&self, text: &str) -> Option<String> {
        let (first, last) = text.split_once("..")?;
        Some(words::told_numbers(self.lang, first, last))
    }

    /// A name, and the code behind it: names are given again when organisations are put together.
    fn unit(&self, code: &str) -> Option<String> {
        self.site.catalogue.unit(code).map(|unit| format!("{} ({code})", unit.name))
    }

    fn desk(&self, code: &str) -> Option<String> {
        self.site.catalogue.desk(code).map(|desk| format!("{} ({code})", desk.name_in(self.lang)))
    }

    /// Versions may share a title; none opened on the day of another.
    fn survey(&self, key: &str) -> Option<String> {
        self.site.surveys.get(key).map(|survey| survey_words(survey, self.lang))
    }
}

fn survey_words(survey: &Survey, lang: Lang) -> String {
    words::told_survey(lang, survey.title.get(lang), format::date(survey.opens, lang))
}

fn by_words(by: GroupBy, lang: Lang) -> &'static str {
    match by {
        GroupBy::Unit => words::by_unit(lang),
        GroupBy::Factor => words::by_factor(lang),
        GroupBy::Item => words::by_item(lang),
        GroupBy::Month => words::by_month(lang),
        GroupBy::Stratum => words::by_stratum(lang),
        GroupBy::Respondent => words::by_respondent(lang),
        GroupBy::Flag => words::by_flag(lang),
    }
}

fn is_device(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn join(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("; ")
}
