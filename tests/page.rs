//! The playground's page, driven in a headless Chromium. Where there is none, each test says so and is skipped; with
//! `GILJABI_CI=1` that is a failure.

#[path = "page/browser.rs"]
mod browser;

use browser::{Browser, Screen, key};
use giljabi::playground::{Options, Server, World, front};
use serde_json::{Value, json};

/// A world with people in it and nobody for a bot, and the page that shows it.
async fn quiet_world() -> (World, Server) {
    let world = World::with_people(Options::default());
    let server = Server::start(world.clone(), 0, front::routes(world.clone()))
        .await
        .expect("a free port");
    (world, server)
}

/// Writes into a channel as the bot does.
async fn write_as_bot(world: &World, server: &Server, channel: &str, body: Value) {
    let channel = world.find_channel(channel).expect("the channel");
    let reply = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client")
        .post(format!("{}/api/v10/channels/{channel}/messages", server.url()))
        .header("authorization", format!("Bot {}", world.token()))
        .json(&body)
        .send()
        .await
        .expect("an answer");
    assert!(
        reply.status().is_success(),
        "{}",
        reply.text().await.unwrap_or_default()
    );
}

/// Opens the page as somebody and waits until it shows a channel.
async fn open(browser: &Browser, server: &Server, who: &str, world: &World, more: &str) {
    let id = world.find_user(who).expect("the person");
    browser.go(&format!("{}/?as={id}{more}", server.url())).await;
    browser.see("#message-box").await;
}

/// Opens a channel by its name, through the drawer on a phone.
async fn open_channel(browser: &Browser, name: &str) {
    if browser.screen() == Screen::Phone {
        browser.press("#open-side", "").await;
    }
    browser.press(".channel", name).await;
    let opened = "return document.querySelector('.here .channel-name')?.textContent === arguments[0]";
    browser.wait("the channel to open", opened, json!([name])).await;
}

