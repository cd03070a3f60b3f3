/** Every text of the page, Korean and English side by side. Functions take what is put into the text. */

const TEXTS = {
  skip: ["메시지 쓰기로 건너뛰기", "Skip to the message box"],
  sideLabel: ["채널과 구성원", "Channels and members"],
  openSide: ["채널 목록 열기", "Open the channel list"],
  closeSide: ["채널 목록 닫기", "Close the channel list"],
  speakAs: ["누구로 쓸까요", "Speak as"],
  speakingAs: [(n) => `지금 쓰는 사람: ${n}. 바꾸려면 누르십시오.`, (n) => `Speaking as ${n}. Press to change.`],
  staff: ["운영진", "staff"],
  language: ["언어", "Language"],
  toEnglish: ["English", "English"],
  toKorean: ["한국어", "한국어"],
  themeDark: ["어둡게", "Dark"],
  themeLight: ["밝게", "Light"],
  theme: ["화면 밝기", "Appearance"],
  width: ["화면 너비", "Width"],
  widthPhone: ["휴대폰", "Phone"],
  widthFull: ["넓게", "Wide"],
  directMessages: ["다이렉트 메시지", "Direct messages"],
  unread: ["읽지 않은 메시지 있음", "unread messages"],
  logLabel: [(n) => `${n}의 메시지`, (n) => `Messages in ${n}`],
  emptyLog: ["아직 메시지가 없습니다. 아래에 질문을 쓰거나 / 를 눌러 명령어를 고르십시오.", "No messages yet. Write a question below, or press / to pick a command."],
  app: ["앱", "APP"],
  edited: ["(수정됨)", "(edited)"],
  today: [(t) => `오늘 ${t}`, (t) => `Today at ${t}`],
  yesterday: [(t) => `어제 ${t}`, (t) => `Yesterday at ${t}`],
  onlyYou: ["나만 볼 수 있음", "Only you can see this"],
  dismiss: ["메시지 닫기", "Dismiss message"],
  thinking: ["생각하는 중입니다…", "is thinking…"],
  sending: ["봇에게 보내는 중입니다…", "Sending to the bot…"],
  failed: ["상호작용에 실패했습니다.", "This interaction failed."],
  noResponse: ["봇이 응답하지 않았습니다.", "The application did not respond."],
  used: [(u, c) => `${u} 님이 쓴 명령어 ${c}`, (u, c) => `${u} used ${c}`],
  messageDeleted: ["삭제된 메시지입니다.", "Original message was deleted."],
  clickAttachment: ["내용 없는 메시지", "Message without text"],
  reply: ["답장", "Reply"],
  replyingTo: [(n) => `${n} 님에게 답장`, (n) => `Replying to ${n}`],
  cancelReply: ["답장 취소", "Cancel the reply"],
  jumpTo: [(n) => `${n} 님이 쓴 원래 메시지로 가기`, (n) => `Jump to the message by ${n}`],
  react: ["반응 달기", "Add a reaction"],
  reactionCount: [(e, n) => `${e} 반응 ${n}개`, (e, n) => `${e}, ${n} reactions`],
  more: ["이 메시지로 할 수 있는 일", "What can be done with this message"],
  apps: ["앱", "Apps"],
  makeThread: ["스레드 만들기", "Create a thread"],
  threadName: ["스레드 이름", "Thread name"],
  create: ["만들기", "Create"],
  copyText: ["글 복사", "Copy text"],
  deleteMessage: ["메시지 삭제", "Delete message"],
  typing: [(n) => `${n} 님이 입력하고 있습니다…`, (n) => `${n} is typing…`],
  message: [(c, n) => `${c}에 메시지 쓰기 (${n})`, (c, n) => `Message ${c} as ${n}`],
  noWriting: ["이 채널에는 글을 쓸 수 없습니다.", "You cannot write in this channel."],
  send: ["보내기", "Send"],
  attach: ["파일 첨부", "Attach a file"],
  removeFile: [(n) => `${n} 빼기`, (n) => `Remove ${n}`],
  tooLong: [(n) => `글이 너무 깁니다 (${n}/2000자). 줄여서 보내 주십시오.`, (n) => `Too long (${n} of 2000 characters). Please shorten it.`],
  openCommands: ["명령어 고르기", "Pick a command"],
  commands: ["명령어", "Commands"],
  noCommands: ["맞는 명령어가 없습니다.", "No matching command."],
  members: ["구성원", "Members"],
  suggestions: ["제안", "Suggestions"],
  searching: ["찾는 중입니다…", "Searching…"],
  noOptions: ["맞는 제안이 없습니다.", "No suggestions."],
  required: ["필수", "required"],
  needed: [(n) => `‘${n}’ 칸을 채워 주십시오.`, (n) => `Please fill in “${n}”.`],
  pickFromList: [(n) => `‘${n}’ 칸은 목록에서 골라 주십시오.`, (n) => `Please pick “${n}” from the list.`],
  wholeNumber: [(n) => `‘${n}’ 칸에는 숫자를 써 주십시오.`, (n) => `Please write a number in “${n}”.`],
  cancelCommand: ["명령어 취소", "Cancel the command"],
  chooseFile: ["파일 고르기", "Choose a file"],
  yes: ["예", "True"],
  no: ["아니요", "False"],
  choose: ["고르십시오", "Make a selection"],
  chosen: [(n) => `${n}개 선택`, (n) => `${n} selected`],
  apply: ["선택 완료", "Done"],
  submit: ["제출", "Submit"],
  cancel: ["취소", "Cancel"],
  close: ["닫기", "Close"],
  requiredField: ["꼭 써 주십시오.", "This field is required."],
  atLeast: [(n) => `${n}자 이상 써 주십시오.`, (n) => `Write at least ${n} characters.`],
  opensOutside: ["새 창", "opens a new window"],
  picture: ["그림", "Picture"],
  spoiler: ["가린 글. 누르면 보입니다.", "Spoiler. Press to reveal."],
  newPost: ["새 글", "New post"],
  postTitle: ["제목", "Title"],
  postText: ["내용", "Text"],
  threadOpened: [(u, n) => `${u} 님이 스레드를 만들었습니다: ${n}`, (u, n) => `${u} started a thread: ${n}`],
  posts: ["글 목록", "Posts"],
  noPosts: ["아직 글이 없습니다.", "No posts yet."],
  offline: ["연결이 끊겼습니다. 다시 연결하고 있습니다…", "Connection lost. Reconnecting…"],
  botOnline: ["봇 연결됨", "bot connected"],
  botOffline: ["봇 연결 안 됨", "bot not connected"],
  notDone: ["하지 못했습니다.", "That did not work."],
  everyone: ["모두", "everyone"],
  unknownUser: ["알 수 없는 사용자", "unknown user"],
  unknownChannel: ["알 수 없는 채널", "unknown channel"],
  download: [(n, s) => `${n} 내려받기 (${s})`, (n, s) => `Download ${n} (${s})`],
  dismissNotice: ["알림 닫기", "Dismiss"],
};

