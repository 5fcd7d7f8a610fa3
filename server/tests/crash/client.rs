//! A browser as far as forms go: it signs in, keeps the cookie and sends forms.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(30);

/// A signed-in browser, which stays signed in when the server is killed and starts again elsewhere.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) address: String,
    cookie: String,
}

/// An answer that came whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Client {
    pub(crate) fn sign_in(address: &str, email: &str, password: &str) -> Self {
        let mut client = Self { address: address.to_owned(), cookie: String::new() };
        let answer = client.post("/api/sign_in", &[("email", email), ("password", password)]).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        client.cookie = cookie.split(';').next().unwrap().to_owned();
        client
    }

    /// Sends a form as the page's own code does. An error means that nothing was answered, or not all of it.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let form = serde_urlencoded::to_string(fields).unwrap();
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let Self { address, cookie } = self;
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nAccept: application/json\r\n\
             Sec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Answer::read(&answer).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

impl Answer {
    /// `None` unless it is as long as it says: a killed server's answer can end anywhere.
    fn read(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
        let whole = length.parse() == Ok(body.len());
        whole.then(|| Self { status, head: head.to_owned(), body: body.to_owned() })
    }
}
