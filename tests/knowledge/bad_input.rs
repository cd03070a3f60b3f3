//! Every kind of problem: a small directory that has it, and what is said of it.

use giljabi::knowledge::{self, Lang};

use crate::directory_of_bytes;

/// A document that the records of these tests name as their source.
const SOURCE: (&str, &str) = ("documents/a.md", "---\ntitle: A\n---\nOne fact. Another fact.\n");

/// Reads a directory of `SOURCE` and `files`, and compares every problem, in English, with the `expected` lines.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    check_bytes(&files, expected);
}

#[track_caller]
fn check_bytes(files: &[(&str, &[u8])], expected: &[&str]) {
    let mut all = vec![(SOURCE.0, SOURCE.1.as_bytes())];
    all.extend(files);
    let dir = directory_of_bytes(&all);
    let (_, problems) = knowledge::inspect(dir.path());
    let said: Vec<String> = problems.0.iter().map(|p| p.say(Lang::En)).collect();
    assert_eq!(said, expected);
    for problem in &problems.0 {
        let korean = problem.say(Lang::Ko);
        assert!(
            korean.contains(['.', '?', '다', '오']) && korean != problem.say(Lang::En),
            "not in Korean: {korean}"
        );
    }
    assert_eq!(knowledge::load(dir.path()).is_err(), problems.has_errors());
}

#[test]
fn a_sound_directory_has_no_problem() {
    check(
        &[(
            "facts.toml",
            "[[fact]]\nid = \"f\"\nabout = []\nlabel = \"l\"\nanswers = [\"what\"]\ntext = \"One fact.\"\nsources = [\"a\"]\nquote = \"One fact.\"\n",
        )],
        &[],
    );
}

#[test]
fn an_unknown_key_is_named_with_the_nearest() {
    check(
        &[(
            "companies.toml",
            "[[company]]\nid = \"x\"\nname = \"X\"\naliasses = []\n\n[[compny]]\nid = \"y\"\n",
        )],
        &[
            "companies.toml:4: error: company[x].aliasses: unknown key `aliasses` → did you mean `aliases`?",
            "companies.toml:6: error: compny: unknown key `compny` → did you mean `company`?",
        ],
    );
}

#[test]
fn an_unknown_key_like_no_other_gets_the_list() {
    check(
        &[("synonyms.toml", "[[synonym]]\nword = \"w\"\nsay = [\"s\"]\nqqqq = 1\n")],
        &["synonyms.toml:4: error: synonym[1].qqqq: unknown key `qqqq` → known keys: `say`, `word`"],
    );
}

#[test]
fn every_problem_of_a_file_is_found_at_once() {
    check(
        &[(
            "companies.toml",
            "[[company]]\nid = \"x\"\n[[presence]]\nid = \"p\"\nname = 3\nplace = \"nowhere\"\nstate = \"enterd\"\ndate = \"2021-13\"\nsources = [\"b\"]\n",
        )],
        &[
            "companies.toml:1: error: company[x].name: `name` is missing → add a line `name = …`",
            "companies.toml:5: error: presence[p].name: has the wrong kind of value: a number → write a text in quotes, `\"…\"`, or a table, `{ ko = \"…\", en = \"…\" }`",
            "companies.toml:7: error: presence[p].state: `enterd` is not one of the values allowed here → did you mean `entered`?",
            "companies.toml:8: error: presence[p].date: `2021-13` is not a date, or no such day exists → write 2021, 2021-H2, 2021-Q3, 2021-03 or 2022-01-24, with `by ` or `before ` in front where needed",
        ],
    );
}

#[test]
fn a_claim_without_a_source_is_not_loaded() {
    check(
        &[(
            "places.toml",
            "[[place]]\nid = \"p\"\nname = \"P\"\n[place.what]\ntext = \"It is.\"\n\n[[place]]\nid = \"q\"\nname = \"Q\"\nwhat = { text = \"It is.\", sources = [] }\n",
        )],
        &[
            "places.toml:4: error: place[p].what.sources: names no source; a claim without a source is not used → write `sources = [\"id of the document\"]`",
            "places.toml:10: error: place[q].what.sources: names no source; a claim without a source is not used → write `sources = [\"id of the document\"]`",
        ],
    );
}

