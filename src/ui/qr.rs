//! QR codes, drawn so that worn printers and poor cameras still read them: error correction M, a quiet zone
//! of four modules that is part of every drawing, and the smallest symbol that the text allows.
//!
//! Text of digits, capitals and `$%*+-./:` and spaces takes little more than half the room of any other: see
//! [`crate::ui::qr::Symbol::is_compact`].

use fast_qr::{ECL, Mode, QRBuilder};
use maud::{Markup, html};
use std::fmt::Write as _;

/// Light modules on every side; readers look for them.
pub const QUIET: usize = 4;
/// Most pixels of a module's side in a PNG: the largest symbol stays below 7,500 pixels.
pub const MOST_SCALE: usize = 40;

/// Why there is no code for a text.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum QrError {
    #[error("the text is too long for a QR code")]
    TooLong,
    #[error("the picture could not be written")]
    Picture,
}

/// A symbol, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbol {
    modules: usize,
    dark: Vec<bool>,
    compact: bool,
}

impl std::fmt::Debug for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Symbol({0} × {0})", self.modules)
    }
}

impl Symbol {
    /// # Errors
    /// [`QrError::TooLong`] above some 2,300 bytes.
    pub fn of(text: &str) -> Result<Self, QrError> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| QrError::TooLong)?;
        let dark = code.data[..code.size * code.size].iter().map(|module| module.value()).collect();
        Ok(Self { modules: code.size, dark, compact: matches!(code.mode, Some(Mode::Alphanumeric | Mode::Numeric)) })
    }

    /// Modules of a side, without the quiet zone.
    pub fn modules(&self) -> usize {
        self.modules
    }

    /// The text fitted the symbol's own alphabet.
    pub fn is_compact(&self) -> bool {
        self.compact
    }

    /// Modules of a drawing's side, with the quiet zone.
    pub fn side(&self) -> usize {
        self.modules + 2 * QUIET
    }

    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = QUIET..QUIET + self.modules;
        inside.contains(&x) && inside.contains(&y) && self.dark[(y - QUIET) * self.modules + x - QUIET]
    }

    /// The dark modules as one path, in modules of the drawing: seams between shapes cannot show.
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(self.modules * self.modules * 4);
        for y in 0..self.side() {
            let mut x = 0;
            while x < self.side() {
                let run = (x..self.side()).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    // Writing into a string cannot fail.
                    write!(path, "M{x} {y}h{run}v1h-{run}z").unwrap_or_default();
                }
                x += run.max(1);
            }
        }
        path
    }

    /// The drawing, black on white whatever surrounds it; `title` says where it leads.
    pub fn svg(&self, title: &str) -> Markup {
        let side = self.side();
        html! {
            svg.qr xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (side) " " (side) } role="img" shape-rendering="crispEdges" {
                title { (title) }
                path fill="#fff" d={ "M0 0h" (side) "v" (side) "H0z" } {}
                path fill="#000" d=(self.path()) {}
            }
        }
    }

    /// The drawing as PNG of one bit a pixel, `scale` pixels to a module, at least 1 and at most [`MOST_SCALE`].
    ///
    /// # Errors
    /// [`QrError::Picture`]; no input is known to cause it.
    pub fn png(&self, scale: usize) -> Result<Vec<u8>, QrError> {
        let scale = scale.clamp(1, MOST_SCALE);
        let pixels = self.side() * scale;
        let width = u32::try_from(pixels).map_err(|_| QrError::Picture)?;
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, width);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().map_err(|_| QrError::Picture)?;
        writer.write_image_data(&self.bits(scale)).map_err(|_| QrError::Picture)?;
        writer.finish().map_err(|_| QrError::Picture)?;
        Ok(file)
    }

    /// Rows of pixels from the top, each in whole bytes; a set bit is white.
    fn bits(&self, scale: usize) -> Vec<u8> {
        let row_bytes = (self.side() * scale).div_ceil(8);
        let mut bits = Vec::with_capacity(row_bytes * self.side() * scale);
        for y in 0..self.side() {
            let mut row = vec![0; row_bytes];
            for x in (0..self.side() * scale).filter(|x| !self.is_dark(x / scale, y)) {
                row[x / 8] |= 0x80 >> (x % 8);
            }
            for _ in 0..scale {
                bits.extend_from_slice(&row);
            }
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECEIPT: &str =
        "HTTPS://DANHGIA.KHANHHOA.GOV.VN/R/0400000G4RSN5B1F6VQ8Z0TJX7HC9KM2P3WAYD04400000G4RSN5B1F6VQ8Z0TJX7HC9KM2";

    #[test]
    fn a_receipt_takes_37_modules_in_capitals_and_more_in_small_letters() {
        let symbol = Symbol::of(RECEIPT).unwrap();
        assert_eq!(RECEIPT.len(), 105);
        assert_eq!((symbol.modules(), symbol.side(), symbol.is_compact()), (37, 45, true));
        let small = Symbol::of(&RECEIPT.to_lowercase()).unwrap();
        assert_eq!((small.modules(), small.is_compact()), (41, false));
        assert_eq!(Symbol::of(&"x".repeat(3_000)), Err(QrError::TooLong));
        assert!(Symbol::of("").is_ok());
    }

    #[test]
    fn the_quiet_zone_is_light_on_every_side_and_the_finders_are_where_readers_look() {
        let symbol = Symbol::of(RECEIPT).unwrap();
        let (side, edge) = (symbol.side(), QUIET - 1);
        for at in 0..side {
            for depth in 0..=edge {
                let far = side - 1 - depth;
                let all = [(at, depth), (depth, at), (at, far), (far, at)];
                assert!(all.iter().all(|(x, y)| !symbol.is_dark(*x, *y)));
            }
        }
        let last = side - QUIET - 1;
        for (x, y) in [(QUIET, QUIET), (last, QUIET), (QUIET, last)] {
            assert!(symbol.is_dark(x, y), "the corner of a finder");
        }
        assert!(!symbol.is_dark(side, side), "outside is light");
    }

    /// Draws a path of `M x y h n v1 h-n z` runs.
    fn drawn(path: &str, side: usize) -> Vec<bool> {
        let mut dark = vec![false; side * side];
        for run in path.split('M').skip(1) {
            let (from, rest) = run.split_once('h').unwrap();
            let (x, y) = from.split_once(' ').unwrap();
            let length = rest.split_once('v').unwrap().0;
            assert_eq!(rest, format!("{length}v1h-{length}z"));
            let (x, y, length): (usize, usize, usize) =
                (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
            dark[y * side + x..y * side + x + length].fill(true);
        }
        dark
    }

    #[test]
    fn the_drawing_and_the_picture_are_the_same_modules() {
        for text in [RECEIPT, "https://danhgia.khanhhoa.gov.vn/q/MC.NT", "1"] {
            let symbol = Symbol::of(text).unwrap();
            let side = symbol.side();
            let path = drawn(&symbol.path(), side);
            for scale in [1, 3, 16] {
                let file = symbol.png(scale).unwrap();
                let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
                let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
                let info = reader.next_frame(&mut pixels).unwrap();
                assert_eq!((info.width as usize, info.height as usize), (side * scale, side * scale));
                assert_eq!(info.bit_depth, png::BitDepth::One);
                for (x, y) in (0..side * scale).flat_map(|y| (0..side * scale).map(move |x| (x, y))) {
                    let white = pixels[y * info.line_size + x / 8] & (0x80 >> (x % 8)) != 0;
                    assert_eq!(path[y / scale * side + x / scale], !white, "{text} at {x}, {y} of scale {scale}");
                }
            }
        }
    }

    #[test]
    fn the_scale_has_bounds() {
        let symbol = Symbol::of("1").unwrap();
        assert_eq!(symbol.png(0), symbol.png(1));
        assert_eq!(symbol.png(usize::MAX), symbol.png(MOST_SCALE));
    }

    #[test]
    fn the_drawing_says_what_it_is() {
        let svg = Symbol::of("1").unwrap().svg("Đi tới <trang>").into_string();
        assert!(svg.contains("role=\"img\"") && svg.contains("<title>Đi tới &lt;trang&gt;</title>"), "{svg}");
        assert_eq!(svg.matches("fill=\"#000\"").count(), 1);
    }
}
