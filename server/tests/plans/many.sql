-- An installation of 200,000 accounts: each with a person and one of all that accounts and people have, which
-- reach back from the time of the walk in steps of ten seconds.

create temporary table many as
    select n, 1000000 + n as id, 1800000000000 - n * 10000 as at from generate_series(1, 200000) n;

insert into accounts (account_id, name, created_at) select id, 'Account ' || n, at from many;
insert into people (person_id, email, name, password_hash, created_at)
    select id, 'person' || n || '@many.example', 'Person ' || n, 'none', at from many;
insert into memberships (account_id, person_id, role, opened_at, created_at)
    select id, id, 'holder', at, at from many;
insert into sub_contacts (account_id, contact_id, name, created_at) select id, 1, 'Contact ' || n, at from many;
insert into invitations (account_id, invitation_id, email, role, seed, link_hash, invited_by, created_at, expires_at)
    select id, 1, 'guest' || n || '@many.example', 'holder', sha256('0'), sha256(n::text::bytea), id, at, at + 604800000
    from many;
insert into password_links (person_id, seed, link_hash, created_at, expires_at)
    select id, sha256('0'), sha256(n::text::bytea), at, at + 3600000 from many;
insert into second_factors (person_id, key_id, sealed, created_at, confirmed_at)
    select id, 1, decode(repeat('00', 60), 'hex'), at, at from many;
insert into recovery_codes (person_id, code_hash) select id, sha256(n::text::bytea) from many;

-- Of four PINs, two live.
insert into pins (account_id, pin_id, kind, key_id, sealed, generated_at, generated_by, expires_at,
                  ended_as, ended_at)
    select id, 1,
           case when n % 2 = 0 then 'master' else 'one_time' end,
           case when n % 4 < 2 then 1 end,
           case when n % 4 < 2 then decode(repeat('00', 45), 'hex') end,
           at, id,
           case when n % 2 = 1 then at + 86400000 end,
           case n % 4 when 2 then 'worn_out' when 3 then 'used' end,
           case when n % 4 >= 2 then at + 1000 end
    from many;

-- One try in ten is wrong, and one in a thousand is under way.
insert into attempts (account_id, attempt_id, at, state, settled_at, person_id, agent_key, channel, master_id)
    select id, 2, at,
           case when n % 1000 = 1 then 'pending' when n % 10 = 0 then 'wrong' else 'right' end,
           case when n % 1000 <> 1 then at end,
           id, 'person/' || n, 'phone', 1
    from many;
-- One in a hundred is reported, and one agent in a hundred suspended.
insert into receipts (account_id, receipt_number, attempt_id, pin_kind, valid_until, reported_at)
    select id, lpad(n::text, 8, '0'), 2, 'master', at, case when n % 100 = 1 then at end from many;
insert into agents (agent_key, created_at, suspended_at)
    select 'person/' || n, at, case when n % 100 = 1 then at end from many
    on conflict (agent_key) do nothing;
insert into idempotency_keys (sender, request_key, fingerprint, account_id, attempt_id, at)
    select 'person/' || n % 100, 'request ' || n, decode(repeat('00', 32), 'hex'), id, 2, at from many;

insert into history (account_id, entry_id, at, event, seal)
    select id, 1, at, '{}', decode(repeat('00', 32), 'hex') from many;
insert into reasons (account_id, entry_id, reason) select id, 1, 'Reason ' || n from many;
insert into outbox (account_id, write_id, place, at, notice) select id, 1, 1, at, '{}' from many;
insert into sessions (token_hash, person_id, created_at, last_seen_at)
    select sha256(n::text::bytea), id, at, at from many;
insert into known_browsers (person_id, browser_hash, used_at) select id, sha256(n::text::bytea), at from many;
insert into throttles (subject, failures, last_at) select sha256(n::text::bytea), 1, at from many;
insert into letters (email, content, made_at, due_at)
    select 'person' || n || '@many.example', '{}', at, at + 1800000000 from many;
