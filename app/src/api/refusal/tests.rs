//! What people get to know of refusals and faults.

use super::{super::context::account, *};

#[test]
fn a_database_in_trouble_is_a_503_and_says_that_nothing_was_changed() {
    let cause = || Box::from("database or disk is full");
    for (error, code) in [
        (StoreError::NotWritable(cause()), ApiError::NotSaved),
        (StoreError::Unavailable(cause()), ApiError::Unavailable),
    ] {
        let code_of_generate = ApiError::from(GenerateError::Store(error));
        assert_eq!((code_of_generate, code_of_generate.status()), (code, 503));
        assert!(code.sentence().to_lowercase().contains("nothing was changed"));
    }
}

#[test]
fn a_sign_in_that_finds_too_many_before_it_is_a_503_and_one_that_finds_nothing_working_a_500() {
    let failed = HasherError::Failed("no memory".to_owned());
    for (error, code, status) in
        [(HasherError::Busy, ApiError::Unavailable, 503), (failed, ApiError::Internal, 500)]
    {
        let code_of_sign_in = ApiError::from(SignInError::Hasher(error));
        assert_eq!((code_of_sign_in, code_of_sign_in.status()), (code, status));
    }
}

#[test]
fn a_verification_that_cannot_be_done_is_never_more_than_not_verified() {
    let store = StoreError::NotWritable(Box::from("database or disk is full"));
    for (error, code, status) in [
        (VerifyError::NotAllowed, ApiError::NotFound, 404),
        (VerifyError::Suspended { since: None }, ApiError::Suspended, 403),
        (VerifyError::Busy, ApiError::TriesUnderWay, 503),
        (VerifyError::ClockBehind, ApiError::CannotVerify, 503),
        (VerifyError::Store(store), ApiError::NoVerdict, 503),
    ] {
        let refused = ApiError::from(error);
        assert_eq!((refused, refused.status()), (code, status));
    }
    // The try may have been counted before the database went away.
    assert!(!ApiError::NoVerdict.sentence().contains("Nothing was"));
}

#[test]
fn what_is_not_theirs_and_what_is_not_there_look_the_same() {
    assert_eq!(ApiError::from(GenerateError::NoSuchAccount), ApiError::NotFound);
    assert_eq!(account("99999999999999"), Err(ApiError::NotFound));
    assert_eq!(account(""), Err(ApiError::BadField));
}
