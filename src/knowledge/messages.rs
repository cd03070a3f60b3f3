//! The wording of every problem `check` can report, Korean and English side by side: what is wrong, and what to write instead.
//!
//! A word of the data stands in backticks or behind a colon, so that no particle has to follow it.

use super::model::Text;
use super::names;

/// What is wrong, and what to write instead.
pub(super) type Message = (Text, Text);

fn both(ko: impl Into<String>, en: impl Into<String>) -> Text {
    Text {
        ko: ko.into(),
        en: Some(en.into()),
    }
}

fn meant(near: Option<&str>, otherwise: Text) -> Text {
    match near {
        Some(near) => both(
            format!("`{near}` 쪽이 맞는지 확인해 주십시오."),
            format!("did you mean `{near}`?"),
        ),
        None => otherwise,
    }
}

pub(super) fn unreadable(why: &str) -> Message {
    (
        both(format!("읽을 수 없습니다: {why}"), format!("cannot be read: {why}")),
        both(
            "파일이 있는지, 읽을 권한이 있는지 확인해 주십시오.",
            "check that it exists and may be read",
        ),
    )
}

pub(super) fn no_directory() -> Message {
    (
        both("자료 폴더가 아닙니다.", "is not a data directory"),
        both(
            "`--data` 뒤에 자료 폴더의 경로를 적어 주십시오.",
            "give the path of a data directory after `--data`",
        ),
    )
}

pub(super) fn nothing_there() -> Message {
    (
        both(
            "자료 폴더에 읽을 문서나 기록이 없습니다.",
            "holds no document and no record",
        ),
        both(
            "documents/ 폴더에 문서를 넣거나 `giljabi import`를 쓰십시오.",
            "put a document into documents/, or use `giljabi import`",
        ),
    )
}

pub(super) fn not_utf8() -> Message {
    (
        both("UTF-8이 아닌 글자가 있습니다.", "is not valid UTF-8 here"),
        both("파일을 UTF-8로 다시 저장해 주십시오.", "save the file as UTF-8"),
    )
}

pub(super) fn unknown_file(near: Option<&str>, known: &str) -> Message {
    (
        both("자료에 쓰이지 않는 파일입니다.", "is not a file that giljabi reads"),
        meant(
            near,
            both(
                format!("이름을 다음 가운데 하나로 바꾸거나 지워 주십시오: {known}"),
                format!("rename it to one of these, or remove it: {known}"),
            ),
        ),
    )
}

pub(super) fn not_imported() -> Message {
    (
        both("자료에 쓰이지 않는 파일입니다.", "is not a file that giljabi reads"),
        both(
            "`giljabi import`로 문서로 바꾸어 넣어 주십시오.",
            "bring it in with `giljabi import`",
        ),
    )
}

pub(super) fn syntax(why: &str) -> Message {
    (
        both(
            format!("TOML 문법에 맞지 않습니다: {why}"),
            format!("is not valid TOML: {why}"),
        ),
        both(
            "따옴표, 괄호, 쉼표와 `=` 기호를 확인해 주십시오.",
            "check the quotes, brackets, commas and `=`",
        ),
    )
}

pub(super) fn unknown_key<'a>(key: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Message {
    let near = names::nearest(key, known.clone());
    let known = names::list(known, 24);
    (
        both(
            format!("알 수 없는 항목입니다: `{key}`"),
            format!("unknown key `{key}`"),
        ),
        meant(
            near,
            both(format!("쓸 수 있는 항목: {known}"), format!("known keys: {known}")),
        ),
    )
}

pub(super) fn missing_key(key: &str) -> Message {
    (
        both(
            format!("꼭 있어야 하는 항목이 없습니다: `{key}`"),
            format!("`{key}` is missing"),
        ),
        both(
            format!("`{key} = …` 줄을 넣어 주십시오."),
            format!("add a line `{key} = …`"),
        ),
    )
}

