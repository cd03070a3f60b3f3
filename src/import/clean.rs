//! Taking the furniture of a web page out of a text: labels of sections and buttons, captions, bylines, lines of
//! copyright, lists of other articles. What tells something (who wrote it, who published it, when) is kept as such.
//!
//! The rules are about kinds of furniture on Korean news and notice pages, none about one site. Everything taken out is
//! listed, so that whoever confirms the import sees it.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, ends_sentence};
use super::furniture::{Furniture, OTHERS, Removed, is_label, is_label_row, is_section, label_key};
use crate::knowledge::PartialDate;

/// What is left of a text, and what the furniture said.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    pub(super) blocks: Vec<Block>,
    pub(super) removed: Vec<Removed>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<PartialDate>,
    pub(super) photo: Option<String>,
}

impl Cleaned {
    fn remove(&mut self, why: Furniture, text: &str) {
        self.removed.push(Removed {
            why,
            text: text.to_owned(),
        });
    }

    /// Whether the text came from a page of news.
    pub(super) fn is_news(&self) -> bool {
        self.removed
            .iter()
            .any(|r| !matches!(r.why, Furniture::Repeated | Furniture::Dateline))
    }
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("the pattern is written here"));
    };
}

const ROLE: &str = "기자|특파원|인턴기자|객원기자|선임기자|전문기자|의학전문기자|수습기자|편집위원|논설위원|편집국장|에디터|리포터|앵커|통신원|PD";

pattern!(
    COPYRIGHT,
    r"(?i)(저작권자|copyright|copyrights|ⓒ|©).{0,100}(무단|전재|재배포|금지|reserved)|^[<\[(]?\s*무단\s?전재.{0,30}금지|all rights reserved"
);
pattern!(
    OWNER,
    r"(?i)(?:저작권자|copyrights?|ⓒ|©|\(c\))[\s:]*(?:ⓒ|©|\(c\))?\s*(?:\d{4}\s*)?[‘’'“”\x22]?\s*([^,‘’'“”\x22<>\[\]()|.]{2,40}?)\s*(?:[,‘’'“”\x22<>\[\]()|.]|무단|all rights|\s\d{4}|$)"
);
pattern!(EMAIL, r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}");
pattern!(
    LEAD,
    r"^\s*[\[(【<〈]\s*(?:[가-힣A-Za-z/·\s]{1,20}\s?=\s?)?(?P<publisher>[가-힣A-Za-z0-9·\s]{2,20}?)\s*(?:(?P<inside>[가-힣]{2,4})\s?(?:기자|특파원|통신원))?\s*[\])】>〉]\s*(?:(?P<author>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*)\s?(?:기자|특파원|통신원)\s*)?(?P<eq>[=:]\s*)?"
);
pattern!(
    DATED,
    r"(?P<what>입력|승인|등록|발행|송고|작성|게재|게시|공고|보도)\s*(?:일시|일자|시간|일)?\s*[:：|]?\s*(?P<y>\d{4})\s*[.\-/년]\s*(?P<m>\d{1,2})\s*[.\-/월]\s*(?P<d>\d{1,2})"
);
pattern!(WRITER, r"(?:^|\s)([가-힣]{2,4})\s?(?:기자|특파원)(?:\s|$)");
pattern!(
    SENDING,
    r"^.{1,16}로 기사\s?보내기$|^기사의 본문 내용은 이 글자크기로 변환됩니다\.?$|^이 기사를 공유합니다\.?$|^(?:댓글|조회|조회수|추천)\s?:?\s?[\d,]+$"
);
pattern!(
    CHANGED,
    r"^(?:최종\s?)?(?:수정|업데이트|갱신)\s*(?:일시|일자|시간|일)?\s*[:：|]?\s*\d{4}\s*[.\-/년]"
);
pattern!(
    BARE_DATE,
    r"^(?P<y>\d{4})\s*[.\-/년]\s*(?P<m>\d{1,2})\s*[.\-/월]\s*(?P<d>\d{1,2})\s*일?\.?(?:\s*\(?[월화수목금토일]\)?(?:요일)?)?(?:\s*(?:오전|오후)?\s*\d{1,2}:\d{2}(?::\d{2})?)?$"
);
pattern!(
    CREDIT,
    r"(?:^|[\s./\[(【<|])\s*(?:사진|포토|이미지|그래픽|일러스트|캡처|영상)\s?(?:제공|출처)?\s?[=:ⓒ©/]\s?\S|사진\s?제공\s?[=:]|(?:제공|출처)\s?=\s?\S|^▲.*(?:사진|제공)|\[사진[^\]]*\]|사진\s?=\s?\S"
);
pattern!(
    TAKER,
    r"(?:사진|포토|제공|출처|그래픽|이미지)\s?(?:제공|출처)?\s?[=:ⓒ©]\s?([^\])】>=:]{2,40})[\])】>]?$"
);
pattern!(
    PROMOTION,
    r"^(?:[▶▷☞►◆■※★☎📢👉]|\[[^\]]*\])?\s*.{0,40}(?:구독하기|채널\s?추가|뉴스\s?제보|제보하기|제보는|바로\s?가기|앱\s?다운로드|카카오톡\s?플러스|네이버에서\s?\S+\s?구독|기사\s?더\s?보기|기사\s?보기|클릭하세요|좋아요를\s?눌러)"
);
pattern!(
    STOCK,
    r"(?P<name>[가-힣A-Za-z0-9&·.]*[가-힣A-Za-z&])\((?P<code>\d{6})\)"
);

