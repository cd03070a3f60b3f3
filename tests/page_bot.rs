//! The real bot, talked to on the playground's page in a headless Chromium, on a phone and on a desktop. Where there is no
//! Chromium, each test says so and is skipped; with `GILJABI_CI=1` that is a failure.

#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod common;

#[path = "page/browser.rs"]
mod browser;

use browser::{Browser, Screen, key};
use common::{Harness, Setup};
use serde_json::json;

/// Opens a channel of the page as somebody.
async fn open(browser: &Browser, town: &Harness, who: &str, channel: &str, look: &str) {
    let (who, channel) = (town.person(who), town.channel(channel));
    browser
        .go(&format!("{}/?as={who}&channel={channel}{look}", town.server.url()))
        .await;
    browser.see("#message-box").await;
    let offered = "const {store} = await import('/page/store.js'); return store.commands.length > 0";
    browser.wait("the bot's commands", offered, json!([])).await;
}

/// Types a command, subcommands included, and goes on to its options.
async fn begin_command(browser: &Browser, name: &str) {
    browser.type_in("#message-box", &format!("/{name}")).await;
    browser.see_words(".popup-line", &format!("/{name}")).await;
    browser.keys(&[key::ENTER]).await;
    browser.see(".command").await;
}

/// How many messages the page shows.
async fn messages(browser: &Browser) -> u64 {
    browser.count(".message:not(.pending)").await
}

/// Waits until there is a message more than `before`, and it is complete.
async fn answered(browser: &Browser, before: u64) {
    let script = "const all = [...document.querySelectorAll('.message:not(.pending)')];
        return all.length > arguments[0] && !document.querySelector('.thinking')";
    browser.wait("an answer", script, json!([before])).await;
}

/// Whether the last message has come to say something else than `arguments[0]`. A part that was pressed shows no words while
/// its answer is on the way: that is no new message yet.
const TURNED: &str = "return !document.querySelector('.waiting')
    && [...document.querySelectorAll('.message')].at(-1).innerText !== arguments[0]";

/// The words of the last message.
async fn last(browser: &Browser) -> String {
    browser.words(".message").await
}

async fn ask_and_go_on(browser: &Browser, town: &Harness) {
    open(browser, town, "민지", "질문", "&theme=dark").await;
    // A slash command with suggestions.
    begin_command(browser, "질문").await;
    browser.type_in("[data-option=question]", "대웅").await;
    browser.see_words(".popup-line", "대웅제약").await;
    browser.sound("suggestions").await;
    let before = messages(browser).await;
    browser
        .type_in("[data-option=question]", "제약은 언제 입주했나요?")
        .await;
    browser.keys(&[key::ENTER]).await;
    answered(browser, before).await;
    browser.see(".embed .words blockquote").await;
    assert!(last(browser).await.contains("/질문"), "it is said who asked with what");
    browser.sound("an answer").await;
    // All evidence, for one's own eyes, and away with it.
    browser.press(".button", "근거 보기").await;
    browser.see_words(".message.ephemeral", "나만 볼 수 있음").await;
    browser.sound("evidence").await;
    browser.press(".text-button", "메시지 닫기").await;
    let gone = "return !document.querySelector('.message.ephemeral')";
    browser.wait("the note to go", gone, json!([])).await;
    // A vote.
    browser.press(".button", "👍").await;
    browser.see_words(".message.ephemeral", "고맙습니다").await;
    browser.press(".text-button", "메시지 닫기").await;
    browser.wait("the note to go", gone, json!([])).await;
    // A related question from the select.
    browser.press(".select", "").await;
    browser.see(".popup-line").await;
    browser.sound("related questions").await;
    let before = messages(browser).await;
    browser.keys(&[key::DOWN, key::ENTER]).await;
    answered(browser, before).await;
    browser.sound("a related question").await;
}

