//! One's own sign-in: password, second factor, time zone and sessions.

mod password;
mod qr_code;
mod second_factor;
mod sessions;
mod time_zone;

use domain::{
    desk::{OwnSignIn, SecondFactorState},
    second_factor::TotpSecret,
    session::Caller,
};
use leptos::prelude::*;
use leptos_meta::Title;

use self::{
    password::PasswordSection, second_factor::SecondFactorSection, sessions::SessionsSection,
    time_zone::TimeZoneSection,
};
use super::not_found::Problem;
use crate::{
    api::{ApiError, context, cookie::Cookies, notice::Notice},
    components::{
        SessionWatch,
        confirm_card::ConfirmCard,
        frame::SiteHeader,
        said::{said, said_of},
    },
};

/// The forms of the sections. What another form has to say stands at the top.
const FORMS: [&str; 8] = [
    "change_password",
    "offer_second_factor",
    "confirm_second_factor",
    "renew_recovery_codes",
    "remove_second_factor",
    "keep_time_zone",
    "end_session",
    "end_other_sessions",
];

/// The page for whoever is signed in, customer or desk.
#[component]
pub(super) fn OwnSignInPage() -> impl IntoView {
    let notice = Notice::take(expect_context::<Cookies>());
    Suspend::new(async move {
        match own().await {
            Ok((caller, own, secret)) => view! { <Page caller own secret notice/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

/// Everything that the page shows. The secret of a second factor only where it was offered, to who proved who they are.
async fn own() -> Result<(Caller, OwnSignIn, Option<TotpSecret>), ApiError> {
    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let desk = context::desk();
    let own = desk.own_sign_in(&caller).await?;
    let secret = match own.second_factor {
        SecondFactorState::Offered if caller.proved => Some(desk.offered_second_factor(&caller).await?),
        _ => None,
    };
    Ok((caller, own, secret))
}

#[component]
fn Page(caller: Caller, own: OwnSignIn, secret: Option<TotpSecret>, notice: Option<Notice>) -> impl IntoView {
    let OwnSignIn { sessions, second_factor, time_zone, now: _ } = own;
    let said_here = notice.clone().filter(|notice| !FORMS.contains(&notice.form.as_str()));
    let (proved, zone) = (caller.proved, time_zone.clone());
    let top = match proved {
        true => said(said_here.as_ref()),
        false => {
            let said = said_of(notice.as_ref(), &["confirm"]);
            Some(view! { <ConfirmCard account=None said/> }.into_any())
        }
    };
    // Their types end here, or the page's would be too deep for the compiler.
    let password = view! { <PasswordSection caller=caller.clone() notice=notice.clone()/> }.into_any();
    let factor = view! {
        <SecondFactorSection caller=caller.clone() state=second_factor secret notice=notice.clone()/>
    }
    .into_any();
    let time_zone = view! { <TimeZoneSection chosen=time_zone notice=notice.clone()/> }.into_any();
    let sessions = view! { <SessionsSection sessions this=caller.session zone notice/> }.into_any();
    view! {
        <Title text="Your sign-in"/>
        <SiteHeader caller=Some(caller.clone())/>
        <main id="main" class="own">
            <SessionWatch account=None/>
            <h1>"Your sign-in"</h1>
            <p class="account-line">{caller.person.name.clone()} ", " {caller.person.email.to_string()}</p>
            {caller
                .must_add_second_factor
                .then(|| {
                    view! {
                        <p class="must-add">
                            "The support desk needs a second factor. Turn yours on below; until then, "
                            "no other page is open to you."
                        </p>
                    }
                })}
            {top}
            {factor_first(caller.must_add_second_factor, password, factor)}
            {time_zone}
            {sessions}
        </main>
    }
}

/// What someone must do comes first.
fn factor_first(must_add: bool, password: AnyView, factor: AnyView) -> [AnyView; 2] {
    if must_add { [factor, password] } else { [password, factor] }
}
