//! Who may work when: as many at once as there are turns, a bounded number waiting, and nobody beyond.

use std::sync::Arc;

use domain::ports::HasherError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failed;

/// Turns at the work, and places for those who work or wait.
pub(super) struct Turns {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

/// A turn at the work. It ends when it is dropped.
pub(super) struct Turn {
    _turn: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

impl Turns {
    /// So many turns at once, and places for so many more to wait.
    pub(super) fn new(at_once: usize, waiting: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_once)), places: Arc::new(Semaphore::new(at_once + waiting)) }
    }

    /// Waits for a turn, in the order of asking. Where all places are taken it refuses at once: whoever would wait
    /// behind them would have given up before their turn (requirement S3).
    pub(super) async fn take(&self) -> Result<Turn, HasherError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| HasherError::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|error| failed(&error))?;
        Ok(Turn { _turn: turn, _place: place })
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::Future,
        pin::{Pin, pin},
        task::{Context, Poll, Waker},
    };

    use super::*;

    fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    fn is_busy(taken: &Poll<Result<Turn, HasherError>>) -> bool {
        matches!(taken, Poll::Ready(Err(HasherError::Busy)))
    }

    #[tokio::test]
    async fn beyond_its_places_it_is_busy_at_once_and_with_each_that_ends_there_is_room_again() {
        let turns = Turns::new(1, 2);
        let working = turns.take().await.unwrap();
        let (mut second, mut third) = (pin!(turns.take()), pin!(turns.take()));
        assert!(poll(second.as_mut()).is_pending() && poll(third.as_mut()).is_pending());
        assert!(is_busy(&poll(pin!(turns.take()))));

        drop(working);
        let mut fourth = pin!(turns.take());
        assert!(poll(fourth.as_mut()).is_pending(), "a turn was free before its time");
        assert!(is_busy(&poll(pin!(turns.take()))));
        for next in [second, third, fourth] {
            assert!(next.await.is_ok());
        }
    }

    #[tokio::test]
    async fn whoever_gives_up_waiting_leaves_their_place_to_others() {
        let turns = Turns::new(1, 1);
        let _working = turns.take().await.unwrap();
        {
            let mut waiting = pin!(turns.take());
            assert!(poll(waiting.as_mut()).is_pending());
            assert!(is_busy(&poll(pin!(turns.take()))));
        }
        assert!(poll(pin!(turns.take())).is_pending());
    }
}
