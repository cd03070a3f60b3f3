//! An `Answer` as a message.

use crate::answer::{Answer, Evidence, Kind, Reason};
use crate::knowledge::Lang;

use super::limits::{cut, escape, link, units};
use super::press::{AnswerKey, Press, Signer};
use super::view::{Button, Card, Colour, Look, Rows, Select, View};
use super::wording;

/// How many items of a list are on a page.
pub const PAGE: usize = 12;
/// How many pieces of evidence are on the card itself; the button shows all.
const SHOWN_EVIDENCE: usize = 2;

/// How an answer is to be shown.
#[derive(Clone, Debug)]
pub struct Showing<'a> {
    /// The key its buttons carry.
    pub key: AnswerKey,
    /// What to put over it: the question, where the question cannot be seen above it.
    pub title: Option<&'a str>,
    /// The page of its list, counted from 0.
    pub page: usize,
}

/// How many pages the answer's list has; 1 where it has none.
pub fn pages(answer: &Answer) -> usize {
    if lists_items(answer) {
        answer.items.len().div_ceil(PAGE).max(1)
    } else {
        1
    }
}

/// Whether the items have to be shown one by one: a short list already stands in the sentence.
fn lists_items(answer: &Answer) -> bool {
    answer.items.len() > 3 || answer.items.iter().any(|item| !answer.text.contains(item.as_str()))
}

/// The message, with what the records say of the company or institution that was asked for.
pub fn answer_with_record(
    answer: &Answer,
    request: &crate::answer::Request,
    knowledge: &crate::knowledge::Knowledge,
    showing: &Showing<'_>,
    signer: &Signer,
) -> View {
    let card = super::cards::extend(card(answer, showing), knowledge, request, answer);
    View::card(card).with_rows(rows(answer, showing, signer))
}

/// The message.
pub fn answer(answer: &Answer, showing: &Showing<'_>, signer: &Signer) -> View {
    View::card(card(answer, showing)).with_rows(rows(answer, showing, signer))
}

fn card(answer: &Answer, showing: &Showing<'_>) -> Card {
    let lang = answer.lang;
    let colour = match answer.kind {
        Kind::Answer | Kind::List | Kind::Smalltalk => Colour::Answer,
        Kind::Clarify => Colour::Question,
        Kind::NoAnswer => Colour::Nothing,
    };
    let mut card = Card::new(colour, &body(answer, showing.page));
    if let Some(title) = showing.title {
        card = card.title(&escape(title));
    }
    if let Some(date) = &answer.as_of {
        card = card.footer(&wording::as_of(lang, date));
    }
    let mut shown: Vec<&Evidence> = Vec::new();
    for evidence in &answer.sources {
        if shown.len() < SHOWN_EVIDENCE && shown.iter().all(|other| other.quote != evidence.quote) {
            shown.push(evidence);
        }
    }
    for (at, evidence) in shown.into_iter().enumerate() {
        // A heading of one space would be refused; the second piece stands under the first by its own heading.
        let heading = match at {
            0 => wording::evidence(lang).to_owned(),
            _ => format!("{} {}", wording::evidence(lang), at + 1),
        };
        card.add_field(&heading, &quoted(lang, evidence, 320), false);
    }
    card
}

fn body(answer: &Answer, page: usize) -> String {
    let mut body = cut(&escape(&answer.text), if lists_items(answer) { 1000 } else { 2400 });
    if lists_items(answer) {
        let total = answer.items.len();
        let page = page.min(pages(answer) - 1);
        let from = page * PAGE;
        body.push('\n');
        for item in answer.items.iter().skip(from).take(PAGE) {
            body.push_str(&format!("\n• {}", item_line(item)));
        }
        if pages(answer) > 1 {
            let to = (from + PAGE).min(total);
            body.push_str(&format!(
                "\n\n-# {}",
                wording::part_of_list(answer.lang, from + 1, to, total)
            ));
        }
    }
    body
}

/// One item of a list. An item that ends in an address is shown as a link under its own words.
fn item_line(item: &str) -> String {
    let item = item.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((words, url)) = item.rsplit_once(' ')
        && let Some(url) = link(url)
    {
        let linked = format!("[{}]({url})", cut(&escape(words), 110));
        return if units(&linked) <= 240 {
            linked
        } else {
            cut(&escape(words), 110)
        };
    }
    cut(&escape(&item), 240)
}

