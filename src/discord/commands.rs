//! The commands of members: each parses what Discord sent, asks, and answers. Names and descriptions in both languages.

use std::str::FromStr;

use poise::ApplicationContext;
use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};
use serenity::model::channel::Message;

use crate::answer::{CompanyFilter, Request, Suggestion};
use crate::knowledge::{Lang, PartialDate, State};

use super::asking::{self, Inquiry, Way};
use super::failure::Failure;
use super::incoming::Incoming;
use super::limits::Limited;
use super::view::View;
use super::{Shared, eligibility, help, staff, wording};

/// A command of this bot.
pub type Command = poise::Command<Shared, Failure>;
/// What a command is called with.
pub type Context<'a> = ApplicationContext<'a, Shared, Failure>;

/// Every command, staff's included.
pub fn all() -> Vec<Command> {
    let mut commands = vec![
        ask(),
        companies(),
        company(),
        partners(),
        eligibility(),
        programme(),
        sources(),
        help(),
        answer_this(),
    ];
    commands.extend(staff::commands());
    poise::set_qualified_names(&mut commands);
    commands
}

/// Answers a command with what the desk says.
async fn answer(
    ctx: Context<'_>,
    request: Request,
    lang: Option<Lang>,
    private: bool,
    title: Option<String>,
) -> Result<(), Failure> {
    answer_by(ctx, Way::Command, request, lang, private, title).await
}

async fn answer_by(
    ctx: Context<'_>,
    way: Way,
    request: Request,
    lang: Option<Lang>,
    private: bool,
    title: Option<String>,
) -> Result<(), Failure> {
    let bot = ctx.data();
    let incoming = Incoming::from(ctx.interaction);
    if let Some(wait) = bot.refuse_in_haste(&incoming) {
        return incoming.respond(ctx.http(), wait, true).await;
    }
    let inquiry = Inquiry {
        request,
        way,
        asker: incoming.user,
        guild: incoming.guild,
        channel: incoming.channel,
        lang,
        title,
        before: None,
    };
    incoming
        .respond_with(ctx.http(), private, async {
            let shown = asking::ask(bot, inquiry, |_| false).await;
            asking::view(bot, &shown, 0)
        })
        .await
}

/// The language for words of the bot's own: the member's, else the server's.
async fn lang_of(ctx: Context<'_>) -> Lang {
    let incoming = Incoming::from(ctx.interaction);
    ctx.data().lang_of(&incoming).await
}

/// Ask a question
#[poise::command(
    slash_command,
    name_localized("ko", "질문"),
    name_localized("en-US", "ask"),
    description_localized("ko", "궁금한 것을 묻습니다"),
    description_localized("en-US", "Ask a question"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn ask(
    ctx: Context<'_>,
    #[description = "Your question"]
    #[name_localized("ko", "내용")]
    #[name_localized("en-US", "question")]
    #[description_localized("ko", "질문을 적으십시오")]
    #[description_localized("en-US", "Your question")]
    #[autocomplete = "suggest_questions"]
    #[min_length = 1]
    #[max_length = 1000]
    question: String,
    #[description = "Show the answer only to you"]
    #[name_localized("ko", "나만보기")]
    #[name_localized("en-US", "private")]
    #[description_localized("ko", "답변을 나에게만 보여 줍니다")]
    #[description_localized("en-US", "Show the answer only to you")]
    private: Option<bool>,
) -> Result<(), Failure> {
    let title = wording::question_title(question.trim());
    answer(
        ctx,
        Request::Question(question),
        None,
        private.unwrap_or(false),
        Some(title),
    )
    .await
}

/// What a company's presence was, to filter by.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum StateChoice {
    #[name = "entered"]
    #[name_localized("ko", "입주")]
    #[name_localized("en-US", "moved in")]
    Entered,
    #[name = "present"]
    #[name_localized("ko", "입주해 있음")]
    #[name_localized("en-US", "present")]
    Present,
    #[name = "planned"]
    #[name_localized("ko", "입주 예정")]
    #[name_localized("en-US", "planned")]
    Planned,
    #[name = "considering"]
    #[name_localized("ko", "검토 중")]
    #[name_localized("en-US", "considering")]
    Considering,
    #[name = "selected"]
    #[name_localized("ko", "선정")]
    #[name_localized("en-US", "selected")]
    Selected,
    #[name = "extended"]
    #[name_localized("ko", "연장")]
    #[name_localized("en-US", "extended")]
    Extended,
    #[name = "not extended"]
    #[name_localized("ko", "연장되지 않음")]
    #[name_localized("en-US", "not extended")]
    NotExtended,
}

