-- The desk: reported receipts, what locked an account, why something was lifted, and forms that are sent twice.

-- When the account's people said that the verification was none of theirs.
alter table receipts add column reported_at bigint null;
create index receipts_reported on receipts (reported_at) where reported_at is not null;

-- 1 where this try locked its account's verification.
alter table attempts add column locked bigint not null default 0 check (locked in (0, 1) and (locked = 0 or state = 'wrong'));
create index attempts_by_age on attempts (at, account_id, attempt_id);
create index attempts_of_account on attempts (account_id, at, attempt_id);
create index attempts_unknown on attempts (unknown_account, at, attempt_id) where unknown_account is not null;

create index agents_suspended on agents (suspended_at) where suspended_at is not null;
create index people_at_desk on people (name, person_id) where desk_role is not null;

-- Why someone did what an entry of the history says, in their words. It is written before its entry, which comes with
-- the last of the transaction.
create table reasons (
    account_id bigint not null references accounts,
    entry_id   bigint not null,
    reason     text    not null check (reason <> ''),
    primary key (account_id, entry_id),
    foreign key (account_id, entry_id) references history deferrable initially deferred
);

-- Requests that may be sent again and count once, by who sends them: a token, or a person whose form has a key. None
-- of the former ones can be sent again.
drop table idempotency_keys;
create table idempotency_keys (
    sender      text    not null check (sender <> ''),
    request_key text    not null check (request_key <> ''),
    fingerprint bytea    not null check (length(fingerprint) = 32),
    account_id  bigint not null,
    attempt_id  bigint not null,
    at          bigint not null,
    answer      text    null,
    primary key (sender, request_key)
);

create index idempotency_keys_by_attempt on idempotency_keys (account_id, attempt_id);
create index idempotency_keys_by_age on idempotency_keys (at);
