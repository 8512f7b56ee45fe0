//! What providers of payments say: Stripe, PayPal and Eventbrite, in the forms in which staff can download it.
//!
//! A claim is what somebody paid, before fees, or what went back to them. Nobody is recognised here, no tuition is
//! compared, and no amount is ever converted or rounded: a row that would need that is kept as unreadable.

mod balance;
mod columns;
mod eventbrite;
mod form;
mod moments;
mod offsets;
mod others;
mod parts;
mod paypal;
mod read;
mod reader;
mod stripe;

pub use form::{Form, recognise};
pub use read::{Options, read};