/// The half of a text that is the same text twice.
fn doubled(text: &str) -> Option<&str> {
    let bare = text.trim();
    let count = bare.chars().count();
    // Twice with nothing or with a space between.
    let half = bare.char_indices().nth(count / 2).map(|(at, _)| at)?;
    let (left, right) = bare.split_at_checked(half)?;
    (count >= 16 && left.trim() == right.trim()).then(|| left.trim())
}

fn headline_like(block: &Block) -> bool {
    match block {
        Block::Paragraph(text) | Block::Point(text) => text.chars().count() <= 70 && !ends_sentence(text),
        _ => false,
    }
}

fn date(captures: &regex::Captures<'_>) -> Option<PartialDate> {
    let part = |name: &str| captures.name(name)?.as_str().parse::<u32>().ok();
    PartialDate::parse(&format!("{:04}-{:02}-{:02}", part("y")?, part("m")?, part("d")?)).ok()
}

/// A line that names who wrote it and nothing else.
fn byline(text: &str) -> Option<String> {
    static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"^(?:글|취재|정리|기자명)?\s?[=/|]?\s*(?:[\[(][^\])]{{2,20}}[\])]\s*)?(?:[가-힣A-Za-z·]{{2,12}}\s?=\s?)?(?P<names>[가-힣]{{2,4}}(?:\s?[·,]\s?[가-힣]{{2,4}})*)\s?(?P<role>{ROLE})\s*(?:\([^)]*\))?\s*$"
        ))
        .expect("the pattern is written here")
    });
    if text.chars().count() > 80 {
        return None;
    }
    let without = EMAIL.replace_all(text, "");
    let without = without.trim().trim_end_matches(['|', '/', '(', ')', ' ']).trim();
    let captures = BYLINE.captures(without)?;
    Some(captures.name("names")?.as_str().to_owned())
}

/// Takes the furniture out. `web`: the text comes from a page, or may; a document from a word processor has no buttons
/// and no lists of other articles, and a short line in it is a heading.
pub(super) fn clean(blocks: Vec<Block>, web: bool) -> Cleaned {
    let mut cleaned = Cleaned::default();
    let blocks = if web { cut_tail(blocks, &mut cleaned) } else { blocks };
    let sentences_from = blocks
        .iter()
        .position(|b| ends_sentence(&b.text()))
        .unwrap_or(blocks.len());
    let mut others = false;
    for (i, block) in blocks.into_iter().enumerate() {
        let text = block.text();
        if matches!(block, Block::Table(_)) {
            others = false;
            cleaned.blocks.push(block);
            continue;
        }
        let key = label_key(&text);
        if web && text.chars().count() <= 30 && OTHERS.hold(&key) {
            others = true;
            cleaned.remove(Furniture::Related, &text);
            continue;
        }
        if others
            && i > sentences_from
            && headline_like(&block)
            && byline(&text).is_none()
            && !COPYRIGHT.is_match(&text)
        {
            let why = if is_label(&text) || is_label_row(&text) {
                Furniture::Label
            } else {
                Furniture::Related
            };
            cleaned.remove(why, &text);
            continue;
        }
        others = others && headline_like(&block);
        if let Some(why) = furniture(&text, web, i < sentences_from, &mut cleaned) {
            cleaned.remove(why, &text);
            continue;
        }
        let block = match block {
            Block::Paragraph(text) => Block::Paragraph(lead(&text, &mut cleaned)),
            other => other,
        };
        cleaned.blocks.push(block);
    }
    drop_doubles(&mut cleaned);
    cleaned
}

