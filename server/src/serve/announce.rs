//! What the person who started the server reads first.

use std::{
    io::{self, Write as _},
    net::SocketAddr,
};

use domain::person::Password;

use crate::{config::PublicUrl, demo::PEOPLE};

/// Prints the address and, in demo mode, the sign-ins. Nobody may be reading, and that is fine.
pub(super) fn print(address: SocketAddr, public_url: &PublicUrl, demo: Option<&Password>) {
    let mut out = io::stdout().lock();
    out.write_all(text(address, public_url, demo).as_bytes()).and_then(|()| out.flush()).ok();
}

fn text(address: SocketAddr, public_url: &PublicUrl, demo: Option<&Password>) -> String {
    let listening = PublicUrl::of_address(address);
    let mut text = format!("Security Pins listens on {listening}\n");
    if *public_url != listening {
        text.push_str(&format!("Browsers reach it at {public_url}\n"));
    }
    if let Some(password) = demo {
        text.push_str(&format!("\nDemo sign-ins, each with the password {}\n", password.reveal()));
        let width = PEOPLE.iter().map(|person| person.email.len()).max().unwrap_or(0);
        for person in &PEOPLE {
            text.push_str(&format!("  {:width$}  {}, {}\n", person.email, person.name, person.about));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_demo_data_the_address_is_all_there_is_to_say() {
        let address: SocketAddr = "127.0.0.1:3000".parse().unwrap();
        let here = PublicUrl::of_address(address);
        assert_eq!(text(address, &here, None), "Security Pins listens on http://127.0.0.1:3000\n");
        let elsewhere = "https://pins.example.com".parse().unwrap();
        assert!(text(address, &elsewhere, None).ends_with("Browsers reach it at https://pins.example.com\n"));
    }

    #[test]
    fn demo_sign_ins_stand_one_below_the_other_with_their_password_above() {
        let address: SocketAddr = "127.0.0.1:3000".parse().unwrap();
        let text = text(address, &PublicUrl::of_address(address), Some(&Password::new("abcd-efgh".into())));
        assert!(text.contains("\nDemo sign-ins, each with the password abcd-efgh\n"), "{text}");
        assert!(
            text.contains("\n  sam@shared.example     Sam Shore, sub-account on 10001 and 10002\n"),
            "{text}"
        );
    }
}
