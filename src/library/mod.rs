//! What can be opened, and what a link means from there.
