//! Files that the pages need, embedded, each under the hash of its content and compressed once.

use crate::web::paths;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use flate2::Compression;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    io::Write,
    sync::{Arc, LazyLock, Mutex},
};
use tokio::sync::OnceCell;

const FOREVER: &str = "public, max-age=31536000, immutable";

/// The form's style and what a kiosk has besides, in one file.
const KIOSK_CSS: &str = concat!(include_str!("../../assets/form.css"), include_str!("../../assets/kiosk.css"));
/// The kiosk's script, whose parts share one scope, before the form's, which calls it.
const KIOSK_JS: &str = concat!(
    "(() => {\n'use strict';\n",
    include_str!("../../assets/kiosk/seal.js"),
    include_str!("../../assets/kiosk/queue.js"),
    include_str!("../../assets/kiosk/shell.js"),
    include_str!("../../assets/kiosk/staff.js"),
    include_str!("../../assets/kiosk/visit.js"),
    "})();\n",
    include_str!("../../assets/form.js"),
);

/// A body in the encodings that browsers ask for, made once.
#[derive(Clone, Debug)]
pub struct Packed {
    kind: &'static str,
    plain: Bytes,
    /// Absent for what is compressed already.
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
}

impl Packed {
    /// Compresses as well as can be; that takes up to 100 ms and belongs outside a request.
    pub fn text(kind: &'static str, content: Vec<u8>) -> Self {
        Self { kind, gzip: gzip(&content, Compression::best()), brotli: brotli(&content), plain: content.into() }
    }

    /// The content itself.
    pub fn plain(&self) -> &[u8] {
        &self.plain
    }

    fn binary(kind: &'static str, content: Vec<u8>) -> Self {
        Self { kind, gzip: None, brotli: None, plain: content.into() }
    }

    /// The response in the best encoding that the request accepts.
    pub fn respond(&self, request: &HeaderMap, cache: &'static str) -> Response {
        let accepts = |name: &str| accepts_encoding(request, name);
        let (body, encoding) = match (&self.brotli, &self.gzip) {
            (Some(body), _) if accepts("br") => (body, Some("br")),
            (_, Some(body)) if accepts("gzip") => (body, Some("gzip")),
            _ => (&self.plain, None),
        };
        let mut response = Body::from(body.clone()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        if self.gzip.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// A script without indentation and without lines that only say why: they are a tenth of what a phone loads.
/// Ours have no texts of several lines.
fn without_remarks(script: &str) -> String {
    let remark = |line: &&str| line.starts_with("//") || line.starts_with("/**");
    script.lines().map(str::trim_start).filter(|line| !remark(line)).flat_map(|line| [line, "\n"]).collect()
}

/// A request takes a coding, by its name.
pub(super) fn accepts_encoding(request: &HeaderMap, name: &str) -> bool {
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|part| {
        let (coding, quality) = part.split_once(';').unwrap_or((part, ""));
        coding.trim() == name && quality.trim() != "q=0"
    })
}

pub(super) fn gzip(content: &[u8], level: Compression) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(content).ok()?;
    Some(encoder.finish().ok()?.into())
}

fn brotli(content: &[u8]) -> Option<Bytes> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 18, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut packed, &params).ok()?;
    Some(packed.into())
}

/// The embedded files by their hashed names, and those names.
#[derive(Debug)]
pub struct Assets {
    files: HashMap<String, Packed>,
    names: HashMap<&'static str, String>,
}

static LOADED: LazyLock<Assets> = LazyLock::new(Assets::load);

