//! What the records promise, on SQLite and on PostgreSQL alike.
#![expect(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

mod records_support;

use std::fs;

use giljabi::records::{
    Action, Asked, AskedStaff, Close, GapState, Options, Pending, Records, Tell, Vote, Why, restore,
};
use records_support::{Bench, answered, at, unanswered};

on_both!(
    a_question_is_kept_with_its_answer,
    a_vote_counts_once_and_a_second_replaces_it,
    questions_that_ask_the_same_are_one_gap,
    a_question_about_another_name_is_another_gap,
    a_gap_is_closed_once,
    an_ignored_gap_stays_away_until_somebody_asks_for_a_person,
    two_staff_cannot_answer_one_gap_at_once,
    who_wants_to_be_told_survives_a_restart_and_is_forgotten_when_told,
    texts_go_after_ninety_days_and_counts_stay,
    a_member_reads_and_deletes_their_own,
    nobody_is_kept_by_their_discord_id,
    settings_are_per_server,
    one_process_posts_the_digest,
    waiting_work_is_taken_once_and_expires,
    the_history_names_staff_and_only_hashes_others,
    odd_text_is_kept_and_breaks_nothing,
    an_export_names_nobody_and_runs_nothing,
);

async fn a_question_is_kept_with_its_answer(bench: &Bench) {
    let records = &bench.records;
    records.asked(answered(
        records,
        "q1",
        7,
        "CIC는 언제 문을 열었나요?",
        "2024-03-04T00:00:00Z",
    ));
    let question = records.question("q1").await.unwrap().unwrap();
    assert_eq!(question.question, "CIC는 언제 문을 열었나요?");
    assert_eq!(question.answer, "1999년에 문을 열었습니다.");
    assert_eq!(question.sources, ["news-1"]);
    assert_eq!(question.person, records.person(7));
    let day = "2024-03-04".parse().unwrap();
    let counts = records.counts(Some(1), day, day).await.unwrap();
    assert_eq!((counts.questions, counts.unanswered), (1, 0));
    assert_eq!(records.counts(Some(2), day, day).await.unwrap().questions, 0);
    assert_eq!(records.counts(None, day, day).await.unwrap().questions, 1);
    assert_eq!(records.health().lost, 0);
    assert!(records.question("unheard-of").await.unwrap().is_none());
}

async fn a_vote_counts_once_and_a_second_replaces_it(bench: &Bench) {
    let records = &bench.records;
    let day = "2024-03-04".parse().unwrap();
    records.asked(answered(
        records,
        "q1",
        7,
        "CIC는 언제 문을 열었나요?",
        "2024-03-04T00:00:00Z",
    ));
    let vote = |member, helped| {
        records.voted(Vote {
            question: "q1".into(),
            person: records.person(member),
            helped,
            at: at("2024-03-04T00:01:00Z"),
        });
    };
    vote(7, false);
    vote(7, false);
    vote(8, true);
    let counts = records.counts(None, day, day).await.unwrap();
    assert_eq!((counts.helped, counts.did_not_help), (1, 1));
    let gaps = records.gaps(Some(1), 10).await.unwrap();
    assert_eq!(gaps.len(), 1, "a thumb down is a gap");
    assert_eq!(gaps[0].why, [Why::Disliked]);
    assert_eq!(
        records.disliked(1, at("2024-03-01T00:00:00Z"), 5).await.unwrap().len(),
        1
    );

    vote(7, true);
    let counts = records.counts(None, day, day).await.unwrap();
    assert_eq!((counts.helped, counts.did_not_help), (2, 0));
    assert!(records.gaps(Some(1), 10).await.unwrap().is_empty(), "taken back");
}

