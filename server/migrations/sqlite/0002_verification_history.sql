-- Verifying, the budget of wrong tries, history, and the clock's mark.

-- A parent table is made anew here; its children are looked at again when all is done.
pragma defer_foreign_keys = on;

create table accounts_before as select * from accounts;
drop table accounts;
create table accounts (
    -- 0 is nobody's: it keeps the desk's own history, and tries on accounts that do not exist.
    account_id     integer not null primary key check (account_id between 0 and 999999999999),
    name           text    not null check (name <> ''),
    -- One more with each unit of work that writes to the account. Taking it is what makes such units of work wait
    -- for each other.
    version        integer not null default 0 check (version >= 0),
    created_at     integer not null,
    -- Settled wrong tries since the last right one, or since the generate that ended a lock.
    wrong_in_a_row integer not null default 0 check (wrong_in_a_row >= 0),
    -- Since when wrong tries in a row, or a report by the account's people, lock its verification.
    locked_at      integer null,
    reported_at    integer null,
    -- When a supervisor last lifted the lock of the day.
    lifted_at      integer null,
    -- Where the account's history ends.
    chain_length   integer not null default 0 check (chain_length >= 0),
    chain_seal     blob    null check (length(chain_seal) = 32),
    check ((chain_length = 0) = (chain_seal is null))
) strict;
insert into accounts (account_id, name, version, created_at)
    select account_id, name, version, created_at from accounts_before;
insert into accounts (account_id, name, created_at) values (0, 'Support desk', 0);
drop table accounts_before;

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
        check (ended_as in ('replaced', 'cleared', 'worn_out', 'voided', 'used', 'expired')),
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
insert into pins (account_id, pin_id, kind, key_id, sealed, generated_at, generated_by, expires_at, ended_as, ended_at, ended_by)
    select account_id, pin_id, kind, key_id, sealed, generated_at, generated_by, expires_at, ended_as, ended_at, ended_by
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

-- What the key of the history is recognised by.
create table history_key (
    history_key_id integer not null primary key check (history_key_id = 1),
    check_value    blob    not null,
    created_at     integer not null
) strict;

-- Each account's chain of events. Nothing here is ever changed or removed.
create table history (
    account_id integer not null references accounts,
    entry_id   integer not null check (entry_id > 0),
    at         integer not null,
    event      text    not null,
    seal       blob    not null check (length(seal) = 32),
    primary key (account_id, entry_id)
) strict, without rowid;

-- Notices to the account's people that are still to be sent.
create table outbox (
    account_id integer not null references accounts,
    write_id   integer not null,
    place      integer not null,
    at         integer not null,
    notice     text    not null,
    primary key (account_id, write_id, place)
) strict, without rowid;

create index outbox_by_age on outbox (at);

-- What helpdesks and phone systems verify with; of the token itself only the SHA-256 is kept.
create table tokens (
    token_id   integer not null primary key autoincrement,
    name       text    not null unique check (name <> ''),
    kind       text    not null check (kind in ('helpdesk', 'ivr')),
    token_hash blob    not null unique check (length(token_hash) = 32),
    created_at integer not null,
    revoked_at integer null
) strict;

-- Whoever types at the desk, under what their wrong tries are counted.
create table agents (
    agent_key    text    not null primary key check (agent_key <> ''),
    created_at   integer not null,
    suspended_at integer null,
    lifted_at    integer null
) strict, without rowid;

create table attempts (
    account_id      integer not null references accounts,
    -- The account's version when it was counted.
    attempt_id      integer not null check (attempt_id > 0),
    at              integer not null,
    state           text    not null check (state in ('pending', 'right', 'void', 'wrong', 'no_live_pin')),
    settled_at      integer null,
    -- Nobody settled it in time, so it counts as wrong.
    interrupted     integer not null default 0 check (interrupted in (0, 1)),
    person_id       integer null references people,
    token_id        integer null references tokens,
    agent_name      text    null,
    agent_key       text    null,
    channel         text    not null check (channel in ('phone', 'chat')),
    contact         text    null,
    ticket          text    null,
    -- What was typed, where there is no such account.
    unknown_account integer null,
    -- What it is compared with.
    master_id       integer null,
    one_time_id     integer null,
    primary key (account_id, attempt_id),
    check ((state = 'pending') = (settled_at is null)),
    check (interrupted = 0 or state = 'wrong'),
    check ((person_id is null) <> (token_id is null)),
    check ((unknown_account is null) = (account_id <> 0)),
    check ((state = 'no_live_pin') = (master_id is null and one_time_id is null))
) strict, without rowid;

create index attempts_wrong on attempts (account_id, at) where state = 'wrong';
create index attempts_pending on attempts (account_id, at) where state = 'pending';
create index attempts_pending_by_age on attempts (at) where state = 'pending';
create index attempts_wrong_by_age on attempts (at, account_id) where state = 'wrong';
create index attempts_by_agent on attempts (agent_key, at) where state in ('wrong', 'pending');
create index attempts_by_token on attempts (token_id, at) where state in ('wrong', 'pending');

-- What agents hand a verified caller on with.
create table receipts (
    account_id     integer not null references accounts,
    receipt_number text    not null check (length(receipt_number) = 8),
    attempt_id     integer not null,
    pin_kind       text    not null check (pin_kind in ('master', 'one_time')),
    valid_until    integer not null,
    primary key (account_id, receipt_number),
    unique (account_id, attempt_id),
    foreign key (account_id, attempt_id) references attempts
) strict, without rowid;

-- Requests that may be sent again and count once.
create table idempotency_keys (
    token_id    integer not null references tokens,
    request_key text    not null check (request_key <> ''),
    fingerprint blob    not null check (length(fingerprint) = 32),
    account_id  integer not null,
    attempt_id  integer not null,
    at          integer not null,
    answer      text    null,
    primary key (token_id, request_key)
) strict, without rowid;

create index idempotency_keys_by_attempt on idempotency_keys (account_id, attempt_id);
create index idempotency_keys_by_age on idempotency_keys (at);

-- The latest moment that was recorded: the clock may not go back behind it unnoticed (requirement S4).
create table clock (
    clock_id integer not null primary key check (clock_id = 1),
    mark     integer not null
) strict;

insert into clock (clock_id, mark) values (1, 0);
