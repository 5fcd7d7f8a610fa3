//! What people see: one Leptos app, compiled twice.
//!
//! Natively, with feature `ssr`, it renders whole pages to HTML that work with plain forms. To WebAssembly, with
//! feature `hydrate`, it is only the islands, the parts of a page that live: they take over the forms that the
//! server rendered and act without a page load.

// A view is a type as deep as its HTML.
#![recursion_limit = "256"]

pub mod api;
pub mod components;
#[cfg(feature = "ssr")]
pub mod pages;
