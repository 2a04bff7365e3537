use std::fs;

use proptest::prelude::*;

use super::{Files, Loaded, read, yaml};

proptest! {
    /// Whatever is in the file, it is read or refused.
    #[test]
    fn no_text_makes_the_reader_panic(text in "([a-z_]{0,6}|[:\\-\\[\\]{}&*!|>'\"#%@,~? \n\t]|tls_server_config|headers|\u{e9}){0,60}") {
        _ = yaml::read(&text);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        _ = yaml::read(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_is_written_is_what_is_loaded() {
    let path = std::env::temp_dir().join(format!("tickmark-web-{}.yml", std::process::id()));
    let hash = "$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG";
    let text = format!(
        "http_server_config: {{headers: {{X-Frame-Options: deny}}}}\nbasic_auth_users:\n  alice: {hash}\n  'true': {hash}\n\
         rate_limit:\n  interval: 500ms\n  burst: 4\n"
    );
    fs::write(&path, text).expect("the folder for temporary files can be written to");
    let (mut files, mut loaded) = (Files::default(), Loaded::default());
    let mistakes = read(&path, &mut files, &mut loaded);
    fs::remove_file(&path).expect("it was just written");
    assert_eq!(mistakes, [""; 0]);
    assert_eq!(loaded.users.keys().collect::<Vec<_>>(), ["alice", "true"]);
    assert_eq!(loaded.headers.len(), 1);
    let rate = loaded.rate.expect("there is one");
    assert_eq!((rate.interval.as_millis(), rate.burst), (500, 4));
    assert!(files.have_changed(), "it is gone");
}
