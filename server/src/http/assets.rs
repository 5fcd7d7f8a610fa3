//! The web files: in the binary, compressed, at an address that changes with their content.

use axum::Router;
use leptos::config::LeptosOptions;
use memory_serve::{CacheControl, MemoryServe};
use sha2::{Digest, Sha256};

/// What Trunk calls the files of the app.
const NAME: &str = "pins";

/// The files that Trunk built.
pub(super) struct Files {
    served: MemoryServe,
    folder: String,
}

impl Files {
    /// The files that were there when the server was built; in a debug build, those that are there now.
    pub(super) fn embedded() -> Self {
        let served = memory_serve::load!().enable_hashed_routes(true);
        let folder = format!("pkg/{}", version(served.manifest().iter().map(|(_, hashed)| hashed)));
        Self { served: served.enable_hashed_routes(false), folder }
    }

    /// Where pages find the files.
    pub(super) fn options(&self) -> LeptosOptions {
        LeptosOptions::builder().output_name(NAME).site_pkg_dir(self.folder.as_str()).build()
    }

    /// Serves the files. Their folder is named after their content, so a browser never asks for one twice.
    pub(super) fn router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        let cache = if cfg!(debug_assertions) { CacheControl::NoCache } else { CacheControl::Long };
        let files = self.served.index_file(None).enable_clean_url(false).cache_control(cache);
        Router::new().nest(&format!("/{}", self.folder), files.into_router())
    }
}

/// A name for this set of files, made of the names that each would have after its content.
fn version<'a>(hashed_names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<_> = hashed_names.collect();
    all.sort_unstable();
    let hash = Sha256::digest(all.concat());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
