//! A server does not outlive the process that started it, however that ends.

use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Command, Stdio, abort},
    time::Duration,
};

use super::{in_time, shared::postgres::Server};

/// Says to this program, started again by itself, that it is to hold a server, and how to end.
const HOLD: &str = "PINS_TEST_HOLD";
const STEP: Duration = Duration::from_millis(10);

#[tokio::test]
async fn the_server_of_a_process_that_aborts_goes() {
    goes_with_its_holder("watchdog::the_server_of_a_process_that_aborts_goes", "abort").await;
}

#[tokio::test]
async fn the_server_of_a_process_that_is_killed_goes_even_when_frozen() {
    goes_with_its_holder("watchdog::the_server_of_a_process_that_is_killed_goes_even_when_frozen", "freeze")
        .await;
}

async fn goes_with_its_holder(test: &str, end: &str) {
    if let Ok(end) = env::var(HOLD) {
        hold(&end);
    }
    let mut holder = Command::new(env::current_exe().unwrap())
        .args(["--exact", test])
        .env(HOLD, end)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(holder.stdout.take().unwrap()).lines();
    let held = said.find_map(|line| Some(line.unwrap().strip_prefix("holds ")?.to_owned()));
    let held = held.expect("the holder starts a server");
    let (port, folder) = held.split_once(' ').unwrap();
    let port: u16 = port.parse().unwrap();
    if end == "freeze" {
        holder.kill().unwrap();
    }
    assert!(!holder.wait().unwrap().success());
    in_time(async {
        // Whether the port can be taken is the question: a frozen server takes connections, too.
        while Path::new(folder).exists() || TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
            tokio::time::sleep(STEP).await;
        }
    })
    .await;
    assert!(!Path::new(folder).exists());
}

/// Starts a server, says where, and ends abruptly or waits to be killed.
fn hold(end: &str) -> ! {
    let server = Server::start();
    if end == "freeze" {
        server.freeze();
    }
    // On a line of its own, whatever the test harness has written before.
    let mut output = io::stdout().lock();
    writeln!(output, "\nholds {} {}", server.port(), server.folder().display()).unwrap();
    if end == "freeze" {
        // To be killed by the test, or to end with it.
        io::copy(&mut io::stdin(), &mut io::sink()).ok();
    }
    abort();
}