#[test]
fn a_dangling_source_is_named_with_the_nearest() {
    check(
        &[
            ("documents/paper-2022-01.md", "Text."),
            (
                "companies.toml",
                "[[company]]\nid = \"x\"\nname = \"X\"\nsources = [\"paper-2022-1\", \"zzz\"]\n",
            ),
        ],
        &[
            "companies.toml:4: error: company[x].sources[1]: there is no source `paper-2022-1` → did you mean `paper-2022-01`?",
            "companies.toml:4: error: company[x].sources[2]: there is no source `zzz` → add documents/zzz.md, or write it in sources.toml",
        ],
    );
}

#[test]
fn ids_that_lead_nowhere_are_named_with_the_nearest() {
    check(
        &[
            (
                "places.toml",
                "[[place]]\nid = \"harbour\"\nname = \"Harbour\"\nwithin = \"town\"\n",
            ),
            (
                "companies.toml",
                "[[company]]\nid = \"acme\"\nname = \"Acme\"\n[[presence]]\nid = \"p\"\nname = \"List\"\nplace = \"harbor\"\nstate = \"entered\"\ndate = 2021\ncompanies = [\"acmee\"]\nhelp = [\"none\"]\nthrough = \"none\"\nsources = [\"a\"]\n",
            ),
        ],
        &[
            "companies.toml:7: error: presence[p].place: there is no place `harbor` → did you mean `harbour`?",
            "companies.toml:10: error: presence[p].companies[1]: there is no company `acmee` → did you mean `acme`?",
            "companies.toml:11: error: presence[p].help[1]: there is no partner `none` → add the partner, or remove the id",
            "companies.toml:12: error: presence[p].through: there is no programme, part or call `none` → add the programme, part or call, or remove the id",
            "places.toml:4: error: place[harbour].within: there is no place `town` → add the place, or remove the id",
        ],
    );
}

#[test]
fn a_place_cannot_lie_within_itself() {
    check(
        &[(
            "places.toml",
            "[[place]]\nid = \"p\"\nname = \"P\"\nwithin = \"q\"\n[[place]]\nid = \"q\"\nname = \"Q\"\nwithin = \"p\"\n",
        )],
        &[
            "places.toml:4: error: place[p].within: `p` lies within itself → mend `within` or `part_of`",
            "places.toml:8: error: place[q].within: `q` lies within itself → mend `within` or `part_of`",
        ],
    );
}

#[test]
fn what_refers_to_a_broken_record_is_not_reported_again() {
    check(
        &[(
            "places.toml",
            "[[place]]\nid = \"p\"\nname = \"P\"\nwithinn = \"here\"\n[[place]]\nid = \"q\"\nname = \"Q\"\nwithin = \"p\"\n",
        )],
        &["places.toml:4: error: place[p].withinn: unknown key `withinn` → did you mean `within`?"],
    );
}

#[test]
fn until_before_from_is_found() {
    check(
        &[(
            "programmes/p.toml",
            "id = \"p\"\nname = \"P\"\nwhat = { text = \"It is.\", sources = [\"a\"] }\n[[call]]\nid = \"c\"\nname = \"C\"\nfrom = \"2022-03\"\nuntil = 2022-02-11\nsources = [\"a\"]\n",
        )],
        &[
            "programmes/p.toml:8: error: call[c].until: ends before it begins: 2022-03 to 2022-02-11 → check whether the two dates were swapped",
        ],
    );
}

#[test]
fn an_id_is_used_once_whatever_the_kind() {
    check(
        &[
            (
                "companies.toml",
                "[[company]]\nid = \"x\"\nname = \"X\"\n[[company]]\nid = \"x\"\nname = \"Y\"\n",
            ),
            (
                "places.toml",
                "[[place]]\nid = \"x\"\nname = \"Z\"\n[[place]]\nid = \"a b\"\nname = \"W\"\n",
            ),
        ],
        &[
            "companies.toml:2: error: company[x].id: the id `x` is used twice (first in places.toml:1 place[x]) → change or remove one of the two",
            "companies.toml:5: error: company[x].id: the id `x` is used twice (first in places.toml:1 place[x]) → change or remove one of the two",
            "places.toml:5: error: place[a b].id: `a b` cannot be an id → use letters, digits, `-`, `_` and `.` only, without spaces",
        ],
    );
}

