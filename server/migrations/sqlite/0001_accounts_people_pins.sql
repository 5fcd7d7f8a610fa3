-- Accounts, their people and their PINs.
--
-- Times are UTC milliseconds since 1970. Every table of an account leads its key with account_id. What the
-- database can hold true by itself, it does: a bug in the program is then an error and not a wrong row.

create table accounts (
    account_id integer not null primary key check (account_id between 1 and 999999999999),
    name       text    not null check (name <> ''),
    -- One more with each unit of work that writes to the account. Taking it is what makes such units of work wait
    -- for each other.
    version    integer not null default 0 check (version >= 0),
    created_at integer not null
) strict;

-- Whoever can sign in. Numbers are never used again, since records name people by them.
create table people (
    person_id     integer not null primary key autoincrement,
    email         text    not null unique check (email <> ''),
    name          text    not null check (name <> ''),
    password_hash text    not null,
    -- Set for the support desk's people, who act for no account.
    desk_role     text    null check (desk_role in ('agent', 'supervisor')),
    created_at    integer not null
) strict;

-- Who may act for which account.
create table memberships (
    account_id     integer not null references accounts,
    person_id      integer not null references people,
    role           text    not null check (role in ('holder', 'sub_account')),
    -- How the person left the Security Pins bar: 1 expanded, 0 collapsed, null before the first visit.
    panel_expanded integer null check (panel_expanded in (0, 1)),
    -- When the person last opened the account's home.
    opened_at      integer null,
    created_at     integer not null,
    primary key (account_id, person_id)
) strict, without rowid;

create index memberships_by_person on memberships (person_id, opened_at);

-- People of an account without a sign-in, who know a PIN from someone that has one.
create table sub_contacts (
    account_id integer not null references accounts,
    contact_id integer not null,
    name       text    not null check (name <> ''),
    created_at integer not null,
    primary key (account_id, contact_id)
) strict, without rowid;

-- The keys of the keyring, without the keys: each proves itself by a fixed text that it sealed, so that another
-- installation's key file is noticed at the start.
create table vault_keys (
    key_id      integer not null primary key check (key_id > 0),
    check_value blob    not null,
    created_at  integer not null
) strict;

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
    ended_as     text    null check (ended_as in ('replaced', 'cleared', 'used', 'expired')),
    ended_at     integer null,
    ended_by     integer null references people,
    primary key (account_id, pin_id),
    -- Only a One-Time PIN expires, and each does.
    check ((kind = 'one_time') = (expires_at is not null)),
    check (kind = 'one_time' or ended_as is null or ended_as not in ('used', 'expired')),
    -- A PIN without an end has a code, and a PIN with an end has none (requirement K3).
    check ((ended_as is null) = (sealed is not null)),
    check ((ended_as is null) = (key_id is not null)),
    check ((ended_as is null) = (ended_at is null)),
    -- People replace and clear; use and expiry happen.
    check ((ended_by is not null) = (ended_as is not null and ended_as in ('replaced', 'cleared')))
) strict, without rowid;

-- At most one of each kind is open.
create unique index pins_open on pins (account_id, kind) where ended_as is null;
-- The latest of each kind.
create index pins_by_kind on pins (account_id, kind, pin_id);
-- The keys that are still needed.
create index pins_by_key on pins (key_id) where key_id is not null;

-- Signed-in browsers, known by the SHA-256 of what their cookie holds.
create table sessions (
    token_hash   blob    not null primary key check (length(token_hash) = 32),
    person_id    integer not null references people,
    created_at   integer not null,
    last_seen_at integer not null
) strict, without rowid;

create index sessions_by_person on sessions (person_id);
create index sessions_by_age on sessions (created_at);
create index sessions_by_use on sessions (last_seen_at);
