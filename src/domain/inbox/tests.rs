use super::*;
use crate::domain::{device::DeviceId, flags::Flags, submission::Stratum, survey::Kind};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn entry<'t>(answers: &'t str, comment: Option<&'t str>) -> Entry<'t> {
    Entry {
        survey: "one-stop-2024",
        unit: "KH.NT.2024",
        month: "2024-05".parse().unwrap(),
        stratum: Stratum::KioskReceipt,
        kind: Kind::Organisation,
        lang: "vi",
        answers,
        comment,
        flags: Flags::from_text("burst-1|speeder-1").unwrap(),
        trace: Some(Trace {
            key: [7; 16],
            received_at: 1_717_000_000_000,
            is_timed: true,
            desk: "MC.NT",
            device: Some(DeviceId::from_bytes([9; 16])),
            seconds: Some(143),
        }),
    }
}

fn keys(ids: &[u16]) -> InboxKeys {
    let keys = InboxKeys::default();
    let key = |id: &u16| (*id, InboxKey { secret: [u8::try_from(*id).unwrap(); 32], from: i64::from(*id) });
    keys.add(&ids.iter().map(key).collect::<BTreeMap<_, _>>());
    keys.seal_under(ids.last().copied());
    keys
}

#[test]
fn what_is_sealed_opens_under_its_key_in_its_place_alone() {
    let (keys, text) = (keys(&[1, 2]), entry("5512", Some("Phòng chờ nóng.")));
    let sealed = keys.seal(-7, &text).unwrap();
    let open = |keys: &InboxKeys, key, place, bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        keys.open(key, place, &mut bytes).map(|found| found == text)
    };
    assert_eq!((sealed.key, open(&keys, 2, -7, &sealed.bytes)), (2, Ok(true)));
    assert_eq!(open(&keys, 1, -7, &sealed.bytes), Err(Closed::Unreadable), "another key");
    assert_eq!(open(&keys, 2, -8, &sealed.bytes), Err(Closed::Unreadable), "another place");
    assert_eq!(open(&keys, 3, -7, &sealed.bytes), Err(Closed::NoKey));
    for at in [0, NONCE_END, sealed.bytes.len() - 1] {
        let mut changed = sealed.bytes.clone();
        changed[at] ^= 1;
        assert_eq!(open(&keys, 2, -7, &changed), Err(Closed::Unreadable), "byte {at}");
    }
    assert_eq!(open(&keys, 2, -7, &sealed.bytes[..20]), Err(Closed::Unreadable));
    assert_ne!(keys.seal(-7, &text).unwrap().bytes, sealed.bytes, "no two are alike");
}

const NONCE_END: usize = 12;

#[test]
fn a_sealed_text_tells_neither_the_answers_nor_that_there_is_a_comment() {
    let (keys, long) = (keys(&[1]), "Phòng chờ nóng, ghế gãy. ".repeat(8));
    let length = |entry: &Entry<'_>| keys.seal(0, entry).unwrap().bytes.len();
    let answers = "5".repeat(70);
    let plain = entry(&answers, None);
    let stripped = Entry { trace: None, flags: Flags::NONE, ..plain };
    for other in [entry("", None), entry(&answers, Some(&long[..200])), stripped] {
        assert_eq!((length(&plain), length(&other)), (540, 540));
    }
    let sealed = keys.seal(0, &entry("5512345", Some(&long))).unwrap().bytes;
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    let words = ["5512345", "KH.NT", "MC.NT", "one-stop", "burst", "Phòng"];
    let text = entry("5512345", Some(&long)).write();
    assert!(words.iter().all(|word| holds(&text, word)), "the control: unsealed it is there");
    assert!(!words.iter().any(|word| holds(&sealed, word)));
}

#[test]
fn the_longest_comment_is_sealed_whole() {
    let comment = "\u{1ed9}".repeat(crate::domain::submission::COMMENT_LIMIT);
    let (keys, answers) = (keys(&[1]), "5".repeat(300));
    let mut sealed = keys.seal(3, &entry(&answers, Some(&comment))).unwrap().bytes;
    assert_eq!(sealed.len(), 4_608 + 28);
    assert_eq!(keys.open(1, 3, &mut sealed).unwrap().comment, Some(comment.as_str()));
}

#[test]
fn a_key_that_is_forgotten_neither_opens_nor_seals() {
    let keys = keys(&[1, 2]);
    let mut sealed = keys.seal(0, &entry("1", None)).unwrap().bytes;
    let same = keys.clone();
    same.forget(2);
    assert_eq!(keys.open(2, 0, &mut sealed).err(), Some(Closed::NoKey), "clones hold the same keys");
    assert_eq!(keys.seal(0, &entry("1", None)), None);
    keys.seal_under(Some(1));
    assert_eq!(keys.seal(0, &entry("1", None)).unwrap().key, 1);
    assert_eq!(keys.begun(), BTreeMap::from([(1, 1)]));
}

proptest! {
    #[test]
    fn any_entry_comes_out_as_it_went_in(
        answers in "[1-5a-z|]{0,400}", comment in proptest::option::of("\\PC{0,1000}"), desk in "\\PC{0,40}",
        seconds in proptest::option::of(any::<i32>()), at in any::<i64>(), traced in any::<bool>(), device in any::<bool>(),
    ) {
        let trace = Trace { key: [3; 16], received_at: at, is_timed: seconds.is_some(), desk: &desk, device: device.then(|| DeviceId::from_bytes([8; 16])), seconds };
        let entry = Entry { trace: traced.then_some(trace), ..entry(&answers, comment.as_deref()) };
        let text = entry.write();
        prop_assert_eq!(Entry::read(&text), Ok(entry));
    }

    #[test]
    fn no_text_makes_the_reader_fall(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _said = Entry::read(&bytes);
        let _said = Entry::read(&[&[1, 15][..], &bytes].concat());
    }
}
