//! The two languages, texts in both, and the macro `words!` by which every room keeps its own.

/// A language that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// That of two values which belongs to the language: for data. Texts of ours are in `words!`.
    pub fn of<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// A text in every language.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    pub vi: String,
    pub en: String,
}

impl Text {
    pub fn get(&self, lang: Lang) -> &str {
        lang.of(&self.vi, &self.en)
    }
}

/// A text of `words!`, to be said in either language.
pub type Said = fn(Lang) -> &'static str;

/// The number of marks such as `{n}` in a text.
pub const fn marks(text: &str) -> usize {
    let (bytes, mut place, mut marks) = (text.as_bytes(), 0, 0);
    while place < bytes.len() {
        marks += (bytes[place] == b'{') as usize;
        place += 1;
    }
    marks
}

/// Texts in both languages, Vietnamese first. A translation that is missing, a mark that stands in one language alone and a
/// variant without words do not compile.
///
/// | Written | Gives |
/// |---|---|
/// | `name: "vi", "en";` | `name(lang) -> &'static str` |
/// | `name(a, b): "vi {a} {b}", "en {a} {b}";` | `name(lang, a, b) -> String` |
/// | `name: ["vi", "en"; "vi", "en"];` | `name(lang) -> [&'static str; N]` |
/// | `name(Enum) { Variant: "vi", "en"; }` | `name(variant, lang) -> &'static str` |
/// | `name(Enum) -> String { Variant(a): "vi {a}", "en {a}"; }` | `name(&variant, lang) -> String` |
/// | `both NAME { "key": "vi", "en"; }` | `NAME: [(&str, &str, &str); N]`, for a document in both languages |
/// | `keys NAME { "key": "vi"; }` | `NAME: [(&str, &str); N]`, for a file that programs read by key and people in Vietnamese |
macro_rules! words {
    () => {};
    (@check $vi:literal, $en:literal) => {
        const _: () = assert!(
            $crate::domain::language::marks($vi) == $crate::domain::language::marks($en),
            "a mark stands in one language alone"
        );
    };
    (@count $($key:literal)*) => { [$($key),*].len() };
    (both $name:ident { $($key:literal: $vi:literal, $en:literal;)* } $($rest:tt)*) => {
        pub const $name: [(&str, &str, &str); $crate::domain::language::words!(@count $($key)*)] = [$(($key, $vi, $en)),*];
        $crate::domain::language::words! { $($rest)* }
    };
    (keys $name:ident { $($key:literal: $vi:literal;)* } $($rest:tt)*) => {
        pub const $name: [(&str, &str); $crate::domain::language::words!(@count $($key)*)] = [$(($key, $vi)),*];
        $crate::domain::language::words! { $($rest)* }
    };
    ($name:ident: $vi:literal, $en:literal; $($rest:tt)*) => {
        $crate::domain::language::words! { @check $vi, $en }
        pub fn $name(lang: $crate::domain::language::Lang) -> &'static str {
            lang.of($vi, $en)
        }
        $crate::domain::language::words! { $($rest)* }
    };
    ($name:ident: [$($vi:literal, $en:literal);+]; $($rest:tt)*) => {
        pub fn $name(lang: $crate::domain::language::Lang) -> [&'static str; $crate::domain::language::words!(@count $($vi)+)] {
            lang.of([$($vi),+], [$($en),+])
        }
        $crate::domain::language::words! { $($rest)* }
    };
    ($name:ident($($arg:ident),+): $vi:literal, $en:literal; $($rest:tt)*) => {
        $crate::domain::language::words! { @check $vi, $en }
        pub fn $name(lang: $crate::domain::language::Lang, $($arg: impl std::fmt::Display),+) -> String {
            match lang {
                $crate::domain::language::Lang::Vi => format!($vi),
                $crate::domain::language::Lang::En => format!($en),
            }
        }
        $crate::domain::language::words! { $($rest)* }
    };
    ($name:ident($of:ident) { $($variant:ident $(($($held:pat),+))?: $vi:literal, $en:literal;)* } $($rest:tt)*) => {
        pub fn $name(of: $of, lang: $crate::domain::language::Lang) -> &'static str {
            match of {
                $($of::$variant $(($($held),+))? => lang.of($vi, $en),)*
            }
        }
        $crate::domain::language::words! { $($rest)* }
    };
    ($name:ident($of:ident) -> String { $($variant:ident $(($($held:pat),+))?: $vi:literal, $en:literal;)* } $($rest:tt)*) => {
        $($crate::domain::language::words! { @check $vi, $en })*
        pub fn $name(of: &$of, lang: $crate::domain::language::Lang) -> String {
            match (of, lang) {
                $(
                    ($of::$variant $(($($held),+))?, $crate::domain::language::Lang::Vi) => format!($vi),
                    ($of::$variant $(($($held),+))?, $crate::domain::language::Lang::En) => format!($en),
                )*
            }
        }
        $crate::domain::language::words! { $($rest)* }
    };
}
pub(crate) use words;
