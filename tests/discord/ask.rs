//! Every way to ask, and when the bot keeps silent.

use crate::support::{Bench, shown};
use giljabi::playground::{ChannelKind, Message};
use serde_json::json;

fn is_ephemeral(message: &Message) -> bool {
    message.ephemeral_to.is_some()
}

const QUESTION: &str = "K-블록버스터 사업은 누가 신청할 수 있나요?";

/// What an answer comes to, however it was asked for.
fn answer_of(message: &Message) -> String {
    message.embeds.first().map_or_else(
        || panic!("no embed: {message:?}"),
        |embed| embed["description"].as_str().unwrap_or_default().to_owned(),
    )
}

#[tokio::test]
async fn the_same_question_has_the_same_answer_whichever_way_it_is_asked() {
    let bench = Bench::start().await;
    let channel = bench.channel("질문");
    let by_command = bench.ask("민지", channel, QUESTION).await;
    let wanted = answer_of(&by_command);
    assert!(by_command.text().contains("기준"), "{}", by_command.text());
    assert!(by_command.text().contains("근거"), "{}", by_command.text());
    assert!(
        by_command.text().contains(QUESTION),
        "the question is seen above the answer"
    );

    // Each of these is a conversation of its own, so that none leans on the one before.
    let mention = bench.say(
        "지훈",
        bench.new_channel("가"),
        &format!("<@{}> {QUESTION}", bench.world.bot()),
    );
    let by_mention = bench.answer_to(&mention).await;
    assert_eq!(answer_of(&by_mention), wanted);

    let direct = bench.world.open_dm(bench.who("지훈"));
    let by_dm = bench.answer_to(&bench.say("지훈", direct, QUESTION)).await;
    assert_eq!(answer_of(&by_dm), wanted);

    let by_reply = bench.answer_to(&bench.reply("지훈", &by_command, QUESTION)).await;
    assert_eq!(answer_of(&by_reply), wanted);

    let asked = bench.say("Alex", bench.new_channel("나"), QUESTION);
    let by_menu = bench
        .world
        .context_menu(bench.who("민지"), asked.channel, "Answer this", asked.id)
        .await;
    assert_eq!(answer_of(&shown(by_menu.unwrap())), wanted);

    let ask_channel = bench.new_channel("묻는-방");
    bench.ask_channel(ask_channel).await;
    let in_channel = bench.answer_to(&bench.say("민지", ask_channel, QUESTION)).await;
    assert_eq!(answer_of(&in_channel), wanted);

    let forum = bench.channel("질문-게시판");
    bench.ask_channel(forum).await;
    let (_, post) = bench
        .world
        .post_in_forum(bench.who("민지"), forum, "자격 문의", QUESTION)
        .unwrap();
    let in_forum = bench.answer_to(&post).await;
    assert_eq!(answer_of(&in_forum), wanted);
    bench.prove();
}

#[tokio::test]
async fn a_private_question_is_answered_to_one_person() {
    let bench = Bench::start().await;
    let options = [("내용", json!(QUESTION)), ("나만보기", json!(true))];
    let answer = bench.slash("민지", bench.channel("질문"), "질문", &options).await;
    assert!(is_ephemeral(&answer));
    bench.prove();
}

#[tokio::test]
async fn every_command_answers_in_the_language_of_the_member() {
    let bench = Bench::start().await;
    let channel = bench.channel("질문");
    for (command, options) in [
        ("companies", vec![]),
        ("companies", vec![("year", json!(2022)), ("state", json!(4))]),
        ("company", vec![("name", json!("LG화학"))]),
        ("partners", vec![]),
        ("eligibility criteria", vec![]),
        ("programme", vec![]),
        ("sources", vec![]),
        ("help", vec![]),
    ] {
        for (name, korean) in [("민지", true), ("Alex", false)] {
            let text = bench.slash(name, channel, command, &options).await.text();
            let hangul = text.chars().filter(|c| ('가'..='힣').contains(c)).count();
            let latin = text.chars().filter(char::is_ascii_alphabetic).count();
            assert_eq!(hangul > latin / 4, korean, "/{command} for {name}: {text}");
        }
    }
    bench.prove();
}

