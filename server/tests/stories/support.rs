//! The stories' house, on the database of this test binary.

pub(crate) use crate::shared::house::*;

impl House {
    pub(crate) async fn new() -> Self {
        Self::on(crate::ON).await
    }
}
