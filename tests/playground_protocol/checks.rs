//! What Discord refuses, the playground refuses: limits, required fields, and what does not go together.

use super::*;

/// The code of the first error at this path of a refusal (`embeds.0.title`), or the top code where there is no path.
fn refusal(body: &Value, path: &str) -> String {
    let mut here = &body["errors"];
    for key in path.split('.').filter(|key| !key.is_empty()) {
        here = &here[key];
    }
    match here["_errors"][0]["code"].as_str() {
        Some(code) => code.to_owned(),
        None => body["code"].to_string(),
    }
}

fn button(custom_id: &str) -> Value {
    json!({"type": 2, "style": 1, "label": "눌러", "custom_id": custom_id})
}

fn rows(rows: Vec<Vec<Value>>) -> Value {
    json!(
        rows.into_iter()
            .map(|row| json!({"type": 1, "components": row}))
            .collect::<Vec<_>>()
    )
}

fn select(options: usize, more: Value) -> Value {
    let options: Vec<Value> = (0..options)
        .map(|n| json!({"label": n.to_string(), "value": n.to_string()}))
        .collect();
    let mut select = json!({"type": 3, "custom_id": "s", "options": options});
    for (key, value) in more.as_object().unwrap() {
        select[key] = value.clone();
    }
    select
}