pub(super) fn wrong_kind(is: &Text, wanted: &Text) -> Message {
    (
        both(
            format!("값의 종류가 다릅니다: 지금 값은 {}입니다.", is.ko),
            format!("has the wrong kind of value: {}", is.en.as_deref().unwrap_or(&is.ko)),
        ),
        both(
            format!("다음과 같이 적어 주십시오: {}", wanted.ko),
            format!("write {}", wanted.en.as_deref().unwrap_or(&wanted.ko)),
        ),
    )
}

pub(super) fn unknown_choice<'a>(value: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Message {
    let near = names::nearest(value, known.clone());
    let known = names::list(known, 24);
    (
        both(
            format!("쓸 수 없는 값입니다: `{value}`"),
            format!("`{value}` is not one of the values allowed here"),
        ),
        meant(
            near,
            both(format!("쓸 수 있는 값: {known}"), format!("one of: {known}")),
        ),
    )
}

pub(super) fn impossible_date(value: &str) -> Message {
    (
        both(
            format!("없는 날짜이거나 날짜가 아닙니다: `{value}`"),
            format!("`{value}` is not a date, or no such day exists"),
        ),
        both(
            "2021, 2021-H2, 2021-Q3, 2021-03, 2022-01-24처럼 적고, 필요하면 앞에 `by `나 `before `를 붙여 주십시오.",
            "write 2021, 2021-H2, 2021-Q3, 2021-03 or 2022-01-24, with `by ` or `before ` in front where needed",
        ),
    )
}

pub(super) fn until_before_from(from: &str, until: &str) -> Message {
    (
        both(
            format!("끝나는 날이 시작하는 날보다 앞섭니다: {from} ~ {until}"),
            format!("ends before it begins: {from} to {until}"),
        ),
        both(
            "두 날짜가 바뀌지 않았는지 확인해 주십시오.",
            "check whether the two dates were swapped",
        ),
    )
}

pub(super) fn empty_text() -> Message {
    (
        both("내용이 비어 있습니다.", "is empty"),
        both(
            "내용을 적거나 줄을 지워 주십시오.",
            "write something, or remove the line",
        ),
    )
}

pub(super) fn empty_document() -> Message {
    (
        both("문서에 본문이 없습니다.", "has no text"),
        both(
            "본문을 적거나 파일을 지워 주십시오.",
            "write the text, or remove the file",
        ),
    )
}

pub(super) fn bad_id(id: &str) -> Message {
    (
        both(
            format!("id로 쓸 수 없습니다: `{id}`"),
            format!("`{id}` cannot be an id"),
        ),
        both(
            "빈칸 없이 글자, 숫자, `-`, `_`, `.`만 써 주십시오.",
            "use letters, digits, `-`, `_` and `.` only, without spaces",
        ),
    )
}

pub(super) fn duplicate_id(id: &str, first: &str) -> Message {
    (
        both(
            format!("같은 id가 두 번 쓰였습니다: `{id}` (처음: {first})"),
            format!("the id `{id}` is used twice (first in {first})"),
        ),
        both(
            "둘 가운데 하나의 id를 바꾸거나 지워 주십시오.",
            "change or remove one of the two",
        ),
    )
}

pub(super) fn two_meanings(name: &str, first: &str) -> Message {
    (
        both(
            format!("한 이름이 두 가지를 가리킵니다: `{name}` (먼저 쓰인 곳: {first})"),
            format!("the name `{name}` means two things (first: {first})"),
        ),
        both(
            "한쪽의 이름이나 다른 이름(aliases)을 바꿔 주십시오.",
            "change the name or alias of one of them",
        ),
    )
}

pub(super) fn no_source() -> Message {
    (
        both(
            "출처가 없습니다. 출처 없는 내용은 쓰이지 않습니다.",
            "names no source; a claim without a source is not used",
        ),
        both(
            "`sources = [\"문서 id\"]`처럼 출처를 적어 주십시오.",
            "write `sources = [\"id of the document\"]`",
        ),
    )
}

