use super::*;
use hpke::{
    Deserializable, Kem, OpModeS, Serializable, aead::AesGcm128, kdf::HkdfSha256, kem::DhP256HkdfSha256,
    single_shot_seal_with_rng,
};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn ring() -> SealRing {
    SealRing::new(&BTreeMap::from([(1, [1; 32]), (4, [4; 32])])).unwrap()
}

fn tablet() -> (DeviceId, SigningKey, DeviceKey) {
    let key = SigningKey::from_slice(&[7; 32]).unwrap();
    let public = DeviceKey::from_bytes(key.verifying_key().to_sec1_point(false).as_bytes()).unwrap();
    (Hex32::from_bytes([9; 16]), key, public)
}

fn sign(key: &SigningKey, text: &str) -> String {
    let signature: Signature = key.sign(text.as_bytes());
    b64u(&signature.to_bytes())
}

fn seal(to: &[u8; 32], bound: &str, plain: &[u8]) -> Vec<u8> {
    type Suite = DhP256HkdfSha256;
    let key = Suite::sk_to_pk(&<Suite as Kem>::PrivateKey::from_bytes(to).unwrap());
    let (point, text) = single_shot_seal_with_rng::<AesGcm128, HkdfSha256, Suite>(
        &OpModeS::Base,
        &key,
        b"hailong queue 1",
        plain,
        bound.as_bytes(),
        &mut rand::rng(),
    )
    .unwrap();
    [&point.to_bytes()[..], &text].concat()
}

/// An item of the tablet, sealed to the secret of a key.
fn item(key: u16, secret: [u8; 32], tag: Hex32) -> Value {
    let (device, signing, _) = tablet();
    let mut plain = json!({"at": 5, "submission": {"id": "x"}}).to_string();
    plain.extend(std::iter::repeat_n(' ', 1024 - plain.len()));
    let sealed = seal(&secret, &format!("{device}/{tag}"), plain.as_bytes());
    let signature = sign(&signing, &texts::item(device, tag, key, &sealed));
    json!({"tag": tag.to_string(), "key": key, "sealed": b64u(&sealed), "signature": signature})
}

fn open(item: &Value) -> Result<i64, ItemError> {
    let (device, _, public) = tablet();
    let opened = Item::parse(&item.to_string())?.open(device, &public, &ring())?;
    assert_eq!(opened.submission.get(), r#"{"id":"x"}"#);
    Ok(opened.at)
}

const TAG: Hex32 = Hex32([3; 16]);

#[test]
fn an_item_is_opened_by_the_key_it_was_sealed_to() {
    assert_eq!(open(&item(4, [4; 32], TAG)), Ok(5));
    assert_eq!(open(&item(1, [1; 32], TAG)), Ok(5), "an older key");
    assert_eq!(open(&item(5, [4; 32], TAG)), Err(SealError::KeyToCome.into()));
    assert_eq!(open(&item(2, [4; 32], TAG)), Err(SealError::KeyGone.into()));
    assert_eq!(open(&item(1, [4; 32], TAG)), Err(SealError::Unreadable.into()));
}

#[test]
fn nothing_of_an_item_can_be_changed() {
    let good = item(4, [4; 32], TAG);
    let other = item(4, [4; 32], Hex32([8; 16]));
    for (field, value) in
        [("tag", &other["tag"]), ("sealed", &other["sealed"]), ("key", &json!(1)), ("signature", &other["signature"])]
    {
        let mut changed = good.clone();
        changed[field] = value.clone();
        assert_eq!(open(&changed), Err(ItemError::Unsigned), "{field}");
    }
    for (field, value) in [("tag", json!("x")), ("key", json!(-1)), ("sealed", json!("="))] {
        let mut changed = good.clone();
        changed[field] = value;
        assert_eq!(open(&changed), Err(ItemError::Malformed), "{field}");
    }
    let (label, digest) = Item::label(&good.to_string());
    assert_eq!((label.as_deref(), digest.map(|digest| digest.len())), (good["tag"].as_str(), Some(64)));
    assert_eq!(Item::label("x"), (None, None));
}

#[test]
fn what_another_device_sealed_does_not_open_for_this_one() {
    let (device, signing, public) = tablet();
    let sealed = seal(&[4; 32], &format!("{}/{TAG}", Hex32([1; 16])), b"{}");
    let signature = sign(&signing, &texts::item(device, TAG, 4, &sealed));
    let item = json!({"tag": TAG.to_string(), "key": 4, "sealed": b64u(&sealed), "signature": signature});
    let opened = Item::parse(&item.to_string()).unwrap().open(device, &public, &ring());
    assert_eq!(opened.unwrap_err(), SealError::Unreadable.into());
}

proptest! {
    /// Whatever comes, nothing panics and nothing opens; also with a signature that is right.
    #[test]
    fn no_bytes_open_or_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), key in 0u16..6, point in any::<bool>()) {
        let (device, signing, public) = tablet();
        let good = from_b64u(item(4, [4; 32], TAG)["sealed"].as_str().unwrap()).unwrap();
        let sealed = if point { [&good[..curve::POINT], &bytes].concat() } else { bytes };
        let signature = sign(&signing, &texts::item(device, TAG, key, &sealed));
        let item = json!({"tag": TAG.to_string(), "key": key, "sealed": b64u(&sealed), "signature": signature});
        let opened = Item::parse(&item.to_string()).unwrap().open(device, &public, &ring());
        prop_assert!(matches!(opened, Err(ItemError::Sealed(_))));
    }

    #[test]
    fn no_text_is_an_item_by_chance(text in ".{0,200}") {
        prop_assert_eq!(Item::parse(&text), Err(ItemError::Malformed));
        prop_assert_eq!(Item::label(&text), (None, None));
        prop_assert_eq!(Rescue::read(&text), Err(NoRescue));
    }
}

