//! Putting right what was typed badly or cut wrongly: the wrong keyboard, slips, and names inside longer words.

use crate::korean;

use super::common::common;
use super::cues::Cue;
use super::engine::Engine;
use super::entities::Role;
use super::segment::{Piece, Sort};
use super::units::{self, Unit};

/// Korean typed with the keyboard in English mode, where the text makes sense only so.
pub(crate) fn retype(engine: &Engine, text: &str) -> Option<String> {
    // Where Hangul stands, the keyboard was in its Korean mode, unless names in capitals were typed before it was left.
    if text.chars().any(|c| matches!(c, '가'..='힣')) {
        return None;
    }
    let mut turned = 0usize;
    let mut plain = 0usize;
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            let letters = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            let tail = word.get(letters.len()..).unwrap_or_default();
            if letters.chars().all(|c| c.is_ascii_uppercase())
                || letters.len() < 2
                || !letters.chars().all(|c| c.is_ascii_alphabetic())
            {
                return word.to_owned();
            }
            if engine.knows_english(&letters.to_lowercase()) {
                plain += 1;
                return word.to_owned();
            }
            // A name in capitals may stand in front of Korean typed so: "CICdp".
            let capitals = letters.chars().take_while(char::is_ascii_uppercase).count();
            let split = [capitals, 0].into_iter().find_map(|n| {
                let (head, rest) = letters.split_at_checked(n)?;
                if n > 0 && (n < 2 || !engine.vocabulary.knows(&head.to_lowercase())) {
                    return None;
                }
                let hangul = korean::keyboard::to_hangul(rest)?;
                (!rest.is_empty() && hangul.chars().all(|c| matches!(c, '가'..='힣')))
                    .then(|| format!("{head}{hangul}{tail}"))
            });
            match split {
                Some(hangul) => {
                    turned += 1;
                    hangul
                }
                None => {
                    plain += 1;
                    word.to_owned()
                }
            }
        })
        .collect();
    (turned > 0 && turned >= plain).then(|| words.join(" "))
}

/// Puts right what the cut got wrong: names inside longer words, and typing slips.
pub(crate) fn mend(engine: &Engine, pieces: Vec<Piece>, units: &[Unit]) -> Vec<Piece> {
    let spaced = units.iter().filter(|u| u.boundary).count() > 1;
    let mut out: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        // A run: the pieces between two spaces.
        let mut end = at + 1;
        while pieces.get(end).is_some_and(|p| !p.boundary) {
            end += 1;
        }
        let run = pieces.get(at..end).unwrap_or_default();
        out.extend(mend_run(engine, run, units, spaced));
        at = end;
    }
    out
}

fn whole(run: &[Piece], units: &[Unit]) -> Option<Piece> {
    let (first, last) = (run.first()?, run.last()?);
    Some(Piece {
        start: first.start,
        end: last.end,
        sort: Sort::Unknown,
        text: units::key(units.get(first.start..last.end).unwrap_or_default()),
        boundary: first.boundary,
    })
}

/// A lone unknown syllable with what looks like a particle behind it is a word of two: "치과", "깊이".
pub(crate) fn join_lone_syllables(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let Some(last) = joined.last_mut()
            && last.sort == Sort::Unknown
            && last.boundary
            && last.text.chars().count() == 1
            && is_hangul_word(&last.text)
            && piece.sort == Sort::Ending
            && !piece.boundary
            && let Some(first) = piece.text.chars().next()
        {
            last.text.push(first);
            last.end += 1;
            let rest: String = piece.text.chars().skip(1).collect();
            if !rest.is_empty() {
                joined.push(Piece {
                    start: piece.start + 1,
                    text: rest,
                    ..piece
                });
            }
            continue;
        }
        joined.push(piece);
    }
    joined
}

pub(crate) fn is_hangul_word(text: &str) -> bool {
    text.chars().all(units::is_hangul)
}

