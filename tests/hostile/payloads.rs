//! What a hostile text would send, as bytes: raw, as entities, percent-encoded, as characters that nobody sees.
//!
//! None of the sequences in here is one that the program writes itself: where one shows up in the output, it came out of
//! the document.

/// What the payloads are about.
pub(super) const KINDS: &[(&str, &[&[u8]])] = &[
    ("C0", C0),
    ("C1, as characters", C1),
    ("C1, as bytes", C1_BYTES),
    ("control sequences", CSI),
    ("commands to the operating system", OSC),
    ("other strings", STRINGS),
    ("escapes of two and three bytes", ESCAPES),
    ("directions", BIDI),
    ("what nobody sees", UNSEEN),
    ("floods", FLOODS),
    ("no characters", NONCHARACTERS),
    ("entities", ENTITIES),
    ("percent-encoding", PERCENT),
    ("bytes that are no UTF-8", BROKEN),
];

const C0: &[&[u8]] = &[
    b"\x00",
    b"\x01\x02\x03",
    b"\x05",
    b"\x07",
    b"\x08\x08\x08\x08",
    b"\x0b",
    b"\x0c",
    b"\x0e\x0f",
    b"\x11\x13",
    b"\x18\x1a",
    b"\x1b",
    b"\x1c\x1d\x1e\x1f",
    b"\x7f",
    b"\x07\x08\x0c\x0e\x1b\x7f",
];

const C1: &[&[u8]] = &[
    "\u{80}\u{81}\u{82}\u{83}".as_bytes(),
    "\u{84}\u{88}\u{8d}".as_bytes(),
    "\u{85}".as_bytes(),
    "\u{8e}\u{8f}".as_bytes(),
    "\u{90}q#0~\u{9c}".as_bytes(),
    "\u{98}hidden\u{9c}".as_bytes(),
    "\u{9a}".as_bytes(),
    "\u{9b}31m".as_bytes(),
    "\u{9b}?1003h".as_bytes(),
    "\u{9d}0;title\u{9c}".as_bytes(),
    "\u{9e}hidden\u{9c}".as_bytes(),
    "\u{9f}hidden\u{9c}".as_bytes(),
];

const C1_BYTES: &[&[u8]] = &[
    b"\x85",
    b"\x90q#0~\x9c",
    b"\x9b31m",
    b"\x9b6n",
    b"\x9d0;title\x9c",
    b"\x9d52;c;aGFsbG8=\x07",
    b"\x98hidden\x9c",
    b"\x1b\x9b5m",
];

const CSI: &[&[u8]] = &[
    b"\x1b[31m",
    b"\x1b[8m",
    b"\x1b[3J",
    b"\x1b[9;9f",
    b"\x1b[?1003h",
    b"\x1b[?47h",
    b"\x1b[6n",
    b"\x1b[>c",
    b"\x1b[21t",
    b"\x1b[5i",
    b"\x1b[99999999999999b",
    b"\x1b[2;9r",
    b"\x1b[4h",
    b"\x1b[!p",
    b"\x1b[201~rm -r ~\x1b[200~",
    b"\x1b[?2026l",
];

const OSC: &[&[u8]] = &[
    b"\x1b]0;title\x07",
    b"\x1b]2;title\x1b\\",
    b"\x1b]4;1;rgb:00/00/00\x07",
    b"\x1b]7;file://evil.example/\x07",
    b"\x1b]8;;https://evil.example\x1b\\",
    b"\x1b]8;id=x;https://evil.example\x07",
    b"\x1b]9;4;1;50\x07",
    b"\x1b]10;?\x07",
    b"\x1b]52;c;aGFsbG8=\x1b\\",
    b"\x1b]52;p;?\x07",
    b"\x1b]133;A\x07",
    b"\x1b]777;notify;a;b\x07",
    b"\x1b]1337;File=inline=1:AAAA\x07",
    b"\x1b]2;never ended",
];

const STRINGS: &[&[u8]] = &[
    b"\x1bP0;1|17/ab\x1b\\",
    b"\x1bP$q\"p\x1b\\",
    b"\x1bP+q544e\x1b\\",
    b"\x1bPtmux;\x1b\x1b]2;title\x07\x1b\\",
    b"\x1bPq#0;2;0;0;0~\x1b\\",
    b"\x1b_Gf=24,s=1,v=1;AAAA\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstart of string\x1b\\",
    b"\x1bktitle\x1b\\",
];

const ESCAPES: &[&[u8]] =
    &[b"\x1bc", b"\x1b#8", b"\x1b(0", b"\x1b=", b"\x1bM", b"\x1b7\x1b8", b"\x1b%G", b"\x1bn\x1bo", b"\x1b\x1b\x1b"];