#[test]
fn a_signature_holds_for_its_text_and_key_only() {
    let (_, signing, public) = tablet();
    let signature = sign(&signing, "text");
    assert!(public.has_signed("text", &signature));
    assert!(!public.has_signed("Text", &signature));
    for bad in ["", "AAAA", &signature[1..], &b64u(&[0; 64])] {
        assert!(!public.has_signed("text", bad), "{bad}");
    }
    let site = SignKey::new([5; 32]).unwrap();
    let believed = DeviceKey::from_b64u(&site.public()).unwrap();
    assert!(believed.has_signed("reply", &site.sign("reply")) && !public.has_signed("reply", &site.sign("reply")));
    assert_eq!(SignKey::new([0; 32]).unwrap_err(), BadKey);
    assert_eq!(DeviceKey::from_bytes(&public.to_bytes()), Some(public));
    assert_eq!(DeviceKey::from_bytes(&[4; 65]), None, "not on the curve");
}

#[test]
fn texts_are_as_written_down() {
    let (device, ..) = tablet();
    let code = PairingCode::parse("abcd-0123").unwrap();
    assert_eq!(texts::pair("MC.NT", code, "K"), "hailong pair 1\nMC.NT\nABCD0123\nK");
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let request = texts::Request { method: "POST", path: "/p", device, counter: 7, nonce: TAG, body: b"" };
    assert_eq!(request.text(), format!("hailong request 1\nPOST\n/p\n{device}\n7\n{TAG}\n{empty}"));
    assert_eq!(texts::reply(TAG, 200, b""), format!("hailong reply 1\n{TAG}\n200\n{empty}"));
    assert_eq!(texts::item(device, TAG, 2, b""), format!("hailong item 1\n{device}\n{TAG}\n2\n{empty}"));
    assert_eq!(Hex32::parse(&TAG.to_string()), Some(TAG));
    assert_eq!([Hex32::parse(&TAG.to_string()[1..]), Hex32::parse(&"A".repeat(32))], [None; 2]);
}

