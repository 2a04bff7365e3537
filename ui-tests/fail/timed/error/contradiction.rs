use tickmark::timed;

#[timed(error)]
fn no_name() -> Result<(), std::io::Error> {
    Ok(())
}

#[timed(name = "a_seconds", error, outcome = none)]
fn no_outcome() -> Result<(), std::io::Error> {
    Ok(())
}

#[timed(name = "b_seconds", error)]
fn infallible() -> String {
    String::new()
}

#[timed(name = "c_seconds", error)]
fn generic<E>(error: E) -> Result<(), E> {
    Err(error)
}

#[timed(name = "d_seconds", error, labels(error = kind))]
fn taken(kind: &str) -> Result<(), std::io::Error> {
    Ok(())
}

#[timed(name = "e_seconds", error(of = std::io::Error, causes(std::io::Error = "io")))]
fn twice() -> Result<(), std::io::Error> {
    Ok(())
}

#[timed(name = "f_seconds", error(causes()), error)]
fn empty() -> Result<(), std::io::Error> {
    Ok(())
}

#[timed(name = "g_seconds", error(causes(std::io::Error)))]
fn no_text() -> Result<(), std::io::Error> {
    Ok(())
}

#[timed(name = "h_seconds", error(lable = "reason"))]
fn slip() -> Result<(), std::io::Error> {
    Ok(())
}

fn main() {}
