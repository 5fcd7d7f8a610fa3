//! What SQLite's files hold (requirement K3).

use std::fs;

use domain::pin::PinKind::Master;

use crate::support::{HANNA, House, acme};

#[tokio::test]
async fn a_code_never_stands_in_the_files_and_an_ended_one_not_even_sealed() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let sealed = house.blob("select sealed from pins").await;
    assert!(house.files_hold(&sealed).await);
    house.generate(&hanna, acme(), Master).await;
    let second = house.blob("select sealed from pins where ended_as is null").await;
    house.clear(&hanna, acme(), Master).await;
    assert!(!house.files_hold(&sealed).await, "the replaced code is gone");
    assert!(!house.files_hold(&second).await, "the cleared code is gone");
    assert_eq!(house.count("select count(*) from pins where sealed is not null").await, 0);
    // Five digits may occur by chance in other bytes; as text they would stand in the row, next to its kind.
    assert!(!house.files_hold(code.reveal().as_bytes()).await);
}

impl House {
    /// Whether the bytes stand in any file of the house, the keys' aside, after the log was emptied.
    async fn files_hold(&self, bytes: &[u8]) -> bool {
        self.store.checkpoint().await.unwrap();
        fs::read_dir(self.place.folder())
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.file_name().is_some_and(|name| name != "keys.toml"))
            .any(|path| fs::read(path).unwrap().windows(bytes.len()).any(|part| part == bytes))
    }
}
