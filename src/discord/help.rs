//! What can be asked and how, with questions that really have answers.

use crate::answer::{Ask, Request};
use crate::knowledge::Lang;

use super::Bot;
use super::memory::Shown;
use super::press::{AnswerKey, Press};
use super::view::{Card, Colour, Rows, Select, View};
use super::wording;

/// The help in `lang`.
pub fn view(bot: &Bot, lang: Lang) -> View {
    let help = bot.desk.ask(&Ask {
        id: None,
        request: Request::Help,
        session: None,
        lang: Some(lang),
        today: bot.today(),
    });
    let card = Card::new(Colour::Answer, &super::limits::escape(&help.text))
        .title(wording::help_title(lang))
        .field(
            wording::help_ways_heading(lang),
            &wording::help_ways(lang, bot.reads_messages()),
        )
        .field(wording::help_commands_heading(lang), wording::help_commands(lang))
        .field(wording::help_promise_heading(lang), wording::help_promise(lang));
    let key = AnswerKey::random();
    let mut rows = Rows::default();
    if let Some(id) = bot.signer.sign(&Press::Related { answer: key }) {
        let mut select = Select::new(id, wording::related(lang));
        for question in help.related.iter().chain(&help.items) {
            select.add(question, question, None);
        }
        rows.select(select);
    }
    bot.answers.keep(Shown {
        key,
        answer: help,
        request: Request::Help,
        asker: None,
        title: None,
    });
    View::card(card).with_rows(rows)
}
