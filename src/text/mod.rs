//! Bytes and columns: reading bytes by offset, graphemes and display width, line breaking, the one sanitizer.