pub(super) fn dangling_source(id: &str, near: Option<&str>) -> Message {
    (
        both(
            format!("그런 출처가 없습니다: `{id}`"),
            format!("there is no source `{id}`"),
        ),
        meant(
            near,
            both(
                format!("documents/{id}.md 문서를 만들거나 sources.toml에 적어 주십시오."),
                format!("add documents/{id}.md, or write it in sources.toml"),
            ),
        ),
    )
}

pub(super) fn dangling(kind: &Text, id: &str, near: Option<&str>) -> Message {
    let en = kind.en.as_deref().unwrap_or(&kind.ko);
    (
        both(
            format!("그런 {} 기록이 없습니다: `{id}`", kind.ko),
            format!("there is no {en} `{id}`"),
        ),
        meant(
            near,
            both(
                format!("{} 기록을 만들거나 이 id를 지워 주십시오.", kind.ko),
                format!("add the {en}, or remove the id"),
            ),
        ),
    )
}

pub(super) fn in_itself(id: &str) -> Message {
    (
        both(
            format!("자기 자신 안에 들어 있습니다: `{id}`"),
            format!("`{id}` lies within itself"),
        ),
        both(
            "`within` 또는 `part_of` 값을 고쳐 주십시오.",
            "mend `within` or `part_of`",
        ),
    )
}

pub(super) fn quote_not_found(source: &str) -> Message {
    (
        both(
            format!("인용한 문장이 출처 문서에 그대로 있지 않습니다: `{source}`"),
            format!("the quote is not verbatim in the document of `{source}`"),
        ),
        both(
            "문서의 문장을 글자 그대로 옮겨 적어 주십시오.",
            "copy the sentence from the document, letter by letter",
        ),
    )
}

pub(super) fn quote_of_later_source(source: &str) -> Message {
    (
        both(
            format!("인용한 문장은 첫째 출처가 아니라 다른 출처에 있습니다: `{source}`"),
            format!("the quote is from `{source}`, which is not the first source"),
        ),
        both(
            format!("`{source}` 출처를 맨 앞에 적어 주십시오."),
            format!("write `{source}` first"),
        ),
    )
}

pub(super) fn choices(count: usize) -> Message {
    (
        both(format!("고를 답이 {count}개입니다."), format!("has {count} choice(s)")),
        both(
            "`[[criterion.choice]]`를 둘에서 넷까지 적어 주십시오.",
            "write two to four `[[criterion.choice]]`",
        ),
    )
}

pub(super) fn choices_without_question() -> Message {
    (
        both(
            "고를 답은 있는데 물음(question)이 없습니다.",
            "has choices and no question",
        ),
        both(
            "`question = { ko = \"…\", en = \"…\" }` 줄을 넣어 주십시오.",
            "add `question = { ko = \"…\", en = \"…\" }`",
        ),
    )
}

pub(super) fn cut_off_without_total() -> Message {
    (
        both(
            "일부만 확인된 목록(complete = false)인데 전체 수(total)도 설명(note)도 없습니다.",
            "is a list cut off (complete = false) without a total or a note",
        ),
        both(
            "`total = \"12\"`처럼 출처가 말하는 수를 적거나, 무엇이 빠졌는지 note에 적어 주십시오.",
            "write how many the source counts, as in `total = \"12\"`, or say in `note` what is left out",
        ),
    )
}

pub(super) fn count_differs(total: &str, names: usize) -> Message {
    (
        both(
            format!("다 적힌 목록(complete)인데 전체 수는 {total}, 적힌 이름은 {names}개입니다."),
            format!("is said to be complete, with a total of {total} and {names} name(s)"),
        ),
        both(
            "빠진 이름을 적거나 `complete = false`로 바꿔 주십시오.",
            "add the missing names, or write `complete = false`",
        ),
    )
}