/// What the furniture among the lines of a page says of who wrote and published it, and when.
pub(super) fn hints(lines: &[String]) -> Cleaned {
    let mut cleaned = Cleaned::default();
    for line in lines.iter().filter(|l| !l.is_empty()) {
        furniture(line, true, true, &mut cleaned);
    }
    cleaned
}

/// Which furniture a line is, if any. What it says of the text is kept.
fn furniture(text: &str, web: bool, above_the_text: bool, cleaned: &mut Cleaned) -> Option<Furniture> {
    let short = text.chars().count() <= 200;
    if short && COPYRIGHT.is_match(text) {
        if let Some(owner) = OWNER.captures(text).and_then(|c| c.get(1)) {
            cleaned
                .publisher
                .get_or_insert_with(|| owner.as_str().trim().to_owned());
        }
        return Some(Furniture::Copyright);
    }
    if web && (is_label(text) || is_label_row(text) || SENDING.is_match(text)) {
        return Some(Furniture::Label);
    }
    if web && above_the_text && is_section(text) {
        return Some(Furniture::Section);
    }
    if let Some(names) = byline(text) {
        cleaned.author.get_or_insert(names);
        return Some(Furniture::Byline);
    }
    if text.chars().count() <= 100 {
        let span = text.contains(['~', '∼']) || text.contains("부터") || text.contains("까지");
        if let Some(captures) = DATED.captures(text)
            && !ends_sentence(text)
            && !span
            && (above_the_text
                || captures
                    .name("what")
                    .is_some_and(|w| matches!(w.as_str(), "입력" | "승인" | "등록" | "송고")))
        {
            if cleaned.published.is_none() {
                cleaned.published = date(&captures);
            }
            if let Some(writer) = WRITER.captures(text).and_then(|c| c.get(1)) {
                cleaned.author.get_or_insert_with(|| writer.as_str().to_owned());
            }
            return Some(Furniture::Dateline);
        }
        if CHANGED.is_match(text) {
            return Some(Furniture::Dateline);
        }
        if above_the_text && let Some(captures) = BARE_DATE.captures(text) {
            if cleaned.published.is_none() {
                cleaned.published = date(&captures);
            }
            return Some(Furniture::Dateline);
        }
        if web && PROMOTION.is_match(text) && !ends_sentence(text) {
            return Some(Furniture::Promotion);
        }
    }
    let once = doubled(text).unwrap_or(text);
    if CREDIT.is_match(once) && once.chars().count() <= 200 {
        if let Some(by) = TAKER.captures(once).and_then(|c| c.get(1)) {
            cleaned.photo.get_or_insert_with(|| by.as_str().trim().to_owned());
        }
        return Some(Furniture::Caption);
    }
    let address = EMAIL
        .find(text)
        .is_some_and(|m| m.as_str().len() + 4 >= text.trim().len());
    let tags = text.starts_with('#') && text.split_whitespace().all(|word| word.starts_with('#'));
    if address || tags {
        return Some(Furniture::Label);
    }
    None
}

/// Everything below the last line of copyright is the page's, if most of the text stands above it.
fn cut_tail(mut blocks: Vec<Block>, cleaned: &mut Cleaned) -> Vec<Block> {
    let weight = |b: &Block| {
        if ends_sentence(&b.text()) {
            b.text().chars().count()
        } else {
            0
        }
    };
    let whole: usize = blocks.iter().map(weight).sum();
    let mut above = 0;
    let mut cut = None;
    for (i, block) in blocks.iter().enumerate() {
        above += weight(block);
        let text = block.text();
        if text.chars().count() <= 200 && COPYRIGHT.is_match(&text) && above * 10 >= whole * 6 {
            cut = Some(i + 1);
            break;
        }
    }
    if let Some(cut) = cut {
        for block in blocks.drain(cut..) {
            let text = block.text();
            if let Some(names) = byline(&text) {
                cleaned.author.get_or_insert(names);
                cleaned.remove(Furniture::Byline, &text);
            } else {
                let label = is_label(&text) || is_label_row(&text);
                cleaned.remove(if label { Furniture::Label } else { Furniture::Related }, &text);
            }
        }
    }
    blocks
}

/// Takes "[서울=새싹뉴스] 홍길동 기자 = " off the head of the first paragraph.
fn lead(text: &str, cleaned: &mut Cleaned) -> String {
    let Some(captures) = LEAD.captures(text) else {
        return text.to_owned();
    };
    let author = captures.name("author").or_else(|| captures.name("inside"));
    // A bracket at the head of a paragraph is a lead only where it names a writer.
    let (Some(author), Some(whole)) = (author, captures.get(0)) else {
        return text.to_owned();
    };
    let rest = text.get(whole.end()..).unwrap_or_default().trim_start();
    if rest.is_empty() {
        return text.to_owned();
    }
    cleaned.author.get_or_insert_with(|| author.as_str().to_owned());
    if let Some(publisher) = captures.name("publisher") {
        cleaned
            .publisher
            .get_or_insert_with(|| publisher.as_str().trim().to_owned());
    }
    cleaned.remove(Furniture::Byline, whole.as_str().trim());
    rest.to_owned()
}