impl Assets {
    /// Those of this program; the first call takes a moment.
    pub fn get() -> &'static Self {
        &LOADED
    }

    /// Hashes and compresses everything.
    fn load() -> Self {
        let mut assets = Self { files: HashMap::new(), names: HashMap::new() };
        let font = |bytes: &[u8]| Packed::binary("font/woff2", bytes.to_vec());
        assets.add("noto-sans-400.woff2", font(include_bytes!("../../assets/fonts/noto-sans-400.woff2")));
        assets.add("noto-sans-600.woff2", font(include_bytes!("../../assets/fonts/noto-sans-600.woff2")));
        assets.add("icon.svg", Packed::text("image/svg+xml", include_bytes!("../../assets/icon.svg").to_vec()));
        let png = |bytes: &[u8]| Packed::binary("image/png", bytes.to_vec());
        assets.add("icon-512.png", png(include_bytes!("../../assets/icon-512.png")));
        for (name, kind, content) in [
            ("form.css", "text/css; charset=utf-8", include_str!("../../assets/form.css")),
            ("form.js", "text/javascript; charset=utf-8", include_str!("../../assets/form.js")),
            ("kiosk.css", "text/css; charset=utf-8", KIOSK_CSS),
            ("kiosk.js", "text/javascript; charset=utf-8", KIOSK_JS),
            ("sw.js", "text/javascript; charset=utf-8", include_str!("../../assets/sw.js")),
            ("print.css", "text/css; charset=utf-8", include_str!("../../assets/print.css")),
            ("staff.css", "text/css; charset=utf-8", include_str!("../../assets/staff.css")),
        ] {
            let linked = content
                .replace("{{font-400}}", &assets.url("noto-sans-400.woff2"))
                .replace("{{font-600}}", &assets.url("noto-sans-600.woff2"));
            let content = if kind.starts_with("text/javascript") { without_remarks(&linked) } else { linked };
            assets.add(name, Packed::text(kind, content.into_bytes()));
        }
        assets
    }

    fn add(&mut self, name: &'static str, packed: Packed) {
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&packed.plain)[..6]);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!("{stem}.{digest}.{extension}");
        self.names.insert(name, paths::asset(&hashed));
        self.files.insert(hashed, packed);
    }

    /// The URL of an embedded file; a name that is not embedded gives the URL of nothing.
    pub fn url(&self, name: &str) -> String {
        self.names.get(name).cloned().unwrap_or_else(|| paths::asset(name))
    }

    /// An embedded file.
    pub fn file(&self, name: &str) -> Option<&Packed> {
        self.files.get(self.names.get(name)?.rsplit_once('/')?.1)
    }

    /// Answers a request for a hashed name.
    pub fn respond(&self, file: &str, request: &HeaderMap) -> Response {
        match self.files.get(file) {
            Some(packed) => packed.respond(request, FOREVER),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

/// Most pages that are kept; a province has fewer desks × surfaces and units × events, in each language.
const PAGES: usize = 2048;

/// Pages that are the same for everyone, compressed when they are first asked for.
#[derive(Debug, Default)]
pub struct Pages(Mutex<HashMap<String, PackedPage>>);

type PackedPage = Arc<OnceCell<Arc<Packed>>>;

impl Pages {
    /// The page under a key, rendered and compressed by `render` once: others that ask meanwhile wait for
    /// it. After a restart all phones ask at once, and each page costs 100 ms.
    pub async fn get(&self, key: String, render: impl FnOnce() -> String + Send + 'static) -> Arc<Packed> {
        self.get_as("text/html; charset=utf-8", key, render).await
    }

    /// As [`Self::get`], for another kind of text.
    pub async fn get_as(
        &self,
        kind: &'static str,
        key: String,
        render: impl FnOnce() -> String + Send + 'static,
    ) -> Arc<Packed> {
        let page = self.place(key);
        let made = page.get_or_init(|| async {
            let make = move || Arc::new(Packed::text(kind, render().into_bytes()));
            // A panic of the renderer is a fault of ours that the panic layer reports.
            match tokio::task::spawn_blocking(make).await {
                Ok(page) => page,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            }
        });
        made.await.clone()
    }

    fn place(&self, key: String) -> PackedPage {
        let mut held = self.held();
        if held.len() >= PAGES && !held.contains_key(&key) {
            held.clear();
        }
        held.entry(key).or_default().clone()
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, PackedPage>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lose_their_remarks_and_nothing_else() {
        let script = "// why\n/** What. */\n  const a = 'http://x'; // px\n\n    // more\n  b();\n";
        assert_eq!(without_remarks(script), "const a = 'http://x'; // px\n\nb();\n");
        for script in [include_str!("../../assets/form.js"), include_str!("../../assets/sw.js"), KIOSK_JS] {
            assert!(!script.lines().any(|line| line.matches('`').count() % 2 == 1));
        }
    }

    /// A script with one such thing is not read at all on a phone of 2018 (Safari 12, Chrome 70): no form, no way on.
    #[test]
    fn scripts_are_written_as_in_2018() {
        let newer = [
            "?.",
            " ?? ",
            "??=",
            "||=",
            "&&=",
            "(?<",
            "import(",
            "static {",
            ".replaceAll(",
            ".matchAll(",
            ".at(",
            ".flatMap(",
            ".fromEntries(",
            ".hasOwn(",
            "structuredClone",
            "randomUUID",
            "AbortSignal.",
            ".allSettled(",
            "queueMicrotask",
            "globalThis",
            ".replaceChildren(",
            ".requestSubmit(",
            ".findLast",
            ".trimStart(",
        ];
        for (name, script) in [("form.js", include_str!("../../assets/form.js")), ("kiosk", KIOSK_JS)] {
            let said = without_remarks(script);
            let found: Vec<_> = newer.iter().filter(|one| said.contains(**one)).collect();
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}