impl From<StateChoice> for State {
    fn from(choice: StateChoice) -> Self {
        match choice {
            StateChoice::Entered => Self::Entered,
            StateChoice::Present => Self::Present,
            StateChoice::Planned => Self::Planned,
            StateChoice::Considering => Self::Considering,
            StateChoice::Selected => Self::Selected,
            StateChoice::Extended => Self::Extended,
            StateChoice::NotExtended => Self::NotExtended,
        }
    }
}

/// List the companies
#[poise::command(
    slash_command,
    name_localized("ko", "입주기업"),
    name_localized("en-US", "companies"),
    description_localized("ko", "기업 목록을 봅니다"),
    description_localized("en-US", "List the companies"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn companies(
    ctx: Context<'_>,
    #[description = "Only companies in this state"]
    #[name_localized("ko", "상태")]
    #[name_localized("en-US", "state")]
    #[description_localized("ko", "이 상태인 기업만 봅니다")]
    #[description_localized("en-US", "Only companies in this state")]
    state: Option<StateChoice>,
    #[description = "Only this year"]
    #[name_localized("ko", "연도")]
    #[name_localized("en-US", "year")]
    #[description_localized("ko", "이 해의 기록만 봅니다")]
    #[description_localized("en-US", "Only this year")]
    #[min = 1900]
    #[max = 2999]
    year: Option<i16>,
    #[description = "Only this place"]
    #[name_localized("ko", "장소")]
    #[name_localized("en-US", "place")]
    #[description_localized("ko", "이 장소의 기업만 봅니다")]
    #[description_localized("en-US", "Only this place")]
    #[autocomplete = "suggest_places"]
    place: Option<String>,
    #[description = "Show the answer only to you"]
    #[name_localized("ko", "나만보기")]
    #[name_localized("en-US", "private")]
    #[description_localized("ko", "답변을 나에게만 보여 줍니다")]
    #[description_localized("en-US", "Show the answer only to you")]
    private: Option<bool>,
) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    let incoming = Incoming::from(ctx.interaction);
    let place = match place.as_deref().map(str::trim).filter(|place| !place.is_empty()) {
        None => None,
        Some(named) => match find_place(ctx.data(), named) {
            Some(id) => Some(id),
            None => {
                let named = super::limits::escape(named);
                return incoming
                    .respond(ctx.http(), View::text(&wording::unknown_place(lang, &named)), true)
                    .await;
            }
        },
    };
    let time = match year.map(|year| PartialDate::from_str(&format!("{year:04}"))) {
        None => None,
        Some(Ok(time)) => Some(time),
        Some(Err(_)) => {
            return incoming
                .respond(ctx.http(), View::text(wording::unknown_year(lang)), true)
                .await;
        }
    };
    let filter = CompanyFilter {
        states: state.map(State::from).into_iter().collect(),
        place,
        time,
        ..CompanyFilter::default()
    };
    answer(
        ctx,
        Request::Companies(filter),
        Some(lang),
        private.unwrap_or(false),
        None,
    )
    .await
}

/// The id of the place that is named by its id, its name or one of its other names.
fn find_place(bot: &Shared, named: &str) -> Option<String> {
    let snapshot = bot.desk.snapshot();
    let same = |name: &str| name.eq_ignore_ascii_case(named) || name.to_lowercase() == named.to_lowercase();
    snapshot
        .knowledge
        .places
        .iter()
        .find(|place| {
            same(&place.id)
                || same(&place.name.ko)
                || place.name.en.as_deref().is_some_and(same)
                || place.aliases.iter().any(|alias| same(alias))
        })
        .map(|place| place.id.clone())
}

