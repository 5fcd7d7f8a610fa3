-- People: how they sign in, what they are invited to, and what they are told by mail.

-- Since when the operator keeps an account or a person from being used.
alter table accounts add column disabled_at integer null;
alter table people add column disabled_at integer null;
-- One more with each unit of work that changes how the person signs in, or what they may act for. Taking it comes
-- after the accounts' rows.
alter table people add column version integer not null default 0 check (version >= 0);
-- The zone that times are told in (IANA); UTC, where there is none.
alter table people add column time_zone text null check (time_zone <> '');

alter table sub_contacts add column email text null check (email <> '');
alter table sub_contacts add column phone text null check (phone <> '');
alter table sub_contacts add column note text not null default '';

-- When the person last proved who they are (a password, and a code where one is due), and from where.
alter table sessions add column proved_at integer not null default 0;
-- 1 while a right password waits for its code: the browser is not signed in yet.
alter table sessions add column awaits_code integer not null default 0 check (awaits_code in (0, 1));
alter table sessions add column address text not null default '';
alter table sessions add column browser text not null default '';

-- The secrets that codes are made with, sealed like PINs. One that is not confirmed is not asked for.
create table second_factors (
    person_id    integer not null primary key references people,
    key_id       integer not null references vault_keys,
    sealed       blob    not null,
    created_at   integer not null,
    confirmed_at integer null,
    -- The time step of the last code that was used: no code works twice.
    last_step    integer not null default 0
) strict;

create index second_factors_by_key on second_factors (key_id, person_id);

-- What gets someone in who lost their second factor, once each; hashed under a key.
create table recovery_codes (
    person_id integer not null references people,
    code_hash blob    not null check (length(code_hash) = 32),
    primary key (person_id, code_hash)
) strict, without rowid;

-- Who is asked to act for an account, by a link of which only the hash is kept. The seed and a key make the link
-- again for the mail.
create table invitations (
    account_id    integer not null references accounts,
    invitation_id integer not null check (invitation_id > 0),
    email         text    not null check (email <> ''),
    role          text    not null check (role in ('holder', 'sub_account')),
    seed          blob    not null check (length(seed) = 32),
    link_hash     blob    not null unique check (length(link_hash) = 32),
    invited_by    integer not null references people,
    created_at    integer not null,
    expires_at    integer not null,
    primary key (account_id, invitation_id),
    unique (account_id, email)
) strict, without rowid;

create index invitations_by_expiry on invitations (expires_at);

-- The way to a new password, for whoever reads the person's mail. At most one for each person.
create table password_links (
    person_id  integer not null primary key references people,
    seed       blob    not null check (length(seed) = 32),
    link_hash  blob    not null unique check (length(link_hash) = 32),
    created_at integer not null,
    expires_at integer not null
) strict;

create index password_links_by_expiry on password_links (expires_at);

-- Browsers in which someone signed in before, known by the SHA-256 of what their cookie holds.
create table known_browsers (
    person_id    integer not null references people,
    browser_hash blob    not null check (length(browser_hash) = 32),
    used_at      integer not null,
    primary key (person_id, browser_hash)
) strict, without rowid;

create index known_browsers_by_use on known_browsers (used_at);

-- Failures to prove something, by what they are counted under, which is hashed under a key.
create table throttles (
    subject  blob    not null primary key check (length(subject) = 32),
    failures integer not null check (failures >= 0),
    last_at  integer not null
) strict, without rowid;

create index throttles_by_age on throttles (last_at);

-- Letters that are still to be sent, each to one reader.
create table letters (
    letter_id integer not null primary key autoincrement,
    email     text    not null check (email <> ''),
    content   text    not null,
    made_at   integer not null,
    -- When it is tried next.
    due_at    integer not null,
    tries     integer not null default 0 check (tries >= 0)
) strict;

create index letters_by_due on letters (due_at);

-- A PIN also ends when someone who could read it loses access. Nobody in particular clears it then.
create table pins_before as select * from pins;
drop table pins;
create table pins (
    account_id   integer not null references accounts,
    -- The account's version when it was generated, so a later PIN has a larger number.
    pin_id       integer not null check (pin_id > 0),
    kind         text    not null check (kind in ('master', 'one_time')),
    -- The code, sealed under that key. Both go when the end is noted.
    key_id       integer null references vault_keys,
    sealed       blob    null,
    generated_at integer not null,
    generated_by integer not null references people,
    expires_at   integer null check (expires_at > generated_at),
    -- Settled wrong tries that it was compared with.
    wrong_tries  integer not null default 0 check (wrong_tries >= 0),
    ended_as     text    null
        check (ended_as in ('replaced', 'cleared', 'worn_out', 'voided', 'access_ended', 'used', 'expired')),
    ended_at     integer null,
    ended_by     integer null references people,
    primary key (account_id, pin_id),
    -- Only a One-Time PIN expires, and each does.
    check ((kind = 'one_time') = (expires_at is not null)),
    check (kind = 'one_time' or ended_as is null or ended_as not in ('used', 'expired', 'voided')),
    check (kind = 'master' or ended_as is null or ended_as <> 'worn_out'),
    -- A PIN without an end has a code, and a PIN with an end has none (requirement K3).
    check ((ended_as is null) = (sealed is not null)),
    check ((ended_as is null) = (key_id is not null)),
    check ((ended_as is null) = (ended_at is null)),
    -- People replace and clear; the rest happens.
    check ((ended_by is not null) = (ended_as is not null and ended_as in ('replaced', 'cleared')))
) strict, without rowid;
insert into pins (account_id, pin_id, kind, key_id, sealed, generated_at, generated_by, expires_at, wrong_tries, ended_as, ended_at, ended_by)
    select account_id, pin_id, kind, key_id, sealed, generated_at, generated_by, expires_at, wrong_tries, ended_as, ended_at, ended_by
    from pins_before;
drop table pins_before;

-- At most one of each kind is open.
create unique index pins_open on pins (account_id, kind) where ended_as is null;
-- The latest of each kind.
create index pins_by_kind on pins (account_id, kind, pin_id);
-- All that are sealed, and those that a key sealed.
create index pins_sealed on pins (account_id, pin_id) where ended_as is null;
create index pins_by_key on pins (key_id, account_id, pin_id) where key_id is not null;
-- Those whose expiry is to be noted.
create index pins_by_expiry on pins (expires_at) where ended_as is null;
