//! Prints the catalogue.

#![forbid(unsafe_code)]

use owasp_catalogue::CATALOGUE;

#[allow(clippy::print_stdout, reason = "a program that is started speaks")]
fn main() {
    for entry in CATALOGUE {
        let error = entry.error.lines().next().unwrap_or_default();
        println!("{}", entry.category);
        println!("  does not compile  examples/owasp/insecure/{}.rs", entry.insecure);
        println!("                    {error}");
        println!("  runs              {}", entry.secure);
        println!("  is attacked by    {}", entry.attack);
        println!("                    cargo test -p owasp-catalogue {}\n", entry.insecure);
    }
}
