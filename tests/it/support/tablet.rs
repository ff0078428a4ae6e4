//! A kiosk's tablet. It knows the protocol by itself: nothing of the product's own code signs or seals here.

use super::{Reply, TestApp};
use axum::{body::Body, http::Request};
use data_encoding::{BASE64URL_NOPAD as B64U, HEXLOWER as HEX};
use hailong::{
    domain::{
        device::{PairingCode, PinHash},
        staff_log::Action,
    },
    store::devices::NewPairing,
};
use hpke::{Deserializable, Kem, OpModeS, Serializable, aead::AesGcm128, kdf::HkdfSha256, kem::DhP256HkdfSha256};
use p256::ecdsa::{
    Signature, SigningKey, VerifyingKey,
    signature::{Signer, Verifier},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicI64, Ordering};

pub struct Tablet {
    pub id: String,
    pub desk: String,
    pub counter: AtomicI64,
    /// Id and public key to which it seals.
    pub seal: (u64, Vec<u8>),
    /// The reply to the pairing.
    pub said: Value,
    key: SigningKey,
    server: VerifyingKey,
}

pub fn sha(bytes: &[u8]) -> String {
    HEX.encode(&Sha256::digest(bytes))
}

fn key() -> SigningKey {
    SigningKey::from_slice(&rand::random::<[u8; 32]>()).unwrap()
}

fn sign(key: &SigningKey, text: &str) -> String {
    let signature: Signature = key.sign(text.as_bytes());
    B64U.encode(&signature.to_bytes())
}

/// Types a code on a tablet with a new key.
pub async fn type_code(app: &TestApp, desk: &str, code: &str) -> (SigningKey, Reply) {
    let key = key();
    let public = B64U.encode(key.verifying_key().to_sec1_point(false).as_bytes());
    let signature = sign(&key, &format!("hailong pair 1\n{desk}\n{code}\n{public}"));
    let call = json!({"desk": desk, "code": code, "key": public, "signature": signature});
    (key, app.post_json("/api/v1/devices/pair", call.to_string()).await)
}

/// The symbols of a new code of a desk. Its PIN is none: hashing one takes a while.
pub async fn new_code(app: &TestApp, desk: &str) -> String {
    let code = PairingCode::new(rand::random());
    let pairing = NewPairing {
        desk: desk.to_owned(),
        name: "Máy 1".to_owned(),
        pin: PinHash { salt: [0; 16], rounds: 300_000, hash: [0; 32] },
        digest: app.site.device_keys.sign.pairing_digest(desk, code),
        made_at: app.clock.now(),
    };
    app.site.store.add_pairing(pairing, app.entry(Action::DeviceAdd)).await.unwrap();
    code.symbols()
}

impl Tablet {
    pub async fn pair(app: &TestApp, desk: &str) -> Self {
        let (key, reply) = type_code(app, desk, &new_code(app, desk).await).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        let said = reply.json();
        let bytes = |value: &Value| B64U.decode(value.as_str().unwrap().as_bytes()).unwrap();
        Self {
            id: said["device"].as_str().unwrap().to_owned(),
            desk: desk.to_owned(),
            counter: AtomicI64::new(0),
            seal: (said["seals"][0]["id"].as_u64().unwrap(), bytes(&said["seals"][0]["key"])),
            server: VerifyingKey::from_sec1_bytes(&bytes(&said["sign"])).unwrap(),
            said,
            key,
        }
    }

    /// A submission of now.
    pub fn item(&self, submission: &Value) -> Value {
        self.item_of(submission, 0)
    }

    /// A submission that was handed in at `at`, by the tablet's clock.
    pub fn item_of(&self, submission: &Value, at: i64) -> Value {
        self.sealed(&json!({"at": at, "submission": submission}).to_string())
    }