async fn turn_pages(browser: &Browser, town: &Harness) {
    open(browser, town, "지훈", "general", "&theme=light").await;
    begin_command(browser, "입주기업").await;
    let before = messages(browser).await;
    browser.press("#send-command", "").await;
    answered(browser, before).await;
    let first = last(browser).await;
    browser.press(".button", "다음").await;
    browser.wait("the next page", TURNED, json!([first])).await;
    let second = last(browser).await;
    browser.sound("the second page of a list").await;
    browser.press(".button", "이전").await;
    browser.wait("the page before", TURNED, json!([second])).await;
    assert_eq!(
        messages(browser).await,
        before + 1,
        "a page takes the place of the one before"
    );
}

async fn check_eligibility(browser: &Browser, town: &Harness) {
    open(browser, town, "민지", "general", "&theme=light").await;
    begin_command(browser, "자격 확인").await;
    let before = messages(browser).await;
    browser.press("#send-command", "").await;
    answered(browser, before).await;
    let end = "다시";
    for _ in 0..20 {
        let step = last(browser).await;
        assert!(step.contains("나만 볼 수 있음"), "{step}");
        assert!(step.contains("/자격 확인"), "{step}");
        browser.sound("a step of the eligibility check").await;
        let first = "return [...document.querySelectorAll('.message')].at(-1).querySelector('.button').innerText";
        let label = browser
            .js(first, json!([]))
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if label.contains(end) {
            assert!(step.contains("충족"), "{step}");
            return;
        }
        browser
            .press(".message:last-child .row:first-child .button:first-child", "")
            .await;
        browser.wait("the next step", TURNED, json!([step])).await;
    }
    panic!("the check does not end");
}

async fn talk_without_commands(browser: &Browser, town: &Harness) {
    open(browser, town, "Alex", "general", "&theme=dark&lang=en-US").await;
    // A mention, picked from the list of people.
    let before = messages(browser).await;
    browser.type_in("#message-box", "@gil").await;
    browser.see_words(".popup-line", "길잡이").await;
    browser.keys(&[key::ENTER]).await;
    browser.type_in("#message-box", "What is CIC?").await;
    browser.keys(&[key::ENTER]).await;
    answered(browser, before + 1).await;
    browser.see_words(".button", "Evidence").await;
    assert!(
        !last(browser).await.contains("<@"),
        "people are called by name: {}",
        last(browser).await
    );
    browser.sound("an answer in English").await;
    // A reply goes on with the conversation.
    let before = messages(browser).await;
    browser.press(".message .tool", "").await;
    browser.press(".popup-line", "Reply").await;
    browser.type_in("#message-box", "When was it founded?").await;
    browser.keys(&[key::ENTER]).await;
    answered(browser, before + 1).await;
    // The menu of a message.
    town.say("지훈", "general", "한국제약바이오협회는 무엇을 지원하나요?");
    browser.see_words(".message", "무엇을 지원하나요").await;
    let before = messages(browser).await;
    browser.press(".message .tool", "").await;
    browser.sound("the menu of a message").await;
    browser.press(".popup-line", "Answer this").await;
    answered(browser, before).await;
    // A direct conversation.
    if browser.screen() == Screen::Phone {
        browser.press("#open-side", "").await;
    }
    browser.press(".channel", "길잡이").await;
    browser.see_words("#channel-name", "길잡이").await;
    let before = messages(browser).await;
    browser.type_in("#message-box", "Who runs the incubation centre?").await;
    browser.keys(&[key::ENTER]).await;
    answered(browser, before + 1).await;
    browser.sound("a direct conversation").await;
}

/// Fills a field of the open form.
async fn fill(browser: &Browser, field: &str, text: &str) {
    browser.type_in(&format!("[data-field={field}]"), text).await;
}