async fn questions_that_ask_the_same_are_one_gap(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(
        records,
        "a",
        1,
        "사무실 주차 되나요?",
        "2024-03-04T00:00:00Z",
    ));
    records.asked(unanswered(records, "b", 2, "주차 되나요", "2024-03-04T01:00:00Z"));
    records.asked(unanswered(
        records,
        "c",
        2,
        "비자 서류 양식은 어디서 받나요?",
        "2024-03-04T02:00:00Z",
    ));
    records.asked(unanswered(
        records,
        "d",
        3,
        "사무실 주차 되나요?",
        "2024-03-04T03:00:00Z",
    ));
    let gaps = records.gaps(Some(1), 10).await.unwrap();
    assert_eq!(gaps.len(), 2);
    assert_eq!(gaps[0].question, "사무실 주차 되나요?", "most asked first");
    assert_eq!((gaps[0].asked, gaps[0].people), (3, 3));
    assert_eq!(gaps[1].asked, 1);
    let wordings = records.wordings(gaps[0].id).await.unwrap();
    let wordings: Vec<_> = wordings.iter().map(|wording| wording.question.as_str()).collect();
    assert_eq!(wordings, ["사무실 주차 되나요?", "주차 되나요"]);
    assert!(
        records.gaps(Some(2), 10).await.unwrap().is_empty(),
        "another server's staff see none of it"
    );
    assert_eq!(records.open_gaps(None).await.unwrap(), 2);
}

async fn a_question_about_another_name_is_another_gap(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(
        records,
        "a",
        1,
        "보로노이 연락처 알려 주세요",
        "2024-03-04T00:00:00Z",
    ));
    records.asked(unanswered(
        records,
        "b",
        2,
        "웰트 연락처 알려 주세요",
        "2024-03-04T01:00:00Z",
    ));
    records.asked(unanswered(
        records,
        "c",
        2,
        "2024년 접수 마감은 언제인가요",
        "2024-03-04T02:00:00Z",
    ));
    records.asked(unanswered(
        records,
        "d",
        2,
        "2025년 접수 마감은 언제인가요",
        "2024-03-04T03:00:00Z",
    ));
    assert_eq!(records.gaps(Some(1), 10).await.unwrap().len(), 4);
}

async fn a_gap_is_closed_once(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(
        records,
        "a",
        1,
        "사무실 주차 되나요?",
        "2024-03-04T00:00:00Z",
    ));
    let id = records.gaps(Some(1), 10).await.unwrap()[0].id;
    let now = at("2024-03-05T00:00:00Z");
    assert!(records.close_gap(id, &Close::Known, now).await.unwrap());
    assert!(!records.close_gap(id, &Close::Ignored, now).await.unwrap());
    assert_eq!(records.gap(id).await.unwrap().unwrap().state, GapState::Known);
    // Asked again it is a new one: it was not found.
    records.asked(unanswered(
        records,
        "b",
        2,
        "사무실 주차 되나요?",
        "2024-03-06T00:00:00Z",
    ));
    assert_ne!(records.gaps(Some(1), 10).await.unwrap()[0].id, id);
}

async fn an_ignored_gap_stays_away_until_somebody_asks_for_a_person(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(records, "a", 1, "내일 점심 메뉴는", "2024-03-04T00:00:00Z"));
    let id = records.gaps(Some(1), 10).await.unwrap()[0].id;
    records
        .close_gap(id, &Close::Ignored, at("2024-03-05T00:00:00Z"))
        .await
        .unwrap();
    records.asked(unanswered(records, "b", 2, "내일 점심 메뉴는", "2024-03-06T00:00:00Z"));
    assert!(records.gaps(Some(1), 10).await.unwrap().is_empty());
    let ask = AskedStaff {
        asked: "b2".into(),
        server: 1,
        person: records.person(2),
        question: "내일 점심 메뉴는".into(),
        lang: "ko".into(),
        at: at("2024-03-06T00:01:00Z"),
    };
    assert_eq!(records.ask_staff(&ask).await.unwrap(), id);
    let gaps = records.gaps(Some(1), 10).await.unwrap();
    assert_eq!(gaps.len(), 1);
    assert!(gaps[0].why.contains(&Why::AskedStaff));
}

