//! The signal to stop, heard once and told to everyone who waits for it.

use std::io;

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Knows whether the process was told to stop.
#[derive(Clone)]
pub(super) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Waits until the process is told to stop.
    pub(super) async fn wait(mut self) {
        // An error means that nobody listens for signals any more, so that none can be waited for.
        self.0.wait_for(|stopped| *stopped).await.ok();
    }
}

/// Listens for SIGTERM, which service managers send, and SIGINT, which ctrl-c sends.
pub(super) fn on_signal() -> io::Result<Stop> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tell.send_replace(true);
    });
    Ok(Stop(stop))
}
