//! How the people that a text may mean look.

use cairn_ops::find::Found;

use crate::render::{Canvas, Draw, Table};

impl Draw for Found {
    fn draw(&self, canvas: &mut Canvas) {
        match self.people.len() {
            0 => canvas.line(&format!("nobody matches `{}`", self.text), 0),
            1 => canvas.line(&format!("1 person matches `{}`", self.text), 0),
            many => canvas.line(&format!("{many} people match `{}`", self.text), 0),
        }
        if let Some(table) = self.table().filter(|table| !table.is_empty()) {
            canvas.gap();
            canvas.grid(&table, 0);
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(["id", "name", "emails", "cohorts"]).wraps(1).wraps(2).wraps(3);
        for each in &self.people {
            table.row([
                each.short_id.clone(),
                each.who.called(),
                each.who.emails.join(", "),
                each.cohorts.join(", "),
            ]);
        }
        Some(table)
    }
}
