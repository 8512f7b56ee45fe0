//! The forms in which payments come, each by the headings that it must have and those that it may have.
//!
//! A form is recognised by what a line names, never by the number of the line: some files begin with words about
//! themselves.

use std::fmt;

use crate::table::Record;

use super::columns::{Columns, keys, suffices};

/// A form in which a provider writes payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// S1: Stripe's older payments export.
    StripePayments,
    /// S2: Stripe's unified payments; whoever downloads it chooses its columns.
    StripeUnified,
    /// S3: Stripe's itemised balance, activity and payout reconciliation reports.
    StripeBalance,
    /// P1: PayPal's activity.
    PaypalActivity,
    /// P2: PayPal's statement, which says no status.
    PaypalStatement,
    /// Eventbrite's attendees.
    EventbriteAttendees,
}

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The provider's identity of what the row is about.
    Id,
    At,
    /// The time, where the date stands alone.
    Time,
    Zone,
    Amount,
    Currency,
    Status,
    /// What kind of movement the row is.
    Kind,
    Captured,
    Mode,
    Refunded,
    RefundedAt,
    Disputed,
    DisputeStatus,
    DisputedAt,
    Name,
    Surname,
    Email,
    /// The address of whoever received money.
    To,
    Charge,
    /// What moved the money: a charge, a refund or a dispute.
    Source,
    /// The payment that a refund is of.
    Reference,
    Impact,
    /// What the customer saw, where the account keeps another currency.
    FacingAmount,
    FacingCurrency,
    Order,
    /// An amount that is not read, but shows how the file writes amounts.
    Witness,
}

/// A column of a form: what it tells, whether no row can be read without it, and the headings that it may have.
pub(super) type Column = (Field, bool, &'static [&'static str]);

#[rustfmt::skip]
const STRIPE_PAYMENTS: &[Column] = &[
    (Field::Id, true, &["id"]),
    (Field::At, true, &["Created (UTC)", "Created"]),
    (Field::Amount, true, &["Amount"]),
    (Field::Currency, true, &["Currency"]),
    (Field::Status, true, &["Status"]),
    (Field::Refunded, false, &["Amount Refunded"]),
    (Field::Captured, false, &["Captured"]),
    (Field::Mode, false, &["Mode"]),
    (Field::Disputed, false, &["Disputed Amount"]),
    (Field::DisputeStatus, false, &["Dispute Status"]),
    (Field::DisputedAt, false, &["Dispute Date (UTC)", "Dispute Date"]),
    (Field::RefundedAt, false, &["Refunded date (UTC)", "Refunded date"]),
    (Field::Email, false, &["Customer Email", "Email (metadata)"]),
    (Field::Name, false, &["Name (metadata)", "Customer Name", "Card Name"]),
];

#[rustfmt::skip]
const STRIPE_UNIFIED: &[Column] = &[
    (Field::Id, true, &["id"]),
    (Field::At, true, &["Created date (UTC)", "Created date"]),
    (Field::Amount, true, &["Amount"]),
    (Field::Currency, true, &["Currency"]),
    (Field::Status, true, &["Status"]),
    (Field::Refunded, false, &["Amount Refunded"]),
    (Field::RefundedAt, false, &["Refunded date (UTC)", "Refunded date"]),
    (Field::Captured, false, &["Captured"]),
    (Field::Mode, false, &["Mode"]),
    (Field::Disputed, false, &["Disputed Amount"]),
    (Field::DisputeStatus, false, &["Dispute Status"]),
    (Field::DisputedAt, false, &["Dispute Date (UTC)", "Dispute Date"]),
    (Field::Email, false, &["Customer Email", "Email (metadata)"]),
    (Field::Name, false, &["Name (metadata)", "Customer Name", "Card Name"]),
];

#[rustfmt::skip]
const STRIPE_BALANCE: &[Column] = &[
    (Field::Id, true, &["balance_transaction_id"]),
    (Field::At, true, &["created_utc", "created"]),
    (Field::Currency, true, &["currency"]),
    (Field::Amount, true, &["gross"]),
    (Field::Kind, true, &["reporting_category"]),
    (Field::Charge, false, &["charge_id", "source_id"]),
    (Field::Source, false, &["source_id"]),
    (Field::FacingAmount, false, &["customer_facing_amount"]),
    (Field::FacingCurrency, false, &["customer_facing_currency"]),
    (Field::Email, false, &["customer_email", "payment_metadata[email]"]),
    (Field::Name, false, &["customer_name", "payment_metadata[name]"]),
];

