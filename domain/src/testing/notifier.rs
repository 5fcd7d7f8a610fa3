//! A notifier that remembers.

use std::sync::{Mutex, PoisonError};

use crate::ports::{News, Notifier};

/// Keeps what it is told, in the order in which it came.
#[derive(Debug, Default)]
pub struct TestNotifier(Mutex<Vec<News>>);

impl TestNotifier {
    /// What it was told since it was last asked.
    pub fn heard(&self) -> Vec<News> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Notifier for TestNotifier {
    fn tell(&self, news: News) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(news);
    }
}
