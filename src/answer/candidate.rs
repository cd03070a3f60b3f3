//! The sentences of passages that may answer a question, and how well each does.

use crate::knowledge::{AnswerKind, Lang};
use crate::korean;

use super::asked::{focus, gives_what_is_wanted, unsure};
use super::cues::Cue;
use super::engine::Engine;
use super::kinds;
use super::needle::{Hay, Needle, needle, needles};
use super::prepared::Prepared;
use super::question::Question;
use super::sentence::{
    asks, ends_a_sentence, enumerates, label, leads_in, lists_names, names_another_year, without_asides, without_mark,
};
use super::signs::{Signs, set_likely};
use super::thesaurus::Thesaurus;
use super::units;

/// How many passages are read for their sentences.
const PASSAGES: usize = 12;

/// A sentence that may answer.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) text: String,
    /// The words as they stand in the document: of a row of a table, the row.
    pub(crate) quote: String,
    pub(crate) document: usize,
    /// The sentence that follows, for lists and reasons that go on.
    pub(crate) next: Option<String>,
    /// The sentence before it, for what goes back to it: "이 일로 …".
    pub(crate) previous: Option<String>,
    /// The share of the question's weight that the sentence has.
    pub(crate) own: f32,
    /// The share that it has with its title and the sentence before.
    pub(crate) local: f32,
    /// The share it has of what the title does not have.
    pub(crate) attribute: f32,
    /// The share that the document has.
    pub(crate) covered: f32,
    /// How much of the noun that the question is about ("상금으로 얼마") is in it, before it or in the title.
    pub(crate) focus: f32,
    /// Whether a label in front says that it gives that kind: "문의: …".
    pub(crate) labelled: bool,
    /// Whether it gives the kind that is wanted.
    pub(crate) kind: bool,
    /// Whether it is of the time that is asked about.
    pub(crate) time: bool,
    pub(crate) score: f32,
    pub(crate) signs: Signs,
    /// How well it answers by itself, before what is known of its document.
    pub(crate) said: f32,
    /// How likely it is that it answers: 0 to 1. Known once all sentences are.
    pub(crate) likely: f32,
}

/// What a document has of the question, whatever the sentence.
struct Around {
    /// Of each needle, how much of it the title, the headings and the first sentence have.
    subject: Vec<f32>,
    /// Of each needle, how much of it the document has.
    anywhere: Vec<f32>,
}

/// How many documents are read from end to end where no passage that was found answers, and up to how many passages of each.
const READ_WHOLE: usize = 3;
const PASSAGES_OF_ONE: usize = 24;

/// What is looked for.
struct Sought<'a> {
    question: &'a Question,
    needles: Vec<Needle>,
    /// The noun that the question asks about.
    focus: Option<Needle>,
    years: Vec<String>,
    /// The letters of the question, without spaces and marks.
    letters: Vec<char>,
}

impl Sought<'_> {
    /// Whether the question has the whole of a title, and how much of its letters.
    fn named_by(&self, title: &str) -> (bool, f32) {
        let bare: Vec<char> = korean::fold(&without_asides(title))
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let pairs: Vec<&[char]> = bare.windows(2).collect();
        if pairs.is_empty() {
            let there = bare.iter().all(|c| self.letters.contains(c)) && !bare.is_empty();
            return (there, if there { 1.0 } else { 0.0 });
        }
        let there = pairs
            .iter()
            .filter(|p| self.letters.windows(2).any(|w| w == **p))
            .count();
        let whole = self.letters.windows(bare.len()).any(|w| w == bare);
        #[expect(clippy::cast_precision_loss, reason = "a few dozen letters")]
        let share = there as f32 / pairs.len() as f32;
        (whole, share)
    }
}

