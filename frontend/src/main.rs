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
            let document = leptos::prelude::document();
            // What an island was given is read by now. A PIN in it would stay there after it was cleared or hidden.
            while let Ok(Some(island)) = document.query_selector("leptos-island[data-props]") {
                if island.remove_attribute("data-props").is_err() {
                    break;
                }
            }
            if let Some(page) = document.document_element() {
                let _ = page.set_attribute("data-hydrated", "true");
            }
        },
        std::time::Duration::ZERO,
    );
}

fn main() {}
