//! Cutting a text into names, cues, words and unknown runs, by the cheapest cover. Spaces help and are never needed.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::korean;

use super::cues::{Cue, ENGLISH, KOREAN};
use super::kind_words::TITLES;
use super::units::{Class, Unit, key};

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A name or alias of a record.
    Name,
    /// A word that says what is asked.
    Cue(Cue),
    /// A particle or an ending.
    Ending,
    /// A number.
    Number,
    /// A word the knowledge uses.
    Word,
    /// Something the knowledge does not know.
    Unknown,
}

/// One piece: the units from `start` to `end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The first unit.
    pub(crate) start: usize,
    /// One past the last unit.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) sort: Sort,
    /// Its key.
    pub(crate) text: String,
    /// Whether a space or mark stands in front.
    pub(crate) boundary: bool,
}

/// What a key may be.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Entry {
    name: bool,
    cue: Option<Cue>,
    word: bool,
    /// Whether the word is one that only the language has, not the knowledge.
    general: bool,
}

/// The words a text is cut by.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Vocabulary {
    /// Each key with what it may be: one look-up tells all.
    entries: FxHashMap<String, Entry>,
    /// Of each cue its forms of two letters or more.
    by_cue: FxHashMap<Cue, Vec<String>>,
    longest: usize,
    /// Of each letter that a key begins with, how many units the longest such key has.
    reach: FxHashMap<char, usize>,
    /// What cues begin with.
    cue_starts: FxHashSet<char>,
}

/// Particles and joined endings, each as it follows a word.
const PARTICLES: &str = "은 는 이 가 을 를 에 에서 에게 의 로 으로 와 과 도 만 까지 부터 보다 처럼 이나 나 이라 라 이란 란 한테 께 께서 마다 밖에 조차 이랑 랑 하고 대로 뿐 이며 며 에는 에도 에서는 으로는 로는 으로도 로도 에선 엔 에서도 까지는 부터는 만의 과의 와의 에의 에게는 이라는 라는 이라고 라고 이면 라면 이라면 요 여 들 들은 들이 들을 들의 들도 측 측은 측이 씨 씨는 씨가 님 님은 님이 별 적 적인 적으로 상 내 내에 내의 외 외에 용 형 하는 한 할 해 했 하나 하나요 했나 했나요 했어 했어요 했습니까 하려면 하려 하면 하기 하고 해서 했던 했는지 하는지 되나 되나요 되는 된 될 됐 됐나 됐나요 됐어 됐어요 되었나요 되었어 됩니까 돼 돼요 되면 되려면 됐는지 인가 인가요 인지 입니까 이에요 예요 이야 야 이죠 죠 지 지요 니 냐 나요 까 까요 습니까 이었나 이었나요 였나 였나요 였어 였지 이었어 였죠 이었죠 인데 이고 고 여야 이어야 했다 됐다 한다 된다 이다 다 함 됨 임 했음 됐음 하며 으며 면서 시 당시 받을 받는 받은 받고 받아 받나 받나요 받으려면 받았 았나 었나 았나요 었나요 았어 었어 하셨 하셨나요 하시나요 하실 셨나 셨나요 할까 할까요 될까 될까요 하지 되지 했지 됐지 했죠 됐죠 할지 될지 햇나 햇나요 햇어 됬나 됬나요 됬어 됬 해여 하나여 인가여 이에여 에여 예여 여 염 욤 용 쯤 쯤은 쯤이 쯤을 쯤에 쯤의 씩 씩을 씩은 가량 가량을 정도 정도가 정도는 정도의 째 째는 짜리 짜리는 짜리가 짜리를 끼리 들한테 들에게 들과 들까지 들이랑 대요 댔 댔음 댔어 댔나 래 래요 다던데 라던데 던데 던데요 다며 다면서 다면서요 라면서 라며 다더라 는데 는데요 은데 했었 했었는데 됐었 됐었는데 였던 엿던 잖아 잖아요 거든 니까 니까요 려나 려나요 다니 라니 하던 되던 했대 한대 된대 됐대 했대요 한대요 된대요 됐대요 했대서 이래 이래요 더라 더라고요 던가 단다 댄다 였더라 이었더라 이더라 더라구 더라구요 였더라고 였음 이었음 였던가 였던가요 이었던가 엿더라 엿지 엿나 엿나요 엿어 엿어요 엿음 였냐 이었냐 누였 사도 사는 사가 사만 사의 사에 사인데 시죠 셨죠 셨지 셨어요 실까요 실까 꺼 꺼는 꺼요 껀데 꺼예요 쪽 쪽도 쪽은 쪽이 쪽을 쪽에 쪽에서 쪽으로 쪽으로도";

