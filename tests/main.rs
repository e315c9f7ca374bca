//! The promises of the project, a module for each.

#[cfg(test)]
mod access;
#[cfg(test)]
mod any_bytes;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod chunks;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod complexity;
#[cfg(test)]
mod contrast;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod journeys;
#[cfg(test)]
mod large;
#[cfg(test)]
mod nothing_lost;
#[cfg(test)]
mod rendering;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod search;
#[cfg(test)]
mod supply;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod trickle;
