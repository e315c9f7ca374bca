//! The table that comes out: a line for each figure, with what it has to hold beside it.

/// A figure.
pub(crate) struct Row {
    name: String,
    shown: String,
    less: Option<f64>,
    bare: Option<f64>,
    bound: Option<(String, bool)>,
}

impl Row {
    /// A figure as it is to be shown.
    pub(crate) fn new(name: impl Into<String>, shown: impl Into<String>) -> Self {
        Self { name: name.into(), shown: shown.into(), less: None, bare: None, bound: None }
    }

    /// How many times as much it is for `less`.
    pub(crate) fn less(self, ratio: Option<f64>) -> Self {
        Self { less: ratio, ..self }
    }

    /// How many times as much it is for the bare loop.
    pub(crate) fn bare(self, ratio: Option<f64>) -> Self {
        Self { bare: ratio, ..self }
    }

    /// What has to hold, and whether it does.
    pub(crate) fn bound(self, bound: impl Into<String>, holds: bool) -> Self {
        Self { bound: Some((bound.into(), holds)), ..self }
    }
}

/// The table: printed line by line, for some of them take minutes.
#[derive(Default)]
pub(crate) struct Table {
    rows: usize,
    bounds: usize,
    missed: usize,
}

impl Table {
    /// Begins a part.
    pub(crate) fn part(&mut self, name: &str) {
        if self.rows > 0 {
            println!();
        }
        println!("{name:38} {:>28} {:>8} {:>8}  bound", "", "÷ less", "÷ bare");
    }

    /// Prints a line.
    pub(crate) fn row(&mut self, row: &Row) {
        self.rows += 1;
        let ratio = |ratio: Option<f64>| {
            ratio.map_or(String::new(), |ratio| if ratio < 0.1 { format!("{ratio:.4}") } else { format!("{ratio:.2}") })
        };
        let mut line = format!("  {:36} {:>28} {:>8} {:>8}", row.name, row.shown, ratio(row.less), ratio(row.bare));
        if let Some((bound, holds)) = &row.bound {
            self.bounds += 1;
            self.missed += usize::from(!holds);
            line.extend(["  ", bound, ": ", if *holds { "ok" } else { "missed" }]);
        }
        println!("{}", line.trim_end());
    }

    /// Says how it went. Returns whether every bound holds.
    pub(crate) fn end(&self) -> bool {
        println!("\n{} bounds, {} missed", self.bounds, self.missed);
        self.missed == 0
    }
}
