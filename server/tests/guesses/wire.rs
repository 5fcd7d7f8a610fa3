//! A connection that is kept open, since most of what an attacker could wait for is the next one.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// Nothing here should take this long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Wire {
    address: String,
    stream: BufReader<TcpStream>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Wire {
    pub(crate) fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { address: address.to_owned(), stream: BufReader::new(stream) }
    }

    pub(crate) fn get(&mut self, cookie: &str, path: &str) -> Answer {
        self.send(&format!("GET {path}"), cookie, "text/html", "")
    }

    /// Sends a form as the page's own code does.
    pub(crate) fn call(&mut self, cookie: &str, path: &str, form: &str) -> Answer {
        self.send(&format!("POST {path}"), cookie, "application/json", form)
    }

    /// Sends a form as a browser does by itself.
    pub(crate) fn submit(&mut self, cookie: &str, path: &str, form: &str) -> Answer {
        self.send(&format!("POST {path}"), cookie, "text/html", form)
    }

    fn send(&mut self, what: &str, cookie: &str, accept: &str, form: &str) -> Answer {
        let request = format!(
            "{what} HTTP/1.1\r\nHost: {}\r\nAccept: {accept}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(self.stream.read_line(&mut head).unwrap() > 0, "no whole answer: {head:?}");
        }
        let body = self.body(&head.to_ascii_lowercase());
        Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body }
    }

    fn body(&mut self, head: &str) -> String {
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = Vec::new();
        match length {
            Some(length) => self.read(length.parse().unwrap(), &mut body),
            None => while self.chunk(&mut body) {},
        }
        String::from_utf8(body).unwrap()
    }

    /// A chunk of an answer whose length is not said before (RFC 9112, 7.1). Says whether there is a next one.
    fn chunk(&mut self, body: &mut Vec<u8>) -> bool {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        let length = usize::from_str_radix(line.trim(), 16).unwrap();
        self.read(length, body);
        self.read(2, &mut Vec::new());
        length > 0
    }

    fn read(&mut self, length: usize, to: &mut Vec<u8>) {
        let start = to.len();
        to.resize(start + length, 0);
        self.stream.read_exact(&mut to[start..]).unwrap();
    }
}
