//! The sums that figures are made of.

use super::company::Company;

/// Sums over responses of one group of items (all of them, or one factor).
///
/// Per response, `v` valid answers, `s` satisfied ones among them and `t` the sum of their levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Responses with at least one valid answer.
    pub n: u64,
    pub v: u64,
    pub s: u64,
    pub t: u64,
    pub v2: u64,
    pub s2: u64,
    pub sv: u64,
    pub t2: u64,
    pub tv: u64,
    /// Answers "not applicable".
    pub na: u64,
    pub skipped: u64,
    /// Nothing of responses whose day is not known.
    pub company: Company,
}

/// Numbers of a stored group without company, and with it.
pub(super) const SUMS: usize = 11;
pub(super) const SUMS_AND_COMPANY: usize = SUMS + 4;

impl Sums {
    pub(super) fn as_array(&self) -> [u64; SUMS] {
        [self.n, self.v, self.s, self.t, self.v2, self.s2, self.sv, self.t2, self.tv, self.na, self.skipped]
    }

    pub(super) fn from_array(a: [u64; SUMS]) -> Self {
        let [n, v, s, t, v2, s2, sv, t2, tv, na, skipped] = a;
        Self { n, v, s, t, v2, s2, sv, t2, tv, na, skipped, company: Company::default() }
    }

    pub(super) fn with_company(&self) -> impl Iterator<Item = u64> {
        let Company { later, v2, s2, sv } = self.company;
        self.as_array().into_iter().chain([later, v2, s2, sv])
    }

    pub(super) fn from_both(numbers: [u64; SUMS_AND_COMPANY]) -> Self {
        let [sums @ .., later, v2, s2, sv] = numbers;
        Self { company: Company { later, v2, s2, sv }, ..Self::from_array(sums) }
    }

    /// As if nobody had come together.
    #[must_use]
    pub fn without_company(self) -> Self {
        Self { company: Company::default(), ..self }
    }

    // A page adds up some hundred thousand of these: field by field, where it is called, is thrice as fast as
    // through arrays.
    #[inline]
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.v += other.v;
        self.s += other.s;
        self.t += other.t;
        self.v2 += other.v2;
        self.s2 += other.s2;
        self.sv += other.sv;
        self.t2 += other.t2;
        self.tv += other.tv;
        self.na += other.na;
        self.skipped += other.skipped;
        self.company.merge(&other.company);
    }

    /// The rest without some of the same responses.
    #[must_use]
    pub fn less(&self, part: &Self) -> Self {
        let mut rest = [0; SUMS_AND_COMPANY];
        let less = self.with_company().zip(part.with_company()).map(|(all, part)| all.saturating_sub(part));
        rest.iter_mut().zip(less).for_each(|(rest, less)| *rest = less);
        Self::from_both(rest)
    }

    pub(super) fn add_response(&mut self, v: u64, s: u64, t: u64) {
        let one = Self {
            n: u64::from(v > 0),
            v,
            s,
            t,
            v2: v * v,
            s2: s * s,
            sv: s * v,
            t2: t * t,
            tv: t * v,
            na: 0,
            skipped: 0,
            company: Company::default(),
        };
        self.merge(&one);
    }
}
