//! The least that a reader made with ratatui can be: the file as lines, a paragraph of those that are on the screen, a
//! status line, and a frame for each event. What it does is what comes with the library; what it leaves out is Markdown.

use std::fs;
use std::io;
use std::path::Path;

use crossterm::event::{self, Event, KeyCode};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::layout::{Constraint, Layout};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use ratatui_crossterm::CrosstermBackend;

/// The argument that makes a bench this program, followed by a file.
pub(crate) const FLAG: &str = "--bare";

/// Reads a file on the terminal until `q` is pressed.
pub(crate) fn run(file: &Path) -> io::Result<()> {
    let text = fs::read_to_string(file)?;
    let lines: Vec<&str> = text.lines().collect();
    enable_raw_mode()?;
    crossterm::execute!(io::stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let (mut top, mut count) = (0_usize, 0_usize);
    loop {
        let mut page = 1;
        terminal.draw(|frame| {
            let [text, status] = Layout::vertical([Constraint::Min(1), Constraint::Length(1)]).areas(frame.area());
            page = usize::from(text.height).max(1);
            let shown: Vec<Line<'_>> = lines[top..].iter().take(page).map(|line| Line::raw(*line)).collect();
            frame.render_widget(Paragraph::new(shown), text);
            frame.render_widget(Line::raw(format!("{} of {}", top + 1, lines.len())), status);
        })?;
        let Event::Key(key) = event::read()? else { continue };
        let last = lines.len().saturating_sub(page);
        match key.code {
            KeyCode::Char('q') => {
                disable_raw_mode()?;
                return crossterm::execute!(io::stdout(), LeaveAlternateScreen);
            }
            KeyCode::Char('j') => top += 1,
            KeyCode::Char('k') => top = top.saturating_sub(1),
            KeyCode::Char(' ') => top += page,
            KeyCode::Char('g') => top = 0,
            KeyCode::Char('G') => top = last,
            KeyCode::Char('%') => top = lines.len() / 100 * count,
            _ => {}
        }
        top = top.min(last);
        count = match key.code {
            KeyCode::Char(digit @ '0'..='9') => count * 10 + digit as usize - '0' as usize,
            _ => 0,
        };
    }
}
