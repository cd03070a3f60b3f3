//! The words of a question that say what is asked, not about what: question words, the kinds of record, states, and words that carry no meaning of their own.
//!
//! They belong to the two languages, not to a programme; what a programme calls its things comes from `data/synonyms.toml`.

use serde::{Deserialize, Serialize};

/// What a word of a question tells about what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Cue {
    // What kind of answer is wanted.
    Who,
    When,
    Where,
    Amount,
    Count,
    Duration,
    What,
    Which,
    How,
    Why,
    List,
    Contact,
    Define,
    Said,
    History,
    // What kind of record it is about.
    Company,
    Partner,
    Office,
    Place,
    Programme,
    Call,
    Criterion,
    Support,
    Part,
    Source,
    Things,
    // What state a company is in.
    Enter,
    Stay,
    Planned,
    Considering,
    Selected,
    Extended,
    Negated,
    New,
    First,
    Help,
    // Time.
    Now,
    Latest,
    Deadline,
    Open,
    // Sources that do not agree.
    Differ,
    // Conversation.
    FollowUp,
    Pronoun,
    Greeting,
    Thanks,
    Bye,
    Self_,
    You,
    Ask,
    // Nothing.
    Function,
}

impl Cue {
    /// Whether the word also counts as a term that a sentence has to contain.
    pub(crate) fn is_content(self) -> bool {
        use Cue::*;
        matches!(
            self,
            Company
                | Partner
                | Place
                | Programme
                | Call
                | Criterion
                | Support
                | Part
                | Enter
                | Planned
                | Considering
                | Selected
                | Extended
                | New
                | Help
                | Deadline
                | Define
        )
    }
}

/// The cues that say that somebody came, was to come, or was let stay.
pub(crate) const MOVES: &[Cue] = &[
    Cue::Enter,
    Cue::Planned,
    Cue::Considering,
    Cue::Selected,
    Cue::Extended,
    Cue::New,
];

