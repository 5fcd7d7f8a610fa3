//! What the use cases decide, on a store in memory: exact counts, exact milliseconds, and what is written and told.
//! That the databases do the same is for the server's stories.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod house;
mod household;
mod staff;

mod accept;
mod access;
mod agents;
mod alarm;
mod audit;
mod check;
mod clear;
mod clock;
mod codes;
mod contacts;
mod desk_history;
mod figures;
mod generate;
mod history;
mod home;
mod invitations;
mod keys;
mod lifts;
mod limits;
mod operator;
mod own;
mod pending;
mod post;
mod proof;
mod races;
mod receipts;
mod report;
mod requests;
mod reset;
mod roles;
mod second_factor;
mod sessions;
mod sign_in;
mod sweep;
mod throttling;
mod verify;
