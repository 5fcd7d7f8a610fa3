//! The outbox.

use async_trait::async_trait;

use super::{
    LetterRow,
    snapshot::first,
    work::{Done, Work},
};
use crate::{
    mail::LetterId,
    person::Email,
    ports::{LetterWork, WaitingLetter, WaitingNotice},
    time::Timestamp,
};

#[async_trait]
impl LetterWork for Work {
    async fn notices(&mut self, at_most: u32) -> Done<Vec<WaitingNotice>> {
        let waiting = self.tables.outbox.iter().map(|row| WaitingNotice {
            account: row.account,
            write: row.write,
            place: row.place,
            at: row.at,
            notice: row.notice,
        });
        Ok(first(waiting, at_most))
    }

    async fn remove_notice(&mut self, notice: &WaitingNotice) -> Done<bool> {
        let before = self.tables.outbox.len();
        let place = (notice.account, notice.write, notice.place);
        self.tables.outbox.retain(|row| (row.account, row.write, row.place) != place);
        Ok(self.tables.outbox.len() < before)
    }

    async fn insert_letter(&mut self, email: &Email, content: &str, at: Timestamp) -> Done<()> {
        self.tables.letters_ever += 1;
        let (email, content) = (email.clone(), content.to_owned());
        let row = LetterRow { email, content, made_at: at, due_at: at, tries: 0 };
        self.tables.letters.insert(LetterId(self.tables.letters_ever), row);
        Ok(())
    }

    async fn claim_letters(
        &mut self,
        now: Timestamp,
        again: Timestamp,
        at_most: u32,
    ) -> Done<Vec<WaitingLetter>> {
        let mut due: Vec<_> = self.tables.letters.iter_mut().filter(|(_, row)| row.due_at <= now).collect();
        due.sort_by_key(|(id, row)| (row.due_at, **id));
        let claimed = due.into_iter().map(|(id, row)| {
            row.due_at = again;
            row.tries += 1;
            WaitingLetter {
                id: *id,
                email: row.email.clone(),
                content: row.content.clone(),
                made_at: row.made_at,
                tries: row.tries,
            }
        });
        Ok(first(claimed, at_most))
    }

    async fn postpone_letter(&mut self, letter: LetterId, due_at: Timestamp) -> Done<()> {
        if let Some(row) = self.tables.letters.get_mut(&letter) {
            row.due_at = due_at;
        }
        Ok(())
    }

    async fn remove_letter(&mut self, letter: LetterId) -> Done<()> {
        self.tables.letters.remove(&letter);
        Ok(())
    }
}
