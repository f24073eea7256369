//! Calls that another server signs: whose body is taken, and how often.

mod hostile;
mod once;
mod shop;
mod start;
mod vectors;