/** In Korean what the server says when Discord's own program would not let somebody do a thing. */
const REFUSALS = {
  "There is no such channel.": "그런 채널이 없습니다.",
  "There is no such member.": "그런 구성원이 없습니다.",
  "You do not see this channel.": "이 채널을 볼 수 없습니다.",
  "You do not have permission to send messages in this channel.": "이 채널에는 글을 쓸 수 없습니다.",
  "This thread is locked.": "잠긴 스레드입니다.",
  "A message needs some text or a file.": "글이나 파일이 있어야 합니다.",
  "Your message is too long: 2,000 characters at most.": "글이 너무 깁니다. 2,000자까지 쓸 수 있습니다.",
  "The message you reply to is gone.": "답장하려는 메시지가 없어졌습니다.",
  "You can only edit your own messages.": "자기 메시지만 고칠 수 있습니다.",
  "The message is gone.": "그 메시지는 없어졌습니다.",
  "You do not have permission to delete this message.": "이 메시지를 지울 수 없습니다.",
  "You do not have permission to add reactions here.": "여기에는 반응을 달 수 없습니다.",
  "You cannot open a thread here.": "여기에는 스레드를 만들 수 없습니다.",
  "A thread's name has 1 to 100 characters.": "스레드 이름은 1자에서 100자까지입니다.",
  "This message already has a thread.": "이 메시지에는 이미 스레드가 있습니다.",
  "You cannot post here.": "여기에는 글을 올릴 수 없습니다.",
  "A post needs a title of 1 to 100 characters and a message.": "제목(1자에서 100자)과 내용이 있어야 합니다.",
  "Loading options failed.": "제안을 불러오지 못했습니다.",
  "The message has no such button.": "그런 버튼이 없습니다. 메시지가 바뀌었을 수 있습니다.",
  "This cannot be used any more.": "더는 쓸 수 없습니다.",
  "This is a button, not a menu.": "목록이 아니라 버튼입니다.",
  "This is a menu, not a button.": "버튼이 아니라 목록입니다.",
  "The menu has no such entry.": "목록에 그런 항목이 없습니다.",
  "There is no such form.": "그런 창이 없습니다.",
  "There is no such command any more.": "그 명령어는 없어졌습니다.",
  "You do not have permission to use this command.": "이 명령어를 쓸 수 없습니다.",
  "The file is gone; attach it again.": "파일이 없어졌습니다. 다시 첨부해 주십시오.",
  "The file needs a name.": "파일에 이름이 있어야 합니다.",
  "The bot did nothing.": "봇이 아무것도 하지 않았습니다.",
  "The bot did not finish.": "봇이 끝내지 못했습니다.",
};