pub(super) fn too_few_claims() -> Message {
    (
        both(
            "출처들이 다르다고 하려면 주장이 둘은 있어야 합니다.",
            "needs two claims to be a disagreement",
        ),
        both(
            "`[[disagreement.claim]]`을 하나 더 적어 주십시오.",
            "add another `[[disagreement.claim]]`",
        ),
    )
}

pub(super) fn same_question(first: &str) -> Message {
    (
        both(
            format!("같은 질문에 답이 두 개 있습니다 (먼저 쓰인 곳: {first})."),
            format!("the same question is answered twice (first in {first})"),
        ),
        both(
            "둘을 합치거나 지난 것에 `expired = true`를 적어 주십시오.",
            "merge the two, or write `expired = true` on the old one",
        ),
    )
}

pub(super) fn no_english() -> Message {
    (
        both("영어 번역이 없습니다.", "has no English rendering"),
        both(
            "`{ ko = \"…\", en = \"…\" }`처럼 영어도 적어 주십시오.",
            "write `{ ko = \"…\", en = \"…\" }`",
        ),
    )
}

pub(super) fn no_english_document(file: &str) -> Message {
    (
        both("영어 번역 문서가 없습니다.", "has no English rendering"),
        both(
            format!("같은 내용을 영어로 {file} 파일에 적어 주십시오."),
            format!("write the same in English in {file}"),
        ),
    )
}

pub(super) fn rendering_of_nothing(id: &str, near: Option<&str>) -> Message {
    (
        both(
            format!("번역의 원래 문서가 없습니다: `{id}`"),
            format!("renders a document that is not there: `{id}`"),
        ),
        meant(
            near,
            both(
                "원래 문서를 넣거나 파일 이름을 바꿔 주십시오.",
                "add that document, or rename the file",
            ),
        ),
    )
}

pub(super) fn front_matter_open() -> Message {
    (
        both(
            "문서 머리말(---)이 닫히지 않았습니다.",
            "the front matter is not closed",
        ),
        both(
            "머리말이 끝나는 곳에 `---` 줄을 넣어 주십시오.",
            "add a line `---` where the front matter ends",
        ),
    )
}

pub(super) fn front_matter_line() -> Message {
    (
        both("문서 머리말의 줄이 `이름: 값` 꼴이 아닙니다.", "is not `key: value`"),
        both("`title: 제목`처럼 적어 주십시오.", "write it as `title: …`"),
    )
}

pub(super) fn front_matter_twice(key: &str) -> Message {
    (
        both(
            format!("문서 머리말에 같은 항목이 두 번 있습니다: `{key}`"),
            format!("`{key}` stands twice in the front matter"),
        ),
        both("하나를 지워 주십시오.", "remove one of the two"),
    )
}

pub(super) fn json_line(why: &str) -> Message {
    (
        both(
            format!("JSON 한 줄로 읽을 수 없습니다: {why}"),
            format!("is not one JSON object a line: {why}"),
        ),
        both(
            "{\"id\": …, \"title\": …, \"text\": …} 꼴로 한 줄에 하나씩 적어 주십시오.",
            "write one {\"id\": …, \"title\": …, \"text\": …} a line",
        ),
    )
}

pub(super) fn bad_url(url: &str) -> Message {
    (
        both(
            format!("웹 주소가 아닙니다: `{url}`"),
            format!("`{url}` is not a web address"),
        ),
        both(
            "https:// 또는 http://로 시작하는 주소를 적어 주십시오.",
            "write an address that begins with https:// or http://",
        ),
    )
}

pub(super) fn not_loaded(why: &str) -> Message {
    (
        both(
            format!("읽을 수 없는 기록입니다: {why}"),
            format!("cannot be read as a record: {why}"),
        ),
        both("schemas/ 폴더의 형식을 따라 주십시오.", "follow the schema in schemas/"),
    )
}