async fn two_staff_cannot_answer_one_gap_at_once(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(
        records,
        "a",
        1,
        "사무실 주차 되나요?",
        "2024-03-04T00:00:00Z",
    ));
    let id = records.gaps(Some(1), 10).await.unwrap()[0].id;
    let now = at("2024-03-05T00:00:00Z");
    assert!(records.claim_gap(id, now).await.unwrap());
    assert!(!records.claim_gap(id, at("2024-03-05T00:05:00Z")).await.unwrap());
    records.release_gap(id).await.unwrap();
    assert!(records.claim_gap(id, now).await.unwrap());
    // The program ended in the middle: after the start it is there again.
    assert_eq!(records.release_claims().await.unwrap(), [id]);
    assert!(records.claim_gap(id, now).await.unwrap());
    assert!(
        records
            .close_gap(id, &Close::Answered("faq-1".into()), now)
            .await
            .unwrap()
    );
    assert_eq!(
        records.gap(id).await.unwrap().unwrap().state,
        GapState::Answered("faq-1".into())
    );
}

async fn who_wants_to_be_told_survives_a_restart_and_is_forgotten_when_told(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(
        records,
        "a",
        70,
        "사무실 주차 되나요?",
        "2024-03-04T00:00:00Z",
    ));
    let gap = records.gaps(Some(1), 10).await.unwrap()[0].id;
    let tell = Tell {
        gap,
        person: records.person(70),
        member: 70,
        channel: 5,
        message: Some(6),
        question: "사무실 주차 되나요?".into(),
        lang: "ko".into(),
        at: at("2024-03-04T00:00:10Z"),
    };
    records.want_told(&tell).await.unwrap();
    records.want_told(&tell).await.unwrap();
    assert_eq!(records.gap(gap).await.unwrap().unwrap().waiting, 1);
    assert!(records.tells_due().await.unwrap().is_empty());
    records
        .close_gap(gap, &Close::Answered("faq-1".into()), at("2024-03-05T00:00:00Z"))
        .await
        .unwrap();

    let again = bench.again().await;
    assert_eq!(again.tells_due().await.unwrap(), [(tell.clone(), "faq-1".to_owned())]);
    assert_eq!(again.tells(gap).await.unwrap(), std::slice::from_ref(&tell));
    again.told(&tell).await.unwrap();
    assert!(again.tells_due().await.unwrap().is_empty());
    again.close().await;
}

async fn texts_go_after_ninety_days_and_counts_stay(bench: &Bench) {
    let records = &bench.records;
    let day = "2024-03-04".parse().unwrap();
    records.asked(answered(
        records,
        "old",
        7,
        "CIC는 언제 문을 열었나요?",
        "2024-03-04T00:00:00Z",
    ));
    records.asked(unanswered(
        records,
        "old2",
        7,
        "사무실 주차 되나요?",
        "2024-03-04T00:00:00Z",
    ));
    records.asked(unanswered(records, "new", 8, "주차 되나요?", "2024-06-01T00:00:00Z"));
    records.prune(at("2024-06-01T00:00:00Z")).await.unwrap();
    assert!(records.question("old").await.unwrap().is_some(), "89 days old");
    records.prune(at("2024-06-03T00:00:00Z")).await.unwrap();
    assert!(records.question("old").await.unwrap().is_none(), "91 days old");
    assert!(records.question("new").await.unwrap().is_some());
    assert_eq!(records.counts(None, day, day).await.unwrap().questions, 2);
    let gaps = records.gaps(Some(1), 10).await.unwrap();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].question, "주차 되나요?", "shown by words that are still kept");
    assert!(records.kept(&records.person(7)).await.unwrap().is_empty());
}