#[test]
fn a_name_means_one_thing() {
    check(
        &[(
            "companies.toml",
            "[[company]]\nid = \"x\"\nname = \"Big Pharma\"\n[[company]]\nid = \"y\"\nname = \"Y\"\naliases = [\"big-pharma\"]\n",
        )],
        &[
            "companies.toml:7: error: company[y].aliases[1]: the name `big-pharma` means two things (first: companies.toml:1 company[x]) → change the name or alias of one of them",
        ],
    );
}

#[test]
fn an_empty_text_is_found_wherever_it_stands() {
    check(
        &[
            (
                "unknowns.toml",
                "[[unknown]]\nid = \"u\"\nask = [\" \"]\ntext = { ko = \"\", en = \"x\" }\n",
            ),
            ("documents/empty.md", "---\ntitle: T\n---\n\n"),
        ],
        &[
            "documents/empty.md:4: error: has no text → write the text, or remove the file",
            "unknowns.toml:3: error: unknown[u].ask[1]: is empty → write something, or remove the line",
            "unknowns.toml:4: error: unknown[u].text.ko: is empty → write something, or remove the line",
        ],
    );
}

#[test]
fn wordings_kept_apart_have_a_record() {
    check(
        &[
            (
                "unknowns.toml",
                "[[unknown]]\nid = \"unknown-phone\"\nask = [\"phone\"]\ntext = \"t\"\n",
            ),
            (
                "asked/more.toml",
                "[[asked]]\nof = \"unknown-phone\"\nask = [\"what number\"]\n\n[[asked]]\nof = \"unknown-phon\"\nask = [\"who\"]\n",
            ),
        ],
        &[
            "asked/more.toml:6: error: asked[2].of: there is no record to be asked for `unknown-phon` → did you mean `unknown-phone`?",
        ],
    );
}

#[test]
fn a_quote_is_verbatim() {
    let fact = |id: &str, sources: &str, quote: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\nabout = []\nlabel = \"l\"\nanswers = []\ntext = \"t\"\nsources = [{sources}]\nquote = \"{quote}\"\n"
        )
    };
    let facts =
        fact("f", "\"a\"", "One  fact.") + &fact("g", "\"a\", \"b\"", "In B.") + &fact("h", "\"a\"", "Another fact.");
    check(
        &[("documents/b.md", "In B."), ("facts.toml", &facts)],
        &[
            "facts.toml:8: error: fact[f].quote: the quote is not verbatim in the document of `a` → copy the sentence from the document, letter by letter",
            "facts.toml:16: error: fact[g].quote: the quote is from `b`, which is not the first source → write `b` first",
        ],
    );
}

#[test]
fn a_criterion_has_two_to_four_choices() {
    let head = "id = \"p\"\nname = \"P\"\nwhat = { text = \"It is.\", sources = [\"a\"] }\n";
    let criterion =
        "[[criterion]]\nid = \"c\"\nname = \"C\"\nkind = \"required\"\nclause = { text = \"t\", sources = [\"a\"] }\n";
    let choice = "[[criterion.choice]]\nlabel = \"Yes\"\noutcome = \"met\"\n";
    check(
        &[(
            "programmes/p.toml",
            &format!("{head}{criterion}question = \"Is it?\"\n{choice}"),
        )],
        &[
            "programmes/p.toml:9: error: criterion[c].question: has 1 choice(s) → write two to four `[[criterion.choice]]`",
        ],
    );
    check(
        &[("programmes/p.toml", &format!("{head}{criterion}{choice}"))],
        &[
            "programmes/p.toml:9: error: criterion[c].choice: has choices and no question → add `question = { ko = \"…\", en = \"…\" }`",
        ],
    );
}

