//! Bodies of requests.

use crate::web::{code::Code, problem::Problem};
use serde::Deserialize;

pub(super) fn read<'b, T: Deserialize<'b>>(body: &'b [u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|_| Problem::new(Code::Malformed))
}
