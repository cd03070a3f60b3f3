//! The words that tell which kind of answer a sentence gives.

/// What counts things.
pub(crate) const COUNTERS: &[&str] = &[
    "개",
    "곳",
    "명",
    "사",
    "건",
    "회",
    "번",
    "차례",
    "가지",
    "종",
    "대",
    "팀",
    "권",
    "편",
    "마리",
    "그루",
    "층",
    "살",
    "세",
    "km",
    "m",
    "kg",
    "미터",
    "킬로",
    "톤",
    "인",
    "%",
    "퍼센트",
    "배",
    "만",
    "억",
    "천",
    "호",
    "평",
    "석",
    "좌석",
    "국",
    "쪽",
    "장",
    "위",
    "점",
    "분의",
];

/// What stands about places.
pub(crate) const PLACES: &[&str] = &[
    "에서",
    "에 있",
    "에 위치",
    "위치",
    "소재",
    "주소",
    "층",
    "관",
    "센터",
    "시청",
    "구청",
    "도서관",
    "역",
    "광역시",
    "특별시",
    "시 ",
    "군 ",
    "구 ",
    "동 ",
    "로 ",
    "길 ",
    "현지",
    "지역",
    "으로 ",
    "에 ",
    "지방",
    "나라",
    "도시",
    "온라인",
    "비대면",
    "화상",
];

/// The same in English.
pub(crate) const PLACES_EN: &[&str] = &[
    " in ", " at ", " on ", " near ", "located", "street", "avenue", "floor", "hall", "centre", "center", "square",
    "building", " to ",
];

/// What people are called by their office. A title that only the records have is learnt from them.
pub(crate) const TITLES: &[&str] = &[
    "회장",
    "원장",
    "대표",
    "대표이사",
    "이사장",
    "협회장",
    "지사장",
    "센터장",
    "소장",
    "사장",
    "장관",
    "책임자",
    "위원장",
    "본부장",
    "단장",
    "교장",
    "시장",
    "관장",
    "의장",
    "총장",
    "국장",
    "과장",
    "팀장",
    "수장",
    "창업자",
    "설립자",
    "창립자",
    "기자",
    "대표자",
    "실장",
    "우두머리",
    "기관장",
    "단체장",
    "최고책임자",
];

/// What else stands beside a name.
pub(crate) const PEOPLE: &[&str] = &[
    "씨",
    "님",
    "영사",
    "의원",
    "교사",
    "교수",
    "박사",
    "작가",
    "감독",
    "선수",
    "강사",
    "기사",
    "주무관",
    "담당자",
    "담당은",
    "요리사",
    "셰프",
    "연구원",
    "연출",
    "간사",
    "매니저",
    "사서",
    "큐레이터",
    "학예",
    "왕",
    "대통령",
    "가 만",
    "이 만",
    "사람은",
    "사람이",
    "이름은",
    "발명",
    "설계",
    "지은",
    "쓴 ",
    "저자",
    "황제",
    "장군",
    "의사",
    "변호사",
    "화가",
    "시인",
    "소설가",
    "배우",
    "가수",
    "신부",
    "스님",
    "부부",
    "형제",
];

/// What people and bodies do.
pub(crate) const ACTED: &[&str] = &[
    "맡",
    "뽑",
    "선출",
    "임명",
    "취임",
    "설립",
    "창립",
    "만들",
    "세웠",
    "세운",
    "썼",
    "그렸",
    "주도",
    "운영",
    "제안",
    "발의",
    "담당",
    "개발",
    "발견",
    "우승",
    "수상",
    "받았",
    "이끌",
    "협회",
    "기관",
    "재단",
    "회사",
    "위원회",
    "조합",
    "공사",
    "연구소",
    "대학",
];

/// What gives a reason.
pub(crate) const REASONS: &[&str] = &[
    "해서",
    "어서",
    "아서",
    "라서",
    "결과",
    "요청",
    "민원",
    "때문",
    "위해",
    "위하여",
    "위한",
    "이유",
    "탓",
    "인해",
    "까닭",
    "덕분",
    "고자",
    "목적",
    "취지",
    "므로",
    "배경",
    "계기",
    "려고",
    "려는",
    "도록",
    "니까",
    "의해",
    "느라",
    "바람에",
    "이어서",
    "한 점",
    "려면",
    "잦았",
    "부족해",
    "그쳐",
    "커서",
    "없어",
];