async fn a_member_reads_and_deletes_their_own(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(
        records,
        "mine",
        7,
        "사무실 주차 되나요?",
        "2024-03-04T00:00:00Z",
    ));
    records.asked(unanswered(records, "theirs", 8, "주차 되나요?", "2024-03-04T01:00:00Z"));
    records.voted(Vote {
        question: "theirs".into(),
        person: records.person(7),
        helped: false,
        at: at("2024-03-04T02:00:00Z"),
    });
    let gap = records.gaps(Some(1), 10).await.unwrap()[0].id;
    records
        .want_told(&Tell {
            gap,
            person: records.person(7),
            member: 7,
            channel: 5,
            message: None,
            question: "사무실 주차 되나요?".into(),
            lang: "ko".into(),
            at: at("2024-03-04T00:00:10Z"),
        })
        .await
        .unwrap();
    let kept = records.kept(&records.person(7)).await.unwrap();
    assert_eq!((kept.questions, kept.votes, kept.gaps, kept.tells), (1, 1, 1, 1));
    assert_eq!(kept.latest[0].1, "사무실 주차 되나요?");

    assert_eq!(records.forget(&records.person(7)).await.unwrap(), kept);
    assert!(records.kept(&records.person(7)).await.unwrap().is_empty());
    assert!(records.question("mine").await.unwrap().is_none());
    let gaps = records.gaps(Some(1), 10).await.unwrap();
    assert_eq!(
        (gaps[0].question.as_str(), gaps[0].asked),
        ("주차 되나요?", 1),
        "others' stay"
    );
    assert_eq!(records.kept(&records.person(8)).await.unwrap().questions, 1);
}

