//! A kiosk's queue, brought by hand.

use crate::{
    issuing::{hailong, said},
    support::{Tablet, TestApp, submission, type_code},
};
use hailong::domain::device::DeviceId;
use serde_json::Value;
use std::process::Output;

fn import(app: &TestApp, content: &str) -> Output {
    let path = app.folder.0.join("queue.txt");
    std::fs::write(&path, content).unwrap();
    hailong(app, &["import-queue", path.to_str().unwrap()])
}

/// True where it ended well, with its counts and its complaints.
fn told(run: &Output) -> (bool, String, String) {
    let (out, err) = said(run);
    (run.status.success(), out.trim_end().to_owned(), err)
}

#[tokio::test]
async fn a_rescue_file_is_taken_once_and_says_what_it_lacks() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let items: Vec<Value> = (0..3).map(|n| tablet.item(&submission("MC.NT", n))).collect();
    let file = tablet.rescue(&items);
    assert_eq!(tablet.deliver(&app, &items[..1]).await, [201], "one arrived by itself");
    // Cut off: within the head, within an item, before an item's end of line, within the last line.
    let ends: Vec<usize> = file.match_indices('\n').map(|(at, _)| at).collect();
    let (ok, out, err) = told(&import(&app, &file[..ends[0] - 5]));
    assert!(!ok && out.is_empty() && err.contains("nothing was taken") && err.contains("first line"), "{err}");
    for (cut, taken, missing) in [
        (ends[1] + 100, "0 stored, 1 known before, 0 refused", "2 answers are missing"),
        (ends[2], "1 stored, 1 known before, 0 refused", "1 answers are missing"),
        (ends[2] + 1, "0 stored, 2 known before, 0 refused", "1 answers are missing"),
        (ends[3] + 9, "1 stored, 2 known before, 0 refused", "0 answers are missing"),
    ] {
        let (ok, out, err) = told(&import(&app, &file[..cut]));
        assert!(!ok && out == taken && err.contains("cut off") && err.contains(missing), "cut at {cut}: {out} {err}");
    }
    let (ok, out, err) = told(&import(&app, &file));
    assert_eq!((ok, out.as_str(), err.as_str()), (true, "0 stored, 3 known before, 0 refused", ""));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 3);
    let entry = app.logged(1).await.remove(0);
    assert_eq!(entry.action.key(), "queue.import");
    assert!(entry.detail.ends_with("0 stored, 3 known before, 0 refused"), "{}", entry.detail);
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}

#[tokio::test]
async fn the_queue_of_a_revoked_device_is_rescued() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let items: Vec<Value> = (0..25).map(|n| tablet.item(&submission("MC.NT", n))).collect();
    let run = hailong(&app, &["devices", "revoke", "--device", &tablet.id]);
    assert!(run.status.success(), "{}", said(&run).1);
    assert_eq!(tablet.sync(&app, &items[..1]).await.code(), "device_revoked");
    let (ok, out, err) = told(&import(&app, &tablet.rescue(&items)));
    assert_eq!((ok, out.as_str()), (true, "25 stored, 0 known before, 0 refused"), "{err}");
    let strata = app.site.store.waiting().await.unwrap();
    assert_eq!(strata.iter().map(|group| group.count).sum::<u64>(), 25);
}

#[tokio::test]
async fn what_is_not_this_sites_or_was_changed_is_refused() {
    let [app, other] = [TestApp::start().await, TestApp::start().await];
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let file = tablet.rescue(&[tablet.item(&submission("MC.NT", 1))]);
    let (ok, out, err) = told(&import(&other, &file));
    assert!(!ok && out.is_empty() && err.contains("none of this site") && err.contains(&tablet.id), "{err}");
    assert_eq!(other.site.store.waiting_count().await.unwrap(), 0);
    for no_file in ["", "x", "{}", "\u{feff}\n", &file.replace("queue 1", "queue 9")] {
        let (ok, out, err) = told(&import(&app, no_file));
        assert!(!ok && out.is_empty() && err.contains("no rescue file"), "{err}");
    }
    let mut items: Vec<Value> = (0..3).map(|n| tablet.item(&submission("MC.NT", n))).collect();
    items[1]["signature"] = items[0]["signature"].clone();
    let mut wrong = submission("MC.NT", 9);
    wrong["answers"]["access.seats"] = 6.into();
    items[2] = tablet.item(&wrong);
    let (ok, out, err) = told(&import(&app, &tablet.rescue(&items)));
    assert!(!ok && out == "1 stored, 0 known before, 2 refused", "{out} {err}");
    assert!(err.contains("line 3: item_unsigned") && err.contains("line 4: invalid_submission"), "{err}");
    assert!(err.contains("answers.access.seats"), "{err}");
    let swapped =
        tablet.rescue(&items[..1]).replace(&items[0].to_string(), &tablet.item(&submission("MC.NT", 10)).to_string());
    let (ok, out, err) = told(&import(&app, &swapped));
    assert!(!ok && out.starts_with("1 stored") && err.contains("were changed"), "its own, but not that file: {err}");
}

#[tokio::test]
async fn devices_are_added_listed_and_revoked_by_command() {
    let app = TestApp::start().await;
    let run = hailong(&app, &["devices", "add", "--desk", "MC.NT", "--name", " Máy cửa "]);
    let (out, err) = said(&run);
    assert!(run.status.success(), "{err}");
    let code = out.split("minutes: ").nth(1).unwrap()[..9].replace('-', "");
    let pin = out.trim_end().rsplit(' ').next().unwrap();
    assert!(pin.len() == 6 && pin.bytes().all(|digit| digit.is_ascii_digit()), "{out}");
    let (_, reply) = type_code(&app, "MC.NT", &code).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["name"]), (201, &"Máy cửa".into()));
    let id = reply.json()["device"].as_str().unwrap().to_owned();
    let listed = said(&hailong(&app, &["devices", "list"])).0;
    assert!(listed.contains(&id) && listed.contains("Máy cửa") && listed.contains("never seen"), "{listed}");
    assert!(hailong(&app, &["devices", "revoke", "--device", &id]).status.success());
    assert!(app.site.store.device(DeviceId::parse(&id).unwrap()).await.unwrap().unwrap().revoked_at.is_some());
    let mut actions: Vec<String> = app.logged(3).await.into_iter().map(|entry| entry.action.key().to_owned()).collect();
    actions.reverse();
    assert_eq!(actions, ["device.add", "device.pair", "device.revoke"]);
    for (arguments, named) in [
        (["add", "--desk", "NOPE", "--name", "x"].as_slice(), "desk: there is no desk `NOPE`"),
        (&["add", "--desk", "MC.NT", "--name", "  "], "name: expected 1 to 60 characters"),
        (&["revoke", "--device", &id], "is revoked already"),
        (&["revoke", "--device", &"0".repeat(32)], "there is no device"),
        (&["revoke", "--device", "x"], "expected 32 hex digits"),
    ] {
        let run = hailong(&app, &[&["devices"], arguments].concat());
        assert!(!run.status.success() && said(&run).1.contains(named), "{arguments:?}: {}", said(&run).1);
    }
}