/// A paragraph that stands there twice is kept once; a line that is the same text twice is halved.
fn drop_doubles(cleaned: &mut Cleaned) {
    let mut seen: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for block in std::mem::take(&mut cleaned.blocks) {
        let block = match block {
            Block::Paragraph(text) => match doubled(&text) {
                Some(once) => Block::Paragraph(once.to_owned()),
                None => Block::Paragraph(text),
            },
            other => other,
        };
        let text = block.text();
        let long = text.chars().count() >= 20 && !matches!(block, Block::Table(_));
        if long && seen.contains(&text) {
            cleaned.remove(Furniture::Repeated, &text);
            continue;
        }
        if long {
            seen.push(text);
        }
        kept.push(block);
    }
    cleaned.blocks = kept;
}

/// Takes the stock codes from behind the names of companies, and gives each with its name.
pub(super) fn stock_codes(text: &str) -> (String, Vec<(String, String)>) {
    let mut codes: Vec<(String, String)> = Vec::new();
    let out = STOCK.replace_all(text, |captures: &regex::Captures<'_>| {
        let pair = (captures["name"].to_owned(), captures["code"].to_owned());
        let name = pair.0.clone();
        if !codes.contains(&pair) {
            codes.push(pair);
        }
        name
    });
    (out.into_owned(), codes)
}

