//! Arguments → window or command; nothing else.

fn main() {}
