//! Who is asked to act for an account, and by which link.

use domain::{
    access::{Invitation, InvitationId, Link},
    account::AccountNumber,
    person::PersonId,
    ports::StoreError,
    time::Timestamp,
};

use super::{
    accounts::number_in,
    connection::Connection,
    memberships::{read_role, write_role},
    row::{Fields, Row},
};

/// An invitation's number grows with each write to its account, so the highest numbers are the latest.
pub(super) async fn all(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Vec<Invitation>, StoreError> {
    connection
        .all(
            "select account_id, invitation_id, email, role, invited_by, seed, link_hash, created_at, expires_at
             from invitations where account_id = $1 order by invitation_id desc",
            &[account.into()],
        )
        .await?
        .iter()
        .map(invitation_of)
        .collect()
}

pub(super) async fn by_link(
    connection: &mut Connection,
    hash: &[u8; 32],
) -> Result<Option<Invitation>, StoreError> {
    connection
        .optional(
            "select account_id, invitation_id, email, role, invited_by, seed, link_hash, created_at, expires_at
             from invitations where link_hash = $1",
            &[hash.as_slice().into()],
        )
        .await?
        .as_ref()
        .map(invitation_of)
        .transpose()
}

fn invitation_of(row: &Row) -> Result<Invitation, StoreError> {
    let account = number_in(row, "invitations")?;
    let id = row.key("invitation_id");
    let key = format!("{account}, invitation {id}");
    let fields = Fields::of(row, "invitations", &key);
    Ok(Invitation {
        account,
        id: InvitationId(id),
        email: fields.read("email", |email: &str| email.parse().ok())?,
        role: fields.read("role", read_role)?,
        invited_by: PersonId(fields.get("invited_by")?),
        link: link_of(&fields)?,
    })
}

/// The link in a row that has the columns of one.
pub(super) fn link_of(fields: &Fields<'_>) -> Result<Link, StoreError> {
    Ok(Link {
        seed: fields.bytes32("seed")?,
        hash: fields.bytes32("link_hash")?,
        created_at: fields.time("created_at")?,
        expires_at: fields.time("expires_at")?,
    })
}

pub(super) async fn insert(connection: &mut Connection, invitation: &Invitation) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding an invitation",
            "insert into invitations
                 (account_id, invitation_id, email, role, invited_by, seed, link_hash, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &[
                invitation.account.into(),
                invitation.id.0.into(),
                invitation.email.as_str().into(),
                write_role(invitation.role).into(),
                invitation.invited_by.0.into(),
                invitation.link.seed.as_slice().into(),
                invitation.link.hash.as_slice().into(),
                invitation.link.created_at.into(),
                invitation.link.expires_at.into(),
            ],
        )
        .await
}

pub(super) async fn remove(
    connection: &mut Connection,
    account: AccountNumber,
    id: InvitationId,
) -> Result<bool, StoreError> {
    let sql = "delete from invitations where account_id = $1 and invitation_id = $2";
    Ok(connection.execute(sql, &[account.into(), id.0.into()]).await? > 0)
}

pub(super) async fn remove_expired(connection: &mut Connection, before: Timestamp) -> Result<(), StoreError> {
    connection.execute("delete from invitations where expires_at < $1", &[before.into()]).await.map(drop)
}