#[tokio::test]
async fn names_are_offered_while_somebody_types() {
    let bench = Bench::start().await;
    let (minji, channel) = (bench.who("민지"), bench.channel("질문"));
    let offered = |command: &'static str, option: &'static str, typed: &'static str| {
        let world = bench.world.clone();
        async move {
            let choices = world
                .autocomplete(minji, channel, command, option, typed, &[])
                .await
                .unwrap();
            choices.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        }
    };
    assert!(
        offered("company", "name", "LG")
            .await
            .iter()
            .any(|name| name == "LG화학")
    );
    assert!(
        offered("company", "name", "ㅎㅁㅇㅍ")
            .await
            .iter()
            .any(|name| name == "한미약품"),
        "by 초성"
    );
    assert!(!offered("ask", "question", "").await.is_empty());
    assert!(!offered("companies", "place", "").await.is_empty());
    assert!(!offered("partners", "name", "진흥").await.is_empty());
    assert!(offered("partners", "name", "없는 기관 이름").await.is_empty());
    bench.prove();
}

#[tokio::test]
async fn it_keeps_silent_where_nobody_asked_it() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    bench.say("민지", channel, QUESTION);
    let asking = bench.new_channel("묻는-방");
    bench.ask_channel(asking).await;
    bench.say("민지", asking, "감사합니다");
    bench.say("민지", asking, "오늘 점심 맛있었다");
    let other = bench.world.add_other_bot(bench.home(), "다른봇");
    bench.world.send_message(other, asking, QUESTION, None, vec![]).unwrap();
    let mentions = format!("<@{}> {QUESTION}", bench.world.bot());
    bench
        .world
        .send_message(other, channel, &mentions, None, vec![])
        .unwrap();
    // Two people talking to each other.
    let said = bench.say("민지", asking, "회의는 내일입니다");
    bench.reply("지훈", &said, "몇 시에 하나요?");
    bench.say(
        "지훈",
        asking,
        &format!("<@{}> 님, 누가 신청할 수 있나요?", bench.who("민지")),
    );
    // Staff do not ask in their own ask-channel.
    bench.say("소라", asking, QUESTION);
    bench.settle().await;
    assert!(bench.of_bot(channel).is_empty(), "{:?}", bench.of_bot(channel));
    assert!(bench.of_bot(asking).is_empty(), "{:?}", bench.of_bot(asking));
    bench.prove();
}

#[tokio::test]
async fn it_leaves_to_staff_what_staff_have_taken_up() {
    let bench = Bench::start().await;
    let forum = bench.channel("질문-게시판");
    bench.ask_channel(forum).await;
    let (thread, post) = bench
        .world
        .post_in_forum(bench.who("민지"), forum, "신청 자격", QUESTION)
        .unwrap();
    bench.answer_to(&post).await;
    bench.say("소라", thread, "제가 확인해 보겠습니다.");
    bench.settle().await;
    bench.say("민지", thread, "언제까지 신청할 수 있나요?");
    bench.settle().await;
    assert_eq!(bench.of_bot(thread).len(), 1, "staff are talking here");
    // Called by name, it answers all the same.
    let called = bench.say("민지", thread, &format!("<@{}> {QUESTION}", bench.world.bot()));
    bench.answer_to(&called).await;

    let asking = bench.new_channel("묻는-방");
    bench.ask_channel(asking).await;
    let question = bench.say("지훈", asking, QUESTION);
    bench.answer_to(&question).await;
    bench.reply("소라", &question, "제가 답해 드리겠습니다.");
    bench.settle().await;
    bench.say("지훈", asking, "언제까지 신청할 수 있나요?");
    bench.settle().await;
    assert_eq!(bench.of_bot(asking).len(), 1);
    bench.prove();
}

#[tokio::test]
async fn staff_who_wrote_while_the_bot_was_away_are_noticed() {
    let mut bench = Bench::start().await;
    let forum = bench.channel("질문-게시판");
    bench.ask_channel(forum).await;
    bench.stop().await;
    let (thread, _) = bench
        .world
        .post_in_forum(bench.who("민지"), forum, "신청 자격", QUESTION)
        .unwrap();
    bench.say("소라", thread, "제가 확인해 보겠습니다.");
    bench.connect(|_| {}).await;
    bench.say("민지", thread, "언제까지 신청할 수 있나요?");
    bench.settle().await;
    assert!(bench.of_bot(thread).is_empty());
    bench.prove();
}

