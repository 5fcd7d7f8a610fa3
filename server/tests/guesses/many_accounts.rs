//! One guess on each of many accounts, which no account's limit notices: agents are stopped, and everyone is warned.

use std::time::Instant;

use domain::desk::Attack;

use crate::{
    ground::Ground,
    number_of,
    served::{Guess, Served, Told, cookie_of},
    shared::house::wrong_code,
};

const ACCOUNTS: usize = 1_000;
/// Wrong tries on so many accounts suspend an agent (requirement V4, d).
const COMPARED_EACH: usize = 5;

#[test]
fn one_guess_on_each_of_many_accounts_stops_each_agent_after_five_and_is_warned_of_once() {
    let many = number_of("PINS_GUESSES_ACCOUNTS", ACCOUNTS);
    let ground = Ground::new();
    let accounts = ground.accounts(many);
    let server = Served::start(&ground);
    let ada = server.sign_in();
    let mut compared = 0;
    for (agents, warned) in [(1, false), (10, true), (100, true)] {
        let cookies: Vec<String> = ground.agents(agents).iter().map(cookie_of).collect();
        let guesses = accounts.iter().zip(cookies.iter().cycle()).map(|((account, right), cookie)| Guess {
            cookie: cookie.clone(),
            account: *account,
            code: wrong_code(&[right]),
        });
        let (guesses, start) = (guesses.collect(), Instant::now());
        let told = server.told(guesses);
        println!(
            "{agents} agents, one guess on each of {many} accounts in {:.1?}: {told:?}",
            start.elapsed()
        );
        let allowed = COMPARED_EACH * agents;
        let expected = [("not_verified", allowed), ("suspended", many - allowed)];
        assert_eq!(
            told,
            expected.map(|(word, count)| (word.to_owned(), count)).into_iter().collect::<Told>()
        );
        compared += allowed;
        assert_eq!(ground.count("attempts where state = 'wrong'"), compared);
        assert_eq!(ground.count("attempts"), compared);
        assert_eq!(ground.count("receipts"), 0);

        let attack = ground.attack();
        let is_one = |Attack { wrong, accounts }| wrong > 50 && accounts > 30;
        assert_eq!(attack.map(is_one), warned.then_some(true), "{attack:?}");
        let page = server.wire().get(&ada, "/desk").body;
        assert_eq!(page.contains("Someone may be guessing."), warned, "{page}");
        if warned {
            server.wait_until("the log does not warn", || server.warnings() > 0);
            let alarms = "history where account_id = 0 and event like '%alarm%'";
            server.wait_until("no alarm is noted", || ground.count(alarms) > 0);
            assert_eq!((server.warnings(), ground.count(alarms)), (1, 1), "once");
        } else {
            assert_eq!(server.warnings(), 0);
        }
    }
    assert_eq!(ground.count("agents where suspended_at is not null"), 111);
}
