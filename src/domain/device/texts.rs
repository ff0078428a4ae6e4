//! The texts under signatures. A text says what it is for, so that none passes for another.

use super::{DeviceId, Hex32, PairingCode, digest};

/// The text that a tablet signs to be let in. It proves that the tablet holds the key.
pub fn pair(desk: &str, code: PairingCode, key: &str) -> String {
    format!("hailong pair 1\n{desk}\n{}\n{key}", code.symbols())
}

/// A request of a device.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub device: DeviceId,
    pub counter: i64,
    pub nonce: Hex32,
    pub body: &'a [u8],
}

impl Request<'_> {
    /// The text that the device signs.
    pub fn text(&self) -> String {
        let Self { method, path, device, counter, nonce, body } = self;
        format!("hailong request 1\n{method}\n{path}\n{device}\n{counter}\n{nonce}\n{}", digest(body))
    }
}

/// The text of an answer that the site signs. The nonce is that of the request.
pub fn reply(nonce: Hex32, status: u16, body: &[u8]) -> String {
    format!("hailong reply 1\n{nonce}\n{status}\n{}", digest(body))
}

/// The text of a queued item that a device signs, so that an exported item is known as its own.
pub fn item(device: DeviceId, tag: Hex32, key: u16, sealed: &[u8]) -> String {
    format!("hailong item 1\n{device}\n{tag}\n{key}\n{}", digest(sealed))
}
