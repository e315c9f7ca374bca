//! What the program is made of: where its crates come from, what they can't do, and what they ask for.
//!
//! - [`lock`]: Cargo.lock, read
//! - [`licences`]: the document that `preface --licenses` shows; it is made here, too

mod licences;
mod lock;

use std::fs;
use std::path::Path;

use lock::Lock;

/// Crates that open connections, wait for many of them, or make them private. A reader of documents needs none; with none
/// in the tree, not even a mistake in it reaches another machine.
const NETWORK: &[(&str, &[&str])] = &[
    (
        "HTTP",
        &["actix-http", "attohttpc", "curl", "curl-sys", "h2", "h3", "http", "hyper", "isahc", "minreq", "reqwest"],
    ),
    ("HTTP", &["surf", "tiny_http", "ureq", "warp", "tonic", "tungstenite", "websocket", "octocrab"]),
    ("TLS", &["aws-lc-rs", "boring", "mbedtls", "native-tls", "openssl", "openssl-sys", "ring", "rustls", "s2n-tls"]),
    ("TLS", &["schannel", "security-framework", "webpki", "webpki-roots"]),
    ("sockets", &["c-ares", "dns-lookup", "hickory-resolver", "interprocess", "libssh2-sys", "nng", "pnet", "quinn"]),
    ("sockets", &["russh", "socket2", "ssh2", "trust-dns-resolver", "zbus", "zmq", "git2", "libgit2-sys", "gix"]),
    ("an asynchronous runtime", &["actix-rt", "async-executor", "async-io", "async-std", "compio", "embassy-executor"]),
    ("an asynchronous runtime", &["futures-executor", "glommio", "monoio", "smol", "tokio", "tokio-util"]),
];

/// What the sources would have to name to open a connection.
const SOCKETS: [&str; 14] = [
    "std::net",
    "net::{",
    "unix::net",
    "rustix::net",
    "sys::socket",
    "libc::",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "ToSocketAddrs",
    "socketpair",
];

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of the project")
}

#[test]
fn nothing_in_the_tree_reaches_the_network() {
    for lock in [Lock::read(), Lock::of_fuzzing()] {
        for (what, names) in NETWORK {
            for name in *names {
                // What tests and builds need counts as well.
                assert!(!lock.has(name), "{name} is in the tree, which is for {what}");
            }
        }
    }
}

#[test]
fn the_sources_name_no_socket() {
    for source in crate::architecture::sources() {
        for name in SOCKETS {
            assert!(!source.code.contains(name), "{} names {name}", source.path.display());
        }
    }
    // The two crates that could ask the system for one are built without that.
    let manifest = read("Cargo.toml");
    for name in ["rustix = ", "nix = "] {
        for line in manifest.lines().filter(|line| line.starts_with(name)) {
            assert!(
                !line.contains("\"net\"") && !line.contains("\"socket\"") && !line.contains("\"all-apis\""),
                "{line}"
            );
        }
    }
    // What waits for keys in this one can wait for connections, too; the program has its own.
    let crossterm = manifest.lines().find(|line| line.starts_with("crossterm = ")).expect("it is there");
    assert!(crossterm.contains("default-features = false") && !crossterm.contains("events"), "{crossterm}");
}

#[test]
fn every_crate_comes_from_one_place_and_can_be_no_other() {
    for lock in [Lock::read(), Lock::of_fuzzing()] {
        assert!(lock.packages().len() > 100);
        for package in lock.packages().iter().filter(|package| !["preface", "preface-fuzz"].contains(&&*package.name)) {
            let source = package.source.as_deref();
            assert_eq!(source, Some("registry+https://github.com/rust-lang/crates.io-index"), "{}", package.name);
            assert!(package.is_sealed, "{} has no checksum", package.name);
        }
    }
}

#[test]
fn fuzzing_needs_nothing_besides_but_the_fuzzer() {
    // So what is known of the program's crates is known of these.
    let lock = Lock::read();
    let is_known = |wanted: &lock::Package| lock.named(&wanted.name).any(|package| package.version == wanted.version);
    let fuzzing = Lock::of_fuzzing();
    let others = fuzzing.packages().iter().filter(|package| !is_known(package));
    let others: Vec<&str> = others.map(|package| &*package.name).collect();
    assert_eq!(others, ["arbitrary", "jobserver", "libfuzzer-sys", "preface-fuzz"], "fuzz/Cargo.lock may be old");
}

#[test]
fn the_one_crate_without_a_maintainer_is_known_and_comes_one_way() {
    let lock = Lock::read();
    let versions: Vec<&str> = lock.named("bincode").map(|package| &*package.version).collect();
    assert_eq!(versions, ["1.3.3"]);
    let users = lock.packages().iter().filter(|package| package.needs.iter().any(|(name, _)| name == "bincode"));
    assert_eq!(users.map(|package| &*package.name).collect::<Vec<_>>(), ["syntect"]);
    let deny = read("deny.toml");
    assert_eq!(deny.matches("RUSTSEC-").count(), 1, "each advisory that is passed over is known here");
    assert!(deny.contains("{ id = \"RUSTSEC-2025-0141\", reason = \"bincode 1.3.3"));
    assert!(read("SECURITY.md").contains("bincode"));
}

/// By the ELF specification, "ELF Header": a file of type 3, a shared object, lies wherever it is put.
#[cfg(target_os = "linux")]
#[test]
fn its_addresses_are_not_fixed() {
    let program = fs::read(env!("CARGO_BIN_EXE_preface")).expect("the program");
    assert_eq!((&program[..4], &program[16..18]), (&b"\x7fELF"[..], &[3, 0][..]));
}