#[test]
fn a_code_is_typed_as_it_was_read() {
    let code = PairingCode::new(u64::MAX - 12_345);
    assert_eq!(code.symbols().len(), 8);
    assert_eq!(code.to_string().len(), 9);
    assert_eq!(PairingCode::parse(&format!(" {} ", code.to_string().to_lowercase())), Some(code));
    assert_eq!(["", "ABCD-012", "ABCD-01234", "ABCD-U123", "ếếếếếếếế"].map(PairingCode::parse), [None; 5]);
    let key = SignKey::new([5; 32]).unwrap();
    assert_ne!(key.pairing_digest("A", code), key.pairing_digest("B", code));
    assert_ne!(key.pairing_digest("A", code), SignKey::new([6; 32]).unwrap().pairing_digest("A", code));
}

#[test]
fn a_pin_is_hashed_as_the_browser_does() {
    let pin = Pin::new(1_000_042);
    assert_eq!(pin.to_string(), "000042");
    let hash = serde_json::to_value(pin.hash([2; 16])).unwrap();
    // By Python's hashlib.pbkdf2_hmac.
    assert_eq!(
        hash,
        json!({"salt": "AgICAgICAgICAgICAgICAg", "rounds": 300_000, "hash": "CQbwzci261df7wZQWXbPgVdvfppPKPqa-Q1TD42C-34"})
    );
}

#[test]
fn what_a_device_says_of_itself_is_taken_as_far_as_it_makes_sense() {
    let said = json!({"queued": 3, "dead": -1, "oldest": null, "app": "a\nb".repeat(60), "survey": 1, "battery": 250.5, "persisted": true});
    let status = Status::read(&said);
    assert_eq!((status.queued, status.dead, status.oldest, status.battery), (3, 0, None, Some(100)));
    assert_eq!((status.app.chars().count(), status.survey.as_str(), status.persisted), (64, "", true));
    for odd in [json!(null), json!([]), json!("x"), json!({"queued": 1e300})] {
        assert!(Status::read(&odd).app.is_empty());
    }
}

fn rescue(count: u8) -> String {
    let items = (0..count).map(|n| item(4, [4; 32], Hex32([n; 16])).to_string() + "\n");
    let head = json!({"hailong": "queue 1", "device": tablet().0.to_string(), "desk": "D", "made": 9, "items": count});
    let lines = format!("{head}\n{}", items.collect::<String>());
    format!("{lines}{}\n", json!({"end": count, "digest": digest(lines.as_bytes())}))
}

#[test]
fn a_rescue_file_is_whole_however_it_was_carried() {
    for text in [
        rescue(3),
        rescue(3).replace('\n', "\r\n"),
        format!("\u{feff}{}\n", rescue(3)),
        rescue(3).trim_end().to_owned(),
    ] {
        let read = Rescue::read(&text).unwrap();
        assert_eq!(
            (read.device, read.desk.as_str(), read.made, read.missing, read.end),
            (tablet().0, "D", 9, 0, RescueEnd::Whole)
        );
        assert_eq!(read.items.iter().map(|it| it.0).collect::<Vec<_>>(), [2, 3, 4]);
    }
    let [text, longer] = [rescue(3), rescue(3) + "{}\n"];
    let lines: Vec<&str> = text.lines().collect();
    for changed in [longer, text.replace("queue 1\"", "queue 1\" "), [&lines[..2], &lines[3..]].concat().join("\n")] {
        assert_eq!(Rescue::read(&changed).unwrap().end, RescueEnd::Changed);
    }
    assert_eq!(Rescue::read(&text.replace("queue 1", "queue 2")), Err(NoRescue));
}

/// Cut off at every byte: what is whole is there, what is missing is said.
#[test]
fn of_a_torn_rescue_file_all_whole_items_are_there() {
    let text = rescue(2);
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    for cut in 0..text.len() {
        let whole = ends.iter().filter(|end| **end <= cut).count();
        match Rescue::read(&text[..cut]) {
            Err(NoRescue) => assert_eq!(whole, 0, "cut at {cut}"),
            Ok(read) => {
                assert_eq!(
                    (read.items.len(), read.missing),
                    ((whole - 1).min(2), 3usize.saturating_sub(whole)),
                    "cut at {cut}"
                );
                assert_eq!(read.end == RescueEnd::Whole, whole == 4, "cut at {cut}");
            }
        }
    }
}
