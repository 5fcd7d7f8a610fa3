//! Every code there is, tried on one account.

use std::time::Instant;

use domain::pin::{PinCode, PinKind};

use crate::{
    ground::Ground,
    number_of,
    served::{Guess, Served, Told, form},
};

/// All codes of five digits are 100,000; the right one comes last.
const GUESSES: usize = 2_000;
/// Wrong tries in a row that lock an account (requirement V4, a).
const COMPARED: usize = 5;

fn code_after(code: &PinCode, steps: usize) -> PinCode {
    let number: usize = code.reveal().parse().unwrap();
    format!("{:05}", (number + steps) % 100_000).parse().unwrap()
}

#[test]
fn of_all_guesses_on_one_account_five_are_compared_and_the_right_pin_is_worth_nothing_after_them() {
    let number = number_of("PINS_GUESSES", GUESSES);
    let ground = Ground::new();
    let (account, right) = ground.accounts(1).remove(0);
    let server = Served::start(&ground);
    let cookie = server.sign_in();
    let guess = |steps| Guess { cookie: cookie.clone(), account, code: code_after(&right, steps) };
    let start = Instant::now();
    let told = server.told((1..=number).map(guess).collect());
    let took = start.elapsed();
    println!("{number} guesses on one account in {took:.1?}: {told:?}");
    let expected = [("locked", number - COMPARED), ("not_verified", COMPARED)];
    assert_eq!(told, expected.map(|(word, count)| (word.to_owned(), count)).into_iter().collect::<Told>());
    for (what, count) in [
        ("attempts", COMPARED),
        ("attempts where state = 'wrong' and interrupted = 0", COMPARED),
        ("attempts where locked = 1", 1),
        ("receipts", 0),
    ] {
        assert_eq!(ground.count(what), count, "{what}");
    }

    let mut wire = server.wire();
    let late = server.told(vec![guess(0)]);
    assert_eq!(late, Told::from([("locked".to_owned(), 1)]), "also the right one");
    let page = wire.submit(&cookie, "/api/verify", &form(account, &right));
    assert_eq!(page.status, 200, "{}", page.head);
    assert!(page.body.contains("Locked") && !page.body.contains("Account verified"), "{}", page.body);
    assert_eq!(ground.count("attempts"), COMPARED);

    let code = ground.generate(account, PinKind::OneTime);
    let page = wire.submit(&cookie, "/api/verify", &form(account, &code));
    assert!(page.body.contains("Account verified"), "a new PIN ends the lock: {}", page.body);
}
