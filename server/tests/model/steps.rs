//! What can happen: people press buttons and read out codes, time passes, the operator does what operators do.

use std::{fmt, ops::RangeInclusive};

use domain::pin::PinKind;
use proptest::{collection, prelude::*, sample::select};

/// As many as one made-up story has at most.
const LONGEST: usize = 60;

/// Which of the two accounts of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    Acme,
    Birch,
}

/// Hanna is on the one account, Bruno on the other, Sam on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Hanna,
    Bruno,
    Sam,
}

/// Which page the button stood on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Fresh,
    /// One from before there was any PIN.
    Old,
}

/// Which of two servers on one database does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    First,
    Second,
}

/// What the caller reads out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// The latest of this kind, live or not.
    Latest(PinKind),
    /// One that was never right.
    Wrong,
    /// So many before the account's latest, of either kind.
    Former(usize),
    /// The other account's latest of this kind.
    OfTheOther(PinKind),
}

/// A moment at which something changes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// A One-Time PIN expires.
    Expiry,
    /// A wrong try is a day old.
    DayOld,
    /// A generate is an hour old.
    HourOld,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Generate { account: Account, kind: PinKind, who: Who, page: Page, server: Server, times: u32 },
    Clear { account: Account, kind: PinKind, who: Who, page: Page, server: Server },
    Verify { account: Account, code: Code, server: Server, times: u32 },
    Pass { minutes: u32 },
    Reach { account: Account, edge: Edge, just_before: bool },
    Sweep { server: Server },
    Restart,
    AddKey,
    DropFormerKeys,
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Generate { account, kind, who, page, server, times } => {
                write!(f, "{who:?} generates {kind:?} of {account:?}")?;
                about(f, *page, *server, *times)
            }
            Self::Clear { account, kind, who, page, server } => {
                write!(f, "{who:?} clears {kind:?} of {account:?}")?;
                about(f, *page, *server, 1)
            }
            Self::Verify { account, code, server, times } => {
                match code {
                    Code::Latest(kind) => write!(f, "verify the latest {kind:?} for {account:?}")?,
                    Code::Wrong => write!(f, "verify a wrong code for {account:?}")?,
                    Code::Former(0) => write!(f, "verify the latest code for {account:?}")?,
                    Code::Former(back) => {
                        write!(f, "verify the code {back} before the latest for {account:?}")?
                    }
                    Code::OfTheOther(kind) => {
                        write!(f, "verify the other account's latest {kind:?} for {account:?}")?;
                    }
                }
                about(f, Page::Fresh, *server, *times)
            }
            Self::Pass { minutes } => write!(f, "{minutes} minutes pass"),
            Self::Reach { account, edge, just_before } => {
                let before = if *just_before { "a millisecond before " } else { "" };
                write!(f, "time passes until {before}{edge:?} of {account:?}")
            }
            Self::Sweep { server } => write!(f, "the {server:?} server sweeps"),
            Self::Restart => f.write_str("the first server restarts"),
            Self::AddKey => f.write_str("a key is added, made current, and all is sealed anew"),
            Self::DropFormerKeys => f.write_str("former keys are dropped"),
        }
    }
}

fn about(f: &mut fmt::Formatter<'_>, page: Page, server: Server, times: u32) -> fmt::Result {
    if page == Page::Old {
        f.write_str(" on an old page")?;
    }
    if server == Server::Second {
        f.write_str(" through the second server")?;
    }
    if times > 1 { write!(f, ", {times} times") } else { Ok(()) }
}

/// Stories in which a bit of everything happens, and two kinds that meet what it seldom does: the limits that take
/// days of guessing, and the one on an hour's generates.
pub(crate) fn stories() -> impl Strategy<Value = Vec<Step>> {
    let steps = prop_oneof![
        2 => collection::vec(anything(), 1..=LONGEST),
        1 => collection::vec(guessing(), 1..=LONGEST),
        1 => collection::vec(pressing(), 1..=LONGEST / 3),
    ];
    (any::<bool>(), steps).prop_map(|(twins, steps)| if twins { after_twins(steps) } else { steps })
}

