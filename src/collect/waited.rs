//! The time that an answer was on its way.

/// The time that a submission waited for the network after it was given, in milliseconds. It is no part of the content,
/// which never changes after the first try. Without it a queue that empties at once would look like a person who presses in
/// haste.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Waited {
    /// Less than nothing where the watch was turned back meanwhile.
    milliseconds: i64,
    /// When it was given, by the watch of the device that brings it.
    at: Option<i64>,
}

/// More than six days count as six: a small unit's answers go up a level after seven.
const COUNTED: i64 = 6 * 86_400_000;

/// When a device let go of an answer, in milliseconds by its watch.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sent {
    Now(i64),
    /// Written into a file that somebody brings.
    InFile(i64),
}

impl Waited {
    /// The time that anybody may say: no more than counts, or everybody could answer about an organisation that ended long ago.
    pub(super) fn seconds(seconds: u32) -> Self {
        Self { milliseconds: (i64::from(seconds) * 1000).min(COUNTED), at: None }
    }

    /// The time that a paired device says: given and sent by its watch. It may have been without network for weeks, and a file of
    /// its queue may have been carried for weeks more.
    pub(super) fn by_device(at: i64, sent: Sent) -> Self {
        let (Sent::Now(left) | Sent::InFile(left)) = sent;
        let at_by_its_watch = matches!(sent, Sent::InFile(_)).then_some(at);
        Self { milliseconds: left.saturating_sub(at), at: at_by_its_watch }
    }

    /// When the answer may have been given, by our clock and, from a file, by the device's.
    pub(super) fn given(self, now: i64) -> impl Iterator<Item = i64> {
        [Some(now.saturating_sub(self.milliseconds.max(0))), self.at].into_iter().flatten().map(move |at| at.min(now))
    }

    /// The time by which it counts is when it was given. Not so where it waited for longer than counts, where the watch was turned back
    /// meanwhile, and where a file was carried for nobody knows how long: many such answers seem to come at once.
    pub(super) fn is_told(self) -> bool {
        self.at.is_none() && (0..COUNTED).contains(&self.milliseconds)
    }

    /// The same, told for certain as far as the rules of flags go.
    pub(super) fn believed(self) -> Self {
        Self { milliseconds: self.counted().min(COUNTED - 1), at: None }
    }

    pub(super) fn counted(self) -> i64 {
        self.milliseconds.clamp(0, COUNTED)
    }
}
