//! The promises of the project, one module for each.
