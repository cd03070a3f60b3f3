//! The engine: everything that is worked out once for a knowledge, so that a question takes microseconds.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::{AnswerKind, Document, Knowledge, Lang, PartialDate};
use crate::korean;
use crate::search::Generation;

use super::drafts;
use super::entities::Entities;
use super::kept::{self, Kept};
use super::model::Evidence;
use super::prepared::Ready;
use super::rounds_and_people::Spelled;
use super::segment::Vocabulary;
use super::statements::{Made, Making, Statements};
use super::terms::{self, TermIx, Terms};
use super::units;

/// Answers questions from one generation.
pub struct Engine {
    pub(crate) generation: Arc<Generation>,
    pub(crate) knowledge: Arc<Knowledge>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) entities: Entities,
    pub(crate) terms: Terms,
    pub(crate) statements: Statements,
    /// Words with one letter left out, to the words: what a typing slip is mended by (symmetric delete, Garbe 2012).
    ///
    /// Made when the first word has to be mended: opening does not wait for it.
    slips: OnceLock<FxHashMap<String, Vec<String>>>,
    /// The sentences of each document that a record cites, by source.
    cited: HashMap<String, Vec<(Lang, String)>>,
    /// The words of the documents, where they are few: a word used once is a word too.
    written: HashSet<String>,
    /// The documents without spaces, where they are few: what is written together in a question may stand apart in them.
    compact: String,
    /// Who is spoken of by surname and title, with the rounds of applications.
    pub(super) spelled: OnceLock<Spelled>,
    /// The words of the documents by their spelling in Latin letters. Made when an English question has a word nobody knows.
    romanized: OnceLock<FxHashMap<String, Vec<String>>>,
    /// The words of the documents, or what they begin with, by how they sound.
    sounding: OnceLock<FxHashMap<String, Vec<String>>>,
    /// Of each word with others that say the same, how many passages have the commonest of them.
    said: OnceLock<HashMap<String, u64>>,
    /// What lists of companies are called and asked by, a line each.
    lists: OnceLock<String>,
    /// Passages made ready to be read.
    pub(super) ready: Ready,
    /// The newest day anything was published.
    pub(crate) newest: Option<PartialDate>,
    /// Of each term how much it tells.
    weights: Vec<f32>,
    /// Statements and passages together.
    size: f32,
}

/// Up to so many passages every word of theirs is kept; of more, the words the lexicon has are enough.
const FEW: usize = 600;

