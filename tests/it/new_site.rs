//! The files from which a new site begins: its organisations stay for good.

use crate::{
    lists::{DESKS, UNITS, folder, migrate},
    support::TestApp,
};
use std::{fs, path::Path};

fn database(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("hailong.db").display())
}

#[test]
fn a_new_site_does_not_begin_with_other_organisations_for_a_misspelt_name() {
    let names = ["DESK-hn.CSV", "Targets.csv", "don-vi.csv", "target.csv", "unit-hn.csv", "units.csv"];
    let folder = folder(&names.map(|name| (name, UNITS.as_bytes())));
    fs::write(folder.0.join("surveys/ghi chú.txt"), "x").unwrap();
    let (code, heard) = migrate(&folder.0, &database(&folder.0));
    let named = names.join(", ");
    let expected = [
        format!(
            "hailong: surveys: tên tệp không đúng: {named}; chương trình chưa khởi động; đổi tên thành units-….csv, \
             desks-….csv, targets.csv hoặc series.csv, hoặc chuyển tệp ra khỏi thư mục này"
        ),
        format!(
            "    surveys: no list is called {named}; nothing was started; rename to units-….csv, desks-….csv, \
             targets.csv or series.csv, or take out of this folder"
        ),
    ];
    assert_eq!((code, heard.lines().collect::<Vec<_>>()), (Some(2), expected.each_ref().map(String::as_str).to_vec()));
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["surveys"], "nothing is made");
    assert_eq!(fs::read_dir(folder.0.join("surveys")).unwrap().count(), names.len() + 1, "no list is laid beside them");
}

#[tokio::test]
async fn a_new_site_begins_beside_files_that_are_no_lists() {
    let others = ["desks-ct.csv.xlsx", "ghi chú.txt", "units-ct.csv~", "units-ct.ods", "units-hn.xlsx"];
    let own = [("units-ct.csv", UNITS), ("desks-ct.csv", DESKS)];
    let files = own.into_iter().chain(others.map(|name| (name, "x"))).map(|(name, text)| (name, text.as_bytes()));
    let folder = folder(&files.collect::<Vec<_>>());
    let (code, heard) = migrate(&folder.0, &database(&folder.0));
    let note = format!("lưu ý: surveys: không đọc {};", others.join(", "));
    assert!(code == Some(0) && heard.contains(&note) && heard.lines().count() == 2, "{code:?} {heard}");
}

/// Also what only shows when lists are laid beside each other: two codes of one line are one line.
#[test]
fn links_that_lead_nowhere_are_told_by_the_headings_of_the_file() {
    let units = UNITS.replace("CT.SNV;CT;", "CT.SNV;CT.X;");
    let desks = DESKS.replace("CT.SNV", "CT.SVN|CT.VSN");
    let targets = "Đơn vị;Năm;Mục tiêu;Phải vượt
CT.X;2026;90;x
";
    let folder = folder(&[("units-ct.csv", units.as_bytes()), ("desks-ct.csv", desks.as_bytes())]);
    let url = database(&folder.0);
    let (code, heard) = migrate(&folder.0, &url);
    let parts = [
        "units-ct.csv: dòng 4, cột “CẤP TRÊN”: không có đơn vị với mã này",
        "desks-ct.csv: dòng 2, cột “Đơn vị”: không có đơn vị với mã này",
    ];
    assert!(code == Some(2) && parts.iter().all(|part| heard.contains(part)), "{heard}");
    for (name, text) in [("units-ct.csv", UNITS), ("desks-ct.csv", DESKS), ("targets.csv", targets)] {
        fs::write(folder.0.join("surveys").join(name), text).unwrap();
    }
    let (code, heard) = migrate(&folder.0, &url);
    assert!(code == Some(2) && heard.contains("targets.csv: dòng 2, cột “Đơn vị”: không có"), "{heard}");
}

/// A first start that failed has made folders, but no site.
#[tokio::test]
async fn a_site_is_new_until_it_has_begun() {
    let folder =
        folder(&[("units-ct.csv", UNITS.replace("01/07/2025", "x").as_bytes()), ("desks-ct.csv", DESKS.as_bytes())]);
    let url = database(&folder.0);
    let first = migrate(&folder.0, &url);
    assert!(first.0 == Some(2) && first.1.contains("units-ct.csv"), "{first:?}");
    let lists = folder.0.join("surveys");
    fs::rename(lists.join("units-ct.csv"), lists.join("unit-ct.csv")).unwrap();
    let second = migrate(&folder.0, &url);
    assert!(second.0 == Some(2) && second.1.contains("unit-ct.csv; chương trình chưa khởi động"), "{second:?}");
    fs::write(lists.join("units-ct.csv"), UNITS).unwrap();
    fs::remove_file(lists.join("unit-ct.csv")).unwrap();
    let app = TestApp::on(folder, url, None).await;
    assert_eq!(app.site.catalogue.units().len(), 3, "no organisation of another province");
    fs::write(lists.join("unit-ct.csv"), UNITS).unwrap();
    let later = migrate(&app.folder.0, &app.database_url);
    assert!(later.0 == Some(0) && later.1.contains("lưu ý: surveys: không đọc unit-ct.csv;"), "{later:?}");
}