#[test]
fn a_list_says_how_much_of_it_is_known() {
    let list = |rest: &str| {
        format!(
            "[[company]]\nid = \"x\"\nname = \"X\"\n[[presence]]\nid = \"p\"\nname = \"L\"\nplace = \"h\"\nstate = \"present\"\ndate = \"2021\"\ncompanies = [\"x\"]\nsources = [\"a\"]\n{rest}\n"
        )
    };
    let place = ("places.toml", "[[place]]\nid = \"h\"\nname = \"H\"\n");
    check(
        &[place, ("companies.toml", &list("complete = false"))],
        &[
            "companies.toml:12: error: presence[p].complete: is a list cut off (complete = false) without a total or a note → write how many the source counts, as in `total = \"12\"`, or say in `note` what is left out",
        ],
    );
    check(
        &[place, ("companies.toml", &list("total = \"2\""))],
        &[
            "companies.toml:12: error: presence[p].total: is said to be complete, with a total of 2 and 1 name(s) → add the missing names, or write `complete = false`",
        ],
    );
}

#[test]
fn a_disagreement_has_two_sides() {
    check(
        &[(
            "disagreements.toml",
            "[[disagreement]]\nid = \"d\"\nabout = []\ntext = \"t\"\n[[disagreement.claim]]\ntext = \"t\"\nsources = [\"a\"]\n",
        )],
        &[
            "disagreements.toml:5: error: disagreement[d].claim: needs two claims to be a disagreement → add another `[[disagreement.claim]]`",
        ],
    );
}

#[test]
fn a_question_is_answered_once() {
    let faq = |id: &str, question: &str, rest: &str| {
        format!("[[faq]]\nid = \"{id}\"\nquestion = \"{question}\"\nanswer = \"Yes.\"\nsources = [\"a\"]\n{rest}")
    };
    let twice = faq("f", "Is it so?", "") + &faq("g", "is it so", "");
    check(
        &[("faq/2022-01.toml", &twice)],
        &[
            "faq/2022-01.toml:8: error: faq[g].question: the same question is answered twice (first in faq/2022-01.toml:1 faq[f]) → merge the two, or write `expired = true` on the old one",
        ],
    );
    let over = faq("f", "Is it so?", "expired = true\n") + &faq("g", "is it so", "");
    check(&[("faq/2022-01.toml", &over)], &[]);
}

#[test]
fn a_missing_english_rendering_is_a_warning() {
    check(
        &[
            ("documents/ko.md", "한국어 문서입니다."),
            ("places.toml", "[[place]]\nid = \"p\"\nname = \"항구\"\n"),
        ],
        &[
            "documents/ko.md: warning: has no English rendering → write the same in English in documents/ko.en.md",
            "places.toml:3: warning: place[p].name: has no English rendering → write `{ ko = \"…\", en = \"…\" }`",
        ],
    );
}

#[test]
fn a_rendering_needs_its_original() {
    check(
        &[
            ("documents/aa.en.md", "Text."),
            ("documents/b.md", "---\nrendering_of: zzzz\n---\nText."),
        ],
        &[
            "documents/aa.en.md: error: renders a document that is not there: `aa` → did you mean `a`?",
            "documents/b.md:2: error: renders a document that is not there: `zzzz` → add that document, or rename the file",
        ],
    );
}

#[test]
fn a_front_matter_is_checked_line_by_line() {
    check(
        &[
            (
                "documents/b.md",
                "---\ntitel: B\ntitle: B\nno colon here\ntitle: C\ndate: 2022-02-30\nurl: example\nlang: fr\n---\nText.\n",
            ),
            ("documents/c.md", "---\ntitle: C\nText.\n"),
        ],
        &[
            "documents/b.md:2: error: titel: unknown key `titel` → did you mean `title`?",
            "documents/b.md:4: error: is not `key: value` → write it as `title: …`",
            "documents/b.md:5: error: title: `title` stands twice in the front matter → remove one of the two",
            "documents/b.md:6: error: published: `2022-02-30` is not a date, or no such day exists → write 2021, 2021-H2, 2021-Q3, 2021-03 or 2022-01-24, with `by ` or `before ` in front where needed",
            "documents/b.md:7: error: url: `example` is not a web address → write an address that begins with https:// or http://",
            "documents/b.md:8: error: lang: `fr` is not one of the values allowed here → one of: `en`, `ko`",
            "documents/c.md:1: error: the front matter is not closed → add a line `---` where the front matter ends",
        ],
    );
}