/// One of everything an answer can be made of.
fn everything() -> Value {
    let long = "아주긴낱말이띄어쓰기없이이어져도화면밖으로나가지않아야합니다그래서안에서끊어집니다";
    json!({
        "content": format!("**굵게** *기울여* `코드` {long} <@1> https://example.org/{}", "a".repeat(120)),
        "embeds": [{
            "title": "무엇을 지원합니까?", "url": "https://example.org/", "color": 0x001f_6f5c,
            "author": {"name": "길잡이"},
            "description": "- 첫째\n- 둘째\n\n> 근거가 되는 문장입니다.\n[읽기](https://example.org/a)\n```\nlet a = 1;\n```",
            "fields": [
                {"name": "언제", "value": "2022년 1월", "inline": true},
                {"name": "어디서", "value": long, "inline": true},
                {"name": "누가", "value": "모두", "inline": true},
                {"name": "까닭", "value": "길게 쓴 까닭입니다. ".repeat(20), "inline": false},
            ],
            "footer": {"text": "2022년 1월 기준"}, "timestamp": "2022-01-25T00:00:00.000Z",
        }],
        "components": [
            {"type": 1, "components": [
                {"type": 2, "style": 1, "label": "으뜸", "custom_id": "a"},
                {"type": 2, "style": 2, "label": "버금", "custom_id": "b", "emoji": {"name": "👍"}},
                {"type": 2, "style": 3, "label": "그래", "custom_id": "c"},
                {"type": 2, "style": 4, "label": "아니", "custom_id": "d", "disabled": true},
                {"type": 2, "style": 5, "label": "밖으로", "url": "https://example.org/"},
            ]},
            {"type": 1, "components": [{
                "type": 3, "custom_id": "s", "placeholder": "하나를 고르십시오",
                "options": [
                    {"label": "가".repeat(90), "value": "1", "description": "설명 ".repeat(20)},
                    {"label": "나", "value": "2", "emoji": {"name": "📋"}},
                ],
            }]},
        ],
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_part_of_an_answer_is_shown_whole_and_readable() {
    let (world, server) = quiet_world().await;
    write_as_bot(&world, &server, "질문", everything()).await;
    for screen in [Screen::Phone, Screen::Desktop] {
        let Some(browser) = Browser::open(screen).await else {
            return;
        };
        for look in ["&theme=dark&lang=ko", "&theme=light&lang=ko", "&theme=light&lang=en-US"] {
            open(&browser, &server, "민지", &world, look).await;
            open_channel(&browser, "질문").await;
            browser.see_words(".embed-title", "무엇을 지원합니까?").await;
            browser.sound(look).await;
            browser.press(".select", "").await;
            browser.see(".popup").await;
            browser.sound("a select is open").await;
            browser.keys(&[key::ESCAPE]).await;
            assert_eq!(browser.count(".popup").await, 0, "Esc closes a list");
        }
        assert_eq!(browser.count(".embed li").await, 2);
        assert_eq!(browser.count(".field").await, 4);
        assert!(browser.words(".embed-foot").await.contains("2022년 1월 기준"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn markdown_is_shown_as_discord_shows_it() {
    let (_world, server) = quiet_world().await;
    let Some(browser) = Browser::open(Screen::Desktop).await else {
        return;
    };
    browser.go(&server.url()).await;
    browser.see("#message-box").await;
    let script = "return import('/page/markdown.js').then(({markdown}) => {
        const box = document.createElement('div');
        box.append(...markdown(arguments[0], {user: (id) => id === '1' ? '민지' : null, role: () => null, channel: () => '질문'}));
        return box.innerHTML.replaceAll(/ (?:target|rel|title|tabindex|role|class|aria-[a-z]+)=\"[^\"]*\"/g, '');
    })";
    let check = async |written: &str, shown: &str| {
        assert_eq!(browser.js(script, json!([written])).await, json!(shown), "{written}");
    };
    check("**대웅**은 *여기*에", "<p><strong>대웅</strong>은 <em>여기</em>에</p>").await;
    check(
        "__밑줄__ ~~지움~~ ||가림||",
        "<p><u>밑줄</u> <s>지움</s> <span>가림</span></p>",
    )
    .await;
    check("**겹친 *것* 은**", "<p><strong>겹친 <em>것</em> 은</strong></p>").await;
    check("snake_case_word 2 * 3 * 4", "<p>snake_case_word 2 * 3 * 4</p>").await;
    check(r"\*그대로\* \_이것도\_", "<p>*그대로* _이것도_</p>").await;
    check("`**코드**` ``a`b``", "<p><code>**코드**</code> <code>a`b</code></p>").await;
    check(
        "앞\n```rs\nlet a = 1;\n```\n뒤",
        "<p>앞</p><pre><code>let a = 1;</code></pre><p>뒤</p>",
    )
    .await;
    check("# 제목\n글", "<div>제목</div><p>글</p>").await;
    check("#제목 아님", "<p>#제목 아님</p>").await;
    check("-# 작은 글", "<p>작은 글</p>").await;
    check("> 하나\n> 둘\n셋", "<blockquote><p>하나\n둘</p></blockquote><p>셋</p>").await;
    check(">>> 하나\n둘", "<blockquote><p>하나\n둘</p></blockquote>").await;
    check(
        "- 하나\n  - 안\n- 둘",
        "<ul><li>하나<ul><li>안</li></ul></li><li>둘</li></ul>",
    )
    .await;
    check("- 하나\n\n끝", "<ul><li>하나</li></ul><p>끝</p>").await;
    check("3. 셋\n4. 넷", "<ol start=\"3\"><li>셋</li><li>넷</li></ol>").await;
    check("-5도", "<p>-5도</p>").await;
    check(
        "<@1> <@2> <#3>",
        "<p><span>@민지</span> <span>@알 수 없는 사용자</span> <span>#질문</span></p>",
    )
    .await;
    check(
        "[글](https://example.org/a_(b)) <https://example.org>",
        "<p><a href=\"https://example.org/a_(b)\">글</a> <a href=\"https://example.org\">https://example.org</a></p>",
    )
    .await;
    check(
        "https://example.org/가, 그리고",
        "<p><a href=\"https://example.org/가\">https://example.org/가</a>, 그리고</p>",
    )
    .await;
    check("[글](javascript:alert(1))", "<p>[글](javascript:alert(1))</p>").await;
    check(
        "<img src=x onerror=alert(1)>",
        "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    )
    .await;
    check("**끝나지 않음", "<p>**끝나지 않음</p>").await;
    check("첫 줄\n\n셋째 줄", "<p>첫 줄\n\n셋째 줄</p>").await;
    // Marks that never close must not take for ever to read.
    let many = "*_~|`[(<".repeat(240);
    assert!(browser.js(script, json!([many])).await.is_string());
    assert!(browser.console().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_write_is_never_read_as_markup() {
    let (world, server) = quiet_world().await;
    let guild = world.find_guild("길잡이 놀이터").expect("the server");
    let bad = "<img src=x onerror=\"document.title='taken'\">";
    world.add_member(guild, "mallory", bad, "ko", &[]);
    for screen in [Screen::Phone, Screen::Desktop] {
        let Some(browser) = Browser::open(screen).await else {
            return;
        };
        open(&browser, &server, "민지", &world, "").await;
        open_channel(&browser, "general").await;
        let words = format!("{bad} <script>document.title='taken'</script> [x](javascript:document.title='taken')");
        browser.type_in("#message-box", &words).await;
        browser.keys(&[key::ENTER]).await;
        browser.see_words(".message .words", bad).await;
        assert_eq!(browser.count(".log img, .log script, .log a").await, 0);
        browser
            .js("document.querySelector('#speak-as').focus()", json!([]))
            .await;
        assert!(
            !browser
                .js("return document.title", json!([]))
                .await
                .to_string()
                .contains("taken")
        );
        browser.sound("words that look like markup").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_talk_and_are_told_of_what_they_have_not_read() {
    let (world, server) = quiet_world().await;
    let Some(browser) = Browser::open(Screen::Desktop).await else {
        return;
    };
    open(&browser, &server, "민지", &world, "").await;
    open_channel(&browser, "질문").await;
    browser.type_in("#message-box", "첫 줄").await;
    browser.chord(key::SHIFT, key::ENTER).await;
    browser.type_in("#message-box", "둘째 줄").await;
    browser.keys(&[key::ENTER]).await;
    browser.see_words(".message .words", "첫 줄\n둘째 줄").await;
    // Somebody else answers in another channel, and replies here.
    let (jihun, general) = (
        world.find_user("지훈").expect("지훈"),
        world.find_channel("general").expect("general"),
    );
    world
        .send_message(jihun, general, "여기 보세요", None, Vec::new())
        .expect("sent");
    browser.see_words(".channel.unread", "general").await;
    browser.press(".message .tool", "").await;
    browser.press(".popup-line", "답장").await;
    browser.see_words(".replying", "민지").await;
    browser.type_in("#message-box", "@지").await;
    browser.keys(&[key::ENTER]).await;
    browser.keys(&[key::ENTER]).await;
    browser.see_words(".mention", "@지훈").await;
    browser.see_words(".message .above", "@민지 첫 줄 둘째 줄").await;
    // A reaction, and taking it back.
    browser.press(".message .tool", "").await;
    browser.press(".popup-line", "반응 달기").await;
    browser.press(".popup-line", "👍").await;
    browser.press(".reaction[aria-pressed=true]", "").await;
    browser
        .wait(
            "the reaction to go",
            "return !document.querySelector('.reaction')",
            json!([]),
        )
        .await;
    // Speaking as the one who was spoken to.
    browser.js("const one = document.querySelector('#speak-as'); one.value = arguments[0]; one.dispatchEvent(new Event('change'))", json!([jihun])).await;
    browser.see(".message.for-me").await;
    browser.sound("as another member").await;
    // What only staff see is not there for others.
    assert_eq!(
        browser
            .js(
                "return [...document.querySelectorAll('.channel-name')].map((one) => one.textContent)",
                json!([])
            )
            .await
            .as_array()
            .map(|all| all.iter().any(|one| one == "운영")),
        Some(false)
    );
    let sora = world.find_user("소라").expect("소라");
    browser.js("const one = document.querySelector('#speak-as'); one.value = arguments[0]; one.dispatchEvent(new Event('change'))", json!([sora])).await;
    open_channel(&browser, "운영").await;
    // A thread from a message, and a post in a forum.
    open_channel(&browser, "질문").await;
    browser.press(".message .tool", "").await;
    browser.press(".popup-line", "스레드 만들기").await;
    browser.type_in("#line", "따로 묻기").await;
    browser.keys(&[key::ENTER]).await;
    browser.see_words("#channel-name", "따로 묻기").await;
    browser.sound("a thread").await;
    open_channel(&browser, "질문-게시판").await;
    browser.type_in("#post-title", "새 소식이 있습니까?").await;
    browser.type_in("#post-text", "모집 소식이 궁금합니다.").await;
    browser.sound("a forum").await;
    browser.press(".post-form .primary", "").await;
    browser.see_words("#channel-name", "새 소식이 있습니까?").await;
    browser.see_words(".message .words", "모집 소식이 궁금합니다.").await;
    assert!(browser.console().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_can_be_reached_with_the_keyboard() {
    let (world, server) = quiet_world().await;
    write_as_bot(&world, &server, "질문", everything()).await;
    let Some(browser) = Browser::open(Screen::Phone).await else {
        return;
    };
    let held =
        "const one = document.activeElement; return one.id || one.dataset.part || one.dataset.message || one.className";
    open(&browser, &server, "민지", &world, "").await;
    browser.see(".embed").await;
    // The first Tab on the page offers the way past everything to the message box.
    browser.keys(&[key::TAB]).await;
    assert_eq!(browser.js(held, json!([])).await, "skip");
    browser.keys(&[key::ENTER]).await;
    assert_eq!(browser.js(held, json!([])).await, "message-box");
    // Up goes to the messages, Tab to what is in one, Esc back.
    browser.keys(&[key::UP]).await;
    assert_eq!(
        browser
            .js("return document.activeElement.className", json!([]))
            .await
            .as_str()
            .map(|all| all.contains("message")),
        Some(true)
    );
    let mut met = Vec::new();
    for _ in 0..9 {
        browser.keys(&[key::TAB]).await;
        met.push(
            browser
                .js("return document.activeElement.innerText", json!([]))
                .await
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        );
        let ring = "const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2";
        assert_eq!(browser.js(ring, json!([])).await, true, "the focus is seen on {met:?}");
    }
    for label in ["으뜸", "버금", "그래", "하나를 고르십시오"] {
        assert!(
            met.iter().any(|words| words.contains(label)),
            "{label} is not reached: {met:?}"
        );
    }
    assert!(
        !met.iter().any(|words| words == "아니"),
        "what is switched off is passed over"
    );
    browser.keys(&[key::ESCAPE]).await;
    assert_eq!(browser.js(held, json!([])).await, "message-box");
    // The drawer takes the keyboard, and gives it back.
    browser.press("#open-side", "").await;
    browser
        .wait(
            "the drawer to have the keyboard",
            "return document.activeElement.closest('#side') !== null",
            json!([]),
        )
        .await;
    browser.keys(&[key::DOWN]).await;
    assert!(
        browser
            .js("return document.activeElement.innerText", json!([]))
            .await
            .as_str()
            .is_some_and(|name| name.contains("general"))
    );
    browser.sound("the drawer is open").await;
    browser.keys(&[key::ESCAPE]).await;
    assert_eq!(browser.js(held, json!([])).await, "open-side");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_sites_cannot_use_the_playground() {
    let (world, server) = quiet_world().await;
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let deed = json!({"do": "typing", "as": world.find_user("민지"), "locale": "ko", "channel_id": world.find_channel("질문")});
    let check = async |origin: Option<&str>, expected: u16| {
        let mut request = client.post(format!("{}/page/act", server.url())).json(&deed);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        assert_eq!(
            request.send().await.expect("an answer").status().as_u16(),
            expected,
            "{origin:?}"
        );
    };
    check(None, 200).await;
    check(Some(&server.url()), 200).await;
    check(Some("https://example.org"), 403).await;
    check(Some("null"), 403).await;
    let page = client.get(server.url()).send().await.expect("the page");
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .expect("a policy")
        .to_owned();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    // What makes no sense is refused in words, and nothing falls over.
    for body in [
        json!({}),
        json!({"do": "send"}),
        json!({"do": "typing", "as": "1", "locale": "ko", "channel_id": "2"}),
    ] {
        let reply = client
            .post(format!("{}/page/act", server.url()))
            .json(&body)
            .send()
            .await
            .expect("an answer");
        assert!(reply.status().is_client_error(), "{body}");
    }
}