/// Everything known of one company
#[poise::command(
    slash_command,
    name_localized("ko", "기업"),
    name_localized("en-US", "company"),
    description_localized("ko", "기업 하나에 대해 알려진 것을 모두 봅니다"),
    description_localized("en-US", "Everything known of one company"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn company(
    ctx: Context<'_>,
    #[description = "The company's name"]
    #[name_localized("ko", "이름")]
    #[name_localized("en-US", "name")]
    #[description_localized("ko", "기업 이름. 초성만 쳐도 찾습니다")]
    #[description_localized("en-US", "The company's name")]
    #[autocomplete = "suggest_companies"]
    #[min_length = 1]
    #[max_length = 100]
    name: String,
    #[description = "Show the answer only to you"]
    #[name_localized("ko", "나만보기")]
    #[name_localized("en-US", "private")]
    #[description_localized("ko", "답변을 나에게만 보여 줍니다")]
    #[description_localized("en-US", "Show the answer only to you")]
    private: Option<bool>,
) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    let title = name.trim().to_owned();
    answer(
        ctx,
        Request::Company(title.clone()),
        Some(lang),
        private.unwrap_or(false),
        Some(title),
    )
    .await
}

/// The institutions that carry the programme
#[poise::command(
    slash_command,
    name_localized("ko", "협력기관"),
    name_localized("en-US", "partners"),
    description_localized("ko", "함께하는 기관과 그 역할을 봅니다"),
    description_localized("en-US", "The institutions that carry the programme"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn partners(
    ctx: Context<'_>,
    #[description = "Only this institution"]
    #[name_localized("ko", "기관")]
    #[name_localized("en-US", "name")]
    #[description_localized("ko", "이 기관만 봅니다")]
    #[description_localized("en-US", "Only this institution")]
    #[autocomplete = "suggest_partners"]
    #[max_length = 100]
    name: Option<String>,
    #[description = "Show the answer only to you"]
    #[name_localized("ko", "나만보기")]
    #[name_localized("en-US", "private")]
    #[description_localized("ko", "답변을 나에게만 보여 줍니다")]
    #[description_localized("en-US", "Show the answer only to you")]
    private: Option<bool>,
) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let title = name.clone();
    answer(
        ctx,
        Request::Partners(name),
        Some(lang),
        private.unwrap_or(false),
        title,
    )
    .await
}

/// Who is eligible, and a private check
#[poise::command(
    slash_command,
    name_localized("ko", "자격"),
    name_localized("en-US", "eligibility"),
    description_localized("ko", "신청 자격을 보거나 확인합니다"),
    description_localized("en-US", "Who is eligible, and a private check"),
    subcommands("criteria", "check"),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn eligibility(_: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// The criteria one by one
#[poise::command(
    slash_command,
    name_localized("ko", "기준"),
    name_localized("en-US", "criteria"),
    description_localized("ko", "자격 기준을 하나씩 봅니다"),
    description_localized("en-US", "The criteria one by one")
)]
async fn criteria(
    ctx: Context<'_>,
    #[description = "Show the answer only to you"]
    #[name_localized("ko", "나만보기")]
    #[name_localized("en-US", "private")]
    #[description_localized("ko", "답변을 나에게만 보여 줍니다")]
    #[description_localized("en-US", "Show the answer only to you")]
    private: Option<bool>,
) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    answer(ctx, Request::Eligibility, Some(lang), private.unwrap_or(false), None).await
}

/// Check your own case step by step; nothing is kept
#[poise::command(
    slash_command,
    name_localized("ko", "확인"),
    name_localized("en-US", "check"),
    description_localized("ko", "내 경우를 한 단계씩 확인합니다. 답은 저장하지 않습니다"),
    description_localized("en-US", "Check your own case step by step; nothing is kept")
)]
async fn check(ctx: Context<'_>) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    let incoming = Incoming::from(ctx.interaction);
    incoming
        .respond(ctx.http(), eligibility::begin(ctx.data(), lang), true)
        .await
}

/// What the programme is
#[poise::command(
    slash_command,
    name_localized("ko", "지원사업"),
    name_localized("en-US", "programme"),
    description_localized("ko", "사업의 내용과 지원, 모집을 봅니다"),
    description_localized("en-US", "What the programme is"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn programme(
    ctx: Context<'_>,
    #[description = "Show the answer only to you"]
    #[name_localized("ko", "나만보기")]
    #[name_localized("en-US", "private")]
    #[description_localized("ko", "답변을 나에게만 보여 줍니다")]
    #[description_localized("en-US", "Show the answer only to you")]
    private: Option<bool>,
) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    answer(ctx, Request::Programme, Some(lang), private.unwrap_or(false), None).await
}