/// Syllables that endings are made of. A run of nothing else, glued to a word, is its ending.
const ENDING_SYLLABLES: &str = "하했한할함해합히되된될됐됨돼됬이인일입였예있없은는를을습니냐나까요죠지다던데고며면서려러라란랍자세셨신실시싶군네구걸게거기도만든듯았었겠음어아여워운에의로으와과께들부터까지용염욤음줌";

impl Vocabulary {
    /// A vocabulary of the two languages' cues alone.
    pub(crate) fn new() -> Self {
        let mut vocabulary = Self {
            longest: 1,
            reach: FxHashMap::default(),
            ..Self::default()
        };
        for (cue, forms) in KOREAN {
            for form in forms.split_whitespace() {
                vocabulary.cue(form, *cue);
            }
        }
        for title in TITLES {
            vocabulary.cue(title, Cue::Office);
        }
        for (cue, forms) in ENGLISH {
            for form in forms.split_whitespace() {
                vocabulary.cue(&form.replace('_', " "), *cue);
            }
        }
        vocabulary
    }

    /// Adds the title of an office.
    pub(crate) fn title(&mut self, folded: &str) {
        self.cue(folded, Cue::Office);
    }

    fn cue(&mut self, form: &str, cue: Cue) {
        let units = super::units::cut(form);
        let length = units.len();
        let key = key(&units);
        self.reaches(&key, length);
        self.cue_starts.extend(key.chars().next());
        let entry = self.entries.entry(key.clone()).or_default();
        if entry.cue.is_none() {
            entry.cue = Some(cue);
            if key.chars().count() >= 2 {
                self.by_cue.entry(cue).or_default().push(key.clone());
            }
        }
        if key.chars().count() >= 3
            && let Some(spoken) = korean::jamo::spoken(&key)
        {
            self.cue_starts.extend(spoken.chars().next());
            self.reaches(&spoken, length);
            self.entries.entry(spoken).or_default().cue.get_or_insert(cue);
        }
    }

    /// Adds a name, written as a person would.
    pub(crate) fn name(&mut self, folded: &str) {
        let units = super::units::cut(folded);
        let key = key(&units);
        self.reaches(&key, units.len());
        self.entries.entry(key).or_default().name = true;
    }

    /// Adds a word.
    pub(crate) fn word(&mut self, folded: &str) {
        let units = super::units::cut(folded);
        if units.is_empty() || units.len() > 12 {
            return;
        }
        let one_syllable = units.len() == 1 && units.iter().all(|u| u.class == Class::Hangul);
        if !one_syllable {
            let key = key(&units);
            self.reaches(&key, units.len());
            let entry = self.entries.entry(key).or_default();
            entry.word = true;
            entry.general = false;
        }
    }

    /// Adds a word of the language that the knowledge may not have.
    pub(crate) fn general(&mut self, folded: &str) {
        let (key, length) = if super::units::cuts_into_itself(folded) {
            (folded.to_owned(), folded.chars().count())
        } else {
            let units = super::units::cut(folded);
            (key(&units), units.len())
        };
        let one_syllable = length == 1 && key.chars().all(super::units::is_hangul);
        if length == 0 || length > 12 || one_syllable {
            return;
        }
        self.reaches(&key, length);
        let entry = self.entries.entry(key).or_default();
        if !entry.word {
            entry.word = true;
            entry.general = true;
        }
    }

