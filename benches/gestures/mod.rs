//! What a person does in front of a running program, by the clock.

use std::time::{Duration, Instant};

use crate::pty::{PATIENCE, Page, Running, cells, size};

/// A program that has written nothing for so long has nothing left to write.
const REST: Duration = Duration::from_millis(150);

impl Running {
    /// Types, and waits for the end of a frame after which the page is another one.
    pub(crate) fn press(&mut self, keys: &str) -> Duration {
        self.catch_up();
        let before = self.page().text();
        self.timed(keys, |page| page.text() != before)
    }

    /// Types, and waits for the end of a frame after which something holds.
    pub(crate) fn timed(&mut self, keys: &str, holds: impl Fn(&Page<'_>) -> bool) -> Duration {
        self.catch_up();
        let typed = Instant::now();
        self.write(keys);
        self.until(holds).map_or(PATIENCE, |at| at - typed)
    }

    /// Waits until something holds, if it doesn't yet: how long that took from the start of the program.
    pub(crate) fn since_start(&mut self, holds: impl Fn(&Page<'_>) -> bool) -> Duration {
        let at = if holds(&self.page()) { Some(Instant::now()) } else { self.until(holds) };
        at.map_or(PATIENCE, |at| at - self.started)
    }

    /// Waits for the end of the next frame.
    pub(crate) fn next_frame(&mut self) {
        self.until(|_| true);
    }

    /// Makes the window another size, and waits for the end of the frame that comes of it. No other is on its way then: a
    /// program paints code when the page is there.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> Duration {
        while let Ok((_, bytes)) = self.output.recv_timeout(REST) {
            self.take(&bytes);
        }
        self.screen.set_size(cells(rows), cells(columns));
        let resized = Instant::now();
        self.master.resize(size((columns, rows))).expect("a window of that size");
        self.until(|_| true).map_or(PATIENCE, |at| at - resized)
    }

    /// Takes in what has come already.
    pub(crate) fn catch_up(&mut self) {
        while let Ok((_, bytes)) = self.output.try_recv() {
            self.take(&bytes);
        }
    }
}

impl Page<'_> {
    /// The lowest row.
    pub(crate) fn status(&self) -> String {
        let (columns, rows) = self.size;
        self.screen.contents_between(rows - 1, 0, rows - 1, columns)
    }

    /// Whether a text stands anywhere but in the lowest row, where what is typed may be repeated.
    pub(crate) fn shows(&self, text: &str) -> bool {
        let (columns, rows) = self.size;
        self.screen.contents_between(0, 0, rows - 2, columns).contains(text)
    }

    /// The words beside the contents, which take two sevenths of the columns.
    pub(crate) fn words(&self) -> String {
        let (columns, rows) = self.size;
        let left = columns * 2 / 7;
        let between = self.screen.rows(left, columns - 1 - left).take(usize::from(rows) - 1).skip(1);
        between.map(|row| format!("{}\n", row.trim_end())).collect()
    }
}

/// Whether the reader says that it knows the whole document.
pub(crate) fn is_indexed(page: &Page<'_>) -> bool {
    let status = page.status();
    !["indexing", "Looking for"].iter().any(|busy| status.contains(busy))
}