#[tokio::test]
async fn a_mention_in_reply_to_a_question_answers_that_question() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    let question = bench.say("지훈", channel, QUESTION);
    let call = bench.reply("민지", &question, &format!("<@{}>", bench.world.bot()));
    let answer = bench.answer_to(&call).await;
    assert_eq!(
        answer_of(&answer),
        answer_of(&bench.ask("민지", bench.channel("질문"), QUESTION).await)
    );
    bench.prove();
}

#[tokio::test]
async fn a_bare_mention_shows_how_to_ask() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    let call = bench.say("민지", channel, &format!("<@{}>", bench.world.bot()));
    let help = bench.answer_to(&call).await;
    assert!(help.text().contains("/질문"), "{}", help.text());
    bench.prove();
}

#[tokio::test]
async fn where_embeds_may_not_be_sent_the_answer_is_text() {
    let bench = Bench::start().await;
    let channel = bench.channel("조용한-방");
    let call = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    let answer = bench.answer_to(&call).await;
    assert!(answer.embeds.is_empty());
    assert!(answer.content.contains("기준"), "{}", answer.content);
    let by_command = bench.ask("민지", channel, QUESTION).await;
    assert!(
        by_command.embeds.is_empty() && by_command.content.contains("기준"),
        "{by_command:?}"
    );
    bench.prove();
}

#[tokio::test]
async fn where_it_may_not_write_it_does_not_try() {
    let bench = Bench::start().await;
    let channel = bench.channel("공지");
    let call = format!("<@{}> {QUESTION}", bench.world.bot());
    bench
        .world
        .send_message(bench.who("소라"), channel, &call, None, vec![])
        .unwrap();
    bench.settle().await;
    assert!(bench.of_bot(channel).is_empty());
    bench.prove();
}

#[tokio::test]
async fn no_words_of_a_member_become_a_mention_or_a_link() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    let everyone = bench.home();
    let escaped = regex::Regex::new(r"\\.").unwrap();
    for nasty in [
        "@everyone 이 사업의 자격은 무엇인가요?",
        "<@&1> **자격** [클릭](https://example.com) <#2> 무엇인가요?",
        &format!("<@{everyone}> 자격은 무엇인가요? `@here` ||비밀||"),
    ] {
        let answer = bench.ask("민지", channel, nasty).await;
        assert!(answer.mentions.is_empty() && answer.mention_roles.is_empty() && !answer.mention_everyone);
        let title = answer.embeds[0]["title"].as_str().unwrap();
        let unescaped = escaped.replace_all(title, "");
        assert!(!unescaped.contains("@everyone"), "{title}");
        assert!(!unescaped.contains(['*', '[', ']', '<', '>', '`', '|']), "{title}");
    }
    bench.prove();
}

#[tokio::test]
async fn somebody_in_haste_is_asked_to_wait() {
    let bench = Bench::with(crate::support::Setup {
        config: |config| {
            config.pace.burst = 2;
            config.pace.per_minute = 1;
        },
        ..Default::default()
    })
    .await;
    let channel = bench.channel("질문");
    for _ in 0..2 {
        assert!(!is_ephemeral(&bench.ask("민지", channel, QUESTION).await));
    }
    let wait = bench.ask("민지", channel, QUESTION).await;
    assert!(is_ephemeral(&wait) && wait.text().contains("초 뒤"), "{}", wait.text());
    assert!(
        !is_ephemeral(&bench.ask("지훈", channel, QUESTION).await),
        "nobody else waits"
    );
    bench.prove();
}

#[tokio::test]
async fn threads_are_conversations_of_their_own() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    let first = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    let answer = bench.answer_to(&first).await;
    let thread = bench
        .world
        .open_thread(bench.who("민지"), channel, "더 묻기", Some(answer.id))
        .unwrap();
    let call = bench.say("민지", thread, &format!("<@{}> {QUESTION}", bench.world.bot()));
    assert_eq!(answer_of(&bench.answer_to(&call).await), answer_of(&answer));
    assert_eq!(bench.world.channel(thread).unwrap().kind, ChannelKind::PublicThread);
    bench.prove();
}