/// Where the knowledge comes from
#[poise::command(
    slash_command,
    name_localized("ko", "출처"),
    name_localized("en-US", "sources"),
    description_localized("ko", "자료의 출처를 최신순으로 봅니다"),
    description_localized("en-US", "Where the knowledge comes from"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn sources(
    ctx: Context<'_>,
    #[description = "Show the answer only to you"]
    #[name_localized("ko", "나만보기")]
    #[name_localized("en-US", "private")]
    #[description_localized("ko", "답변을 나에게만 보여 줍니다")]
    #[description_localized("en-US", "Show the answer only to you")]
    private: Option<bool>,
) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    answer(ctx, Request::Sources, Some(lang), private.unwrap_or(false), None).await
}

/// How to ask, and what
#[poise::command(
    slash_command,
    name_localized("ko", "도움말"),
    name_localized("en-US", "help"),
    description_localized("ko", "무엇을 어떻게 물을 수 있는지 봅니다"),
    description_localized("en-US", "How to ask, and what"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn help(ctx: Context<'_>) -> Result<(), Failure> {
    let lang = lang_of(ctx).await;
    let incoming = Incoming::from(ctx.interaction);
    incoming.respond(ctx.http(), help::view(ctx.data(), lang), true).await
}

/// The name of the entry in a message's menu.
pub const ANSWER_THIS: &str = "Answer this";
/// The same in Korean.
pub const ANSWER_THIS_KO: &str = "이 메시지에 답하기";

#[poise::command(
    context_menu_command = "Answer this",
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn answer_this(ctx: Context<'_>, message: Message) -> Result<(), Failure> {
    let words = message.content.trim();
    if words.is_empty() {
        let lang = lang_of(ctx).await;
        let incoming = Incoming::from(ctx.interaction);
        return incoming
            .respond(ctx.http(), View::text(wording::nothing_to_answer(lang)), true)
            .await;
    }
    let title = wording::question_title(words);
    answer_by(
        ctx,
        Way::Menu,
        Request::Question(words.to_owned()),
        None,
        false,
        Some(title),
    )
    .await
}

fn choices(suggestions: impl IntoIterator<Item = Suggestion>) -> CreateAutocompleteResponse {
    let mut offered: Vec<String> = Vec::new();
    for suggestion in suggestions {
        // A name that had to be cut would ask something else than was picked.
        if offered.len() < 25
            && let Some(text) = Limited::<100>::new(&suggestion.text)
            && text.as_str() == suggestion.text
            && !offered.contains(&suggestion.text)
        {
            offered.push(suggestion.text);
        }
    }
    CreateAutocompleteResponse::new().set_choices(
        offered
            .into_iter()
            .map(|text| AutocompleteChoice::new(text.clone(), text))
            .collect(),
    )
}

async fn suggest_questions(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    choices(ctx.data().desk.suggest(typed, lang_of(ctx).await, 25))
}

async fn suggest_companies(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    choices(ctx.data().desk.suggest_companies(typed, lang_of(ctx).await, 25))
}

async fn suggest_places(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let lang = lang_of(ctx).await;
    let snapshot = ctx.data().desk.snapshot();
    let places = snapshot.knowledge.places.iter().map(|place| {
        let others = place
            .aliases
            .iter()
            .chain(place.name.en.iter())
            .chain([&place.name.ko, &place.id]);
        (place.name.get(lang).to_owned(), others.cloned().collect())
    });
    choices(matching(typed, places))
}

async fn suggest_partners(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let lang = lang_of(ctx).await;
    let snapshot = ctx.data().desk.snapshot();
    let partners = snapshot.knowledge.partners.iter().map(|partner| {
        let others = partner
            .aliases
            .iter()
            .chain(partner.abbreviation.iter())
            .chain(partner.name.en.iter());
        (
            partner.name.get(lang).to_owned(),
            others.chain([&partner.name.ko]).cloned().collect(),
        )
    });
    choices(matching(typed, partners))
}

/// Of a short list, the names that contain what was typed, by any of their spellings; all of them where nothing was.
fn matching(typed: &str, names: impl Iterator<Item = (String, Vec<String>)>) -> Vec<Suggestion> {
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    let typed = plain(typed);
    names
        .filter(|(name, others)| others.iter().chain([name]).any(|other| plain(other).contains(&typed)))
        .map(|(text, _)| Suggestion { text, id: None })
        .collect()
}