async fn work_as_staff(browser: &Browser, town: &Harness) {
    // The staff say where questions go to.
    open(browser, town, "소라", "운영", "&theme=dark").await;
    begin_command(browser, "관리 담당채널").await;
    if browser.count("[data-add=channel]").await > 0 {
        browser.press("[data-add=channel]", "").await;
    }
    browser.type_in("[data-option=channel]", "운영").await;
    browser.keys(&[key::DOWN, key::ENTER]).await;
    let before = messages(browser).await;
    browser.press("#send-command", "").await;
    answered(browser, before).await;
    browser.sound("a setting").await;
    // A member's question has no answer and is taken to them.
    let question = match browser.screen() {
        Screen::Phone => "구내식당은 몇 시에 여나요?",
        Screen::Desktop => "체력 단련실 사물함은 어떻게 빌리나요?",
    };
    open(browser, town, "민지", "general", "&theme=dark").await;
    begin_command(browser, "질문").await;
    browser.type_in("[data-option=question]", question).await;
    let before = messages(browser).await;
    browser.keys(&[key::ENTER]).await;
    answered(browser, before).await;
    browser.sound("no answer").await;
    browser.press(".button", "담당자에게 묻기").await;
    browser.press(".message.ephemeral .button", "알려 주십시오").await;
    browser.see_words(".message.ephemeral", "알려 드리겠습니다").await;
    browser.sound("the question was passed on").await;
    // Staff write the answer in a form that says what is missing.
    open(browser, town, "소라", "운영", "&theme=dark").await;
    browser.see_words(".embed", question.trim_end_matches('?')).await;
    browser.sound("a question for the staff").await;
    browser.press(".button", "답변 작성").await;
    browser.see("dialog").await;
    browser.sound("the form").await;
    browser.press("dialog .primary", "").await;
    browser.see_words("dialog .wrong", "꼭 써 주십시오").await;
    browser.sound("the form says what is missing").await;
    fill(browser, "answer", "운영사무국이 평일 09시부터 18시까지 안내합니다.").await;
    fill(browser, "title", "이용 안내").await;
    fill(browser, "publisher", "운영사무국").await;
    fill(browser, "dates", "2026-06-01").await;
    browser.press("dialog .primary", "").await;
    browser
        .wait(
            "the form to close",
            "return !document.querySelector('dialog')",
            json!([]),
        )
        .await;
    // The member is told where they asked.
    open(browser, town, "민지", "general", "&theme=dark").await;
    browser.see_words(".message.for-me", "담당자가 답했습니다").await;
    browser.sound("the member is told").await;
}

async fn import_a_file(browser: &Browser, town: &Harness) {
    open(browser, town, "소라", "운영", "&theme=light").await;
    begin_command(browser, "관리 자료추가").await;
    let file = town.state.path().join(format!("공지-{}.txt", browser.screen().width()));
    let text = format!(
        "안내 {}\n\n운영사무국은 2026년 6월에 새 회의실을 열었습니다.\n",
        browser.screen().width()
    );
    std::fs::write(&file, text).expect("the file is written");
    browser.type_in("[data-option=file]", &file.display().to_string()).await;
    browser.sound("a file for a command").await;
    let before = messages(browser).await;
    browser.press("#send-command", "").await;
    answered(browser, before).await;
    browser.sound("a file was read").await;
}

async fn on_both_screens(talk: impl AsyncFn(&Browser, &Harness)) {
    on_both_screens_of(&common::spawn("data").await, talk).await;
}

async fn on_both_screens_of(town: &Harness, talk: impl AsyncFn(&Browser, &Harness)) {
    for screen in [Screen::Phone, Screen::Desktop] {
        let Some(browser) = Browser::open(screen).await else {
            return;
        };
        talk(&browser, town).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_asks_sees_the_evidence_votes_and_goes_on() {
    on_both_screens(ask_and_go_on).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_turns_the_pages_of_a_list() {
    on_both_screens(turn_pages).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_runs_the_eligibility_check() {
    on_both_screens(check_eligibility).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_talks_without_commands() {
    on_both_screens(talk_without_commands).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_answer_a_question_and_add_a_file() {
    let setup = Setup {
        own_desk: true,
        ..Setup::default()
    };
    let town = setup.spawn().await;
    let records = town.records.as_ref().expect("what happens is recorded");
    // The knowledge is kept by the staff of this server.
    records
        .set_home(town.guild().0, true)
        .await
        .expect("the server keeps the knowledge");
    on_both_screens_of(&town, work_as_staff).await;
    on_both_screens_of(&town, import_a_file).await;
}