    /// Notes how many units a key has.
    fn reaches(&mut self, key: &str, length: usize) {
        self.longest = self.longest.max(length);
        if let Some(first) = key.chars().next() {
            let reach = self.reach.entry(first).or_default();
            *reach = (*reach).max(length);
        }
    }

    fn entry(&self, key: &str) -> Entry {
        self.entries.get(key).copied().unwrap_or_default()
    }

    /// Whether `key` is a word, and no name.
    pub(crate) fn is_word(&self, key: &str) -> bool {
        let entry = self.entry(key);
        entry.word && !entry.name && !entry.general
    }

    /// Whether `key` is a name.
    pub(crate) fn is_name(&self, key: &str) -> bool {
        self.entry(key).name
    }

    /// Whether `key` is a name with a particle behind it: texts have it so, and it is no word of its own.
    fn is_name_with_particle(&self, key: &str) -> bool {
        let entry = self.entry(key);
        !entry.name
            && key.char_indices().skip(2).any(|(at, _)| {
                key.split_at_checked(at)
                    .is_some_and(|(name, rest)| is_case_particle(rest) && self.is_name(name))
            })
    }

    /// Whether `folded` is made of cues and endings alone, so that it is no word of its own.
    pub(crate) fn says_nothing(&self, folded: &str) -> bool {
        // Its first piece would be a cue or a number.
        if folded
            .chars()
            .next()
            .is_some_and(|c| super::units::is_hangul(c) && !self.cue_starts.contains(&c))
        {
            return false;
        }
        let units = super::units::cut(folded);
        let pieces = self.cut(&units, &|_| false);
        // A word of two syllables is no filler with a stray syllable behind it: 어부 is not 어 + 부.
        if let [first, second] = pieces.as_slice()
            && first.sort == Sort::Cue(Cue::Function)
            && units.len() == 2
            && !is_particle(&second.text)
        {
            return false;
        }
        pieces
            .iter()
            .all(|p| matches!(p.sort, Sort::Cue(_) | Sort::Ending | Sort::Number))
    }

    /// Whether `key` is a name or a word.
    pub(crate) fn knows(&self, key: &str) -> bool {
        let entry = self.entry(key);
        entry.name || entry.word && !entry.general
    }

    /// The words that a typing slip may be mended to: words, and cues of two syllables or more.
    pub(crate) fn mendable(&self) -> impl Iterator<Item = &str> {
        self.entries
            .iter()
            .filter(|(_, entry)| entry.word || entry.cue.is_some_and(|cue| cue != Cue::Function))
            .map(|(key, _)| key.as_str())
            .filter(|w| w.chars().count() >= 2 && !w.contains(' '))
    }

    /// The cue `key` is, if it is one.
    pub(crate) fn cue_of(&self, key: &str) -> Option<Cue> {
        self.entry(key).cue
    }

    /// The Korean and English forms of a cue, of two letters or more.
    pub(crate) fn forms_of(&self, cue: Cue) -> impl Iterator<Item = &str> {
        self.by_cue.get(&cue).into_iter().flatten().map(String::as_str)
    }

