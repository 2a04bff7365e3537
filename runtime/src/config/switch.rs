//! The variable that switches recording off.

/// What it is called; the one variable that is also read without a configuration.
pub(crate) const SWITCH: &str = "TICKMARK_ENABLED";

/// Whether annotated functions record, or what is wrong with the value, in words that say what to write. An empty one says nothing.
pub(crate) fn is_on(value: &str) -> Result<bool, String> {
    let says_nothing = value.trim().is_empty();
    says_nothing.then_some(true).or_else(|| as_switch(value)).ok_or_else(|| {
        format!("`{value}` is neither on nor off, so recording stays on: write `true` or `false`")
    })
}

/// What a word says that people switch things with.
pub(super) fn as_switch(value: &str) -> Option<bool> {
    match value.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "on" | "yes" => Some(true),
        "false" | "0" | "off" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_on;

    #[test]
    fn it_is_switched_in_words_that_people_use() {
        for off in ["false", "0", "FALSE", " off ", "no"] {
            assert_eq!(is_on(off), Ok(false), "{off}");
        }
        for on in ["", " ", "true", "1", "On", "yes"] {
            assert_eq!(is_on(on), Ok(true), "{on}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_told_what_to_write() {
        let problem = is_on("flase").expect_err("it is no word");
        assert_eq!(problem, "`flase` is neither on nor off, so recording stays on: write `true` or `false`");
    }
}
