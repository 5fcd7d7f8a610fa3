//! The house's people as they sign in, read their mail and hold second factors.

use domain::{
    account::AccountNumber,
    desk::{Invited, NewSignIn, SignIn, SignInError, SignInTry, SignedIn, Visit},
    mail::{Content, Letter},
    person::{Password, PersonId, Role},
    ports::Clock as _,
    second_factor::{RecoveryCode, TotpSecret},
    session::{Caller, Origin, SessionToken},
    token::Token,
};
use totp_rs::{Builder, Secret};

use super::house::{House, PASSWORD};

/// A password that nobody has yet.
pub(crate) const ANOTHER: &str = "quite another pass phrase";

impl House {
    /// Signs in from nowhere in particular, without a code.
    pub(crate) async fn try_sign_in(
        &self,
        email: &str,
        password: &str,
        previous: Option<&SessionToken>,
    ) -> Result<SignedIn, SignInError> {
        super::house::sign_in(&self.desk, email, password, previous).await
    }

    /// Gives the right password of someone who has a second factor. Gives what waits for the code.
    pub(crate) async fn begin_sign_in(&self, email: &str) -> SessionToken {
        let (password, origin) = (Password::new(PASSWORD.to_owned()), Origin::default());
        let visit = Visit { previous: None, browser: None, origin: &origin };
        match self.desk.sign_in(&SignInTry { email, password: &password, visit }).await.unwrap() {
            SignIn::CodeDue(waiting) => waiting,
            SignIn::Done(signed_in) => panic!("no code is asked for: {signed_in:?}"),
        }
    }

    pub(crate) async fn enter_code(
        &self,
        waiting: &SessionToken,
        code: &str,
    ) -> Result<SignedIn, SignInError> {
        let visit = Visit { previous: None, browser: None, origin: &Origin::default() };
        self.desk.enter_code(waiting, code, &visit).await
    }

    /// Whether someone is signed in by this token.
    pub(crate) async fn holds(&self, token: &SessionToken) -> bool {
        self.desk.who(token, false).await.unwrap().is_some()
    }

    /// Gives someone a second factor.
    pub(crate) async fn add_second_factor(&self, caller: &Caller) -> (TotpSecret, Vec<RecoveryCode>) {
        self.desk.offer_second_factor(caller).await.unwrap();
        let secret = self.desk.offered_second_factor(caller).await.unwrap();
        let codes = self.desk.confirm_second_factor(caller, &self.code_of(&secret)).await.unwrap();
        (secret, codes)
    }

    /// The code that an app shows at this moment.
    pub(crate) fn code_of(&self, secret: &TotpSecret) -> String {
        let seconds = u64::try_from(self.clock.now().as_millis() / 1_000).unwrap();
        let totp = Builder::new().with_secret(Secret::new_stack(*secret.as_bytes())).build_noncompliant();
        totp.generate(seconds).to_string()
    }

    /// All letters that wait, which leave.
    pub(crate) async fn mail(&self) -> Vec<Letter> {
        let mut letters = Vec::new();
        while self.desk.write_letters().await.unwrap() > 0 {}
        loop {
            let outgoing = self.desk.take_letters().await.unwrap();
            if outgoing.is_empty() {
                return letters;
            }
            for one in outgoing {
                self.desk.letter_left(&one).await.unwrap();
                letters.push(one.letter);
            }
        }
    }

    /// The link in the last letter to this address that has one.
    pub(crate) async fn link_for(&self, email: &str) -> Token {
        let letters = self.mail().await.into_iter().filter(|letter| letter.to.as_str() == email);
        let mut links = letters.filter_map(|letter| match letter.content {
            Content::Invitation { link, .. }
            | Content::PasswordReset { link, .. }
            | Content::Welcome { link, .. } => Some(link),
            Content::OnAccount { .. } | Content::OnSignIn { .. } | Content::Alarm { .. } => None,
        });
        links.next_back().unwrap()
    }

    /// Invites someone by a holder. Gives the link of the letter.
    pub(crate) async fn invite(
        &self,
        holder: &Caller,
        account: AccountNumber,
        email: &str,
        role: Role,
    ) -> Token {
        let address = email.parse().unwrap();
        self.desk.invite(holder.customer().unwrap(), account, &address, role).await.unwrap();
        self.link_for(email).await
    }

    /// Has someone accept an invitation. Gives who they are now.
    pub(crate) async fn accept(&self, link: &Token) -> PersonId {
        let Invited { invitation, .. } = self.desk.invited(link).await.unwrap();
        self.desk.accept_invitation(link, Some(newcomer())).await.unwrap();
        self.person(invitation.email.as_str()).await
    }
}

/// What someone new signs in with.
pub(crate) fn newcomer() -> NewSignIn {
    NewSignIn { name: "Nora New".parse().unwrap(), password: Password::new(PASSWORD.to_owned()) }
}