    /// Cuts `units` into pieces. `also` says of a key whether the index knows it as a word.
    pub(crate) fn cut(&self, units: &[Unit], also: &dyn Fn(&str) -> bool) -> Vec<Piece> {
        let n = units.len();
        // cost, where it came from, what it was
        let mut best: Vec<(f32, usize, Sort)> = vec![(f32::INFINITY, 0, Sort::Unknown); n + 1];
        best[0].0 = 0.0;
        for start in 0..n {
            let here = best[start].0;
            if here.is_infinite() {
                continue;
            }
            let Some(first) = units.get(start) else { break };
            let glued = !first.boundary;
            let mut offer = |end: usize, cost: f32, sort: Sort| {
                if here + cost < best[end].0 {
                    best[end] = (here + cost, start, sort);
                }
            };
            // Alone: an ending's syllable behind a word, or something unknown.
            match first.class {
                Class::Hangul => {
                    let ending = glued && first.text.chars().all(|c| ENDING_SYLLABLES.contains(c));
                    offer(
                        start + 1,
                        if ending { 1.15 } else { 2.2 },
                        if ending { Sort::Ending } else { Sort::Unknown },
                    );
                }
                Class::Latin => offer(start + 1, 3.0, Sort::Unknown),
                Class::Number => offer(start + 1, 0.8, Sort::Number),
            }
            let mut key = String::new();
            let mut crossed = 0.0f32;
            // Beyond a space only what the vocabulary has is looked for, and it has nothing longer.
            let reach = first.text.chars().next().and_then(|c| self.reach.get(&c)).copied();
            let reach = reach.unwrap_or_default();
            for end in start + 1..=n.min(start + self.longest.max(10)) {
                let Some(unit) = units.get(end - 1) else { break };
                if end - 1 > start {
                    let last = units.get(end - 2).map_or(Class::Hangul, |u| u.class);
                    if unit.mark || unit.boundary && end - start > reach.max(2) {
                        break;
                    }
                    if unit.boundary {
                        if last != Class::Hangul && unit.class != Class::Hangul {
                            key.push(' ');
                        } else if !(end - 1 == start + 1 && first.text == "몇") {
                            crossed += 0.45;
                        }
                    }
                }
                key.push_str(&unit.text);
                let length = end - start;
                let hangul = first.class == Class::Hangul;
                let next_boundary = units.get(end).is_none_or(|u| u.boundary || u.class != unit.class);
                // A one-unit Korean word inside a run of Hangul is more often a piece of another word.
                let inside = if hangul && glued { 0.35 } else { 0.0 };
                let entry = self.entry(&key);
                if entry.name {
                    let short = hangul && length <= 2;
                    let cost = 0.5 + crossed * 0.6 + if short && glued { 1.6 } else { 0.0 };
                    offer(end, cost, Sort::Name);
                }
                let counted = start
                    .checked_sub(1)
                    .and_then(|b| units.get(b))
                    .is_some_and(|b| b.class == Class::Number && glued || b.text == "몇");
                if counted && hangul && crossed == 0.0 && is_counter(&key) {
                    // Behind 몇 the counter is what is asked: "몇 대가" is no 대가.
                    let asked = start
                        .checked_sub(1)
                        .and_then(|b| units.get(b))
                        .is_some_and(|b| b.text == "몇");
                    offer(end, if asked { 0.15 } else { 0.4 }, Sort::Ending);
                }
                if let Some(cue) = entry.cue {
                    let one = hangul && length == 1;
                    let asks = matches!(cue, Cue::What | Cue::Why | Cue::Count | Cue::Who);
                    let mut cost = 0.8 + crossed + inside;
                    if one {
                        cost += if !glued && next_boundary {
                            0.2
                        } else if glued {
                            if asks { 0.3 } else { 1.2 }
                        } else {
                            0.7
                        };
                    }
                    if cue == Cue::Function {
                        cost += 0.05;
                        // An ending begins no word: "은가람" is no 은가 with 람 behind it.
                        if !glued && !next_boundary && key.starts_with(['은', '는', '던']) {
                            cost += 3.0;
                        }
                    }
                    offer(end, cost, Sort::Cue(cue));
                }
                // A short word does not lie across a space.
                let torn = crossed > 0.0 && hangul && (length <= 2 || entry.general && length <= 3);
                if (length > 1 || !hangul)
                    && !torn
                    && (entry.word || (crossed == 0.0 && also(&key)))
                    && !(hangul && self.is_name_with_particle(&key))
                {
                    offer(end, 0.9 + crossed + inside, Sort::Word);
                }
                if glued && hangul && length <= 6 && crossed == 0.0 && is_particle(&key) {
                    offer(end, 0.7, Sort::Ending);
                }
            }
        }
        let mut pieces = Vec::new();
        let mut at = n;
        while at > 0 {
            let (_, from, sort) = best[at];
            let span = units.get(from..at).unwrap_or_default();
            pieces.push(Piece {
                start: from,
                end: at,
                sort,
                text: key(span),
                boundary: span.first().is_none_or(|u| u.boundary),
            });
            at = from;
        }
        pieces.reverse();
        join_unknown(pieces)
    }
}