/// The same in English.
pub(crate) const REASONS_EN: &[&str] = &[
    "because",
    "due to",
    "in order",
    "so that",
    "reason",
    "since",
    "aim",
    "purpose",
    "owing",
    "as a result",
    "to ",
];

/// What reaches somebody.
pub(crate) const CONTACT: &[&str] = &[
    "전화",
    "이메일",
    "메일",
    "@",
    "연락",
    "문의",
    "홈페이지",
    "누리집",
    "www",
    "http",
    "phone",
    "email",
    "e-mail",
    "website",
    "contact",
    "call ",
];

/// What measures time.
pub(crate) const DURATIONS: &[&str] = &[
    "년", "개월", "달", "주", "일", "시간", "분", "초", "year", "month", "week", "day", "hour", "minute",
];

/// Counters that count the same things.
pub(crate) const SAME_COUNTERS: &[&[&str]] = &[
    &[
        "개", "곳", "사", "군데", "개사", "업체", "기업", "기관", "단체", "점포", "가지", "종",
    ],
    &["명", "인", "사람", "분"],
    &["번", "회", "차례"],
    &["년", "해", "개월", "달"],
    &["킬로미터", "킬로", "km", "㎞"],
    &["미터", "m"],
    &["퍼센트", "프로", "%"],
    &["살", "세"],
    &["석", "자리", "좌석"],
    &["원", "달러", "엔", "유로"],
    &["일", "월"],
    &["도", "℃"],
];

/// Numbers in words.
pub(crate) const NUMBER_WORDS: &[&str] = &[
    "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "한 ", "두 ", "세 ", "네 ", "스무", "수십",
    "수백", "수천", "절반", "모두", "유일", "없", "첫", "한명", "단 ",
];

/// The same in English.
pub(crate) const NUMBER_WORDS_EN: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "dozen", "hundred", "thousand", "million", "half", "several", "both", "once", "twice", "none",
];

/// The commonest Korean surnames of one syllable (Statistics Korea, census of 2015: the first sixty).
pub(crate) const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국";

/// Countries, as they are commonly called.
pub(crate) const COUNTRIES: &str = "대한민국 한국 북한 중국 일본 대만 몽골 베트남 태국 라오스 캄보디아 미얀마 말레이시아 싱가포르 인도네시아 필리핀 인도 \
    네팔 부탄 방글라데시 파키스탄 스리랑카 아프가니스탄 이란 이라크 사우디 아랍에미리트 카타르 쿠웨이트 요르단 이스라엘 시리아 레바논 튀르키예 터키 카자흐스탄 \
    우즈베키스탄 러시아 우크라이나 벨라루스 폴란드 체코 슬로바키아 헝가리 루마니아 불가리아 세르비아 크로아티아 슬로베니아 그리스 이탈리아 스페인 포르투갈 프랑스 \
    벨기에 네덜란드 룩셈부르크 독일 오스트리아 스위스 영국 잉글랜드 스코틀랜드 웨일스 아일랜드 아이슬란드 노르웨이 스웨덴 핀란드 덴마크 에스토니아 라트비아 \
    리투아니아 이집트 리비아 튀니지 알제리 모로코 수단 에티오피아 케냐 탄자니아 우간다 르완다 콩고 나이지리아 가나 세네갈 앙골라 잠비아 짐바브웨 남아프리카 \
    미국 캐나다 멕시코 쿠바 자메이카 과테말라 코스타리카 파나마 콜롬비아 베네수엘라 에콰도르 페루 볼리비아 브라질 칠레 아르헨티나 우루과이 파라과이 호주 \
    오스트레일리아 뉴질랜드 바티칸 홍콩 마카오 korea china japan taiwan mongolia vietnam thailand malaysia singapore indonesia philippines india nepal pakistan \
    iran iraq israel turkey russia ukraine poland czech hungary romania greece italy spain portugal france belgium netherlands germany austria switzerland britain \
    england scotland wales ireland iceland norway sweden finland denmark egypt morocco ethiopia kenya nigeria canada mexico cuba colombia peru brazil chile argentina \
    australia zealand";