fn mend_run(engine: &Engine, run: &[Piece], units: &[Unit], spaced: bool) -> Vec<Piece> {
    let unknown_at = run.iter().position(|p| p.sort == Sort::Unknown);
    // The part of the run that a particle does not belong to.
    let trailing = run.iter().rev().take_while(|p| p.sort == Sort::Ending).count();
    let body_end = run.len() - trailing;
    let body = run.get(..body_end).unwrap_or_default();
    let tail = run.get(body_end..).unwrap_or_default();
    if unknown_at.is_some() {
        // Nearest name to the whole body, then to the unknown piece with its neighbours.
        let mut spans: Vec<(usize, usize)> = vec![(0, body_end)];
        if let Some(unknown) = unknown_at {
            for from in (0..=unknown).rev() {
                for to in unknown + 1..=body_end {
                    spans.push((from, to));
                }
            }
        }
        let mut best: Option<(f32, usize, usize, Piece)> = None;
        for (from, to) in spans {
            let Some(part) = run.get(from..to).and_then(|r| whole(r, units)) else {
                continue;
            };
            if !is_hangul_word(&part.text) && part.text.chars().count() < 5 {
                continue;
            }
            if let Some((distance, ixs)) = engine.entities.near(&part.text)
                && let Some(key) = ixs.first().and_then(|ix| engine.entities.get(*ix)).and_then(|e| {
                    let near = |k: &&String| korean::jamo::distance(&part.text, k) <= distance + 1e-3;
                    e.keys.iter().find(near).cloned()
                })
                && best.as_ref().is_none_or(|(d, ..)| distance < *d)
            {
                best = Some((
                    distance,
                    from,
                    to,
                    Piece {
                        sort: Sort::Name,
                        text: key,
                        ..part
                    },
                ));
            }
        }
        if let Some((_, from, to, name)) = best {
            let mut mended: Vec<Piece> = run.get(..from).unwrap_or_default().to_vec();
            mended.push(name);
            mended.extend(run.get(to..).unwrap_or_default().iter().cloned());
            return mended;
        }
        // A known word mistyped.
        if let Some(unknown) = unknown_at {
            for (from, to) in [
                (0, body_end),
                (unknown, unknown + 1),
                (unknown.saturating_sub(1), unknown + 1),
                (unknown, (unknown + 2).min(run.len())),
            ] {
                let Some(part) = run.get(from..to).and_then(|r| whole(r, units)) else {
                    continue;
                };
                // A scrap of two syllables inside a longer word is no word mistyped.
                if from > unknown || to <= unknown || (from, to) != (0, body_end) && part.text.chars().count() < 3 {
                    continue;
                }
                // An everyday word is meant as it stands: 통장 is no 총장.
                if let Some(word) = engine.near_word(&part.text).filter(|_| common(&part.text).is_none()) {
                    let sort = match engine.vocabulary.cue_of(&word) {
                        Some(cue) if !engine.vocabulary.knows(&word) => Sort::Cue(cue),
                        _ => Sort::Word,
                    };
                    let mut mended: Vec<Piece> = run.get(..from).unwrap_or_default().to_vec();
                    mended.push(Piece {
                        sort,
                        text: word,
                        ..part
                    });
                    mended.extend(run.get(to..).unwrap_or_default().iter().cloned());
                    return mended;
                }
            }
        }
    }
    // A known word with one syllable behind it is that word: "협약식" speaks of 협약.
    if let Some(at) = unknown_at
        && let Some(unknown) = run.get(at)
        && (3..=4).contains(&unknown.text.chars().count())
    {
        let head: String = unknown.text.chars().take(unknown.text.chars().count() - 1).collect();
        if engine.vocabulary.is_word(&head) && !engine.entities.ends_like_a_name(&unknown.text) {
            let mut mended = run.to_vec();
            if let Some(piece) = mended.get_mut(at) {
                piece.sort = Sort::Word;
                piece.text = head;
            }
            return mended;
        }
    }
    // A company's short name with what names end in behind it is another company: "한미" + "사이언스".
    for at in 0..body.len().saturating_sub(1) {
        let (Some(first), Some(second)) = (body.get(at), body.get(at + 1)) else {
            break;
        };
        let company = first.sort == Sort::Name
            && engine
                .entities
                .by_key(&first.text)
                .iter()
                .any(|ix| engine.entities.get(*ix).is_some_and(|e| e.role == Role::Company));
        if (company || first.sort == Sort::Word && engine.is_rare(&first.text))
            && second.sort == Sort::Word
            && engine.entities.is_a_name_ending(&second.text)
            && let Some(one) = run.get(at..at + 2).and_then(|r| whole(r, units))
            && !engine.known(&one.text)
        {
            let mut merged: Vec<Piece> = run.get(..at).unwrap_or_default().to_vec();
            merged.push(one);
            merged.extend(run.get(at + 2..).unwrap_or_default().iter().cloned());
            return merged;
        }
    }
    if !spaced {
        return run.to_vec();
    }
    // A name or word with something unknown glued to it is another name: "녹십자웰빙" is not 녹십자.
    let has_unknown = body
        .iter()
        .any(|p| p.sort == Sort::Unknown && p.text.chars().count() >= 1);
    let ends_like_a_name = body.len() > 1
        && whole(body, units).is_some_and(|w| {
            is_hangul_word(&w.text)
                && engine.entities.ends_like_a_name(&w.text)
                && !engine.known(&w.text)
                && !engine.writes(&w.text)
                && !body.iter().any(|p| p.sort == Sort::Name)
                && body
                    .first()
                    .is_some_and(|p| !matches!(p.sort, Sort::Word) || engine.is_rare(&p.text))
        });
    let glued_name = body.windows(2).any(|w| {
        matches!(
            w,
            [a, b] if a.sort == Sort::Name && b.sort == Sort::Unknown || a.sort == Sort::Unknown && b.sort == Sort::Name
        )
    });
    // "바이오젠도 있어요?": with 도 behind it, a known word that something unknown is glued to is asked about as a name.
    let asked_about = tail.first().is_some_and(|p| p.text.starts_with('도'))
        && !engine.knowledge.companies.is_empty()
        && whole(body, units)
            .is_some_and(|w| is_hangul_word(&w.text) && !engine.writes(&w.text) && common(&w.text).is_none())
        && body.iter().all(|p| matches!(p.sort, Sort::Word | Sort::Unknown))
        && body
            .iter()
            .any(|p| p.sort == Sort::Unknown && !super::segment::is_like_an_ending(&p.text));
    if body.len() > 1
        && body.iter().all(|p| p.sort != Sort::Number)
        && (glued_name
            || asked_about
            || ends_like_a_name
            || has_unknown
                && body.iter().all(|p| {
                    matches!(p.sort, Sort::Unknown | Sort::Ending | Sort::Cue(Cue::Function))
                        || p.text.chars().count() == 1
                }))
        && let Some(one) = whole(body, units)
    {
        let mut merged = vec![one];
        merged.extend(tail.iter().cloned());
        return merged;
    }
    run.to_vec()
}
