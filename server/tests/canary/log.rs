//! Everything that is logged, at the most talkative level.

use std::{
    io,
    sync::{Arc, Mutex, OnceLock},
};

use tracing::{Level, Subscriber, subscriber};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::search::Artefact;

/// What was logged until now.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// The log of all threads that have none of their own, from the first call on.
    pub(crate) fn of_all() -> Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(|| {
            let log = Self::default();
            subscriber::set_global_default(log.subscriber()).unwrap();
            log
        })
        .clone()
    }

    /// A log of this thread alone, until the guard is dropped.
    pub(crate) fn of_this_thread() -> (Self, subscriber::DefaultGuard) {
        let log = Self::default();
        let guard = subscriber::set_default(log.subscriber());
        (log, guard)
    }

    fn subscriber(&self) -> impl Subscriber + Send + Sync + 'static {
        let writer = self.clone();
        tracing_subscriber::fmt()
            .with_max_level(Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish()
    }

    pub(crate) fn artefact(&self) -> Artefact {
        Artefact::new("log", self.0.lock().unwrap().clone())
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
