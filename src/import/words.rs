//! The words that page furniture is told by. They are compared without spaces, figures and signs, in lower case.

/// Labels of buttons and menus.
pub(super) const LABELS: &str = "\
    더보기 닫기 공유 공유하기 기사공유 기사공유하기 sns공유 글자크기 글자크기설정 글자크기조절 글자크기변경 글씨크기 본문글씨크기 본문글씨키우기 본문글씨줄이기 \
    글씨키우기 글씨줄이기 글자확대 글자축소 가가 가가가 가 작게 보통 크게 아주크게 매우크게 top top버튼 위로 맨위로 맨위로가기 상단으로 팝업창닫기 팝업닫기 \
    창닫기 레이어닫기 인쇄 인쇄하기 프린트 스크랩 스크랩하기 댓글 댓글쓰기 댓글보기 댓글닫기 댓글달기 댓글입력 첫댓글을남겨주세요 좋아요 싫어요 슬퍼요 화나요 \
    후속기사원해요 응원해요 축하해요 기대해요 놀랐어요 훈훈해요 감동이에요 이기사를추천합니다 추천 추천하기 비추천 페이스북 트위터 엑스 x 카카오톡 카카오스토리 카카오 \
    네이버 네이버블로그 네이버밴드 블로그 밴드 라인 텔레그램 핀터레스트 링크드인 facebook twitter kakaotalk band linkedin naver \
    url복사 주소복사 링크복사 url복사하기 복사 복사하기 메일 이메일 이메일보내기 메일보내기 기사저장 저장 북마크 메뉴 전체메뉴 메뉴열기 메뉴닫기 검색 검색하기 \
    통합검색 로그인 로그아웃 회원가입 마이페이지 구독 구독하기 구독신청 정기구독 신문구독 기자구독 알림 홈 home 목록 목록으로 목록보기 이전 다음 이전글 다음글 \
    이전기사 다음기사 이전기사보기 다음기사보기 본문바로가기 주메뉴바로가기 콘텐츠바로가기 바로가기 skiptocontent 기사듣기 듣기 음성으로듣기 기사읽어주기 \
    읽어주기 번역 번역하기 번역beta 요약 요약보기 요약봇 ai요약 다크모드 설정 옵션 확대 축소 이미지확대 이미지크게보기 사진확대 크게보기 확대보기 원본보기 광고 \
    ad advertisement 기자페이지 기자의다른기사 기자의다른기사보기 다른기사보기 기사제보 제보 저작권자 share print close more \
    readmore menu search login copylink 뉴스 공유버튼 폰트사이즈 폰트크기 오류신고 기사오류신고 신고 신고하기 재생 정지 기사보내기 sns기사보내기 기사스크랩하기 다른공유찾기 다른찾기 기사검색 본문영역 개의댓글 댓글정렬 내댓글모음 best댓글 이기사를공유합니다";

/// Headings above lists of other articles.
pub(super) const OTHERS: &str = "\
    관련기사 관련뉴스 관련키워드 연관기사 주요뉴스 주요기사 많이본뉴스 많이본기사 인기기사 인기뉴스 추천기사 추천뉴스 최신기사 최신뉴스 실시간뉴스 실시간인기기사 \
    함께본기사 함께볼만한기사 이시각주요뉴스 이시간주요뉴스 오늘의주요뉴스 헤드라인 핫뉴스 댓글많은뉴스 당신이좋아할만한기사 이기자의다른기사 기자의최신기사 에디터추천기사 \
    relatedarticles relatednews mostread trending 더많은기사";

/// Names of sections, as newspapers and notice boards call them.
pub(super) const SECTIONS: &str = "\
    정치 경제 사회 문화 국제 세계 산업 금융 증권 부동산 오피니언 스포츠 연예 생활 건강 의료 제약 바이오 과학 기술 it it과학 칼럼 사설 전체 종합 일반 뉴스 \
    기사 홈 home 정책 병원 의약 학술 단체 기업 경영 벤처 중기 중소기업 유통 자동차 교육 환경 노동 지역 전국 수도권 북한 외교 국방 법조 인물 동정 피플 \
    인사 부고 포토 영상 기획 특집 연재 이슈 라이프 여행 헬스 헬스케어 의료기기 식품 화장품 정보통신 통신 글로벌 해외 미국 중국 일본 유럽 보도자료 공지 공지사항 \
    알림 알림마당 알림소식 소식 새소식 사업공고 공고 news business society economy world politics opinion life \
    culture science tech health industry";
