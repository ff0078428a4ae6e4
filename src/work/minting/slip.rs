//! The print of a receipt: its link, its short code and its last day.

use crate::{
    domain::receipt::{Event, KeyRing},
    store::receipts::Minting,
    work::address,
};
use jiff::civil::Date;

/// One receipt, ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The receipt's number.
    pub serial: u32,
    pub url: String,
    pub short_code: String,
    /// Code of the unit.
    pub unit: String,
    pub event: Event,
    /// The last day on which it can be answered.
    pub expires_on: Date,
}

impl Slip {
    /// The receipt with this number of a run; `None` where the run's key is not on the ring.
    pub fn of(keys: &KeyRing, base_url: &str, number: u32, run: &Minting) -> Option<Self> {
        Some(Self {
            serial: number,
            url: address::receipt_link(base_url, &keys.token(&run.receipt(number))?),
            short_code: keys.short_code(number, run.key)?,
            unit: run.unit.clone(),
            event: run.event,
            expires_on: run.week.last_day(),
        })
    }
}