const BIDI: &[&[u8]] = &[
    "\u{202a}".as_bytes(),
    "\u{202d}\u{202e}".as_bytes(),
    "\u{202e}cod.exe\u{202c}".as_bytes(),
    "\u{2066}\u{2067}\u{2068}\u{2069}".as_bytes(),
    "\u{200e}\u{200f}".as_bytes(),
    "\u{61c}".as_bytes(),
    "\u{206a}\u{206b}\u{206c}\u{206d}\u{206e}\u{206f}".as_bytes(),
    "\u{2028}\u{2029}".as_bytes(),
];

const UNSEEN: &[&[u8]] = &[
    "\u{200b}\u{200b}".as_bytes(),
    "\u{2060}\u{feff}".as_bytes(),
    "\u{ad}\u{34f}".as_bytes(),
    "\u{200c}\u{200d}".as_bytes(),
    "\u{2061}\u{2062}\u{2063}\u{2064}".as_bytes(),
    "\u{115f}\u{1160}\u{3164}\u{ffa0}".as_bytes(),
    "\u{180b}\u{180e}\u{17b4}\u{17b5}".as_bytes(),
    "\u{fff9}note\u{fffa}\u{fffb}".as_bytes(),
    "\u{e0001}\u{e0041}\u{e0042}\u{e007f}".as_bytes(),
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e0065}\u{e0076}\u{e0069}\u{e006c}".as_bytes(),
    "x\u{fe00}\u{fe0e}\u{fe0f}\u{fe0f}".as_bytes(),
    "\u{e0100}\u{e0101}\u{e01ef}".as_bytes(),
    "\u{1d173}\u{1d17a}\u{1bca0}".as_bytes(),
];

const FLOODS: &[&[u8]] = &[
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}\u{30d}\u{30e}"
        .as_bytes(),
    "\u{20dd}\u{20de}\u{20df}\u{20e0}\u{489}\u{488}\u{20dd}\u{20de}\u{20df}\u{20e0}".as_bytes(),
    "\u{1100}\u{1161}\u{11a8}\u{11a8}\u{11a8}\u{11a8}\u{11a8}\u{11a8}\u{11a8}\u{11a8}\u{11a8}".as_bytes(),
    "\u{0e01}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}\u{0e4d}".as_bytes(),
    "😀\u{200d}😀\u{200d}😀\u{200d}😀\u{200d}😀\u{200d}😀\u{200d}😀\u{200d}😀\u{200d}😀\u{200d}😀\u{200d}😀".as_bytes(),
    "🏻🏼🏽🏾🏿🏻🏼🏽🏾🏿".as_bytes(),
    "\u{fdfd}\u{12031}".as_bytes(),
];

const NONCHARACTERS: &[&[u8]] = &[
    "\u{fdd0}\u{fdef}".as_bytes(),
    "\u{fffe}\u{ffff}".as_bytes(),
    "\u{1fffe}\u{10ffff}".as_bytes(),
    "\u{fff0}\u{e0fff}\u{2065}".as_bytes(),
];

const ENTITIES: &[&[u8]] = &[
    b"&#0;",
    b"&#7;&#8;",
    b"&#27;[31m",
    b"&#0000027;[3J",
    b"&#x1b;]0;title&#x7;",
    b"&#X1B;&#x5c;",
    b"&#155;31m",
    b"&#x9d;0;title&#x9c;",
    b"&#8238;&#x202e;",
    b"&rlm;&lrm;&ZeroWidthSpace;&NoBreak;",
    b"&Tab;&NewLine;",
    b"&amp;#27;[31m",
    b"&amp;amp;#x1b;[31m",
    b"&#2&#55;7;[31m",
    b"&#x1\xe2\x80\x8bb;[31m",
    b"&#xFDD0;&#65534;&#x10ffff;&#xD800;&#x110000;",
    b"&#x27;&#x22;&lt;b onmouseover=x&gt;",
];

const PERCENT: &[&[u8]] = &[
    b"%1b[31m",
    b"%1B%5B31m",
    b"%07%08%00",
    b"%9b31m%c2%9b31m",
    b"%e2%80%ae",
    b"%251b[31m",
    b"%0d%0a%0a",
    b"&percnt;1b[31m",
];

const BROKEN: &[&[u8]] = &[
    b"\xc0\x9b31m",
    b"\xe0\x80\x9b31m",
    b"\xed\xa0\x80\xed\xb0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80",
    b"\xff\xfe\xfd",
];

/// All of them.
pub(super) fn payloads() -> impl Iterator<Item = &'static [u8]> {
    KINDS.iter().flat_map(|(_, payloads)| payloads.iter().copied())
}