/// What counts things behind a number.
const COUNTERS: &str = "개 곳 명 사 개사 건 회 번 가지 종 대 년 월 일 원 불 달러 만 억 천 조 만원 억원 천원 조원 위 차 인 배 시 분 초 층 평 주 개월 퍼센트 프로 살 세 호 권 편 팀 마리 그루 장 쪽 점 차례 개국 여 여개 여곳 여명 시간 주년 년간 개월간 일간 만명 군데 개의 가지의 곳의 도 미터 킬로 킬로미터 그램 리터 킬로그램 구간 학년 교시 페이지 좌석 석 자리 기 호선 호기 세대 단지 회차 등 차례 발 척 종류 벌 켤레 잔 그릇 박 끼 살 색";

/// The longest counter that a text begins with.
pub(crate) fn counter_at(text: &str) -> Option<&'static str> {
    COUNTERS
        .split(' ')
        .chain([
            "도",
            "미터",
            "킬로",
            "킬로미터",
            "그램",
            "리터",
            "킬로그램",
            "구간",
            "학년",
            "교시",
            "페이지",
            "좌석",
            "석",
        ])
        .filter(|c| text.starts_with(c))
        .max_by_key(|c| c.len())
}

fn is_counter(key: &str) -> bool {
    COUNTERS.split(' ').any(|c| c == key)
}

/// Whether a text is made of syllables that endings are made of.
pub(crate) fn is_like_an_ending(text: &str) -> bool {
    text.chars().all(|c| ENDING_SYLLABLES.contains(c))
}

fn is_particle(key: &str) -> bool {
    use std::collections::HashSet;
    use std::sync::LazyLock;
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| PARTICLES.split_whitespace().collect());
    SET.contains(key)
}

/// Whether `key` is a particle that tells what a noun is to its verb.
fn is_case_particle(key: &str) -> bool {
    matches!(
        key,
        "은" | "는" | "이" | "가" | "을" | "를" | "에" | "에서" | "에게" | "의" | "와" | "과" | "도" | "으로" | "에는"
    )
}

/// Puts unknown pieces of one run together, and endings that stand between two unknown pieces.
fn join_unknown(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.sort == Sort::Unknown && piece.sort == Sort::Unknown && !piece.boundary => {
                last.end = piece.end;
                last.text.push_str(&piece.text);
            }
            Some(last) if last.sort == Sort::Ending && piece.sort == Sort::Ending && !piece.boundary => {
                last.end = piece.end;
                last.text.push_str(&piece.text);
            }
            _ => joined.push(piece),
        }
    }
    // unknown + ending + unknown in one run is one unknown word ("셀" "리" "온").
    let mut at = 1;
    while at + 1 < joined.len() {
        let runs = |i: usize| joined.get(i).map(|p| (p.sort, p.boundary));
        if matches!(
            (runs(at - 1), runs(at), runs(at + 1)),
            (
                Some((Sort::Unknown, _)),
                Some((Sort::Ending, false)),
                Some((Sort::Unknown, false))
            )
        ) {
            let tail = joined.remove(at + 1);
            let middle = joined.remove(at);
            if let Some(head) = joined.get_mut(at - 1) {
                head.end = tail.end;
                head.text.push_str(&middle.text);
                head.text.push_str(&tail.text);
            }
        } else {
            at += 1;
        }
    }
    joined
}
