//! Arguments → read or print → exit code. The only place that ends the process.

fn main() {}
