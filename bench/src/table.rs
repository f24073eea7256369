//! Columns that line up.

use std::fmt::Write;

use crate::measure::Medians;

/// A table of texts; the first column leans left, the others right.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these heads.
    pub(crate) fn new(heads: &[&str]) -> Self {
        Self { rows: vec![heads.iter().map(|head| (*head).to_owned()).collect()] }
    }

    /// One row more.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The lines, each with an end.
    pub(crate) fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                // Writing to a text does not fail.
                let _ = if column == 0 {
                    write!(line, "{cell:<width$}")
                } else {
                    write!(line, "  {cell:>width$}")
                };
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// The heads of what is measured for the three services.
pub(crate) const HEADS: [&str; 6] =
    ["case", "bare", "twin", "portcullis", "portcullis/twin", "portcullis/bare"];

/// A row of such a table; `note` stands where a service was left out.
pub(crate) fn medians(title: &str, medians: Medians, decimals: usize, note: &str) -> Vec<String> {
    let [bare, twin, portcullis] = medians;
    let number = |value: Option<f64>| match value {
        Some(value) => format!("{value:.decimals$}"),
        None => "-".to_owned(),
    };
    let over = |below: Option<f64>| match (portcullis, below) {
        (Some(above), Some(below)) if below > 0.0 => format!("{:.2}", above / below),
        _ => "-".to_owned(),
    };
    let mut cells =
        vec![title.to_owned(), number(bare), number(twin), number(portcullis), over(twin), over(bare)];
    if !note.is_empty() {
        cells.push(note.to_owned());
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["case", "a"]);
        table.row(medians("x", [None, Some(2.0), Some(1.0)], 1, ""));
        assert_eq!(table.text(), "case  a\nx     -  2.0  1.0  0.50  -\n");
    }
}