/// Question marks that stand where a page lost its middle dots: `교육?세미나?강의`.
///
/// Only a mark with a word close on both sides is looked at. Two or more in one run of words are separators; a single
/// one is, unless the word before it ends as a question does or the word after it quotes it (`왜?라고`).
pub(super) fn restore_dots(text: &str) -> String {
    static RUN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[가-힣A-Za-z0-9&]+(?:\?[가-힣A-Za-z0-9&]+)+").expect("the pattern is written here")
    });
    const QUOTING: [&str; 14] = [
        "라고", "라는", "라며", "라면", "란", "라", "하고", "하는", "고", "는", "를", "가", "에", "도",
    ];
    const ASKING: [char; 13] = [
        '까', '나', '니', '냐', '가', '요', '지', '죠', '래', '데', '군', '야', '어',
    ];
    RUN.replace_all(text, |captures: &regex::Captures<'_>| {
        let run = &captures[0];
        let hangul = |s: &str| s.chars().any(|c| ('가'..='힣').contains(&c));
        if !hangul(run) || run.contains('=') {
            return run.to_owned();
        }
        let words: Vec<&str> = run.split('?').collect();
        let quoted = words
            .iter()
            .skip(1)
            .any(|w| QUOTING.contains(w) || w.starts_with("라고") || w.starts_with("라는") || w.starts_with("라며"));
        let asked = words.len() == 2 && words.first().is_some_and(|w| w.ends_with(ASKING));
        if quoted || asked {
            run.to_owned()
        } else {
            words.join("·")
        }
    })
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_middle_dots_are_restored_and_questions_are_not() {
        let check = |text: &str, expected: &str| assert_eq!(restore_dots(text), expected);
        check("교육?세미나?전문가 강의", "교육·세미나·전문가 강의");
        check("민?관 협력과 연구?개발", "민·관 협력과 연구·개발");
        check("왜 부산인가? 그 까닭은", "왜 부산인가? 그 까닭은");
        check("'왜?'라고 물었다. 왜?라고", "'왜?'라고 물었다. 왜?라고");
        check("정말 그럴까?아니다", "정말 그럴까?아니다");
        check("https://example.org/a?b=c", "https://example.org/a?b=c");
        check("Who?What", "Who?What");
    }

    /// What is left of a page's lines, with who wrote it, who published it and when.
    fn page(text: &str) -> (Vec<String>, [Option<String>; 3]) {
        let cleaned = clean(super::super::block::blocks(text, true), true);
        let said = [
            cleaned.author,
            cleaned.publisher,
            cleaned.published.map(|p| p.to_string()),
        ];
        (cleaned.blocks.iter().map(Block::text).collect(), said)
    }

    fn said(author: &str, publisher: &str, published: Option<&str>) -> [Option<String>; 3] {
        [
            Some(author.to_owned()),
            Some(publisher.to_owned()),
            published.map(str::to_owned),
        ]
    }

    #[test]
    fn a_wire_report_keeps_its_text_alone() {
        let (left, found) = page(
            "한빛협회, 새싹시에 사무소\n\n송고시간 2031-03-03 10:00\n\n(새싹=한빛뉴스) 홍길동 기자 = 한빛협회는 사무소를 열었다고 밝혔다.\n\n\
             회원사 열두 곳이 들어간다.\n\ngildong@hanbit.example\n\n▶제보는 카카오톡 hanbitjebo\n\n\
             <저작권자(c) 한빛뉴스, 무단 전재-재배포, AI 학습 및 활용 금지>\n\n2031/03/03 10:00 송고\n\n많이 본 뉴스\n\n봄꽃 축제 열려\n",
        );
        assert_eq!(
            left,
            [
                "한빛협회, 새싹시에 사무소",
                "한빛협회는 사무소를 열었다고 밝혔다.",
                "회원사 열두 곳이 들어간다."
            ]
        );
        assert_eq!(found, said("홍길동", "한빛뉴스", Some("2031-03-03")));
    }

    #[test]
    fn a_trade_paper_keeps_its_text_alone() {
        let (left, found) = page(
            "홈 > 뉴스 > 제약·바이오\n\n한빛협회, 새싹시에 사무소\n\n기자명 홍길동 기자\n\n승인 2031.03.03 10:20\n\n댓글 0\n\n\
             이 기사를 공유합니다\n\n페이스북(으)로 기사보내기\n\n기사스크랩하기\n\n가\n\n기사의 본문 내용은 이 글자크기로 변환됩니다.\n\n\
             [한빛뉴스 홍길동 기자] 한빛협회는 사무소를 열었다고 밝혔다.\n\n▲ 새싹시 사무소 전경 (사진=한빛협회)\n\n\
             회원사 열두 곳이 들어간다.\n\n#한빛협회 #새싹시\n\n저작권자 © 한빛뉴스 무단전재 및 재배포 금지\n\n\
             홍길동 기자 gildong@hanbit.example\n\n다른기사 보기\n\n개의 댓글\n",
        );
        assert_eq!(
            left,
            [
                "한빛협회, 새싹시에 사무소",
                "한빛협회는 사무소를 열었다고 밝혔다.",
                "회원사 열두 곳이 들어간다."
            ]
        );
        assert_eq!(found, said("홍길동", "한빛뉴스", Some("2031-03-03")));
    }

    #[test]
    fn a_notice_loses_nothing_that_only_looks_like_furniture() {
        let lines = [
            "알림",
            "사업공고",
            "접수 등록 2031.04.02 ~ 04.30",
            "문의는 전화로 받습니다.",
            "주요 뉴스",
            "첫째 소식",
            "공유",
        ];
        let blocks = lines.iter().map(|l| Block::Paragraph((*l).to_owned())).collect();
        let cleaned = clean(blocks, false);
        assert_eq!(cleaned.blocks.iter().map(Block::text).collect::<Vec<_>>(), lines);
        assert_eq!(cleaned.published, None);
    }

    #[test]
    fn a_byline_is_a_line_that_names_only_who_wrote_it() {
        let check = |text: &str, names: Option<&str>| assert_eq!(byline(text).as_deref(), names, "{text}");
        check("홍길동 기자", Some("홍길동"));
        check("홍길동기자 hong@example.org", Some("홍길동"));
        check("홍길동·김새싹 기자 (hong@example.org)", Some("홍길동·김새싹"));
        check("새싹시=홍길동 특파원", Some("홍길동"));
        check("홍길동 기자가 물었다.", None);
        check("홍길동 기자 간담회를 열었다", None);
    }

    #[test]
    fn the_same_text_twice_is_halved() {
        assert_eq!(
            doubled("협회가 협약을 맺었다./사진=협회협회가 협약을 맺었다./사진=협회"),
            Some("협회가 협약을 맺었다./사진=협회")
        );
        assert_eq!(doubled("협회가 협약을 맺었다."), None);
    }

    #[test]
    fn stock_codes_go_and_are_kept_with_their_names() {
        let (text, codes) = stock_codes("새싹제약(012345), 한빛바이오, 온누리(987654)가 왔다");
        assert_eq!(text, "새싹제약, 한빛바이오, 온누리가 왔다");
        assert_eq!(
            codes,
            [
                ("새싹제약".to_owned(), "012345".to_owned()),
                ("온누리".to_owned(), "987654".to_owned())
            ]
        );
    }
}