/// Korean cues; forms are written without spaces, as they are matched.
pub(crate) const KOREAN: &[(Cue, &str)] = &[
    (
        Cue::You,
        "넌 너 너는 너의 네가 니가 당신 당신은 당신의 봇 봇아 봇은 길잡이 길잡이야 길잡아 길잡이는 너한테 너에게 너도",
    ),
    (
        Cue::First,
        "앞서 가장먼저 제일먼저 맨먼저 먼저 처음 처음으로 최초 최초로 첫 첫번째 맨처음 제일처음",
    ),
    (
        Cue::Things,
        "데중 데중에 곳중 곳중에 곳 곳은 곳이 곳들 데 데는 데가 데들 애들 곳을",
    ),
    (
        Cue::History,
        "어떻게됐 어떻게되었 어떻게된 어떻게된거 어떻게된거예요 어떻게된거에요 어떻게된거야 어떻게된거죠 어떻게된건가요 어떻게된건지 어찌됐 어떻게됬 어케됐 어케됨 어찌되었 어떻게됐나요 어떻게됐어 어떻게되었나요 어떻게됐는지 어떻게됐어요 어떻게됐죠 어떻게됐는데 걸어온 거쳐온 행보 여정 발자취 넓혀왔 넓혀온 이어왔",
    ),
    (
        Cue::Who,
        "누구 누가 누군 누굴 누구누구 누군가요 누구예요 누구인가요 누구야 누구죠 누구니 누군데 누구에요 뉘 성함 어느분 어느분이 어느분이신 어떤분 어떤분이 어떤분이신",
    ),
    (
        Cue::When,
        "언제 언제부터 언제까지 언젠가요 언제예요 언제야 언제쯤 언제죠 언제였 며칠 몇일 며칠날 몇일날 몇월 몇월며칠 날짜 시기 일자 일시 언제에 몇년도 몇년에 어느해 무슨해 몇시 몇시에 몇시부터 몇시까지 무슨요일 몇요일 어느요일 요일 시점 시간 시각 일정",
    ),
    (
        Cue::Where,
        "어디 어디에 어디서 어딘가요 어디예요 어디야 어디죠 어딨 어디있 어디에요 어딘지 어디로 어딘가 어디쯤 어딜 위치 장소",
    ),
    (
        Cue::Amount,
        "얼마 얼마나 얼마예요 얼마인가요 얼마야 얼만가요 얼마죠 얼마씩 얼마까지 얼마정도 금액 액수 비용 가격 요금 몇원 몇만원 몇억 몇달러 얼만데 얼마에요",
    ),
    (
        Cue::Count,
        "얼마나많 얼마나있 몃개 몃곳 몃명 몃 며개 몇개 몇곳 몇명 몇군데 몇사 몇개사 몇개나 몇곳이 몇가지 몇건 몇회 몇번 몇차례 몇종 몇편 몇권 몇대 몇층 몇팀 몇분 몇평 몇호 몇 개수 갯수 숫자 몇퍼센트 몇프로 인원 몇살 몇세",
    ),
    (
        Cue::Duration,
        "얼마동안 얼마나오래 몇년 몇년간 몇년동안 몇개월 몇개월간 몇달 몇달간 몇주 몇주간 몇시간 몇일간 며칠간 며칠동안 기간",
    ),
    (
        Cue::What,
        "무엇 무엇인가요 뭐 뭐야 뭐예요 뭔가요 뭔데 뭐죠 뭐에요 뭘 뭐가 무엇을 무엇이 무엇인지 뭔지 뭐지 뭐니 뭐있 뭐가있 뭣 모야 머야 뭐임 뭥미 먼데 뭔데요 먼데요 뭐하는데 머임 머머 모모 뭐뭐 뭐냐 뭡니까 뭐뭐로 뭐하는 머하는 모하는 뭐만드 머만드 뭐해 머해 뭐함 머함 무어 머예요 머에요 먼가요 모예요 모에요 머가",
    ),
    (
        Cue::Differ,
        "다르 다른가 다른지 달라 달라요 엇갈 헷갈 헷갈려 뭐가맞 어느게맞 어느쪽이맞 뭐가맞아 출처마다 기사마다 매체마다 서로다르 제각각 불일치",
    ),
    (
        Cue::Which,
        "어떠한 어떤 어느 무슨 어떤게 어느게 어떤것 어느것 어떤곳 어느곳",
    ),
    (
        Cue::How,
        "어떻게 어케 어떡게 어떻해 어떡해 방법 방식 절차 어떤식 어찌 방안 어떠케 어떻케 어뜨케 하는법 하려면 되려면 받으려면 려면",
    ),
    (Cue::Why, "왜 이유 어째서 까닭 무슨이유 원인 왜냐 때문 배경"),
    (
        Cue::List,
        "목록 리스트 명단 현황 어디어디 뭐뭐 누구누구 무엇무엇 뭐뭐있 나열 종류 하나씩 일람 전부알려 모두알려",
    ),
    (
        Cue::Contact,
        "주소 연락처 전화번호 전화 이메일 메일주소 메일 문의처 문의 담당자 연락 번호 팩스 홈페이지 누리집",
    ),
    (
        Cue::Define,
        "뜻 의미 약자 줄임말 정식명칭 풀네임 정의 준말 풀어쓰 무슨뜻 무슨말 약어 영어이름 영문명 영문이름 영어로 영문 영문으로 한글이름 본말 정식이름",
    ),
    (
        Cue::Said,
        "뭐라고 모라고 머라고 한말 했던말 하신말 뭐라 말했 말한 말씀 발언 코멘트 밝혔 강조했 소감 언급 뭐랬 이야기했 얘기했 말하 전했 무슨말 무슨말을 무슨얘기 어떤말 어떤말을 뭔말",
    ),
    (
        Cue::History,
        "밟아온 밟아온길 걸어온길 결국 나중에어떻게 그뒤로 그뒤에 지내왔 지냈 어떻게지내 어떻게지냈 행보 발자취 여정 경과 걸어온 이력 연혁 히스토리 상황 근황 상태 정보 기록 소식 관련정보",
    ),
    (
        Cue::Company,
        "기업 회사 제약사 업체 제약회사 기업들 회사들 업체들 기업체 바이오텍 입주사 입주기업 스타트업 개사 법인 회원사 벤처",
    ),
    (
        Cue::Partner,
        "기관 협력기관 파트너 협력사 단체 주체 협력처 파트너사 협력단체 참여기관 주관기관 운영기관 협력파트너 주관 주최 운영주체 기관들",
    ),
    (Cue::Place, "장소 지역 도시 위치 센터 클러스터 단지"),
    (Cue::Programme, "사업 프로그램 지원사업 프로젝트 제도 정책"),
    (
        Cue::Call,
        "모집 공모 공고 신청 접수 응모 모집공고 신청기간 접수기간 모집기간 지원서 신청서 원서 넣을수 낼수있 못넣 못내나 지원하려 지원해보 넣어볼 넣어도",
    ),
    (
        Cue::Criterion,
        "자격 조건 요건 대상 자격요건 지원자격 신청자격 자격조건 지원대상 신청대상 대상자 선정기준 평가기준 심사기준",
    ),
    (
        Cue::Support,
        "뭐해줘 뭐해주 뭐해줌 뭘해줘 뭘해주 뭘해줌 머해줘 머해줌 뭐뭐해줘 뭐뭐해줌 해주는거 해주는게 지원내용 혜택 지원금 지원액 지원금액 지원규모 베네핏 뭘지원 무엇을지원 뭐지원 지원받 보조금 보조 보조해주 지원해주 지원해줘 지원해줌 도와주 뭐가좋아 뭐가좋아요 뭐가좋은 뭐가좋나 뭐가좋은가 머가좋아 머가좋아요 머가좋은 좋은점 장점 메리트 이점 내줘 내줘요 내주나 내주나요 내줌 대줘 대줘요 대주나요 대줌",
    ),
    (
        Cue::Part,
        "이뤄져있 이루어져있 구성돼 구성되 내용 구성 세부사업 세부내용 구성요소 골자 분야 항목",
    ),
    (Cue::Source, "출처 근거 자료 원문 링크 어디서나온 기사"),
    (
        Cue::Enter,
        "입주 들어가 들어갔 들어간 들어와 들어온 들어왔 입성 진출 합류 자리잡 입점 입소 둥지 들어감 입주완료 입주했",
    ),
    (
        Cue::Stay,
        "있는 있나 있었 있던 있어 있죠 있지 있지요 잇죠 머무 남아 남았 남았나 남았나요 상주 머물 입주해있 소재",
    ),
    (
        Cue::Planned,
        "곧 조만간 머지않아 들어간다던 들어간다고 들어온다던 들어온다고 예정 앞두 앞둔 계획 입주예정 들어갈 입주할 예비 준비중 들어올 대기",
    ),
    (Cue::Considering, "검토 고려 저울질 고민 타진 검토중"),
    (
        Cue::Selected,
        "선정 선정사 뽑혔 뽑힌 뽑은 뽑았 뽑히 뽑나 뽑는 뽑을 뽑아 뽑고 뽑냐 뽑혀 심사를통과 심사통과 심사를붙 심사에붙 선발 합격 붙은 붙었 낙점 선정된 선정됐 당선 채택 입선 확정된",
    ),
    (
        Cue::Extended,
        "연장 재계약 갱신 갱신된 갱신됐 갱신돼 갱신되 계속입주 연장된 연장한 연장됐 더머무 살아남 자리지킨 자리지켰 자리를지킨 도남은 도남아 도버틴",
    ),
    (
        Cue::Negated,
        "안한 못받은 못받 못받았 안받은 안된거 안됨 안됐 안된 않은 않았 못한 못했 못된 아닌 아니 탈락 안하 안해 못하 않는 않고 안들어 빠진 빠졌 떨어진 떨어졌 나간 나갔 제외 실패 못들어 빼면 제외하 안되 미연장 미선정 안함 못함 안돼 빼고 말고 종료된 끝난 떠난 떠났",
    ),
    (Cue::New, "새로 신규 새롭게 새로운 신입 추가로 신규로 새로들어"),
    (
        Cue::Help,
        "지원으로 도움으로 통해 도움을받아 도움을받은 지원을받아 지원을받은 지원받아 지원받은 도움받아 도움받은 덕분 지원을통해 도와서 도와준 도와줘서 도와줘 도와줬 다리놔줘 다리놔줬 다리를놔 힘써줘 밀어줘 도와",
    ),
    (
        Cue::Now,
        "현재 지금 요즘 오늘 이제 요새 지금은 오늘날 아직 아직도 아직두 지금도 지금두 현 현시점 여전히",
    ),
    (Cue::Latest, "최근 최신 가장최근 제일최근 마지막 맨마지막 마지막으로"),
    (
        Cue::Deadline,
        "마감 까지 기한 데드라인 마감일 마감일자 마감날 언제까지 끝나 끝났 종료 마지막날 마감기한 마감됐 접수마감 지났 지낫",
    ),
    (
        Cue::Open,
        "열려있 진행중 접수중 모집중 가능한가 가능해 가능할까 가능 열렸",
    ),
    (
        Cue::FollowUp,
        "그럼 그러면 그리고 그렇다면 그런데 근데 그래서 또 그중 그중에 그중에서 이중 이중에 그외 그밖에 그담 그다음 다음은 나머지 나머지는 그건 그거 그것 그게 그걸 더 글면 그람",
    ),
    (
        Cue::Pronoun,
        "그사람 그분 이분 그회사 그기업 거기 그곳 그업체 이회사 이기업 그기관 이기관 이사람 저사람 그사업 이사업 그프로그램 그행사 그센터 그곳은 거긴 그이 걔네 걔",
    ),
    (
        Cue::Greeting,
        "안녕 안녕하세요 안뇽 하이요 반가워 반갑습니다 안녕하십니까 좋은아침 헬로 헬로우 ㅎㅇ 하이루 방가 반가워요 반갑네요 안냥 안녕하세여 안뇽하세요",
    ),
    (
        Cue::Thanks,
        "고마워 고마워요 감사 감사합니다 감사해요 고맙습니다 땡큐 ㄱㅅ 수고 수고하세요 수고하셨 고맙 감솨 캄사 쌩유 최고 최고야 잘했어 도움이됐 도움됐 고생 굿 좋네 좋아요",
    ),
    (
        Cue::Bye,
        "잘가 안녕히 안녕히계세요 바이바이 다음에봐 이만 나중에봐 ㅂㅂ 빠이",
    ),
    (
        Cue::Self_,
        "너는누구 넌누구 누구세요 너누구 네이름 너이름 봇이름 너뭐야 너는뭐 넌뭐 뭘할수있 뭐할수있 무엇을할수있 뭐할줄 뭘도와 뭐도와 사용법 도움말 사용방법 어떻게써 어떻게사용 무엇을물어 뭘물어 뭐물어 자기소개 당신은누구 넌누구니 네가누구",
    ),
    (
        Cue::Ask,
        "알려줘 알려주세요 알려주라 알려 알려줄래 알려주실 알려주시 알려줄수 가르쳐 갈켜 말해줘 말해주 말해봐 설명해줘 설명해주 설명해 설명 설명좀 궁금 궁금해 궁금합니다 궁금해요 궁금한데 알고싶 알고파 알수있을까 알수있나 알수있 물어볼게 물어봐도 질문 질문이 찾아줘 보여줘 보여주 말씀해 부탁 부탁해 부탁드려 부탁드립니다 좀알려 불러줘 읊어줘 대줘 적어줘 정리해줘 정리해 요약해줘 요약 소개해줘 소개해 소개 확인해줘 확인 가르쳐줘 가르쳐주 알랴줘 알켜줘 알려죠 알려주삼 알려주셈 알려쥬 구해줘 정리좀 정리부탁 알수있을지 알수있을지요 리스트업",
    ),
    (
        Cue::Function,
        "우리나라 우리나라에 아무도 아무나 아무 할때 할때는 했을때 될때 때요 때에는 마자 마자요 마져 맞음 맞냐 합쳐 합해 통틀어 합쳐서 합하면 혹시 저기 저기요 제가 저희 저희는 저희가 우리 우리는 우리가 나는 내가 저는 저도 나도 좀 조금 정말 진짜 그냥 대해 대해서 대한 관해 관해서 관한 관련 관련해 관련해서 관련된 있습니까 있을까 있다면 있으면 있다 있고 있지 있음 있을 있게 없나 없는 없어 없나요 없습니까 없다 없을 수 것 거 건 게 및 등 중 중에 중에서 가운데 모두 전부 다 총 전체 전체적 각각 다른 이외 제일 가장 대략 약 정도 쯤 대충 보통 특히 주로 바로 이미 벌써 이번 당시 당시의 때 그때 동안 후 뒤 전 이후 이전 하나요 하나 하는 했대 했대요 한대 한대요 된대 된대요 됐대 됐대요 이래 이래요 했다던데 했다는데 한다던데 한다는데 한다며 했다며 했다면서 하는지 하는가 하는데 했나 했나요 했는지 했어 했어요 했죠 했습니까 한거 한건 한지 한가 할까 할수 할 해 해요 하고 하면 하며 해서 하여 하려 하려고 하기 함 한 한다 한다는 한다고 하던데 했던 했는데 되나 되나요 되남 되남요 되려나 될라나 되냐 되는감 나옴 되는 되는지 되어 되었 되면 돼 돼요 됐 됐나 됐나요 됐어 됐는지 될까 된거 된 될 됨 됩니까 인가 인가요 인지 인데 입니까 이에요 예요 이야 야 이죠 죠 인가여 이란 란 라는 라고 이라는 이라고 라면 이라면 이면 이며 였나 였나요 이었나 였어 였지 였죠 이었 이요 요 나요 까요 습니까 니까 는지 는가 은가 던가 네요 군요 거든요 데요 싶은데 싶어 싶어요 싶습니다 싶다 받나 받나요 받을 받을수 받은 받는 받아 받아요 받고 받았 받으면 주나 주나요 주는 주는지 줘 줘요 준 줄 주었 줬 준다 줍니까 주세요 주시 볼수 보면 봐 보고 봤 통한 위한 위해 위해서 따르면 따라 의하면 의해 대하여 함께 같이 같은 같아 처럼 만약 만일 어쨌든 아무튼 일단 우선 예를들어 이런 저런 그런 이렇게 그렇게 저렇게 맞나 맞나요 맞아 맞아요 맞죠 맞지 맞는지 사실 진짜로 정확히 정확하게 구체적 구체적으로 자세히 자세하게 상세히 간단히 간단하게 간략히 쉽게 빨리 하는거 하는건 하는것 아는 알아 아시 아세요 알 아나요 나와 나온 나오 나왔 나오나 나와있 써있 적혀 말 얘기 이야기 점 부분 쪽 면 측 씨 님 분 여기 여기서 저것 이것 이거 이건 이게 그 이 저 네 넵 예 응 아 음 어 오 와 ㅋ ㅋㅋ ㅋㅋㅋ ㅎ ㅎㅎ ㅠ ㅠㅠ ㅜ ㅜㅜ ㅇㅇ 내 만한 가지 종 해당 해당하는 해당되 그동안 지금까지 여태 여태까지 누가봐도 쟤 실제로 본 각 기준 여러 몇몇 모든 온 어느정도 계속 다시 또한 역시 물론 즉 결국 아예 전혀 별로 매우 아주 너무 꽤 훨씬 더욱 직접 스스로 서로 필요 필요한 필요해 필요하나 필요한가 필요합니까 경우 경우에 때는 때문에 가나 가는 간 갈 가려면 가야 가서 번도 겠다 겠다고 겠다는 겠다며 오는 온다 왔 됬 됬나 됬나요 됬어 햇 햇나 햇나요 햇어 잇 잇을 잇을수 있을수 잇나 잇나요 잇어 잇는 인가용 나용 해용 할까용 구요 군 불러 부르 부르나 불리 불리는 라고하 이라고하 쓰 쓰는 쓸 쓰이 쓰여 썼 난 가치하는 가치하는거 같이하는거 함께하는거 걸로 거로 한마디 쭉 쫙 싶었 싶었던 걸까 걸까요 거예 거예요 거에 거에요 거여요 거져 거지요 나란히 갈렸 갈렸나 정작 오히려 되레 도리어 마침내 주실 주시겠 치임",
    ),
];