/** Why something was not done, for the person at the page. */
export function refusal(words) {
  if (column !== 0) return words ?? "";
  const length = /^(.*): (\d+) to (\d+) characters\.$/.exec(words ?? "");
  if (length) return `‘${length[1]}’ 칸에는 ${length[2]}자에서 ${length[3]}자까지 쓸 수 있습니다.`;
  return REFUSALS[words] ?? "";
}

let column = 0;

/** Sets the language of the page: `ko` or `en-US`. */
export function speak(locale) {
  column = locale === "ko" ? 0 : 1;
  document.documentElement.lang = column === 0 ? "ko" : "en";
}

/** The locale as Discord names it. */
export const locale = () => (column === 0 ? "ko" : "en-US");

/** The text called `name` in the page's language. */
export function t(name, ...values) {
  const text = TEXTS[name][column];
  return typeof text === "function" ? text(...values) : text;
}

/** The entry of `localizations` for the page's language, or `plain`. */
export const localized = (localizations, plain) => localizations?.[locale()] ?? plain;

const format = (options) => new Intl.DateTimeFormat(column === 0 ? "ko-KR" : "en-US", options);

/** A clock time, as in a message's head. */
export const clock = (date) => format({ hour: "numeric", minute: "2-digit" }).format(date);

/** A day in words. */
export const day = (date) => format({ year: "numeric", month: "long", day: "numeric" }).format(date);

/** When a message was written, as near as a reader needs it. */
export function when(date, now = new Date()) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return t("today", clock(date));
  if (date.toDateString() === yesterday.toDateString()) return t("yesterday", clock(date));
  return format({ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit" }).format(date);
}

/** A time written in a message as `<t:seconds:style>`. */
export function stamp(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  if (style === "R") {
    const words = new Intl.RelativeTimeFormat(column === 0 ? "ko-KR" : "en-US", { numeric: "auto" });
    const away = seconds - Date.now() / 1000;
    for (const [unit, length] of [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60]]) {
      if (Math.abs(away) >= length) return words.format(Math.round(away / length), unit);
    }
    return words.format(Math.round(away), "second");
  }
  const styles = {
    t: { timeStyle: "short" },
    T: { timeStyle: "medium" },
    d: { dateStyle: "short" },
    D: { dateStyle: "long" },
    f: { dateStyle: "long", timeStyle: "short" },
    F: { dateStyle: "full", timeStyle: "short" },
  };
  return format(styles[style] ?? styles.f).format(date);
}

/** A size in bytes for people. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
