//! Korean text: normalising, stems and particles, bigrams, jamo, 초성, and choosing the right particle after a name.