/// The best sentences for a question.
pub(crate) fn candidates(engine: &Engine, question: &Question) -> Vec<Candidate> {
    let needles = needles(engine, question);
    if needles.iter().map(|n| n.weight).sum::<f32>() <= 0.0 {
        return Vec::new();
    }
    let sought = Sought {
        question,
        needles,
        focus: focus(engine, question).map(|g| needle(engine, g)),
        years: question.times.iter().map(|t| t.date.year().to_string()).collect(),
        letters: korean::fold(&question.text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect(),
    };
    // How to reach somebody is written under other words than it is asked by.
    let asked = if question.wants(AnswerKind::Contact) {
        std::borrow::Cow::Owned(format!("{} 문의 전화 연락처 담당 이메일 contact", question.text))
    } else {
        std::borrow::Cow::Borrowed(question.text.as_str())
    };
    let hits = engine.generation.search(&asked, PASSAGES, Some(question.lang)).hits;
    let top = hits.first().map_or(1.0, |h| h.score).max(1e-6);
    let mut found: Vec<Candidate> = Vec::new();
    for hit in &hits {
        read_passage(engine, &sought, hit.passage, hit.score / top, &mut found);
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    // A short notice is read to its end where what was found of it does not answer: its last section may share no word with
    // the question but its title.
    if found
        .first()
        .is_none_or(|best| !best.kind || best.local < 0.8 || best.attribute < 0.6)
    {
        let mut documents: Vec<(u32, f32)> = Vec::new();
        for hit in &hits {
            if let Some((passage, _)) = engine.generation.passage(hit.passage)
                && !documents.iter().any(|(d, _)| *d == passage.document)
            {
                documents.push((passage.document, hit.score / top));
            }
        }
        let mut read: Vec<u32> = hits.iter().map(|h| h.passage).collect();
        // What is asked in English may be told in a Korean document alone: it is found by the words it may use.
        let said = other_words(&sought.needles);
        if question.lang == Lang::En && !said.is_empty() {
            let mut others = engine.generation.search(&said, PASSAGES / 2, Some(Lang::Ko)).hits;
            others.retain(|hit| {
                engine
                    .generation
                    .passage(hit.passage)
                    .is_some_and(|(_, d)| d.lang == Lang::Ko && !is_told_in_english(engine, &d.source))
            });
            let best = others.first().map_or(1.0, |h| h.score).max(1e-6);
            for hit in others.iter().filter(|h| !read.contains(&h.passage)) {
                read_passage(engine, &sought, hit.passage, hit.score / best * 0.8, &mut found);
            }
            for hit in others {
                if let Some((passage, _)) = engine.generation.passage(hit.passage)
                    && !documents.iter().any(|(d, _)| *d == passage.document)
                {
                    documents.push((passage.document, hit.score / best * 0.8));
                }
                if !read.contains(&hit.passage) {
                    read.push(hit.passage);
                }
            }
            documents.sort_by(|a, b| b.1.total_cmp(&a.1));
        }
        for (document, score) in documents.into_iter().take(READ_WHOLE) {
            let others = engine.generation.passages_of(document);
            if others.len() > PASSAGES_OF_ONE {
                continue;
            }
            for passage in others.filter(|p| !read.contains(p)) {
                read_passage(engine, &sought, passage, score * 0.8, &mut found);
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
    if question.lang == Lang::En {
        weigh_languages(engine, &mut found);
    }
    set_likely(&mut found);
    found.truncate(8);
    found
}

/// How well a passage was found is measured against the best of its own language: of two languages the one whose documents have
/// less of the question was found worse.
fn weigh_languages(engine: &Engine, found: &mut [Candidate]) {
    let lang = |c: &Candidate| engine.knowledge.documents.get(c.document).map(|d| d.lang);
    let most = |found: &[Candidate], of: Lang| {
        let of_it = found.iter().filter(|c| lang(c) == Some(of));
        of_it.map(|c| c.covered).fold(0.0f32, f32::max)
    };
    let (ko, en) = (most(found, Lang::Ko), most(found, Lang::En));
    if ko <= 0.0 || en <= 0.0 {
        return;
    }
    for candidate in found.iter_mut() {
        let own = if lang(candidate) == Some(Lang::Ko) { ko } else { en };
        candidate.signs.found_by *= (own / ko.max(en)).min(1.0);
        candidate.score = candidate.signs.score(candidate.said);
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// Whether a label is of another thing than what is asked: a word of it stands nowhere in the question, or the noun that is
/// asked about stands nowhere in its line or the title.
fn labels_another(sought: &Sought<'_>, label: Option<&str>, line: &Hay, around: &Around) -> bool {
    let Some(label) = label else { return false };
    let own = Hay::of(label);
    let foreign = own.words.len() >= 2
        && own.words.first().is_some_and(|first| {
            !kinds::names_a_kind(first) && !sought.needles.iter().any(|n| Hay::of(first).has(n) >= 0.5)
        });
    let noun = |n: &Needle| {
        n.weight > 1.5 && !n.number && Thesaurus::get().tells(n.forms.first().map_or("", String::as_str)) > 0.6
    };
    let lacks = sought
        .needles
        .iter()
        .zip(&around.subject)
        .any(|(n, s)| noun(n) && *s < 0.5 && line.has(n) < 0.5 && own.has(n) < 0.5);
    foreign || lacks
}

/// Whether a source is there in English too.
fn is_told_in_english(engine: &Engine, source: &str) -> bool {
    engine
        .knowledge
        .documents
        .iter()
        .any(|d| d.lang == Lang::En && d.source == source)
}

/// The words that may stand in a document for those of the question, a few for each.
fn other_words(needles: &[Needle]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for needle in needles.iter().filter(|n| !n.number) {
        let others = needle.forms.iter().skip(needle.own);
        // English words find no Korean document.
        let long = others.filter(|f| f.chars().count() >= 2 && f.chars().any(units::is_hangul));
        words.extend(long.map(String::as_str).take(OTHERS));
    }
    words.join(" ")
}

/// How many words of the same meaning a word is looked for by.
const OTHERS: usize = 4;

/// Reads one passage: each of its sentences is a candidate.
fn read_passage(engine: &Engine, sought: &Sought<'_>, at: u32, found_by: f32, found: &mut Vec<Candidate>) {
    let Some((passage, document)) = engine.generation.passage(at) else {
        return;
    };
    let Some(prepared) = engine.ready.passage(&engine.generation, at) else {
        return;
    };
    let question = sought.question;
    let needles = &sought.needles;
    let Prepared {
        sentences,
        title,
        opening,
        first,
        ..
    } = &*prepared;
    let around = Around {
        subject: needles.iter().map(|n| title.has(n).max(opening.has(n) * 0.9)).collect(),
        anywhere: needles
            .iter()
            .map(|n| prepared.whole.has(n).max(title.has(n)))
            .collect(),
    };
    let total: f32 = needles.iter().map(|n| n.weight).sum::<f32>().max(1e-6);
    let titled = needles.iter().map(|n| prepared.name.has(n) * n.weight).sum::<f32>() / total;
    let (entitled, title_share) = sought.named_by(&document.title);
    // "회비는 다음과 같다": what leads a list in is said of each of its lines.
    let mut lead: Option<usize> = None;
    for (i, read) in sentences.iter().enumerate() {
        let (sentence, hay, folded) = (read.text.as_str(), &read.hay, read.folded.as_str());
        // A question in the document is answered by what stands behind it.
        if asks(sentence) {
            continue;
        }
        let previous = i.checked_sub(1).and_then(|b| sentences.get(b));
        let text_before = previous.map(|b| b.text.as_str());
        let answers = text_before.is_some_and(asks);
        let (before, nearness) = match (previous.map(|b| &b.hay), &prepared.asked_above, lead) {
            (Some(before), _, _) if answers => (Some(before), 1.0),
            (_, Some(heading), _) if i < 3 => (Some(heading), if i == 0 { 1.0 } else { 0.9 }),
            // A table that came as lines: what stands under a title is told of it.
            (Some(before), _, _) if of_one_row(text_before, sentence, question, document.lang) => (Some(before), 1.0),
            (_, _, Some(lead)) if !ends_a_sentence(sentence) => (sentences.get(lead).map(|l| &l.hay), 0.9),
            (before, ..) => (before, 0.75),
        };
        if leads_in(sentence) {
            lead = Some(i);
        } else if ends_a_sentence(sentence) {
            lead = None;
        }
        let mut measured = measure(needles, hay, before, nearness, &around);
        // "참가비: 3만 원", "협약 기간은 5년이다": what is asked stands in front.
        let label = label(sentence);
        let labelled = kinds::labelled(&question.wants, label);
        // The price of another thing ("비자 비용" for 항공료) has to share something of what is asked.
        let cost = question.wants.first() == Some(&AnswerKind::Amount);
        // "협약 기간" is not when applications close, and a period says nothing of what stands in no part of the line.
        let labelled = labelled && !labels_another(sought, label, hay, &around);
        if labelled && (!cost || measured.attribute > 0.15 || measured.rest < 0.3) {
            measured.attribute = measured.attribute.max(0.7);
        }
        let called_so = read.label.as_ref().is_some_and(|label| {
            // "정회원의 연회비" is no label of what members there are.
            let near = |n: &Needle| {
                let longest = n.forms.iter().take(n.own).map(|f| f.chars().count()).max();
                label.compact.chars().count() <= longest.unwrap_or(0) + 4
            };
            let asked = needles.iter().zip(&around.subject);
            asked
                .filter(|(n, s)| **s < 0.8 && !n.number)
                .any(|(n, _)| label.has(n) >= 1.0 && near(n))
        });
        let focused = sought.focus.as_ref().map_or(1.0, |n| {
            let near = before.map_or(0.0, |h| h.has(n) * 0.75);
            hay.has(n).max(near).max(title.has(n)).max(opening.has(n) * 0.7)
        });
        let mut kind = gives_what_is_wanted(question, folded, document.lang);
        if kind == Some(false) && question.wants(AnswerKind::Who) && kinds::names_somebody(folded) {
            kind = Some(true);
        }
        // What is told in brackets alone is told by the way.
        let aside = kind == Some(true)
            && folded.contains('(')
            && gives_what_is_wanted(question, &without_asides(folded), document.lang) == Some(false);
        let years = &sought.years;
        let time = years.is_empty()
            || years.iter().any(|y| {
                hay.compact.contains(y.as_str())
                    || title.compact.contains(y.as_str())
                    || prepared.published.as_ref() == Some(y)
            });
        let mut score = 0.40 * measured.local + 0.32 * measured.attribute + 0.12 * measured.own + 0.16 * found_by;
        // Dates and numbers are told by their signs; reasons, people and places less surely.
        score *= match kind {
            Some(true) => 1.0,
            Some(false) if unsure(question) => 0.72,
            Some(false) => 0.45,
            None => 0.96,
        };
        if question.wants(AnswerKind::List) || question.has(Cue::List) {
            let several = question.has(Cue::List) || question.text.contains('들');
            score *= match (enumerates(folded), several) {
                (true, _) => 1.0,
                (false, true) => 0.6,
                (false, false) => 0.85,
            };
        }
        if question.has(Cue::Said) {
            score *= if folded.contains(['"', '“', '”', '「']) {
                1.0
            } else {
                0.8
            };
        }
        // Some sentences tell the way or the place more plainly than others.
        if kind != Some(false) {
            score *= kinds::plainly(&question.wants, folded);
            score *= kinds::from_or_until(question, folded);
        }
        if (labelled || called_so) && kind != Some(false) {
            score *= 1.15;
        }
        score *= 0.85 + 0.15 * focused;
        // A sentence that says it all says it best.
        if kind == Some(true) && measured.own >= 0.99 && needles.len() >= 2 {
            score *= 1.1;
        }
        // A sentence that begins with what is asked about is about it: "관람료는 …".
        if read.topic.as_ref().is_some_and(|topic| {
            needles
                .iter()
                .zip(&around.subject)
                .any(|(n, s)| *s < 0.8 && topic.has(n) >= 0.8 && n.weight > 1.0)
        }) {
            score *= 1.03;
        }
        if !time {
            score *= 0.6;
        } else if !years.is_empty() && names_another_year(folded, years) {
            score *= 0.7;
        }
        // A notice of another year tells of that year first.
        if !years.is_empty() && names_another_year(&korean::fold(&document.title), years) {
            score *= 0.7;
        }
        if document.lang != question.lang {
            score *= 0.97;
        }
        if aside {
            score *= 0.88;
        }
        // What only leads a list in says nothing yet.
        if leads_in(sentence) && kind != Some(true) {
            score *= 0.6;
        }
        if sentence.chars().count() < 6 {
            score *= 0.7;
        }
        // Who holds an office is told by no rule about it.
        let nobody = question.wants.first() == Some(&AnswerKind::Who)
            && document.lang == crate::knowledge::Lang::Ko
            && question.groups.iter().any(|g| {
                g.cue == Some(Cue::Office)
                    && g.text.chars().all(units::is_hangul)
                    && !kinds::names_the_holder(folded, &g.text)
            });
        let kind = if nobody { Some(false) } else { kind };
        // "예비 기업 / 가나바이오, 다라제약": names in a row are told with the line they stand under.
        let above = text_before
            .filter(|above| !ends_a_sentence(above) && above.chars().count() <= 24 && !above.contains([':', ',']))
            .filter(|_| !ends_a_sentence(sentence) && lists_names(sentence) && !sentence.contains([':', '：']));
        let row_above = text_before.filter(|above| of_one_row(Some(above), sentence, question, document.lang));
        let text = match above.or(row_above) {
            Some(above) => format!("{}: {}", without_mark(above), without_mark(sentence)),
            None => without_mark(sentence).to_owned(),
        };
        let signs = Signs {
            own: measured.own,
            local: measured.local,
            attribute: measured.attribute,
            anywhere: measured.anywhere,
            rest: measured.rest,
            found_by,
            kind,
            titled,
            title_share,
            is_title: entitled,
            opens: first.contains(sentence) || sentence.contains(first.as_str()) && !first.is_empty(),
            at: i,
            plain: kinds::plainly(&question.wants, folded),
        };
        let said = score;
        let score = signs.score(said);
        found.push(Candidate {
            signs,
            said,
            text,
            quote: if prepared.row {
                passage.text(document).trim()
            } else {
                sentence
            }
            .to_owned(),
            document: usize::try_from(passage.document).unwrap_or_default(),
            next: sentences.get(i + 1).map(|s| s.text.clone()),
            previous: text_before.map(str::to_owned),
            own: measured.own,
            local: measured.local,
            attribute: measured.attribute,
            covered: measured.anywhere,
            labelled,
            likely: 0.0,
            kind: kind != Some(false) && time,
            time,
            focus: focused,
            score,
        });
    }
}

/// Whether a line of a table that came as lines gives what is wanted of the line above it: a talk, and under it who gives it.
fn of_one_row(above: Option<&str>, line: &str, question: &Question, lang: Lang) -> bool {
    let Some(above) = above else { return false };
    let cell = |text: &str| !ends_a_sentence(text) && (2..=40).contains(&text.chars().count()) && label(text).is_none();
    question.wants.first() == Some(&AnswerKind::Who)
        && cell(above)
        && cell(line)
        && !above.contains(|c: char| c.is_ascii_digit())
        && gives_what_is_wanted(question, &korean::fold(line), lang) == Some(true)
        && gives_what_is_wanted(question, &korean::fold(above), lang) == Some(false)
}

/// How much of a question's weight is where.
struct Measured {
    /// In the sentence.
    own: f32,
    /// In the sentence, its title and the sentence before.
    local: f32,
    /// In the sentence, of what the title and the opening do not have: what is asked about the subject.
    attribute: f32,
    /// In the document.
    anywhere: f32,
    /// The share that is asked about the subject: what the title and the opening do not have.
    rest: f32,
}

fn measure(needles: &[Needle], hay: &Hay, before: Option<&Hay>, nearness: f32, around: &Around) -> Measured {
    let (mut own, mut local, mut anywhere, mut total) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut attribute, mut attributes) = (0.0f32, 0.0f32);
    for (i, needle) in needles.iter().enumerate() {
        let here = hay.has(needle);
        let subject = around.subject.get(i).copied().unwrap_or_default();
        let near = before.map_or(0.0, |h| h.has(needle));
        let any = around.anywhere.get(i).copied().unwrap_or_default();
        own += here * needle.weight;
        local += here.max(subject * 0.95).max(near * nearness).max(any * 0.4) * needle.weight;
        anywhere += any * needle.weight;
        total += needle.weight;
        let rest = (1.0 - subject).max(0.0) * needle.weight;
        attribute += here.max(near * if nearness >= 1.0 { 1.0 } else { 0.5 }) * rest;
        attributes += rest;
    }
    Measured {
        own: own / total,
        local: local / total,
        // Where the title has all that is asked, the kind of answer decides.
        attribute: if attributes > 0.05 * total {
            attribute / attributes
        } else {
            own / total
        },
        anywhere: anywhere / total,
        rest: attributes / total,
    }
}