/// How many wordings of a question answered once are read for the kinds it asks.
const READ_FOR_KINDS: usize = 40;

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("statements", &self.statements.all.len())
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Works everything out, or reads it where it was worked out before.
    pub fn new(generation: Arc<Generation>) -> Self {
        let knowledge = Arc::clone(generation.knowledge());
        if let Ok(kept) = Kept::read(&generation, &knowledge) {
            let entities = Entities::of(&knowledge);
            let mut engine = Self::with(generation, entities, kept.vocabulary, kept.terms, kept.statements);
            engine.written = kept.written;
            engine.compact = kept.compact;
            engine.cited = kept.cited;
            return engine;
        }
        let mut engine = Self::worked_out(generation);
        engine.learn_faq_kinds();
        engine.cited = engine.cut_cited();
        kept::write(&engine, &engine.cited, &engine.written, &engine.compact);
        engine
    }

    fn with(
        generation: Arc<Generation>,
        entities: Entities,
        vocabulary: Vocabulary,
        terms: Terms,
        statements: Statements,
    ) -> Self {
        let knowledge = Arc::clone(generation.knowledge());
        let published = knowledge.sources.values().filter_map(|s| s.published);
        #[expect(clippy::cast_precision_loss, reason = "a count of records, far below 2^24")]
        let size = (statements.all.len() + generation.passages().len()).max(1) as f32;
        let mut engine = Self {
            written: HashSet::new(),
            compact: String::new(),
            spelled: OnceLock::new(),
            romanized: OnceLock::new(),
            sounding: OnceLock::new(),
            said: OnceLock::new(),
            lists: OnceLock::new(),
            slips: OnceLock::new(),
            ready: Ready::new(&generation),
            cited: HashMap::new(),
            newest: published.max_by_key(PartialDate::last),
            weights: Vec::new(),
            size,
            knowledge,
            vocabulary,
            entities,
            terms,
            statements,
            generation,
        };
        engine.weights = (0..engine.terms.count())
            .map(|term| engine.weight_of_count(engine.statements.frequency(term.try_into().unwrap_or(TermIx::MAX))))
            .collect();
        engine
    }

    /// Reads every record and, where they are few, every document.
    fn worked_out(generation: Arc<Generation>) -> Self {
        let knowledge = Arc::clone(generation.knowledge());
        let entities = Entities::of(&knowledge);
        let mut vocabulary = Vocabulary::new();
        for (_, entity) in entities.iter() {
            for key in &entity.keys {
                vocabulary.name(key);
            }
        }
        for person in knowledge.partners.iter().flat_map(|p| &p.people) {
            if let Some(title) = person.office.get(Lang::Ko).split_whitespace().last() {
                vocabulary.title(&korean::fold(title));
            }
        }
        let mut terms = Terms::new(&knowledge.synonyms, &mut vocabulary);
        let analyser = generation.analyser();
        // The same words stand in thousands of wordings: each is analysed once, which changes nothing, as no term lies across a
        // space.
        let texts: Vec<String> = drafts::texts(&knowledge).iter().map(|t| korean::fold(t)).collect();
        let written: FxHashSet<&str> = texts.iter().flat_map(|t| t.split(' ')).collect();
        let mut words: HashSet<String> = HashSet::new();
        for text in written {
            for term in analyser.terms(text) {
                if term.function {
                    continue;
                }
                for word in std::iter::once(term.text).chain(term.parts) {
                    if word.is_ascii() {
                        words.insert(terms::stem_en(&word));
                    }
                    words.insert(word);
                }
            }
        }
        words.retain(|word| !vocabulary.says_nothing(word));
        for word in &words {
            vocabulary.word(word);
        }
        let lexicon = analyser.lexicon();
        // Only a word of its own has a stem.
        let known = |key: &str| {
            lexicon.contains(key) || key.is_ascii() && !key.contains(' ') && lexicon.contains(&terms::stem_en(key))
        };
        let statements = Statements::of(
            &knowledge,
            &mut Making {
                knowledge: &knowledge,
                vocabulary: &vocabulary,
                entities: &entities,
                terms: &mut terms,
                known: &known,
            },
        );
        let mut written = HashSet::new();
        let mut compact = String::new();
        if generation.passages().len() <= FEW {
            for document in &knowledge.documents {
                compact.extend(korean::fold(&document.body).chars().filter(|c| !c.is_whitespace()));
                compact.push('\n');
                for text in [&document.title, &document.body] {
                    for term in analyser.terms(&korean::fold(text)).into_iter().filter(|t| !t.function) {
                        written.extend(
                            term.parts
                                .into_iter()
                                .chain([term.text])
                                .filter(|w| w.chars().count() >= 2),
                        );
                    }
                }
            }
            written.retain(|word: &String| !vocabulary.says_nothing(word));
        }
        let mut engine = Self::with(generation, entities, vocabulary, terms, statements);
        engine.written = written;
        engine.compact = compact;
        engine
    }

    /// A question answered once answers questions of its own kind: when it asks 언제, no 어디.
    ///
    /// Read from the question and the first of its wordings.
    fn learn_faq_kinds(&mut self) {
        let faqs: Vec<(usize, usize)> = self
            .statements
            .all
            .iter()
            .enumerate()
            .filter_map(|(at, s)| match s.made {
                Made::Faq(i) => Some((at, i)),
                _ => None,
            })
            .collect();
        let engine: &Self = self;
        let kinds_of = |i: usize| {
            let mut kinds = Vec::new();
            let Some(faq) = engine.knowledge.faqs.get(i) else {
                return kinds;
            };
            let wordings = std::iter::once(&faq.question.ko).chain(&faq.question.en);
            for wording in wordings.chain(faq.also.iter().take(READ_FOR_KINDS)) {
                for kind in super::question::read_plain(engine, wording, Date::constant(1, 1, 1)).wants {
                    if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
            }
            kinds
        };
        // Shared among the processors, as the cutting of the wordings is.
        let threads = std::thread::available_parallelism()
            .map_or(1, std::num::NonZero::get)
            .min(4);
        let share = faqs.len().div_ceil(threads).max(1);
        let learnt: Vec<(usize, Vec<AnswerKind>)> = std::thread::scope(|scope| {
            let parts: Vec<_> = faqs
                .chunks(share)
                .map(|faqs| scope.spawn(move || faqs.iter().map(|(at, i)| (*at, kinds_of(*i))).collect::<Vec<_>>()))
                .collect();
            parts
                .into_iter()
                .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        for (at, kinds) in learnt {
            if let Some(statement) = self.statements.all.get_mut(at) {
                statement.kinds = kinds;
            }
        }
    }

    /// Makes now what is otherwise made when the first mistyped word is met.
    pub fn make_ready(&self) {
        self.slips.get_or_init(|| self.learn_slips());
        self.said_of();
        self.words_of_lists();
    }

    /// Of each word with others that say the same, how many passages have the commonest of them.
    fn said_of(&self) -> &HashMap<String, u64> {
        self.said.get_or_init(|| {
            self.terms
                .all_said()
                .map(|(head, forms)| {
                    let seen = forms
                        .iter()
                        .chain([head])
                        .map(|f| self.generation.document_frequency(f));
                    (head.clone(), seen.max().unwrap_or_default())
                })
                .collect()
        })
    }

    /// What lists of companies are called and asked by, each folded and on a line of its own.
    pub(crate) fn words_of_lists(&self) -> &str {
        self.lists.get_or_init(|| {
            let presences = &self.knowledge.presences;
            let written = presences.iter().flat_map(|p| {
                let name = std::iter::once(p.name.ko.as_str()).chain(p.name.en.as_deref());
                name.chain(p.ask.iter().map(String::as_str))
            });
            let keys: Vec<String> = written.map(|w| units::key_of(&korean::fold(w))).collect();
            keys.join("\n")
        })
    }

    fn learn_slips(&self) -> FxHashMap<String, Vec<String>> {
        let mut slips: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for word in self.vocabulary.mendable() {
            for signature in signatures(word) {
                slips.entry(signature).or_default().push(word.to_owned());
            }
        }
        slips
    }

    fn cut_cited(&self) -> HashMap<String, Vec<(Lang, String)>> {
        let cited: HashSet<&str> = self
            .statements
            .all
            .iter()
            .flat_map(|s| &s.sources)
            .chain(self.knowledge.presences.iter().flat_map(|p| &p.sources))
            .map(String::as_str)
            .collect();
        let mut by_source: HashMap<String, Vec<(Lang, String)>> = HashMap::new();
        for document in self
            .knowledge
            .documents
            .iter()
            .filter(|d| cited.contains(d.source.as_str()))
        {
            let sentences = by_source.entry(document.source.clone()).or_default();
            sentences.extend(sentences_of(document).into_iter().map(|s| (document.lang, s)));
        }
        by_source
    }

    /// Whether the knowledge uses a word.
    pub(crate) fn known(&self, key: &str) -> bool {
        let lexicon = self.generation.analyser().lexicon();
        if self.vocabulary.knows(key) || lexicon.contains(key) || self.written.contains(key) {
            return true;
        }
        if self
            .terms
            .head(key)
            .is_some_and(|h| self.said_of().get(h).is_some_and(|n| *n > 0))
        {
            return true;
        }
        key.is_ascii() && !key.contains(' ') && {
            let stem = terms::stem_en(key);
            self.vocabulary.knows(&stem) || lexicon.contains(&stem) || self.written.contains(&stem)
        }
    }

    /// Whether the documents or the names of records use a way of counting ("4기") themselves.
    pub(crate) fn calls_it(&self, written: &str) -> bool {
        let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
        self.writes(&compact)
            || self
                .entities
                .iter()
                .any(|(_, e)| e.keys.iter().any(|k| k.contains(written)))
    }

    /// Whether the documents, where they are few, have a text somewhere, spaces aside.
    pub(crate) fn writes(&self, compact: &str) -> bool {
        self.compact.contains(compact)
    }

    /// The words of the documents, or what they begin with, that a word in Latin letters may spell: "narae" is 나래.
    pub(crate) fn hangul_of(&self, latin: &str) -> &[String] {
        let romanized = self.romanized.get_or_init(|| {
            let mut romanized: FxHashMap<String, Vec<String>> = FxHashMap::default();
            for word in &self.written {
                let letters: Vec<char> = word.chars().collect();
                for length in 2..=letters.len().min(6) {
                    let head: String = letters.iter().take(length).collect();
                    if let Some(spelled) = korean::romanize(&head) {
                        let words = romanized.entry(spelled).or_default();
                        if !words.contains(&head) {
                            words.push(head);
                        }
                    }
                }
            }
            romanized
        });
        romanized.get(latin).map_or(&[], Vec::as_slice)
    }

    /// The words of the documents, or what they begin with, that sound as a word of the other script: 로테르담, Rotterdam.
    pub(crate) fn sounding_like(&self, word: &str) -> Vec<&str> {
        let sounding = self.sounding.get_or_init(|| {
            let mut sounding: FxHashMap<String, Vec<String>> = FxHashMap::default();
            let mut add = |head: &str| {
                for key in korean::sounds(head) {
                    let words = sounding.entry(key).or_default();
                    if !words.iter().any(|w| w == head) {
                        words.push(head.to_owned());
                    }
                }
            };
            for word in &self.written {
                if word.is_ascii() {
                    add(word);
                    continue;
                }
                for (end, _) in word
                    .char_indices()
                    .skip(3)
                    .chain(std::iter::once((word.len(), ' ')))
                    .take(6)
                {
                    if let Some(head) = word.get(..end) {
                        add(head);
                    }
                }
            }
            sounding
        });
        let mut found: Vec<&str> = Vec::new();
        for key in korean::sounds(word) {
            for other in sounding.get(&key).map_or(&[][..], Vec::as_slice) {
                if other.is_ascii() != word.is_ascii() && !found.contains(&other.as_str()) {
                    found.push(other);
                }
            }
        }
        // The order of a hash is no order.
        found.sort_unstable();
        found
    }

    /// Whether a Latin word means something as it stands.
    pub(crate) fn knows_english(&self, word: &str) -> bool {
        self.vocabulary.cue_of(word).is_some() || self.known(word)
    }

    /// Whether a word is seen seldom.
    pub(crate) fn is_rare(&self, key: &str) -> bool {
        self.generation.document_frequency(key) <= 2
    }

    /// The known word that a mistyped one was meant to be, where one letter makes the difference.
    pub(crate) fn near_word(&self, word: &str) -> Option<String> {
        let letters = korean::jamo::decompose(word).chars().count();
        // "한알에": one of what is counted is no slip of a month.
        let counts = word.starts_with(['한', '두', '세', '네']) && word.chars().count() == 2;
        if letters < 4 || counts {
            return None;
        }
        let most = match letters {
            ..=5 => 0.3,
            6..=7 => 0.5,
            _ => 0.75,
        };
        let mut best: Option<(f32, &String)> = None;
        for signature in signatures(word) {
            let slips = self.slips.get_or_init(|| self.learn_slips());
            for candidate in slips.get(&signature).map_or(&[][..], Vec::as_slice) {
                if let Some(distance) = korean::jamo::distance_within(word, candidate, most)
                    && best.is_none_or(|(d, c)| distance < d || distance == d && candidate < c)
                {
                    best = Some((distance, candidate));
                }
            }
        }
        best.map(|(_, word)| word.clone())
    }

    /// How much a term tells: seen seldom, it tells much. The logarithm of the inverse frequency.
    pub(crate) fn weight(&self, term: TermIx) -> f32 {
        let at = usize::try_from(term).unwrap_or(usize::MAX);
        self.weights
            .get(at)
            .copied()
            .unwrap_or_else(|| self.weight_of_unknown())
    }

    /// How much a word that no statement has tells.
    pub(crate) fn weight_of_word(&self, key: &str) -> f32 {
        let said: u64 = self
            .terms
            .head(key)
            .and_then(|h| self.said_of().get(h))
            .copied()
            .unwrap_or_default();
        let seen = self.generation.document_frequency(key).max(said);
        self.weight_of_count(seen.try_into().unwrap_or(usize::MAX))
    }

    /// How much a word that nothing has tells.
    pub(crate) fn weight_of_unknown(&self) -> f32 {
        self.weight_of_count(0)
    }

    fn weight_of_count(&self, count: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a count of records, far below 2^24")]
        let count = count as f32;
        (1.0 + self.size / (count + 0.5)).ln()
    }

    /// The evidence a source gives: the quote, or the sentence of its document that has most of the `hints`.
    pub(crate) fn evidence(&self, source: &str, quote: Option<&str>, hints: &[String], lang: Lang) -> Option<Evidence> {
        let record = self.knowledge.sources.get(source)?;
        let sentences = self.cited.get(source).map_or(&[][..], Vec::as_slice);
        let quote = match quote {
            Some(quote) if lang == Lang::Ko => quote.to_owned(),
            _ => best_covering(sentences, hints, lang)
                .or_else(|| quote.map(str::to_owned))
                .or_else(|| best_covering(sentences, hints, Lang::Ko))
                .or_else(|| best_covering(sentences, hints, Lang::En))?,
        };
        Some(Evidence {
            id: source.to_owned(),
            title: record.title.get(lang).to_owned(),
            publisher: record.publisher.get(lang).to_owned(),
            published: record.published,
            url: record.url.clone(),
            quote,
        })
    }
}

/// A word's signatures: its letters, and its letters with one left out.
fn signatures(word: &str) -> Vec<String> {
    let letters: Vec<char> = korean::jamo::decompose(word).chars().collect();
    let mut all = vec![letters.iter().collect::<String>()];
    if letters.len() >= 4 {
        for skip in 0..letters.len() {
            all.push(
                letters
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| *i != skip)
                    .map(|(_, c)| c)
                    .collect(),
            );
        }
    }
    all
}

/// The sentences of a document as they stand in it: without headings, and without the marks of lists in front.
pub(crate) fn sentences_of(document: &Document) -> Vec<String> {
    let mut sentences = Vec::new();
    for line in document.body.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line
            .trim_start_matches(['-', '*', '•', '△', '○', '□', '>'])
            .trim_start();
        for range in korean::sentences(line) {
            if let Some(sentence) = line.get(range) {
                let sentence = sentence.trim();
                if sentence.chars().count() >= 4 {
                    sentences.push(sentence.to_owned());
                }
            }
        }
    }
    sentences
}

fn best_covering(sentences: &[(Lang, String)], hints: &[String], lang: Lang) -> Option<String> {
    let keys: Vec<String> = hints
        .iter()
        .map(|h| units::key_of(&korean::fold(h)).replace(' ', ""))
        .filter(|k| !k.is_empty())
        .collect();
    sentences
        .iter()
        .filter(|(l, _)| *l == lang)
        .map(|(_, sentence)| {
            let compact = units::key_of(&korean::fold(sentence)).replace(' ', "");
            let has = keys
                .iter()
                .filter(|k| compact.contains(k.as_str()))
                .map(|k| k.chars().count())
                .sum::<usize>();
            (has, sentence)
        })
        .filter(|(has, _)| *has > 0)
        // The first of the best, not the last.
        .fold(None::<(usize, &String)>, |best, (has, s)| {
            if best.is_some_and(|(b, _)| b >= has) {
                best
            } else {
                Some((has, s))
            }
        })
        .map(|(_, sentence)| sentence.clone())
}
