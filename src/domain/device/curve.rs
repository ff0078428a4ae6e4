//! P-256, the curve of all keys.

/// Bytes of an uncompressed point.
pub(super) const POINT: usize = 65;

/// 32 bytes that are no private key of the curve.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("no private key of P-256")]
pub struct BadKey;
