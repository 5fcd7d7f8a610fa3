//! Many who verify or sign in at once (requirements V2 and P1): however their tries fall between each other, never more
//! is compared than the limits allow, and what works once works once. Each story on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

/// The story as two tests, one on each database.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    super::$story(crate::support::On::Sqlite).await;
                }
            )+
        }

        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    super::$story(crate::support::On::Postgres).await;
                }
            )+
        }
    };
}

mod desk;
mod ends;
mod guesses;
mod one_time;
mod people;
mod processes;
mod reports;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod support;
