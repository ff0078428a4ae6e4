//! A value that is read again only when it has grown old: once, however many ask meanwhile.

use std::time::Duration;
use tokio::sync::Mutex;

/// A value and when it was read, in milliseconds since 1970.
#[derive(Debug)]
pub struct Kept<T> {
    fresh: i64,
    held: Mutex<Option<(i64, T)>>,
}

impl<T: Clone> Kept<T> {
    /// Nothing yet. A value that is read stays good for so long.
    pub fn new(fresh: Duration) -> Self {
        Self { fresh: i64::try_from(fresh.as_millis()).unwrap_or(i64::MAX), held: Mutex::default() }
    }

    /// The value and its time: the held one, or that which `read` gives now. A clock that was set back makes it
    /// read again.
    ///
    /// # Errors
    /// Those of `read`; then nothing new is held.
    pub async fn get<E>(&self, now: i64, read: impl AsyncFnOnce() -> Result<T, E>) -> Result<(i64, T), E> {
        let mut held = self.held.lock().await;
        if let Some(kept) = held.as_ref().filter(|(at, _)| (*at..at.saturating_add(self.fresh)).contains(&now)) {
            return Ok(kept.clone());
        }
        let kept = (now, read().await?);
        *held = Some(kept.clone());
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_value_is_read_once_until_it_is_old() {
        let kept = Kept::new(Duration::from_millis(10));
        let mut reads = 0;
        let mut told = Vec::new();
        for now in [100, 109, 110, 119, 50] {
            let read = async || {
                reads += 1;
                Ok::<_, ()>(reads)
            };
            told.push(kept.get(now, read).await.unwrap());
        }
        assert_eq!(told, [(100, 1), (100, 1), (110, 2), (110, 2), (50, 3)]);
        assert_eq!(kept.get(99, async || Err("away")).await, Err("away"));
        assert_eq!(kept.get(55, async || Err("not asked")).await, Ok((50, 3)), "a fault leaves what was held");
    }
}