#[rustfmt::skip]
const PAYPAL_ACTIVITY: &[Column] = &[
    (Field::At, true, &["Date"]),
    (Field::Time, true, &["Time"]),
    (Field::Zone, true, &["TimeZone"]),
    (Field::Kind, true, &["Type"]),
    (Field::Status, true, &["Status"]),
    (Field::Currency, true, &["Currency"]),
    (Field::Amount, true, &["Gross"]),
    (Field::Id, true, &["Transaction ID"]),
    (Field::Name, false, &["Name"]),
    (Field::Email, false, &["From Email Address"]),
    (Field::To, false, &["To Email Address"]),
    (Field::Reference, false, &["Reference Txn ID"]),
    (Field::Impact, false, &["Balance Impact"]),
    (Field::Witness, false, &["Fee", "Net", "Balance"]),
];

#[rustfmt::skip]
const PAYPAL_STATEMENT: &[Column] = &[
    (Field::At, true, &["Date"]),
    (Field::Time, true, &["Time"]),
    (Field::Zone, true, &["Time Zone"]),
    (Field::Kind, true, &["Description"]),
    (Field::Currency, true, &["Currency"]),
    (Field::Amount, true, &["Gross"]),
    (Field::Id, true, &["Transaction ID"]),
    (Field::Name, false, &["Name"]),
    (Field::Email, false, &["From Email Address"]),
    (Field::To, false, &["To Email Address"]),
    (Field::Reference, false, &["Reference Txn ID"]),
    (Field::Witness, false, &["Fee", "Net", "Balance"]),
];

#[rustfmt::skip]
const EVENTBRITE_ATTENDEES: &[Column] = &[
    (Field::Order, true, &["Order #"]),
    (Field::At, true, &["Order Date"]),
    (Field::Id, true, &["Attendee #"]),
    (Field::Currency, true, &["Currency"]),
    (Field::Amount, true, &["Total Paid"]),
    (Field::Status, true, &["Attendee Status"]),
    (Field::Name, false, &["First Name"]),
    (Field::Surname, false, &["Last Name", "Surname"]),
    (Field::Email, false, &["Email"]),
    (Field::Witness, false, &["Fees Paid", "Eventbrite Fees", "Eventbrite Payment Processing"]),
];

impl Form {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::StripePayments,
        Self::StripeUnified,
        Self::StripeBalance,
        Self::PaypalActivity,
        Self::PaypalStatement,
        Self::EventbriteAttendees,
    ];

    /// Returns its name on the command line; it never changes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::StripePayments => "stripe-payments",
            Self::StripeUnified => "stripe-unified",
            Self::StripeBalance => "stripe-balance",
            Self::PaypalActivity => "paypal-activity",
            Self::PaypalStatement => "paypal-statement",
            Self::EventbriteAttendees => "eventbrite-attendees",
        }
    }

    /// Returns the short name of its provider, of which identities are made.
    pub(super) const fn provider(self) -> &'static str {
        match self {
            Self::StripePayments | Self::StripeUnified | Self::StripeBalance => "stripe",
            Self::PaypalActivity | Self::PaypalStatement => "paypal",
            Self::EventbriteAttendees => "eventbrite",
        }
    }

    /// Returns the columns that are read.
    pub(super) const fn columns(self) -> &'static [Column] {
        match self {
            Self::StripePayments => STRIPE_PAYMENTS,
            Self::StripeUnified => STRIPE_UNIFIED,
            Self::StripeBalance => STRIPE_BALANCE,
            Self::PaypalActivity => PAYPAL_ACTIVITY,
            Self::PaypalStatement => PAYPAL_STATEMENT,
            Self::EventbriteAttendees => EVENTBRITE_ATTENDEES,
        }
    }

    /// Returns whether a line is this form's heading beyond doubt: others have columns of the same names.
    fn marks(self, columns: &Columns) -> bool {
        let has = |heading| columns.says(heading);
        match self {
            // Stripe's list of payouts has all that is needed of payments, and says when they arrive.
            Self::StripePayments => has("Created (UTC)") && !has("Arrival Date (UTC)"),
            Self::StripeUnified => has("Created date (UTC)") && !has("Arrival Date (UTC)"),
            Self::PaypalStatement => !has("Status") && !has("Type"),
            Self::StripeBalance | Self::PaypalActivity | Self::EventbriteAttendees => true,
        }
    }
}

/// What it is, in words that follow "a".
impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StripePayments => "payments export of Stripe",
            Self::StripeUnified => "unified payments export of Stripe",
            Self::StripeBalance => "balance report of Stripe",
            Self::PaypalActivity => "PayPal activity report",
            Self::PaypalStatement => "PayPal statement",
            Self::EventbriteAttendees => "list of Eventbrite attendees",
        })
    }
}

/// Returns the form of a file, and the place of its heading among the rows, if one of them is such a heading.
#[must_use]
pub fn recognise(records: &[Record<'_>]) -> Option<(Form, usize)> {
    records.iter().enumerate().find_map(|(at, record)| {
        let keys = keys(record);
        let is_heading =
            |form: &Form| suffices(&keys, *form) && form.marks(&Columns::of(record, *form));
        Form::ALL.into_iter().find(is_heading).map(|form| (form, at))
    })
}
