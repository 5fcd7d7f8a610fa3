//! Why something was not done: on the wire a code, on the screen a sentence, to programs a status.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::{Bytes, codec::JsonEncoding},
};
use serde::{Deserialize, Serialize, de::IgnoredAny};

/// Why the server did not do what it was asked. Nothing has changed in any of these cases, but for
/// [`ApiError::Unreachable`], where nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// No session, or one that is over.
    SignedOut,
    /// Wrong e-mail or password.
    WrongSignIn,
    /// E-mail or password was left empty.
    IncompleteSignIn,
    /// There is nothing there, or nothing that this person may see.
    NotFound,
    /// Another PIN is live than the page showed.
    PinChanged,
    /// The account has generated as many PINs within an hour as it may.
    TooManyGenerates,
    /// The server's clock cannot be trusted, so nothing is done that depends on time.
    ClockBehind,
    /// A field is missing or holds what it cannot hold.
    BadField,
    /// The body is no form, or a broken one.
    BadForm,
    /// The body is said to be something else than a form.
    NotAForm,
    /// The body is larger than any form of ours.
    TooLarge,
    /// The form came from another site, or nothing says where it came from.
    CrossSite,
    /// The address takes other methods than this one.
    WrongMethod,
    /// The request was made for another host.
    WrongHost,
    /// The database is busy or gone.
    Unavailable,
    /// The database cannot be written.
    NotSaved,
    /// Something that should not happen did.
    Internal,
    /// The server gave no answer, or none that can be understood.
    Unreachable,
}

impl ApiError {
    /// The HTTP status that goes with it.
    pub const fn status(self) -> u16 {
        match self {
            Self::SignedOut | Self::WrongSignIn => 401,
            Self::IncompleteSignIn | Self::BadField => 422,
            Self::NotFound => 404,
            Self::PinChanged => 409,
            Self::TooManyGenerates => 429,
            Self::BadForm => 400,
            Self::NotAForm => 415,
            Self::TooLarge => 413,
            Self::CrossSite => 403,
            Self::WrongMethod => 405,
            Self::WrongHost => 421,
            Self::Unavailable | Self::NotSaved | Self::ClockBehind => 503,
            Self::Internal | Self::Unreachable => 500,
        }
    }

    /// What it is, as a heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::SignedOut | Self::WrongSignIn | Self::IncompleteSignIn => "Not signed in",
            Self::NotFound => "Page not found",
            Self::PinChanged => "The PIN has changed",
            Self::TooManyGenerates => "Too many new PINs",
            Self::BadField | Self::BadForm | Self::NotAForm | Self::TooLarge => "That form can’t be used",
            Self::CrossSite | Self::WrongMethod | Self::WrongHost => "Request refused",
            Self::Unavailable | Self::NotSaved | Self::ClockBehind => "Not available right now",
            Self::Internal | Self::Unreachable => "Something went wrong",
        }
    }

    /// What happened and what to do, for the person at the screen.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::SignedOut => "Your session has ended. Sign in again to go on.",
            Self::WrongSignIn => "That email and password don’t match. Check both and try again.",
            Self::IncompleteSignIn => "Enter both your email and your password.",
            Self::NotFound => "There is no such page, or you don’t have access to it.",
            Self::PinChanged => {
                "This PIN was changed from somewhere else. What you see now is the current state; \
                 nothing was changed by your click."
            }
            Self::TooManyGenerates => {
                "This account has generated too many PINs within an hour. Nothing was changed, so a PIN \
                 that you have still works. Please try again later."
            }
            Self::BadField => {
                "A field of the form is missing or not valid. Go back, reload the page and try again."
            }
            Self::BadForm => {
                "The request doesn’t hold a form that can be read. Reload the page and try again."
            }
            Self::NotAForm => {
                "The request doesn’t hold a form. Send the fields as application/x-www-form-urlencoded."
            }
            Self::TooLarge => "The request is too large. The forms here are far smaller.",
            Self::CrossSite => {
                "The request didn’t come from this site’s own page. Open the page and try again there."
            }
            Self::WrongMethod => {
                "This address can’t be opened like a page. Use the buttons on your account’s page."
            }
            Self::WrongHost => "The request was meant for another address than this server’s.",
            Self::Unavailable => {
                "The service is busy at the moment. Nothing was changed; please try again shortly."
            }
            Self::ClockBehind => {
                "One-Time PINs can’t be generated at the moment, because the server’s clock is being set right. \
                 Nothing was changed; please try again later, or use a Master PIN."
            }
            Self::NotSaved => "The change couldn’t be saved, so nothing was changed. Please try again later.",
            Self::Internal => "This is our fault, and nothing was changed. Please try again.",
            Self::Unreachable => "The server can’t be reached. Check your connection and try again.",
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::BadField,
            _ if cfg!(feature = "hydrate") => Self::Unreachable,
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Request(_) => Self::BadForm,
            _ => Self::Internal,
        }
    }

    fn ser(&self) -> Bytes {
        // The one place where every error of a server function passes on its way out.
        #[cfg(feature = "ssr")]
        super::context::answer_with_status_of(*self);
        let sentence = self.sentence();
        serde_json::to_vec(&Wire { error: *self, message: sentence }).unwrap_or_default().into()
    }

    fn de(data: Bytes) -> Self {
        serde_json::from_slice::<Wire<IgnoredAny>>(&data).map_or(Self::Unreachable, |wire| wire.error)
    }
}

/// The error as it travels. The message is for people with an HTTP client: a page goes by the code alone.
#[derive(Serialize, Deserialize)]
struct Wire<M> {
    error: ApiError,
    message: M,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_wire_and_carries_its_sentence() {
        let sent = ApiError::PinChanged.ser();
        assert!(String::from_utf8_lossy(&sent).contains(r#""error":"pin_changed""#));
        assert!(String::from_utf8_lossy(&sent).contains("current state"));
        assert_eq!(ApiError::de(sent), ApiError::PinChanged);
    }

    #[test]
    fn what_is_no_error_of_ours_counts_as_no_answer() {
        assert_eq!(ApiError::de(Bytes::from_static(b"<h1>Bad gateway</h1>")), ApiError::Unreachable);
    }
}