async fn nobody_is_kept_by_their_discord_id(bench: &Bench) {
    let records = &bench.records;
    let member = 876_543_210_987_654_321;
    let person = records.person(member);
    assert_eq!(person, records.person(member));
    assert_ne!(person, records.person(member + 1));
    assert!(!person.as_str().contains("876543"));
    assert_eq!(person, bench.again().await.person(member), "the key is kept");
    let elsewhere = tempfile::tempdir().unwrap();
    let other = Records::open(Options::new(elsewhere.path())).await.unwrap();
    assert_ne!(person, other.person(member), "each installation has its own key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(bench.state.path().join("person.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

async fn settings_are_per_server(bench: &Bench) {
    let records = &bench.records;
    records.set_staff_role(1, Some(u64::MAX / 2)).await.unwrap();
    records.set_staff_channel(1, Some(11)).await.unwrap();
    records.set_language(1, Some("en")).await.unwrap();
    assert!(records.set_ask_channel(1, 12, true).await.unwrap());
    assert!(
        !records.set_ask_channel(1, 12, true).await.unwrap(),
        "it was on already"
    );
    records.set_home(1, true).await.unwrap();
    let settings = bench.again().await.settings(1).await;
    assert_eq!(settings.staff_role, Some(u64::MAX / 2));
    assert_eq!(settings.staff_channel, Some(11));
    assert_eq!(settings.language.as_deref(), Some("en"));
    assert!(settings.ask_channels.contains(&12) && settings.home);
    assert_eq!(records.settings(2).await, giljabi::records::Settings::default());
    records.set_language(1, None).await.unwrap();
    assert!(records.set_ask_channel(1, 12, false).await.unwrap());
    let settings = records.settings(1).await;
    assert!(settings.language.is_none() && settings.ask_channels.is_empty());
    assert_eq!(records.servers().await.unwrap(), [1]);
    assert_eq!(records.homes().await.unwrap(), [1]);
}

async fn one_process_posts_the_digest(bench: &Bench) {
    let records = &bench.records;
    let (week_ago, now) = (at("2024-03-04T00:00:00Z"), at("2024-03-11T00:00:00Z"));
    assert!(
        !records.claim_digest(1, week_ago, now).await.unwrap(),
        "not switched on"
    );
    records.set_digest(1, true, at("2024-03-01T00:00:00Z")).await.unwrap();
    let again = bench.again().await;
    let (one, two) = tokio::join!(
        records.claim_digest(1, week_ago, now),
        again.claim_digest(1, week_ago, now)
    );
    assert!(one.unwrap() ^ two.unwrap());
    assert!(!records.claim_digest(1, week_ago, now).await.unwrap(), "posted already");
    let next = at("2024-03-18T00:00:00Z");
    assert!(records.claim_digest(1, next, next).await.unwrap());
}

async fn waiting_work_is_taken_once_and_expires(bench: &Bench) {
    let records = &bench.records;
    let pending = Pending {
        kind: "import".into(),
        server: 1,
        person: records.person(7),
        body: "{\"file\":\"공고.pdf\"}".into(),
        expires: at("2024-03-05T00:00:00Z"),
    };
    let key = records.keep(&pending).await.unwrap();
    let now = at("2024-03-04T00:00:00Z");
    let again = bench.again().await;
    assert_eq!(again.pending(&key, now).await.unwrap(), Some(pending.clone()));
    assert_eq!(again.pending(&key, at("2024-03-05T00:00:00Z")).await.unwrap(), None);
    let (one, two) = tokio::join!(records.take(&key, now), again.take(&key, now));
    assert!(one.unwrap().is_some() ^ two.unwrap().is_some());
}

async fn the_history_names_staff_and_only_hashes_others(bench: &Bench) {
    let records = &bench.records;
    let mut action = Action {
        at: at("2024-03-04T00:00:00Z"),
        server: 1,
        person: records.person(7),
        staff: Some(7),
        action: "language".into(),
        subject: "server".into(),
        before: None,
        after: Some("en".into()),
        result: "done".into(),
    };
    records.audit(&action).await.unwrap();
    action.at = at("2024-03-04T00:01:00Z");
    action.person = records.person(8);
    action.staff = None;
    action.result = "refused".into();
    records.audit(&action).await.unwrap();
    let history = records.history(Some(1), 10).await.unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!((history[0].allowed, history[0].action.staff), (false, None));
    assert_eq!(history[0].action, action);
    assert_eq!((history[1].allowed, history[1].action.staff), (true, Some(7)));
    assert!(records.history(Some(2), 10).await.unwrap().is_empty());
}

async fn odd_text_is_kept_and_breaks_nothing(bench: &Bench) {
    let records = &bench.records;
    for (number, text) in [
        "'; DROP TABLE questions; --",
        "a\0b",
        "😀 \u{202e}거꾸로",
        "",
        "$1 ?1 :a",
    ]
    .iter()
    .enumerate()
    {
        let id = format!("odd{number}");
        records.asked(unanswered(records, &id, 7, text, "2024-03-04T00:00:00Z"));
        let question = records.question(&id).await.unwrap().unwrap();
        assert_eq!(question.question, text.replace('\0', ""));
    }
    assert_eq!(records.health().lost, 0);
}

async fn an_export_names_nobody_and_runs_nothing(bench: &Bench) {
    let records = &bench.records;
    records.asked(unanswered(
        records,
        "a",
        7,
        "=HYPERLINK(\"http://example.org\")",
        "2024-03-04T00:00:00Z",
    ));
    records.asked(unanswered(
        records,
        "b",
        7,
        "주차, \"지하\"도 되나요?",
        "2024-03-04T00:00:01Z",
    ));
    records.asked(Asked {
        server: 2,
        ..answered(records, "c", 7, "다른 서버의 질문", "2024-03-04T00:00:02Z")
    });
    let files = records.export(Some(1), 100).await.unwrap();
    let names: Vec<_> = files.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["questions", "gaps", "counts", "history"]);
    let questions = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(questions.starts_with('\u{feff}'));
    let mut reader = csv::Reader::from_reader(questions.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(&rows[0][3], "주차, \"지하\"도 되나요?");
    assert_eq!(&rows[0][1], "2024-03-04 09:00:01");
    assert!(rows[1][3].starts_with("'="));
    for (name, csv) in &files {
        let csv = String::from_utf8(csv.clone()).unwrap();
        assert!(!csv.contains(records.person(7).as_str()), "{name}");
    }
}

#[tokio::test]
async fn a_backup_made_while_running_can_be_put_back() {
    let bench = Bench::open(records_support::On::Sqlite).await.unwrap();
    let records = &bench.records;
    records.asked(answered(
        records,
        "q1",
        7,
        "CIC는 언제 문을 열었나요?",
        "2024-03-04T00:00:00Z",
    ));
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("backup.db");
    records.backup(&file).await.unwrap();
    assert!(records.backup(&file).await.is_err(), "a backup is never written over");
    records.asked(answered(
        records,
        "q2",
        7,
        "CIC는 어디에 있나요?",
        "2024-03-04T00:00:01Z",
    ));
    records.flush().await;

    let error = restore(bench.state.path(), &file).await.unwrap_err().to_string();
    assert!(error.contains("in use"), "{error}");
    let person = records.person(7);
    let Bench { records, state, .. } = bench;
    records.close().await;
    drop(records);
    settle().await;

    restore(state.path(), &file).await.unwrap();
    let records = Records::open(Options::new(state.path())).await.unwrap();
    assert!(records.question("q1").await.unwrap().is_some());
    assert!(
        records.question("q2").await.unwrap().is_none(),
        "asked after the backup"
    );
    records.close().await;

    // Put back on a fresh machine it knows its members too.
    let fresh = tempfile::tempdir().unwrap();
    restore(fresh.path(), &file).await.unwrap();
    let records = Records::open(Options::new(fresh.path())).await.unwrap();
    assert_eq!(records.person(7), person);
    assert_eq!(records.kept(&person).await.unwrap().questions, 1);
}

#[tokio::test]
async fn what_is_not_a_backup_is_not_put_back() {
    let bench = Bench::open(records_support::On::Sqlite).await.unwrap();
    bench.records.set_language(1, Some("en")).await.unwrap();
    let Bench { records, state, .. } = bench;
    records.close().await;
    drop(records);
    settle().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("backup.db");
    for bytes in [
        &b""[..],
        b"not a database at all, only some text that is long enough to look at",
    ] {
        fs::write(&file, bytes).unwrap();
        let error = restore(state.path(), &file).await.unwrap_err().to_string();
        assert!(error.contains("not a whole backup"), "{error}");
    }
    let records = Records::open(Options::new(state.path())).await.unwrap();
    assert_eq!(
        records.settings(1).await.language.as_deref(),
        Some("en"),
        "nothing was lost"
    );
}

#[tokio::test]
async fn a_database_that_takes_nothing_costs_log_lines_and_no_answers() {
    let bench = Bench::open(records_support::On::Sqlite).await.unwrap();
    let records = &bench.records;
    records.asked(answered(
        records,
        "q1",
        7,
        "CIC는 언제 문을 열었나요?",
        "2024-03-04T00:00:00Z",
    ));
    records.set_language(1, Some("en")).await.unwrap();
    assert_eq!(records.settings(1).await.language.as_deref(), Some("en"));
    // As on a full disk: every write is refused from here on.
    let file = giljabi::records::sqlite_file(bench.state.path());
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    sqlx::raw_sql("DROP TABLE questions; DROP TABLE servers")
        .execute(&mut connection)
        .await
        .unwrap();
    for number in 0..5 {
        records.asked(answered(
            records,
            &format!("l{number}"),
            7,
            "CIC는?",
            "2024-03-04T00:00:00Z",
        ));
    }
    records.flush().await;
    let health = records.health();
    assert_eq!((health.lost, health.waiting), (5, 0));
    assert!(health.last_error.is_some());
    assert_eq!(
        records.settings(1).await.language.as_deref(),
        Some("en"),
        "the last known hold"
    );
}

/// Lets the writing task, which holds nothing but its queue, see that it is the last.
async fn settle() {
    tokio::task::yield_now().await;
}