/// One piece of evidence: the words, who published them, when, and where to read them.
fn quoted(lang: Lang, evidence: &Evidence, longest: usize) -> String {
    let quote = cut(
        &escape(&evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ")),
        longest,
    );
    let mut text = String::new();
    if !quote.is_empty() {
        text.push_str(&format!("> {quote}\n"));
    }
    text.push_str(&format!("— {}", cut(&escape(&wording::published(lang, evidence)), 160)));
    if let Some(url) = evidence.url.as_deref().and_then(link) {
        let title = match evidence.title.trim() {
            "" => wording::read_source(lang).to_owned(),
            title => cut(&escape(title), 80),
        };
        text.push_str(&format!(" · [{title}]({url})"));
    } else if !evidence.title.trim().is_empty() {
        text.push_str(&format!(" · {}", cut(&escape(&evidence.title), 80)));
    }
    text
}

/// All evidence of an answer, for the eyes of whoever asked to see it.
pub fn evidence(answer: &Answer) -> View {
    let lang = answer.lang;
    if answer.sources.is_empty() {
        return View::text(wording::no_evidence(lang));
    }
    let mut body = String::new();
    let mut left = answer.sources.len();
    for evidence in &answer.sources {
        let piece = quoted(lang, evidence, 600);
        if units(&body) + units(&piece) > 3900 {
            break;
        }
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str(&piece);
        left -= 1;
    }
    let mut card = Card::new(Colour::Answer, &body).title(wording::all_evidence(lang));
    if left > 0 {
        card = card.field("…", &wording::more_evidence(lang, left));
    }
    if let Some(date) = &answer.as_of {
        card = card.footer(&wording::as_of(lang, date));
    }
    View::card(card)
}

/// Whether an answer ought to lead on to a person: there is none, though the question was one for the staff.
pub fn leads_to_staff(answer: &Answer) -> bool {
    answer.kind == Kind::NoAnswer
        && matches!(
            answer.reason,
            Some(Reason::NotInKnowledge | Reason::UnknownName | Reason::OffTopic) | None
        )
}

fn rows(answer: &Answer, showing: &Showing<'_>, signer: &Signer) -> Rows {
    let lang = answer.lang;
    let mut rows = Rows::default();
    let mut button = |press: Press, label: &str, look: Look, emoji: Option<char>, disabled: bool| {
        if let Some(id) = signer.sign(&press) {
            let mut button = Button::new(id, label, look).disabled(disabled);
            if let Some(emoji) = emoji {
                button = button.emoji(emoji);
            }
            rows.button(button);
        }
    };
    let key = showing.key;
    let pages = pages(answer);
    if pages > 1 {
        let page = showing.page.min(pages - 1);
        for forward in [false, true] {
            let to = if forward { page + 1 } else { page.saturating_sub(1) };
            button(
                Press::Page {
                    answer: key,
                    page: u16::try_from(to).unwrap_or(u16::MAX),
                    forward,
                },
                wording::turn_page(lang, forward),
                Look::Plain,
                Some(if forward { '▶' } else { '◀' }),
                if forward { page + 1 >= pages } else { page == 0 },
            );
        }
    }
    if matches!(answer.kind, Kind::Answer | Kind::List) || leads_to_staff(answer) {
        for helped in [true, false] {
            button(
                Press::Vote { answer: key, helped },
                wording::vote_button(lang, helped),
                Look::Plain,
                Some(if helped { '👍' } else { '👎' }),
                false,
            );
        }
    }
    if !answer.sources.is_empty() {
        button(
            Press::Evidence { answer: key },
            &wording::evidence_button(lang, answer.sources.len()),
            Look::Plain,
            None,
            false,
        );
    }
    if leads_to_staff(answer) {
        button(
            Press::AskStaff { answer: key },
            wording::ask_staff(lang),
            Look::Main,
            None,
            false,
        );
    }
    // What a question back offers is what the member meant, so it comes before what is merely near.
    let offers = match answer.kind {
        Kind::Clarify => answer.related.iter().chain(&answer.items).collect::<Vec<_>>(),
        _ => answer.related.iter().collect(),
    };
    if let Some(id) = signer.sign(&Press::Related { answer: key }) {
        let placeholder = match answer.kind {
            Kind::Clarify => wording::which_one(lang),
            _ => wording::related(lang),
        };
        let mut select = Select::new(id, placeholder);
        for question in offers {
            select.add(question, question, None);
        }
        rows.select(select);
    }
    rows
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use twilight_validate::component::component_v1;
    use twilight_validate::embed::embed;
    use twilight_validate::message::content;

    use crate::config::Secret;
    use crate::knowledge::PartialDate;

    use super::*;

    fn signer() -> Signer {
        Signer::new(&Secret::new("a token"))
    }

    /// Any answer at all, the absurd ones included.
    pub(in crate::discord) fn any_answer() -> impl Strategy<Value = Answer> {
        let words = || {
            prop_oneof![
                "\\PC{0,40}",
                "(가나다라 마바사입니다. ){0,400}",
                "[*_\\[\\]()<@\\\\ 가]{0,3000}",
                "(👩‍👩‍👧‍👦|한|\u{200b}){0,1500}",
            ]
        };
        let evidence = (
            words(),
            words(),
            words(),
            words(),
            prop::option::of("https?://[a-z]{1,30}\\.kr/[가-힣()<> a-z]{0,500}"),
        )
            .prop_map(|(id, title, publisher, quote, url)| Evidence {
                id,
                title,
                publisher,
                published: PartialDate::parse("2022-01-25").ok(),
                url,
                quote,
            });
        (
            prop_oneof![
                Just(Kind::Answer),
                Just(Kind::List),
                Just(Kind::Clarify),
                Just(Kind::Smalltalk),
                Just(Kind::NoAnswer)
            ],
            words(),
            prop::collection::vec(words(), 0..60),
            prop::collection::vec(evidence, 0..12),
            prop::collection::vec(words(), 0..40),
            any::<bool>(),
        )
            .prop_map(|(kind, text, items, sources, related, english)| Answer {
                id: "1".into(),
                question: "q".into(),
                lang: if english { Lang::En } else { Lang::Ko },
                kind,
                text,
                items,
                as_of: PartialDate::parse("2022-01-25").ok(),
                confidence: 1.0,
                reason: None,
                sources,
                related,
                elapsed_us: 1,
            })
    }

    /// Checks a message, as it is sent, by the rules of an independent implementation.
    pub(in crate::discord) fn check_sendable(view: &View) {
        let sent = serde_json::to_value(view.message()).expect("serialises");
        assert_eq!(sent["allowed_mentions"]["parse"], serde_json::json!([]), "{sent}");
        let text = sent["content"].as_str().unwrap_or("");
        content(text).expect("content within limits");
        assert!(text.encode_utf16().count() <= 2000);
        let embeds = sent["embeds"].as_array().cloned().unwrap_or_default();
        assert!(!text.is_empty() || !embeds.is_empty(), "an empty message: {sent}");
        for sent in &embeds {
            let mut sent = sent.clone();
            sent["type"] = "rich".into();
            let decoded: twilight_model::channel::message::Embed = serde_json::from_value(sent).expect("an embed");
            embed(&decoded).expect("embed within limits");
        }
        let mut ids = std::collections::HashSet::new();
        let rows = sent["components"].as_array().cloned().unwrap_or_default();
        assert!(rows.len() <= 5);
        for row in &rows {
            let decoded: twilight_model::channel::message::Component =
                serde_json::from_value(row.clone()).expect("a component");
            component_v1(&decoded).expect("components within limits");
            for part in row["components"].as_array().expect("parts") {
                if let Some(id) = part["custom_id"].as_str() {
                    assert!(ids.insert(id.to_owned()), "a custom_id twice: {sent}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn any_answer_can_be_sent(answered in any_answer(), title in prop::option::of("\\PC{0,400}"), page in 0usize..9) {
            let showing = Showing { key: AnswerKey(7), title: title.as_deref(), page };
            let view = answer(&answered, &showing, &signer());
            check_sendable(&view);
            check_sendable(&view.plain());
            check_sendable(&evidence(&answered));
        }
    }

    #[test]
    fn the_foot_names_the_month_it_is_known_as_of() {
        let date = PartialDate::parse("2022-01-25").expect("a date");
        assert_eq!(wording::as_of(Lang::Ko, &date), "2022년 1월 기준");
        assert_eq!(wording::as_of(Lang::En, &date), "As of January 2022");
    }
}
