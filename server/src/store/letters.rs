//! The outbox: notices that are to become letters, and letters that are to leave.

use domain::{
    mail::LetterId,
    person::Email,
    ports::{StoreError, WaitingLetter, WaitingNotice},
    time::Timestamp,
};

use super::{
    accounts::number_in,
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn notices(
    connection: &mut Connection,
    at_most: u32,
) -> Result<Vec<WaitingNotice>, StoreError> {
    connection
        .all(
            "select account_id, write_id, place, at, notice from outbox
             order by at, account_id, write_id, place limit $1",
            &[at_most.into()],
        )
        .await?
        .iter()
        .map(notice_of)
        .collect()
}

fn notice_of(row: &Row) -> Result<WaitingNotice, StoreError> {
    let account = number_in(row, "outbox")?;
    let (write, place) = (row.key("write_id"), row.key("place"));
    let key = format!("{account}, write {write}, place {place}");
    let fields = Fields::of(row, "outbox", &key);
    Ok(WaitingNotice {
        account,
        write,
        place,
        at: fields.time("at")?,
        notice: fields.read("notice", |notice: &str| serde_json::from_str(notice).ok())?,
    })
}

pub(super) async fn remove_notice(
    connection: &mut Connection,
    notice: &WaitingNotice,
) -> Result<bool, StoreError> {
    let sql = "delete from outbox where account_id = $1 and write_id = $2 and place = $3";
    let place = [notice.account.into(), notice.write.into(), notice.place.into()];
    Ok(connection.execute(sql, &place).await? > 0)
}

pub(super) async fn insert(
    connection: &mut Connection,
    email: &Email,
    content: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding a letter",
            "insert into letters (email, content, made_at, due_at) values ($1, $2, $3, $3)",
            &[email.as_str().into(), content.into(), at.into()],
        )
        .await
}

/// Of two that claim at once, the second waits for the first, and then finds that the letters are not due any more.
pub(super) async fn claim(
    connection: &mut Connection,
    now: Timestamp,
    again: Timestamp,
    at_most: u32,
) -> Result<Vec<WaitingLetter>, StoreError> {
    let claimed: Result<Vec<_>, _> = connection
        .all(
            "update letters set due_at = $2, tries = tries + 1
             where due_at <= $1 and letter_id in
                 (select letter_id from letters where due_at <= $1 order by due_at, letter_id limit $3)
             returning letter_id, email, content, made_at, tries",
            &[now.into(), again.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(letter_of)
        .collect();
    let mut claimed = claimed?;
    claimed.sort_by_key(|letter| letter.id);
    Ok(claimed)
}

fn letter_of(row: &Row) -> Result<WaitingLetter, StoreError> {
    let id = row.key("letter_id");
    let key = id.to_string();
    let fields = Fields::of(row, "letters", &key);
    Ok(WaitingLetter {
        id: LetterId(id),
        email: fields.read("email", |email: &str| email.parse().ok())?,
        content: fields.get("content")?,
        made_at: fields.time("made_at")?,
        tries: fields.count("tries")?,
    })
}

/// A letter that another server has sent meanwhile is gone, and stays so.
pub(super) async fn postpone(
    connection: &mut Connection,
    letter: LetterId,
    due_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update letters set due_at = $2 where letter_id = $1";
    connection.execute(sql, &[letter.0.into(), due_at.into()]).await.map(drop)
}

pub(super) async fn remove(connection: &mut Connection, letter: LetterId) -> Result<(), StoreError> {
    let sql = "delete from letters where letter_id = $1";
    connection.execute(sql, &[letter.0.into()]).await.map(drop)
}
