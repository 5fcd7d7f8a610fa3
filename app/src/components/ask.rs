//! Asking the server from an island: the request that a form of the page would send, answered to a program.
//!
//! The server functions could be called by name, but what that takes in the browser weighs more than what it saves
//! here, and their errors have their sentences with them.

use serde::{Deserialize, de::DeserializeOwned};

/// What the server answers where it did not do what was asked; see [`crate::api::ApiError`].
#[derive(Deserialize)]
pub(super) struct Refusal {
    /// Why, for programs.
    #[serde(rename = "error")]
    pub(super) code: String,
    /// What happened and what to do, for people.
    #[serde(rename = "message")]
    pub(super) sentence: String,
}

impl Refusal {
    /// The code where no answer of the server's came.
    pub(super) const UNREACHABLE: &str = "unreachable";

    fn unreachable() -> Self {
        Self {
            code: Self::UNREACHABLE.to_owned(),
            sentence:
                "No answer came from the server. Check your connection; this page comes up to date by itself."
                    .to_owned(),
        }
    }
}

/// Sends these fields to the form at this address (without `/api/`), and waits for what it answers.
///
/// # Errors
/// What the server says, or [`Refusal::UNREACHABLE`] where no answer of it comes within twenty seconds.
#[cfg(feature = "hydrate")]
pub(super) async fn ask<T: DeserializeOwned>(form: &str, fields: &[(&str, &str)]) -> Result<T, Refusal> {
    let (is_done, text) = send(form, fields).await.map_err(|_| Refusal::unreachable())?;
    let answer =
        if is_done { serde_json::from_str(&text).map(Ok) } else { serde_json::from_str(&text).map(Err) };
    // What is no answer of ours comes from something between here and the server.
    answer.unwrap_or_else(|_| Err(Refusal::unreachable()))
}

#[cfg(feature = "hydrate")]
async fn send(form: &str, fields: &[(&str, &str)]) -> Result<(bool, String), wasm_bindgen::JsValue> {
    use std::time::Duration;

    use leptos::prelude::{set_timeout, window};
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{AbortController, Headers, RequestInit, Response, UrlSearchParams};

    /// A network that swallows what is sent says nothing at all.
    const PATIENCE: Duration = Duration::from_secs(20);

    let body = UrlSearchParams::new()?;
    for (name, value) in fields {
        body.append(name, value);
    }
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&body);
    // Not `AbortSignal.timeout`, which old phones lack.
    let patience = AbortController::new()?;
    request.set_signal(Some(&patience.signal()));
    set_timeout(move || patience.abort(), PATIENCE);
    let address = ["/api/", form].concat();
    let answer = JsFuture::from(window().fetch_with_str_and_init(&address, &request)).await?;
    let answer: Response = answer.unchecked_into();
    let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    Ok((answer.ok(), text))
}

/// The server has nobody to ask: what it renders is answered by forms.
///
/// # Errors
/// Always.
#[cfg(not(feature = "hydrate"))]
pub(super) async fn ask<T: DeserializeOwned>(_form: &str, _fields: &[(&str, &str)]) -> Result<T, Refusal> {
    Err(Refusal::unreachable())
}

#[cfg(test)]
mod tests {
    use leptos::prelude::FromServerFnError as _;

    use super::*;
    use crate::api::ApiError;

    #[test]
    fn what_the_server_sends_as_an_error_is_read_as_one() {
        let refusal: Refusal = serde_json::from_slice(&ApiError::PinChanged.ser()).unwrap();
        assert_eq!(refusal.code, "pin_changed");
        assert_eq!(refusal.sentence, ApiError::PinChanged.sentence());
    }
}