#[test]
fn bulk_lines_are_checked_one_by_one() {
    check(
        &[(
            "documents/bulk.jsonl",
            "{\"id\":\"x\",\"title\":\"T\",\"text\":\"One.\"}\n\n{\"id\":\"x\",\"title\":\"T\",\"text\":\"Two.\"}\n{\"id\":\"y\",\"titel\":\"T\",\"text\":3}\nnot json\n{\"id\":\"z\",\"title\":\"T\",\"text\":\" \"}\n{\"id\":\"w\",\"title\":\"T\",\"text\":\"Three.\",\"date\":\"soon\"}\n",
        )],
        &[
            "documents/bulk.jsonl:3: error: id: the id `x` is used twice (first in documents/bulk.jsonl:1) → change or remove one of the two",
            "documents/bulk.jsonl:4: error: text: is not one JSON object a line: `text`: 3 → write one {\"id\": …, \"title\": …, \"text\": …} a line",
            "documents/bulk.jsonl:4: error: titel: unknown key `titel` → did you mean `title`?",
            "documents/bulk.jsonl:4: error: title: `title` is missing → add a line `title = …`",
            "documents/bulk.jsonl:5: error: is not one JSON object a line: expected ident at line 1 column 2 → write one {\"id\": …, \"title\": …, \"text\": …} a line",
            "documents/bulk.jsonl:6: error: text: is empty → write something, or remove the line",
            "documents/bulk.jsonl:7: error: date: `soon` is not a date, or no such day exists → write 2021, 2021-H2, 2021-Q3, 2021-03 or 2022-01-24, with `by ` or `before ` in front where needed",
        ],
    );
}

#[test]
fn a_file_under_a_wrong_name_is_not_passed_over() {
    check(
        &[
            ("company.toml", ""),
            ("notes.txt", "hello"),
            ("documents/report.pdf", "%PDF"),
        ],
        &[
            "company.toml: error: is not a file that giljabi reads → did you mean `companies.toml`?",
            "documents/report.pdf: warning: is not a file that giljabi reads → bring it in with `giljabi import`",
            "notes.txt: warning: is not a file that giljabi reads → rename it to one of these, or remove it: `asked/….toml`, `companies.toml`, `disagreements.toml`, `documents/….jsonl`, `documents/….md`, `facts.toml`, `faq/….toml`, `golden.toml`, `partners.toml`, `places.toml`, `programmes/….toml`, `sources.toml`, `synonyms.toml`, `unknowns.toml`",
        ],
    );
}

#[test]
fn toml_that_is_no_toml_is_shown_where() {
    let dir = directory_of_bytes(&[("facts.toml", b"[[fact]]\nid = \"f\nlabel = \n")]);
    let (_, problems) = knowledge::inspect(dir.path());
    assert!(problems.0.len() >= 2, "{problems}");
    assert_eq!(
        problems.0.iter().map(|p| p.line).collect::<Vec<_>>().first(),
        Some(&Some(2))
    );
}

#[test]
fn a_line_that_is_not_utf8_is_shown_where() {
    check_bytes(
        &[
            ("documents/cp949.md", b"Fine.\n\xc7\xd1\xb1\xdb\n"),
            ("documents/x.jsonl", b"\n{\"id\":\"\xc7\"}\n"),
        ],
        &[
            "documents/cp949.md:2: error: is not valid UTF-8 here → save the file as UTF-8",
            "documents/x.jsonl:2: error: is not valid UTF-8 here → save the file as UTF-8",
        ],
    );
}

#[test]
fn a_directory_of_nothing_is_said_to_be_empty() {
    let dir = tempfile::tempdir().unwrap();
    let (_, problems) = knowledge::inspect(dir.path());
    assert!(
        problems.say(Lang::En).contains("holds no document and no record"),
        "{problems}"
    );
    let (_, problems) = knowledge::inspect(&dir.path().join("nowhere"));
    assert!(problems.say(Lang::Ko).contains("자료 폴더가 아닙니다"), "{problems}");
}