/// Lets both accounts begin with the same: their PINs then have the same numbers, and what mixes accounts up shows.
fn after_twins(steps: Vec<Step>) -> Vec<Step> {
    let (who, page, server, times) = (Who::Sam, Page::Fresh, Server::First, 1);
    let twins = PinKind::ALL.into_iter().flat_map(|kind| {
        [Account::Acme, Account::Birch].map(|account| Step::Generate {
            account,
            kind,
            who,
            page,
            server,
            times,
        })
    });
    twins.chain(steps).collect()
}

fn anything() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => generate(PinKind::ALL.to_vec(), 1..=1),
        1 => generate(PinKind::ALL.to_vec(), 2..=9),
        3 => (account(), kind(), who(), page(), server())
            .prop_map(|(account, kind, who, page, server)| Step::Clear { account, kind, who, page, server }),
        12 => verify(),
        4 => (1_u32..=30 * 60).prop_map(|minutes| Step::Pass { minutes }),
        3 => (1_u32..=30).prop_map(|minutes| Step::Pass { minutes }),
        3 => reach(),
        1 => server().prop_map(|server| Step::Sweep { server }),
        1 => Just(Step::Restart),
        1 => Just(Step::AddKey),
        1 => Just(Step::DropFormerKeys),
    ]
}

/// Locks are ended by One-Time PINs, so that a Master PIN can grow old.
fn guessing() -> impl Strategy<Value = Step> {
    prop_oneof![
        16 => wrong(3..=6),
        12 => generate(vec![PinKind::OneTime], 1..=1),
        1 => generate(vec![PinKind::Master], 1..=1),
        2 => verify(),
        4 => reach(),
        4 => (23_u32 * 60..=30 * 60).prop_map(|minutes| Step::Pass { minutes }),
    ]
}

/// Many generates within an hour, and locks that end by one more.
fn pressing() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => generate(PinKind::ALL.to_vec(), 4..=14),
        4 => wrong(2..=6),
        1 => verify(),
        3 => (1_u32..=20).prop_map(|minutes| Step::Pass { minutes }),
        3 => reach(),
        1 => Just(Step::Restart),
    ]
}

fn wrong(times: RangeInclusive<u32>) -> impl Strategy<Value = Step> {
    (account(), server(), times).prop_map(|(account, server, times)| Step::Verify {
        account,
        code: Code::Wrong,
        server,
        times,
    })
}

fn generate(kinds: Vec<PinKind>, times: RangeInclusive<u32>) -> impl Strategy<Value = Step> {
    (account(), select(kinds), who(), page(), server(), times).prop_map(
        |(account, kind, who, page, server, times)| Step::Generate {
            account,
            kind,
            who,
            page,
            server,
            times,
        },
    )
}

fn verify() -> impl Strategy<Value = Step> {
    let code = prop_oneof![
        4 => kind().prop_map(Code::Latest),
        4 => Just(Code::Wrong),
        1 => (0_usize..4).prop_map(Code::Former),
        1 => kind().prop_map(Code::OfTheOther),
    ];
    let times = prop_oneof![4 => Just(1), 1 => 2_u32..=5];
    (account(), code, server(), times).prop_map(|(account, code, server, times)| Step::Verify {
        account,
        code,
        server,
        times,
    })
}

fn reach() -> impl Strategy<Value = Step> {
    (account(), select(vec![Edge::Expiry, Edge::DayOld, Edge::HourOld]), any::<bool>())
        .prop_map(|(account, edge, just_before)| Step::Reach { account, edge, just_before })
}

fn account() -> impl Strategy<Value = Account> {
    prop_oneof![2 => Just(Account::Acme), 1 => Just(Account::Birch)]
}

fn kind() -> impl Strategy<Value = PinKind> {
    select(PinKind::ALL.to_vec())
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![8 => Just(Who::Sam), 4 => Just(Who::Hanna), 1 => Just(Who::Bruno)]
}

fn page() -> impl Strategy<Value = Page> {
    prop_oneof![12 => Just(Page::Fresh), 1 => Just(Page::Old)]
}

fn server() -> impl Strategy<Value = Server> {
    prop_oneof![4 => Just(Server::First), 1 => Just(Server::Second)]
}
