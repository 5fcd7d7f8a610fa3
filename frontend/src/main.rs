//! What Trunk compiles to WebAssembly: it wakes the app's islands up, and holds nothing of its own.

// The islands are linked in by naming the app.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes up the islands of the page. Leptos' script on the page calls it, and then each island.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    // The islands wake up in this very turn of the browser's loop; at the next one, the page is taken over.
    leptos::prelude::set_timeout(
        || {
            if let Some(page) = leptos::prelude::document().document_element() {
                let _ = page.set_attribute("data-hydrated", "true");
            }
        },
        std::time::Duration::ZERO,
    );
}

fn main() {}
