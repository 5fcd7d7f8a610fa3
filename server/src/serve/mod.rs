//! Putting the parts together: settings, database, keys, use cases, pages; and taking them apart in order.

mod announce;
mod housekeeping;
mod mailing;
mod stop;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use domain::{desk::Desk, ports::HasherError};
use thiserror::Error;
use tokio::{net::TcpListener, time::timeout};

use crate::{
    config::Settings,
    demo::{self, Demo, DemoError, DemoPasswordError},
    events::{self, Hub},
    http::{self, Reach},
    mail::{NotOpened, Post},
    store::{Database, OpenError},
    telemetry,
    vault::{self, LiveVault, OpenVaultError},
    world::{Argon2Hasher, OsEntropy, SystemClock},
};

/// How long requests may go on after the signal to stop. With the database's share below it, the process is gone
/// within the five seconds that an operator's service manager can count on (requirement S3).
const GRACE: Duration = Duration::from_secs(4);
const CLOSING: Duration = Duration::from_millis(500);

/// Why the server did not start, or did not go on.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Something listens there already.
    #[error(
        "Another program listens on {0}; stop it, or choose another address with --listen or PINS_LISTEN."
    )]
    InUse(SocketAddr),
    /// The address cannot be listened on.
    #[error("The server cannot listen on {address}: {source}.")]
    NotListening {
        /// Which address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system does not tell us about signals.
    #[error("The server cannot wait for signals: {0}.")]
    Signals(io::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The keys.
    #[error(transparent)]
    Vault(#[from] OpenVaultError),
    /// The password hasher.
    #[error("Passwords cannot be hashed: {0}.")]
    Hasher(#[from] HasherError),
    /// The way for mails.
    #[error(transparent)]
    Post(#[from] NotOpened),
    /// The demo password.
    #[error(transparent)]
    DemoPassword(#[from] DemoPasswordError),
    /// The demo data.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// Serving ended by itself.
    #[error("The server stopped: {0}.")]
    Stopped(io::Error),
}

/// Serves until the process is told to stop.
///
/// # Errors
/// See [`ServeError`]. Where the address is taken, nothing was made or changed.
pub async fn serve(settings: Settings) -> Result<(), ServeError> {
    telemetry::start(&settings.log.filter.value);
    let stop = stop::on_signal().map_err(ServeError::Signals)?;
    let (listener, address) = bind(settings.http.listen.value).await?;
    let store = Database::open(&settings.database.url.value).await?;
    let served = serve_from(&settings, &store, listener, address, stop).await;
    if timeout(CLOSING, store.close()).await.is_err() {
        tracing::warn!("the database was not closed in time; the next start will tidy up");
    }
    served
}

async fn serve_from(
    settings: &Settings,
    store: &Database,
    listener: TcpListener,
    address: SocketAddr,
    stop: stop::Stop,
) -> Result<(), ServeError> {
    let (mut desk, vault) = open_desk(settings, store).await?;
    let hub = Arc::new(Hub::default());
    desk.notifier = hub.clone();
    let demo = demo(settings, &desk).await?;
    let public_url = settings.http.public_url_at(address);
    announce::print(address, &public_url, demo.as_ref());
    tracing::info!(%address, %public_url, version = env!("CARGO_PKG_VERSION"), "listening");
    let post = Post::open(settings, public_url.clone())?;
    tracing::info!(mails = post.describe(), "the post is open");
    let reach = Reach { public_url, proxies: settings.http.trusted_proxies.value.clone() };

    let housekeeping = tokio::spawn(housekeeping::keep_tidy(desk.clone(), store.clone(), vault));
    let mailing = tokio::spawn(mailing::send_letters(desk.clone(), post));
    let watching = tokio::spawn(events::keep_watch(Arc::clone(&hub), desk.store.clone()));
    let relaying = store.news_channel().map(|channel| {
        let relay = events::relay(Arc::clone(&hub), channel, &*desk.entropy);
        tokio::spawn(relay)
    });
    let served = tokio::select! {
        served = http::serve(listener, desk, hub, reach, stop.clone().wait()) => served.map_err(ServeError::Stopped),
        () = grace_is_over(stop) => {
            tracing::warn!("some requests took too long and were cut off");
            Ok(())
        }
    };
    for task in [housekeeping, mailing, watching].into_iter().chain(relaying) {
        task.abort();
    }
    tracing::info!("stopped");
    served
}

async fn grace_is_over(stop: stop::Stop) {
    stop.wait().await;
    tracing::info!("told to stop; finishing what was begun");
    tokio::time::sleep(GRACE).await;
}

/// Takes the address before anything else is touched, so that a second server changes nothing.
async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let bound = async {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    bound.await.map_err(|source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::InUse(address),
        _ => ServeError::NotListening { address, source },
    })
}

/// The use cases on this database, with the keys of the key file; and the vault, which follows that file.
///
/// # Errors
/// Where key file and database do not belong together, or there is no randomness.
pub(crate) async fn open_desk(
    settings: &Settings,
    store: &Database,
) -> Result<(Desk, Arc<LiveVault>), ServeError> {
    let entropy = Arc::new(OsEntropy);
    let key_file = &settings.keys.file.value;
    let keys = vault::open(key_file, store, entropy.clone(), &SystemClock).await?;
    let vault = Arc::new(LiveVault::new(key_file.clone(), keys, entropy.clone()));
    let passwords = &settings.passwords;
    let hasher = Argon2Hasher::new(entropy.clone(), passwords.strength(), passwords.waiting.value)?;
    let desk = Desk {
        clock: Arc::new(SystemClock),
        hasher: Arc::new(hasher),
        entropy,
        vault: vault.clone(),
        store: Arc::new(store.clone()),
        notifier: Arc::new(domain::ports::Nobody),
        policy: settings.policy(),
    };
    Ok((desk, vault))
}

/// The password of the demo sign-ins, where there are any.
async fn demo(settings: &Settings, desk: &Desk) -> Result<Option<domain::person::Password>, ServeError> {
    if !settings.demo.enabled.value {
        return Ok(None);
    }
    let password = match &settings.demo.password {
        Some(chosen) => chosen.value.clone(),
        None => demo::demo_password(settings.beside(), &*desk.entropy)?,
    };
    match demo::prepare(desk, &password).await? {
        Demo::Ready => Ok(Some(password)),
        Demo::NotHere => {
            tracing::warn!(
                "demo mode was asked for, but the database holds something else and was left alone"
            );
            Ok(None)
        }
    }
}