#[tokio::test]
async fn messages_beyond_a_limit_are_refused_where_they_are_beyond_it() {
    let bench = Bench::new().await;
    let path = format!("/channels/{}/messages", bench.channel("질문"));
    let text = |length: usize| "가".repeat(length);
    let embed = |embed: Value| json!({"embeds": [embed]});
    let with = |components: Value| json!({"content": "x", "components": components});
    let mentions = |mentions: Value| json!({"content": "x", "allowed_mentions": mentions});
    let cases: Vec<(Value, &str, &str)> = vec![
        (json!({}), "", "50006"),
        (json!({"content": " \n "}), "", "50006"),
        (json!({"content": text(2001)}), "content", "BASE_TYPE_MAX_LENGTH"),
        (json!({"content": 1}), "content", "STRING_TYPE_CONVERT"),
        (
            embed(json!({"title": text(257)})),
            "embeds.0.title",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            embed(json!({"description": text(4097)})),
            "embeds.0.description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (embed(json!({})), "embeds.0.description", "BASE_TYPE_REQUIRED"),
        (
            embed(json!({"fields": [{"name": "", "value": "x"}]})),
            "embeds.0.fields.0.name",
            "BASE_TYPE_REQUIRED",
        ),
        (
            embed(json!({"fields": [{"name": "x", "value": text(1025)}]})),
            "embeds.0.fields.0.value",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            embed(json!({"fields": vec![json!({"name": "x", "value": "x"}); 26]})),
            "embeds.0.fields",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            embed(json!({"footer": {"text": text(2049)}})),
            "embeds.0.footer.text",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            embed(json!({"title": "x", "url": "javascript://x"})),
            "embeds.0.url",
            "URL_TYPE_INVALID_SCHEME",
        ),
        (
            embed(json!({"title": "x", "color": 0x0100_0000})),
            "embeds.0.color",
            "NUMBER_TYPE_MAX",
        ),
        (
            embed(json!({"title": "x", "timestamp": "어제"})),
            "embeds.0.timestamp",
            "DATE_TIME_TYPE_PARSE",
        ),
        (
            embed(json!({"title": "x", "image": {"url": "attachment://none.png"}})),
            "embeds.0.image.url",
            "URL_TYPE_INVALID_URL",
        ),
        (
            json!({"embeds": vec![json!({"title": "x"}); 11]}),
            "embeds",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({"embeds": vec![json!({"description": text(3001)}); 2]}),
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
        ),
        (
            with(rows(vec![vec![button("a"), button("a")]])),
            "components.0.components.1.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            with(rows(vec![vec![button("a")], vec![button("a")]])),
            "components.1.components.0.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            with(rows(vec![(0..6).map(|n| button(&n.to_string())).collect()])),
            "components.0.components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(rows((0..6).map(|n| vec![button(&n.to_string())]).collect())),
            "components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(rows(vec![vec![]])),
            "components.0.components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(rows(vec![vec![button(&text(101))]])),
            "components.0.components.0.custom_id",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(rows(vec![vec![json!({"type": 2, "style": 1, "custom_id": "a"})]])),
            "components.0.components.0.label",
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
        ),
        (
            with(rows(vec![vec![json!({"type": 2, "style": 5, "label": "x"})]])),
            "components.0.components.0.url",
            "BASE_TYPE_REQUIRED",
        ),
        (
            with(rows(vec![vec![
                json!({"type": 2, "style": 1, "label": "x", "custom_id": "a", "emoji": {"name": "word"}}),
            ]])),
            "components.0.components.0.emoji.name",
            "BUTTON_COMPONENT_INVALID_EMOJI",
        ),
        (
            with(rows(vec![vec![select(26, json!({}))]])),
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(rows(vec![vec![select(0, json!({}))]])),
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(rows(vec![vec![select(2, json!({"max_values": 3}))]])),
            "components.0.components.0.max_values",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(rows(vec![vec![select(2, json!({"min_values": 2}))]])),
            "components.0.components.0.min_values",
            "COMPONENT_MIN_VALUES_EXCEEDS_MAX",
        ),
        (
            with(rows(vec![vec![select(2, json!({})), button("a")]])),
            "components.0.components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        ),
        (with(json!([button("a")])), "components.0.type", "UNION_TYPE_CHOICES"),
        (
            mentions(json!({"parse": ["users"], "users": ["1"]})),
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        (
            mentions(json!({"parse": ["here"]})),
            "allowed_mentions.parse.0",
            "BASE_TYPE_CHOICES",
        ),
        (json!({"content": "x", "flags": 64}), "flags", "MESSAGE_FLAGS_INVALID"),
        (
            json!({"content": "x", "message_reference": {"message_id": "1"}}),
            "message_reference",
            "REPLIES_UNKNOWN_MESSAGE",
        ),
        (
            json!({"content": "x", "nonce": text(26)}),
            "nonce",
            "NONCE_TYPE_TOO_LONG",
        ),
    ];
    for (body, at, code) in cases {
        let (status, answer) = bench.rest.post(&path, body.clone()).await;
        assert_eq!(
            (status, refusal(&answer, at).as_str()),
            (400, code),
            "{body:.200} gave {answer}"
        );
    }
    assert!(bench.world.all_messages(bench.channel("질문")).is_empty());
    let fits = json!({"content": text(2000), "embeds": [{"title": text(256), "description": text(4096)}],
        "components": rows(vec![vec![button("a")], vec![select(25, json!({"max_values": 25}))]]),
        "allowed_mentions": {"parse": []}});
    assert_eq!(bench.rest.post(&path, fits).await.0, 200, "what just fits is taken");
    proof::check(&bench.world);
}

#[tokio::test]
async fn commands_beyond_a_limit_are_refused() {
    let bench = Bench::new().await;
    let path = format!("/applications/{}/commands", bench.world.bot());
    let command = |more: Value| {
        let mut command = json!({"name": "ask", "description": "Ask"});
        for (key, value) in more.as_object().unwrap() {
            command[key] = value.clone();
        }
        json!([command])
    };
    let option = |more: Value| {
        let mut option = json!({"type": 3, "name": "q", "description": "Q"});
        for (key, value) in more.as_object().unwrap() {
            option[key] = value.clone();
        }
        command(json!({"options": [option]}))
    };
    let many = |count: usize, kind: u64| {
        let one = |n: usize| match kind {
            1 => json!({"name": format!("c{n}"), "description": "x"}),
            kind => json!({"name": format!("c{n}"), "type": kind}),
        };
        json!((0..count).map(one).collect::<Vec<_>>())
    };
    let twice = json!([{"name": "ask", "description": "x"}, {"name": "ask", "description": "x"}]);
    let large: Vec<Value> = (0..25)
        .map(|n| {
            let choices: Vec<Value> = (0..4)
                .map(|m| json!({"name": "n".repeat(99), "value": format!("{m}{}", "v".repeat(98))}))
                .map(|mut choice| {
                    choice["name"] = json!(format!(
                        "{}{}",
                        choice["value"].as_str().unwrap().chars().next().unwrap(),
                        "n".repeat(98)
                    ));
                    choice
                })
                .collect();
            json!({"type": 3, "name": format!("o{n}"), "description": "d".repeat(100), "choices": choices})
        })
        .collect();
    let cases: Vec<(Value, &str, &str)> = vec![
        (
            command(json!({"name": "Ask"})),
            "0.name",
            "APPLICATION_COMMAND_INVALID_NAME",
        ),
        (
            command(json!({"name": "a b"})),
            "0.name",
            "APPLICATION_COMMAND_INVALID_NAME",
        ),
        (
            command(json!({"name": "a".repeat(33)})),
            "0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            command(json!({"description": ""})),
            "0.description",
            "BASE_TYPE_REQUIRED",
        ),
        (
            command(json!({"description": "x".repeat(101)})),
            "0.description",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            command(json!({"name_localizations": {"ko-KR": "질문"}})),
            "0.name_localizations",
            "BASE_TYPE_CHOICES",
        ),
        (
            command(json!({"name_localizations": {"ko": "질문 하기"}})),
            "0.name_localizations.ko",
            "APPLICATION_COMMAND_INVALID_NAME",
        ),
        (
            option(json!({"autocomplete": true, "choices": [{"name": "a", "value": "a"}]})),
            "0.options.0.autocomplete",
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE",
        ),
        (
            option(json!({"choices": [{"name": "a", "value": 1}]})),
            "0.options.0.choices.0.value",
            "APPLICATION_COMMAND_OPTIONS_CHOICE_TYPE_INVALID",
        ),
        (
            option(json!({"choices": vec![json!({"name": "a", "value": "a"}); 2]})),
            "0.options.0.choices.1",
            "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        ),
        (
            option(json!({"min_value": 1})),
            "0.options.0.min_value",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(
                json!({"options": [{"type": 3, "name": "a", "description": "x"}, {"type": 3, "name": "b", "description": "x", "required": true}]}),
            ),
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            command(
                json!({"options": [{"type": 3, "name": "a", "description": "x"}, {"type": 1, "name": "b", "description": "x"}]}),
            ),
            "0.options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (command(json!({"options": large})), "0", "APPLICATION_COMMAND_TOO_LARGE"),
        (
            json!([{"name": "m", "type": 3, "description": "x"}]),
            "0.description",
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED",
        ),
        (twice, "1", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
        (many(101, 1), "", "30032"),
        (many(16, 3), "", "30032"),
    ];
    for (body, at, code) in cases {
        let (status, answer) = bench.rest.put(&path, body.clone()).await;
        assert_eq!(
            (status, refusal(&answer, at).as_str()),
            (400, code),
            "{body:.200} gave {answer:.400}"
        );
    }
    let korean =
        json!([{"name": "자격", "description": "자격", "name_localizations": {"ko": "자격", "en-US": "eligibility"}}]);
    let (status, first) = bench.rest.put(&path, korean.clone()).await;
    assert_eq!(status, 200);
    let (_, second) = bench.rest.put(&path, korean).await;
    assert_eq!(first, second, "the same commands keep their ids and versions");
    proof::check(&bench.world);
}

#[tokio::test]
async fn modals_beyond_a_limit_are_refused() {
    let bench = Bench::new().await;
    let input =
        |id: &str| json!({"type": 1, "components": [{"type": 4, "custom_id": id, "style": 1, "label": "무엇"}]});
    let modal = |title: &str, rows: Vec<Value>| json!({"custom_id": "m", "title": title, "components": rows});
    for (data, at, code) in [
        (
            modal(&"t".repeat(46), vec![input("a")]),
            "data.title",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (modal("t", vec![]), "data.components", "BASE_TYPE_BAD_LENGTH"),
        (
            modal("t", (0..6).map(|n| input(&n.to_string())).collect()),
            "data.components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            modal("t", vec![input("a"), input("a")]),
            "data.components.1.components.0.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            modal("t", rows(vec![vec![button("a")]]).as_array().unwrap().clone()),
            "data.components.0.components.0.type",
            "UNION_TYPE_CHOICES",
        ),
    ] {
        let (_, callback, _) = bench.asked().await;
        let (status, answer) = bench.rest.post(&callback, json!({"type": 9, "data": data})).await;
        assert_eq!((status, refusal(&answer, at).as_str()), (400, code), "{answer}");
        let (status, _) = bench.rest.post(&callback, json!({"type": 5})).await;
        assert_eq!(status, 204, "a refused answer acknowledges nothing");
    }
    let (id, callback, _) = bench.asked().await;
    assert_eq!(
        bench
            .rest
            .post(&callback, json!({"type": 9, "data": modal("무엇을", vec![input("a")])}))
            .await
            .0,
        204
    );
    let minji = bench.person("민지");
    assert!(
        bench.world.begin_modal(minji, id, &[("a", "")]).is_err(),
        "an empty required field is not sent"
    );
    assert!(bench.world.begin_modal(minji, id, &[("a", "보스턴")]).is_ok());
    proof::check(&bench.world);
}

#[tokio::test]
async fn mentions_are_live_only_as_far_as_they_are_allowed() {
    let bench = Bench::new().await;
    let path = format!("/channels/{}/messages", bench.channel("질문"));
    let minji = bench.person("민지");
    let content = format!("<@{minji}> @everyone");
    let (_, open) = bench.rest.post(&path, json!({"content": content})).await;
    assert_eq!(
        open["mentions"][0]["id"],
        json!(minji),
        "left out, every mention is live"
    );
    assert_eq!(open["mention_everyone"], false, "but the bot may not mention everyone");
    let (_, shut) = bench
        .rest
        .post(&path, json!({"content": content, "allowed_mentions": {"parse": []}}))
        .await;
    assert_eq!(shut["mentions"], json!([]));
    let reference =
        json!({"message_id": bench.world.send_message(minji, bench.channel("질문"), "?", None, vec![]).unwrap().id});
    let reply =
        |mentions: Value| json!({"content": "답", "message_reference": reference, "allowed_mentions": mentions});
    let (_, silent) = bench.rest.post(&path, reply(json!({"parse": []}))).await;
    assert_eq!((&silent["type"], &silent["mentions"]), (&json!(19), &json!([])));
    let (_, loud) = bench
        .rest
        .post(&path, reply(json!({"parse": [], "replied_user": true})))
        .await;
    assert_eq!(loud["mentions"][0]["id"], json!(minji));
    proof::check(&bench.world);
}

#[tokio::test]
async fn threads_forums_and_files_come_back_as_they_were_sent() {
    let bench = Bench::new().await;
    let (minji, channel) = (bench.person("민지"), bench.channel("질문"));
    let guild = bench.world.find_guild("길잡이 놀이터").unwrap();
    let asked = bench
        .world
        .send_message(minji, channel, "길게 묻습니다", None, vec![])
        .unwrap();
    let path = format!("/channels/{channel}/messages/{}/threads", asked.id);
    let role = bench.world.find_role(guild, "길잡이").unwrap();
    bench
        .world
        .set_role_permissions(guild, role, giljabi::playground::permissions::MEMBER);
    let (status, thread) = bench
        .rest
        .post(&path, json!({"name": "이야기", "auto_archive_duration": 60}))
        .await;
    assert_eq!((status, &thread["id"]), (201, &json!(asked.id)));
    assert_eq!(bench.rest.post(&path, json!({"name": "또"})).await.1["code"], 160_004);
    let inside = format!("/channels/{}/messages", asked.id);
    assert_eq!(bench.rest.post(&inside, json!({"content": "안에서"})).await.0, 200);
    let forum = bench.channel("질문-게시판");
    let (thread, first) = bench.world.post_in_forum(minji, forum, "첫 글", "무엇인가요?").unwrap();
    assert_eq!(thread, first.id);
    let (_, list) = bench.rest.get(&format!("/guilds/{guild}/threads/active")).await;
    assert_eq!(list["threads"].as_array().unwrap().len(), 2);

    let form = reqwest::multipart::Form::new()
        .text(
            "payload_json",
            json!({"content": "파일", "attachments": [{"id": 0, "description": "목록"}]}).to_string(),
        )
        .part(
            "files[0]",
            reqwest::multipart::Part::bytes("a,b\n".as_bytes().to_vec()).file_name("목록.csv"),
        );
    let (status, sent) = bench.rest.form(&format!("/channels/{channel}/messages"), form).await;
    assert_eq!(status, 200, "{sent}");
    let file = &sent["attachments"][0];
    assert_eq!(
        (&file["filename"], &file["size"], &file["description"]),
        (&json!("목록.csv"), &json!(4), &json!("목록"))
    );
    assert_eq!(bench.rest.bytes(file["url"].as_str().unwrap()).await, b"a,b\n");
    proof::check(&bench.world);
}

#[tokio::test]
async fn old_messages_make_room_for_new_ones() {
    let bench = Bench::with(Options {
        messages_per_channel: 10,
        requests_kept: 10,
        interactions_kept: 10,
        ..options()
    })
    .await;
    let (minji, channel) = (bench.person("민지"), bench.channel("질문"));
    for n in 0..50 {
        bench
            .world
            .send_message(minji, channel, &n.to_string(), None, vec![])
            .unwrap();
        let (_, callback, _) = bench.asked().await;
        bench
            .rest
            .post(&callback, json!({"type": 4, "data": {"content": "x", "flags": 64}}))
            .await;
    }
    assert_eq!(bench.world.all_messages(channel).len(), 10);
    assert_eq!(bench.world.requests().len(), 10);
    assert_eq!(bench.world.request_count(), 51);
}