    pub fn sealed(&self, plain: &str) -> Value {
        type Suite = DhP256HkdfSha256;
        let tag = HEX.encode(&rand::random::<[u8; 16]>());
        let mut padded = plain.as_bytes().to_vec();
        padded.resize(plain.len().next_multiple_of(1024), b' ');
        let (point, text) = hpke::single_shot_seal_with_rng::<AesGcm128, HkdfSha256, Suite>(
            &OpModeS::Base,
            &<Suite as Kem>::PublicKey::from_bytes(&self.seal.1).unwrap(),
            b"hailong queue 1",
            &padded,
            format!("{}/{tag}", self.id).as_bytes(),
            &mut rand::rng(),
        )
        .unwrap();
        self.signed_item(&tag, &[&point.to_bytes()[..], &text].concat())
    }

    pub fn signed_item(&self, tag: &str, sealed: &[u8]) -> Value {
        let signature =
            sign(&self.key, &format!("hailong item 1\n{}\n{tag}\n{}\n{}", self.id, self.seal.0, sha(sealed)));
        json!({"tag": tag, "key": self.seal.0, "sealed": B64U.encode(sealed), "signature": signature})
    }

    /// A signed request with the next counter.
    pub fn request(&self, path: &str, body: &str) -> Request<Body> {
        self.request_with(path, body, self.counter.fetch_add(1, Ordering::Relaxed) + 1)
    }

    pub fn request_with(&self, path: &str, body: &str, counter: i64) -> Request<Body> {
        let nonce = HEX.encode(&rand::random::<[u8; 16]>());
        let text =
            format!("hailong request 1\nPOST\n{path}\n{}\n{counter}\n{nonce}\n{}", self.id, sha(body.as_bytes()));
        Request::post(path)
            .header("content-type", "application/json")
            .header("x-device", &self.id)
            .header("x-counter", counter)
            .header("x-nonce", nonce)
            .header("x-signature", sign(&self.key, &text))
            .body(Body::from(body.to_owned()))
            .unwrap()
    }

    /// Sends a request and believes the answer.
    pub async fn send(&self, app: &TestApp, request: Request<Body>) -> Reply {
        let nonce = request.headers()["x-nonce"].to_str().unwrap().to_owned();
        let reply = app.request(request).await;
        assert!(self.believes(&nonce, &reply), "not signed: {} {}", reply.status, reply.text());
        reply
    }

    /// The site has signed this answer to a request of this nonce.
    pub fn believes(&self, nonce: &str, reply: &Reply) -> bool {
        let Ok(signature) = B64U.decode(reply.header("x-signature").as_bytes()) else { return false };
        let text = format!("hailong reply 1\n{nonce}\n{}\n{}", reply.status.as_u16(), sha(&reply.body));
        Signature::from_slice(&signature).is_ok_and(|signature| self.server.verify(text.as_bytes(), &signature).is_ok())
    }

    pub async fn ask(&self, app: &TestApp, path: &str, body: &Value) -> Reply {
        self.send(app, self.request(&format!("/api/v1/devices/{path}"), &body.to_string())).await
    }

    pub async fn sync(&self, app: &TestApp, items: &[Value]) -> Reply {
        self.ask(app, "sync", &json!({"sent": 0, "items": items, "status": {}})).await
    }

    /// Delivers items and says the status of each.
    pub async fn deliver(&self, app: &TestApp, items: &[Value]) -> Vec<u64> {
        let reply = self.sync(app, items).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let results = reply.json()["results"].as_array().unwrap().clone();
        for (item, result) in items.iter().zip(&results) {
            let sealed = B64U.decode(item["sealed"].as_str().unwrap().as_bytes()).unwrap();
            assert_eq!((&result["tag"], &result["digest"]), (&item["tag"], &json!(sha(&sealed))));
        }
        results.iter().map(|result| result["status"].as_u64().unwrap()).collect()
    }

    /// Seals and delivers one submission.
    pub async fn hand_in(&self, app: &TestApp, submission: &Value) -> u64 {
        self.deliver(app, &[self.item(submission)]).await[0]
    }

    /// The rescue file of these items.
    pub fn rescue(&self, items: &[Value]) -> String {
        let head = json!({"hailong": "queue 1", "device": self.id, "desk": self.desk, "made": 0, "items": items.len()});
        let lines: String = std::iter::once(&head).chain(items).map(|line| format!("{line}\n")).collect();
        format!("{lines}{}\n", json!({"end": items.len(), "digest": sha(lines.as_bytes())}))
    }
}
