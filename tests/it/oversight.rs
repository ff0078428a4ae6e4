//! Comments and the staff log: every row can be reached, found and taken out.

use crate::{staff::Operator, support::TestApp};
use axum::http::StatusCode;
use hailong::{
    domain::{role::Role, staff_log::Action},
    work::releases,
};
use sea_orm::{ConnectionTrait, Database};

/// The address of the next page, if there is one.
fn next(html: &str) -> Option<String> {
    let link =
        html.split("<a href=\"").skip(1).find(|link| link.split('>').next().unwrap().contains("rel=\"next\""))?;
    Some(link.split('"').next().unwrap().replace("&amp;", "&"))
}

#[tokio::test]
async fn the_log_is_read_to_its_first_line_by_person_and_action_and_as_a_file() {
    let app = TestApp::start().await;
    for n in 0..450 {
        let actor = if n % 3 == 0 { "minh" } else { "lan" };
        let detail = format!("=row-{n}.");
        let entry = app.site.by(actor, app.clock.now()).does(Action::HoursDesk, &detail);
        app.site.store.log(entry).await.unwrap();
    }
    let auditor = Operator::with_role(&app, Role::Auditor, None).await;
    let mut path = "/staff/log?lang=vi".to_owned();
    let mut seen = String::new();
    for _ in 0..3 {
        let page = auditor.get(&path).await.text();
        seen.push_str(&page);
        path = next(&page).unwrap_or_default();
    }
    assert!(path.is_empty(), "three pages are all");
    for n in 0..450 {
        assert_eq!(seen.matches(&format!(">=row-{n}.<")).count(), 1, "row {n}");
    }
    assert!(seen.contains(">Đặt giờ làm việc của nơi tiếp nhận<") && !seen.contains(">hours.desk<"));
    let own = auditor.get("/staff/log?actor=minh&action=hours.desk").await.text();
    assert_eq!(own.matches(">=row-").count(), 150);
    assert!(next(&own).is_none());
    assert!(!auditor.get("/staff/log?action=sign-in").await.text().contains("row-"));

    let file = auditor.get("/staff/log.csv?actor=minh&dialect=machine").await;
    assert_eq!(file.text().lines().count(), 151, "a head and every line of the person");
    assert!(file.text().contains(",'=row-0."), "a formula is none: {}", &file.text()[..200]);
    let rows: Vec<String> = file.text().lines().skip(1).map(str::to_owned).collect();
    let keyed = |row: &String| row.contains("Z,minh,hours.desk,") && row.starts_with("20");
    assert!(rows.iter().all(keyed), "times in UTC, keys, no sentences: {}", rows[0]);
    let people = auditor.get("/staff/log.csv?actor=minh&dialect=excel-vi").await.text();
    assert!(people.contains("Đặt giờ làm việc của nơi tiếp nhận") && !people.contains("hours.desk"));
    assert_eq!(app.logged(1).await[0].action.key(), "export.log");
    let other = Operator::with_role(&app, Role::Oversight, None).await;
    assert_eq!(other.get("/staff/log.csv").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_said_and_kept() {
    let app = TestApp::start().await;
    for n in 0..12 {
        app.submit(&crate::support::submission("MC.NT", n)).await;
    }
    app.release_now().await;
    let auditor = Operator::with_role(&app, Role::Auditor, None).await;
    let reader = Operator::with_role(&app, Role::Oversight, None).await;
    let entry = app.site.by("minh", app.clock.now()).does(Action::SignIn, "");
    app.site.store.log(entry).await.unwrap();
    for (who, list, field, typed, said) in [
        (&reader, "comments", "period", "2024-13", "“2024-13” không phải là kỳ"),
        (&reader, "comments", "period", "tháng 5", "“tháng 5” không phải là kỳ"),
        (&reader, "comments", "unit", "KH.NOPE", "Không có cơ quan, đơn vị nào có mã “KH.NOPE”"),
        (&reader, "comments", "after", "rubbish", "Địa chỉ trang bị sai"),
        (&auditor, "log", "action", "hours", "Nhật ký không có việc nào tên là “hours”"),
        (&auditor, "log", "actor", "nobody", "Không có tài khoản “nobody”"),
        (&auditor, "log", "before", "last", "Địa chỉ trang bị sai"),
    ] {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([(field, typed), ("words", "Ý kiến"), ("lang", "vi")])
            .finish();
        let page = who.get(&format!("/staff/{list}?{query}")).await;
        let html = page.text();
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{list} {field}={typed}");
        assert!(html.contains(&format!("href=\"#{field}\">{said}")), "{field}: {html}");
        assert_eq!(html.matches("<tbody>").count(), 0, "nothing stands for what was not asked: {field}");
        if !["after", "before"].contains(&field) {
            assert!(html.contains(&format!("<option value=\"{typed}\" selected>")), "{typed} is kept: {html}");
            let file = who.get(&format!("/staff/{list}.csv?{query}")).await;
            assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}.csv {field}={typed}");
        }
        assert!(list != "comments" || html.contains("value=\"Ý kiến\""), "the words are kept: {html}");
    }
    assert_eq!(reader.get("/staff/comments.csv?dialect=excel").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.logged(1).await[0].action.key(), "sign-in", "nothing was taken out");
    let none = auditor.get("/staff/log?action=export.index").await.text();
    assert!(none.contains("<option value=\"export.index\" selected>Tải bảng chỉ số<"), "in words: {none}");
    let db = Database::connect(&app.database_url).await.unwrap();
    db.execute_unprepared("UPDATE staff_log SET action = 'attic.sweep', detail = 'x' WHERE seq = 1").await.unwrap();
    let other = auditor.get("/staff/log?action=attic.sweep").await;
    assert_eq!(other.status, StatusCode::OK, "another version wrote it, and it is in the log");
    assert!(other.text().contains("<td>attic.sweep</td><td>x</td>"), "as it stands: {}", other.text());
    for good in ["log?action=export.index", "log?actor=oversight-all", "log?action=&actor="] {
        assert_eq!(auditor.get(&format!("/staff/{good}")).await.status, StatusCode::OK, "{good}");
    }
    assert_eq!(reader.get("/staff/comments?period=2020-01&unit=KH.STP").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_the_site_is_started_with_is_in_the_log_once_and_again_when_it_changes() {
    let app = TestApp::start().await;
    releases::note_hours(&app.site, &app.clock).await.unwrap();
    releases::note_hours(&app.site, &app.clock).await.unwrap();
    let count = |log: &[hailong::store::Logged], action: &str, part: &str| {
        log.iter().filter(|it| it.action.key() == action && it.detail.contains(part)).count()
    };
    let log = app.logged(100).await;
    for (action, part) in
        [("survey.publish", "short-2025"), ("list.change", "targets.csv"), ("setting.change", "release_batch: 10")]
    {
        assert_eq!(count(&log, action, part), 1, "{action} {part}: {log:?}");
    }
    let targets = app.folder.0.join("surveys/targets.csv");
    let text = std::fs::read_to_string(&targets).unwrap();
    std::fs::write(&targets, format!("{}\n\n", text.trim_end())).unwrap();
    let restarted = TestApp::restarted(&app).await;
    releases::note_hours(&restarted.site, &app.clock).await.unwrap();
    let log = app.logged(100).await;
    assert_eq!(count(&log, "list.change", "targets.csv"), 2);
    assert_eq!(count(&log, "survey.publish", "short-2025"), 1);
    let auditor = Operator::with_role(&app, Role::Auditor, None).await;
    assert!(auditor.get("/staff/log").await.text().contains("Đưa mẫu khảo sát vào dùng"));
}

#[tokio::test]
async fn comments_are_found_by_month_unit_and_words_without_marks() {
    let app = TestApp::start().await;
    for n in 0..240 {
        let mut one = crate::support::submission("MC.NT", n);
        let said = if n % 80 == 0 { "Chỗ ĐỂ XE quá hẹp" } else { "=Nhanh gọn" };
        one["comment"] = said.into();
        assert_eq!(app.submit(&one).await.status, StatusCode::CREATED);
    }
    app.release_now().await;
    let reader = Operator::with_role(&app, Role::Oversight, None).await;
    let first = reader.get("/staff/comments").await.text();
    let second = reader.get(&next(&first).unwrap()).await.text();
    assert!(next(&second).is_none());
    assert_eq!((first + &second).matches("<th scope=\"row\">").count(), 240);
    let found = reader.get("/staff/comments?words=cho+de+xe").await.text();
    assert_eq!(found.matches("ĐỂ XE").count(), 3, "{found}");
    let unit = found.split("<option value=\"").find(|it| it.starts_with("KH")).unwrap().split('"').next().unwrap();
    let of_unit = reader.get(&format!("/staff/comments?unit={unit}&words=de+xe")).await.text();
    assert_eq!(of_unit.matches("ĐỂ XE").count(), 3);
    assert_eq!(reader.get("/staff/comments?period=2020-01").await.text().matches("<tbody>").count(), 0);
    let file = reader.get("/staff/comments.csv?words=nhanh&dialect=machine").await.text();
    assert_eq!(file.lines().count(), 238);
    assert!(file.contains("\n'=Nhanh"), "{}", &file[..120]);
    assert!(file.contains(&format!(",{unit},20")), "codes, months that sort: {}", &file[..200]);
    let people = reader.get("/staff/comments.csv?words=nhanh&dialect=excel-vi").await.text();
    assert!(!people.contains(&format!(";{unit};")) && !people.contains(&format!(",{unit},")));
    assert_eq!(app.logged(1).await[0].action.key(), "export.comments");
}
