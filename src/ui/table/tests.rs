use super::*;

fn table() -> Table {
    Table {
        caption: "Bảng".into(),
        columns: vec![
            Column::words("unit", "Cơ quan"),
            Column::numbers("index", "Chỉ số (%)"),
            Column::ranges("ci", "Khoảng tin cậy 95%"),
            Column::numbers("responses", "Số phiếu"),
            Column::numbers("change", "Tăng/giảm"),
        ],
        rows: vec![
            vec![
                Value::Text("Sở <A>".into()),
                Value::Index(8860),
                Value::Range { low: 874, high: 897 },
                Value::Count(1204),
                Value::Change(-124),
            ],
            vec![Value::Text("=B".into()), Value::Withheld, Value::Withheld, Value::Missing, Value::Missing],
            vec![Value::named("all", "Tổng cộng"), Value::Missing, Value::Missing, Value::Few, Value::Missing],
        ],
        names: 0,
    }
}

#[test]
fn the_page_has_heads_scopes_and_aligned_numbers() {
    let page = table().html(Lang::Vi, &Dress::PLAIN).into_string();
    for part in [
        "<caption>Bảng</caption>",
        "<th scope=\"row\">Sở &lt;A&gt;</th>",
        "<td class=\"n\">88,60</td>",
        "<td class=\"n\">87,4–89,7</td>",
        "<td class=\"n\">1.204</td>",
        "<td class=\"n\">−1,24</td>",
        "<td class=\"n\">ẩn để bảo mật</td>",
        "<th scope=\"col\" class=\"n\">",
        "tabindex=\"0\"",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn the_csv_says_the_same_in_both_dialects() {
    let text = |dialect| String::from_utf8(table().csv(Lang::Vi, dialect)).unwrap();
    assert_eq!(
        text(Dialect::Machine),
        "unit,index,ci_low,ci_high,responses,change\nSở <A>,88.60,87.4,89.7,1204,-1.24\n'=B,,,,,\nall,,,,,\n"
    );
    assert_eq!(
        text(Dialect::ExcelVi),
        "\u{feff}Cơ quan;Chỉ số (%);Khoảng tin cậy 95%: từ;Khoảng tin cậy 95%: đến;Số phiếu;Tăng/giảm\r\n\
         Sở <A>;88,60;87,4;89,7;1204;-1,24\r\n'=B;ẩn để bảo mật;ẩn để bảo mật;;;\r\nTổng cộng;;;;dưới 10;\r\n"
    );
}