/// English cues; several words are one form with `_` between them.
pub(crate) const ENGLISH: &[(Cue, &str)] = &[
    (Cue::Things, "ones"),
    (Cue::First, "first earliest"),
    (Cue::Who, "who whom whose who's whos who'd"),
    (
        Cue::When,
        "when date what_date which_day what_day what_year which_year what_month which_month what_time since_when",
    ),
    (Cue::Where, "where where's location located address venue"),
    (Cue::Amount, "how_much cost costs price amount fee fees how_expensive"),
    (Cue::Count, "how_many number_of count headcount"),
    (
        Cue::Duration,
        "how_long duration for_how_long how_many_years how_many_months how_many_days how_many_weeks",
    ),
    (Cue::What, "what what's whats"),
    (Cue::Which, "which"),
    (
        Cue::Differ,
        "differ differs different disagree disagrees conflicting contradict inconsistent confused confusing",
    ),
    (Cue::How, "how how'd procedure steps way process"),
    (Cue::Why, "why reason reasons how_come"),
    (Cue::List, "list name_all names_of enumerate roster"),
    (
        Cue::Contact,
        "contact phone phone_number telephone email e-mail mail hotline website reach call_number",
    ),
    (
        Cue::Define,
        "meaning mean means stand stands stand_for stands_for abbreviation acronym definition define full_name short_for",
    ),
    (
        Cue::Said,
        "say said says statement comment comments commented quote stated remark remarks",
    ),
    (
        Cue::History,
        "ended_up end_up eventually in_the_end been_through been_up_to come_along fared history status record situation profile details happened_to happen_to what_became_of walk_me_through whole_story timeline over_the_years start_to_finish journey",
    ),
    (
        Cue::Company,
        "company companies firm firms tenant tenants business businesses biotech biotechs drugmaker drugmakers startup startups pharma_companies member_companies",
    ),
    (
        Cue::Partner,
        "partner partners institution institutions organisation organisations organization organizations organizer organizers organiser organisers agency agencies body bodies party parties",
    ),
    (
        Cue::Office,
        "chairman chair president director head ceo founder chief minister consul_general mayor author reporter boss leader chairperson chairwoman manager leader principal",
    ),
    (Cue::Place, "place places city area cluster region site"),
    (
        Cue::Programme,
        "program programme project scheme initiative programs programmes",
    ),
    (
        Cue::Call,
        "call application applications apply applying applied recruitment intake round submit submission register registration enrol enroll sign_up",
    ),
    (
        Cue::Criterion,
        "eligible eligibility criteria criterion requirement requirements qualify qualifies qualification qualifications condition conditions preferred preference",
    ),
    (
        Cue::Support,
        "support benefit benefits subsidy subsidies grant grants aid assistance funding offer offers provide provides provided receive",
    ),
    (
        Cue::Part,
        "part parts component components consist consists pillar pillars field fields areas contents",
    ),
    (Cue::Source, "source sources reference references evidence article link"),
    (
        Cue::Enter,
        "came_in come_in came_into come_into got_in get_in gets_in getting_in taken_in let_in made_it_in enter entered entering move_in moved_in move_into moved_into moving_in moving_into join joined joining set_up entry located_in moved move tenancy occupy occupied",
    ),
    (
        Cue::Stay,
        "stay staying in_residence resident residents based remain remained",
    ),
    (
        Cue::Planned,
        "next_ones next_one next_in_line plan plans planned planning about_to expected due going_to upcoming will scheduled set_to intend",
    ),
    (
        Cue::Considering,
        "consider considering considered reviewing mulling weighing thinking",
    ),
    (
        Cue::Selected,
        "won_a_spot won_a_place win_a_spot win_a_place got_a_spot got_a_place won_spots won_places picks made_the_cut selected chosen chose select picked pick choose accepted selection admitted winners awarded shortlisted",
    ),
    (
        Cue::Extended,
        "stay_on stayed_on staying_on stays_on kept_on another_year another_term extended extend extension prolonged prolong lengthened renewed renewal renew",
    ),
    (
        Cue::Negated,
        "not no didn't don't doesn't wasn't weren't isn't aren't without never haven't hasn't failed dropped left didnt wasnt werent isnt doesnt dont excluded except",
    ),
    (Cue::New, "new newly fresh additional"),
    (
        Cue::Help,
        "with_the_help with_help helped through via thanks_to with_support with_the_support supported_by backed_by",
    ),
    (
        Cue::Now,
        "now current currently today present nowadays still at_the_moment these_days",
    ),
    (Cue::Latest, "latest most_recent newest last recent recently"),
    (
        Cue::Deadline,
        "deadline due_date by_when closing closing_date until close closed closes ends end until_when expire expires",
    ),
    (Cue::Open, "open available possible still_open ongoing accepting"),
    (
        Cue::FollowUp,
        "then and_then what_about how_about and also else more anything_else",
    ),
    (
        Cue::Pronoun,
        "he she they him her it them that_person this_person that_company this_company there his their its that_one this_one",
    ),
    (
        Cue::Greeting,
        "hi hello hey good_morning good_afternoon good_evening greetings yo hiya howdy",
    ),
    (
        Cue::Thanks,
        "thanks thank thank_you thx ty cheers great nice awesome good_job well_done appreciated helpful very_helpful",
    ),
    (Cue::Bye, "bye goodbye see_you see_ya good_night farewell"),
    (
        Cue::Self_,
        "who_are_you what_are_you your_name what_can_you_do how_do_you_work help help_me what_do_you_do what_can_i_ask how_to_use",
    ),
    (
        Cue::Ask,
        "tell_me tell please show_me show explain describe could_you can_you would_you let_me_know i_want_to_know i'd_like_to_know do_you_know give_me know want_to_know give find summarize summarise",
    ),
    (
        Cue::Function,
        "nobody no_one anyone a an the of in on at to for from by with about as is are was were be been being am do does did done have has had having can could should would may might must shall and or but if so than that this these those there i me my we our us you your he's any some all each every other others another many much more most very just only also too into onto out up down over under between among during before after against per within which's whether let's lets get got gets getting make made makes take takes taken taking use used uses using under happen happened happens one thing things kind kinds type types sort exactly actually really roughly approximately around there's here who've does's ever yet already because while both either neither such same own s t re ve ll d m whatsoever it's i'm i've you're bot ok okay please's right correct true isn't_it aren't_they didn't_they go goes went come came put like want wants need needs needed called call_it named name known hear heard read see look looking try",
    ),
];
