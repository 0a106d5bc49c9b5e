//! The bundled fonts can draw every text of the program: what egui itself answers, with no other font installed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::epaint::text::{Fonts, TextOptions};
use egui::{FontData, FontDefinitions, FontFamily, FontId};

const REGULAR: &[u8] = include_bytes!("../assets/fonts/LooseEndsSC-Regular.otf");
const BOLD: &[u8] = include_bytes!("../assets/fonts/LooseEndsSC-Bold.otf");

/// Folders of `assets/` that hold pictures and fonts, not texts.
const NOT_TEXT: [&str; 3] = ["fonts", "icons", "screenshots"];

struct Face {
    fonts: Fonts,
    id: FontId,
}

impl Face {
    fn load(data: &'static [u8]) -> Self {
        let mut definitions = FontDefinitions::empty();
        definitions.font_data.insert("face".to_owned(), Arc::new(FontData::from_static(data)));
        definitions.families.insert(FontFamily::Proportional, vec!["face".to_owned()]);
        Self { fonts: Fonts::new(TextOptions::default(), definitions), id: FontId::proportional(100.0) }
    }

    fn has(&mut self, character: char) -> bool {
        self.fonts.with_pixels_per_point(1.0).has_glyph(&self.id, character)
    }

    fn width(&mut self, character: char) -> f32 {
        self.fonts.with_pixels_per_point(1.0).glyph_width(&self.id, character)
    }

    /// One line for each character that no glyph stands for, with the first file that uses it.
    fn lacking(&mut self, characters: &BTreeMap<char, PathBuf>) -> Vec<String> {
        let missing = characters.iter().filter(|(character, _)| !self.has(**character));
        missing.map(|(c, path)| format!("{c} U+{:04X} in {}", u32::from(*c), path.display())).collect()
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A report of the sample day may be in GB18030, as acquirers send them.
fn read_text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let (text, _, had_errors) = encoding_rs::GB18030.decode(error.as_bytes());
        assert!(!had_errors, "{} is neither UTF-8 nor GB18030", path.display());
        text.into_owned()
    })
}

/// Drops comments, whose characters nobody sees in the window.
fn without_comments(source: &str) -> String {
    source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The characters of these files, each with the first file that uses it.
fn characters_of(files: &[PathBuf]) -> BTreeMap<char, PathBuf> {
    let mut characters = BTreeMap::new();
    for path in files {
        let mut text = read_text(path);
        if path.extension().is_some_and(|extension| extension == "rs") {
            text = without_comments(&text);
        }
        for character in text.chars().filter(|c| !c.is_control() && *c != '\u{feff}') {
            characters.entry(character).or_insert_with(|| path.clone());
        }
    }
    characters
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_assets() -> Vec<PathBuf> {
    let assets = root().join("assets");
    let is_text = |path: &PathBuf| NOT_TEXT.iter().all(|folder| !path.starts_with(assets.join(folder)));
    files_below(&assets).into_iter().filter(is_text).collect()
}

#[test]
fn regular_draws_every_text_of_the_program() {
    let mut files = text_assets();
    files.extend(files_below(&root().join("src/ui")));
    let characters = characters_of(&files);
    assert!(characters.contains_key(&'e'), "no text was found under assets/");
    assert_eq!(Face::load(REGULAR).lacking(&characters), Vec::<String>::new());
}

#[test]
fn bold_draws_every_translated_text_and_playbook() {
    let (texts, playbooks) = (root().join("assets/i18n"), root().join("assets/playbooks"));
    let shown_bold = |path: &PathBuf| path.starts_with(&texts) || path.starts_with(&playbooks);
    let files: Vec<_> = text_assets().into_iter().filter(shown_bold).collect();
    assert!(!files.is_empty(), "no text was found under assets/i18n");
    assert_eq!(Face::load(BOLD).lacking(&characters_of(&files)), Vec::<String>::new());
}

#[test]
fn the_common_han_characters_and_signs_of_money_are_covered_whole() {
    let level_one = (0xb0u8..=0xd7).flat_map(|row| (0xa1u8..=0xfe).map(move |cell| [row, cell]));
    let mut characters = BTreeMap::new();
    for bytes in level_one {
        let (text, _, _) = encoding_rs::GBK.decode(&bytes);
        // The standard leaves the last five cells empty; GBK fills them with private characters.
        let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        characters.extend(han.map(|c| (c, PathBuf::from("GB2312"))));
    }
    assert_eq!(characters.len(), 3755);
    let signs = "¥￥€£$₩•·—…→←↑↓✓⚠★×≤≥−，。：；？！（）《》【】、“”‘’";
    characters.extend(signs.chars().map(|c| (c, PathBuf::from("signs"))));
    for data in [REGULAR, BOLD] {
        assert_eq!(Face::load(data).lacking(&characters), Vec::<String>::new());
    }
}

#[test]
fn figures_are_tabular_and_latin_punctuation_is_narrow() {
    for data in [REGULAR, BOLD] {
        let mut face = Face::load(data);
        let figure = face.width('0');
        assert!(figure > 0.0);
        for digit in '0'..='9' {
            assert!((face.width(digit) - figure).abs() < 0.01, "{digit} is not as wide as 0");
        }
        assert!((face.width('…') - 3.0 * face.width('.')).abs() < 0.01, "… is not three full stops");
        let han = face.width('收');
        for narrow in "•·‘’“”".chars() {
            assert!(face.width(narrow) < 0.7 * han, "{narrow} fills a Han square");
        }
    }
}

#[test]
fn a_character_that_the_fonts_lack_is_named() {
    let characters = BTreeMap::from([('A', PathBuf::from("a.ftl")), ('✗', PathBuf::from("b.ftl"))]);
    assert_eq!(Face::load(REGULAR).lacking(&characters), ["✗ U+2717 in b.ftl"]);
}

#[test]
fn comments_are_no_text_but_code_is() {
    assert_eq!(without_comments("  // ✗\nlet a = \"✓\";"), "let a = \"✓\";");
}
