#!/usr/bin/env python3
"""Makes the sample documents of this folder. Everything they say is invented.

Needs Python 3 and, for PDF, DOCX, XLSX and PPTX, LibreOffice (`soffice`) with a Korean font
(Debian: libreoffice-writer libreoffice-calc libreoffice-impress fonts-noto-cjk). The tests need neither: what this
script makes is committed beside it, with the text an import has to give in `expected/`.
"""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))

# One invented notice, in every format.
TITLE = "2031년 새싹시 해외 사무소 입주기업 모집 공고"
INTRO = [
    "한빛바이오협회는 새싹시 하늘동에 있는 공유 사무실에 입주할 기업을 모집합니다.",
    "입주기업은 책상과 회의실을 함께 쓰고, 현지 전문가에게 특허와 인허가 자문을 받습니다.",
]
TABLE = [
    ["구분", "내용"],
    ["신청자격", "접수일 현재 설립 7년 이내인 국내 바이오 기업"],
    ["지원내용", "월 임차료 90만 원 이내, 최대 2년"],
    ["모집규모", "6개사 안팎"],
    ["접수기간", "2031년 4월 2일부터 4월 30일까지"],
    ["제출서류", "신청서, 사업계획서, 법인등기부등본"],
]
COLUMNS = [
    ("선정 방법", [
        "서류를 갖추었는지 먼저 확인한 뒤 외부 위원 다섯 명이 평가합니다.",
        "평가 항목은 시장성, 경영 능력, 입주 적합성입니다.",
        "동점이면 설립일이 늦은 기업을 먼저 뽑습니다.",
    ]),
    ("문의처", [
        "담당 부서는 한빛바이오협회 국제협력팀입니다.",
        "전화는 02-0000-1234이고 아침 아홉 시부터 받습니다.",
    ]),
]
# On pages of their own, so that the header and the footer stand on three pages.
APPENDICES = [
    ("붙임 1. 사무실 이용 규칙", ["회의실은 하루 두 시간까지 예약할 수 있습니다.", "우편물은 안내대에서 받아 둡니다."]),
    ("붙임 2. 입주 뒤 일정", ["첫 달에 현지 은행 계좌를 엽니다.", "여섯째 달에 성과 발표회를 엽니다."]),
]
SIGNED = "2031년 3월 20일"
HEADER = "한빛바이오협회 공고 제2031-7호"
FOOTER = "쪽번호가 들어가는 바닥글"

COMPANIES = [
    ["회사명", "영문명", "종목코드", "분야", "비고"],
    ["가온제약", "Gaon Pharm", "900101", "합성신약", "2031년 입주 예정"],
    ["누리바이오", "Nuri Bio", "", "항체 치료제", ""],
    ["다솜메디칼", "Dasom Medical", "900303", "디지털 치료기기", "누리바이오와 공동 연구"],
]


def path(name):
    return os.path.join(HERE, name)


def write(name, data):
    with open(path(name), "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode("utf-8"))


def fodt():
    """The notice as a flat OpenDocument text: header, footer, a table, a section of two columns."""
    p = lambda text, style="Standard": f'<text:p text:style-name="{style}">{escape(text)}</text:p>'
    h = lambda text, level: f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{escape(text)}</text:h>'
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string">{p(cell)}</table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in TABLE
    )
    columns = "".join(h(head, 2) + "".join(p(text) for text in texts) for head, texts in COLUMNS)
    appendices = "".join(
        h(head, 2).replace("Heading_20_2", "Page") + "".join(p(text) for text in texts) for head, texts in APPENDICES
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="K" style:font-family-asian="Noto Sans CJK KR" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" svg:font-family="'Noto Sans CJK KR'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="K" style:font-name-asian="K" fo:font-size="10.5pt" style:font-size-asian="10.5pt" fo:language="ko" fo:country="KR" style:language-asian="ko" style:country-asian="KR"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1"><style:text-properties fo:font-size="18pt" style:font-size-asian="18pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="2"><style:text-properties fo:font-size="14pt" style:font-size-asian="14pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="Two" style:family="section"><style:section-properties text:dont-balance-text-columns="false"><style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>
<style:style style:name="Page" style:family="paragraph" style:parent-style-name="Heading_20_2"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:header>{p(HEADER)}</style:header><style:footer>{p(FOOTER)}</style:footer></style:master-page></office:master-styles>
<office:body><office:text>
{h(TITLE, 1)}
{"".join(p(text) for text in INTRO)}
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>{rows.replace('office:value-type="string"', 'table:style-name="Cell" office:value-type="string"')}</table:table>
{p("")}
<text:section text:style-name="Two" text:name="S">{columns}</text:section>
{p(SIGNED)}
{appendices}
</office:text></office:body></office:document>"""


def fodp():
    """Two slides."""
    slide = lambda name, title, points: (
        f'<draw:page draw:name="{name}" draw:master-page-name="D">'
        f'<draw:frame presentation:class="title" svg:width="24cm" svg:height="3cm" svg:x="2cm" svg:y="1cm"><draw:text-box><text:p>{escape(title)}</text:p></draw:text-box></draw:frame>'
        f'<draw:frame presentation:class="outline" svg:width="24cm" svg:height="12cm" svg:x="2cm" svg:y="5cm"><draw:text-box>'
        + "".join(f"<text:p>{escape(point)}</text:p>" for point in points)
        + "</draw:text-box></draw:frame></draw:page>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="D" style:page-layout-name="P"/></office:master-styles>
<office:body><office:presentation>
{slide("one", "새싹시 사무소 설명회", ["설명회는 2031년 4월 9일 하늘회관에서 열립니다.", "참가비는 없고 정원은 80명입니다."])}
{slide("two", "자주 묻는 것", ["입주 뒤 첫 점검은 6개월 뒤에 합니다.", "통역은 협회가 마련합니다."])}
</office:presentation></office:body></office:document>"""


def convert(source, name, target, extra=None):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, name)
        with open(file, "w", encoding="utf-8") as out:
            out.write(source)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += (extra or []) + ["--convert-to", target, "--outdir", folder, file]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ending = target.split(":")[0]
        made = os.path.join(folder, os.path.splitext(name)[0] + "." + ending)
        shutil.copyfile(made, path(os.path.basename(made)))


def csv(rows):
    return "\r\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows) + "\r\n"


NEWS = [
    "경제 > 산업일반",
    "한빛바이오협회, 새싹시와 손잡고 해외 사무소 연다",
    "새싹시·하늘대와 3자 협약",
    "입력 2031.03.14 09:30  수정 2031.03.14 11:05",
    "공유하기",
    "글자크기 설정",
    "한빛바이오협회와 새싹시, 하늘대가 협약서를 들어 보이고 있다./사진 제공=한빛바이오협회" * 2,
    "한빛바이오협회는 지난 12일 새싹시, 하늘대와 해외 사무소를 여는 협약을 맺었다고 14일 밝혔다.",
    "세 기관은 △공유 사무실 운영 △특허?인허가?투자 자문 △현지 학회 참가 지원을 함께 한다. 사무소는 오는 6월 하늘동에 문을 연다.",
    "관련기사",
    "바이오 수출 두 달째 늘어",
    "하늘대, 신약 연구소 착공",
    "협회는 작년 하반기 가온제약(900101)과 누리바이오의 진출을 도왔다. 올해는 다솜메디칼(900303) 등 세 곳이 입주를 앞두고 있다.",
    "나새벽 협회장은 “왜 새싹시인가?라는 물음에 현장이 답할 것”이라며 “3년 안에 열두 기업이 자리 잡게 하겠다”고 말했다.",
    "사업비는 15억 원으로 새싹시가 9억 원, 협회가 6억 원을 낸다.",
    "홍길동 기자 hong@saessak.example",
    "<저작권자 ⓒ 새싹일보, 무단 전재 및 재배포 금지>",
    "많이 본 뉴스",
    "봄꽃 축제 다음 주 개막",
    "더보기",
    "top버튼",
    "팝업창 닫기",
]


def html():
    body = "".join(f"<p>{escape(line)}</p>\n" for line in NEWS[7:9])
    rest = "".join(f"<p>{escape(line)}</p>\n" for line in NEWS[12:15])
    rows = "".join(
        "<tr>" + "".join(f"<{'th' if i == 0 else 'td'}>{escape(c)}</{'th' if i == 0 else 'td'}>" for c in row) + "</tr>"
        for i, row in enumerate(TABLE[:4])
    )
    return f"""<!DOCTYPE html>
<html lang="ko"><head><meta charset="CHARSET">
<title>{escape(NEWS[1])} - 새싹일보</title>
<meta property="og:title" content="{escape(NEWS[1])} - 새싹일보">
<meta property="og:site_name" content="새싹일보">
<meta property="og:url" content="https://www.saessak.example/news/31031">
<meta property="article:published_time" content="2031-03-14T00:30:00Z">
<script>var ad = "광고";</script></head>
<body>
<header><nav><ul><li><a href="/">홈</a></li><li><a href="/e">경제</a></li><li><a href="/s">사회</a></li></ul></nav></header>
<div id="location">경제 &gt; 산업일반</div>
<article>
<h1>{escape(NEWS[1])}</h1>
<h2 class="subtitle">{escape(NEWS[2])}</h2>
<div class="tools"><button>공유하기</button><button>글자크기 설정</button></div>
<figure><img src="a.jpg" alt=""><figcaption>한빛바이오협회와 새싹시, 하늘대가 협약서를 들어 보이고 있다./사진 제공=한빛바이오협회</figcaption></figure>
{body}
<div class="related"><strong>관련기사</strong><ul><li><a href="/1">{NEWS[10]}</a></li><li><a href="/2">{NEWS[11]}</a></li></ul></div>
{rest}
<table>{rows}</table>
<p class="byline">홍길동 기자 hong@saessak.example</p>
<p class="copyright">&lt;저작권자 ⓒ 새싹일보, 무단 전재 및 재배포 금지&gt;</p>
</article>
<aside><h3>많이 본 뉴스</h3><ol><li><a href="/3">봄꽃 축제 다음 주 개막</a></li></ol></aside>
<footer><p>새싹일보 | 등록번호 가00000 | Copyright © 새싹일보. All rights reserved.</p></footer>
</body></html>
"""


def hwpx():
    """A Hangul document in the open format: a ZIP of XML."""
    p = lambda text: f'<hp:p id="0" paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:t>{escape(text)}</hp:t></hp:run></hp:p>'
    cell = lambda r, c, text: (
        f'<hp:tc name="" header="0"><hp:subList id="">{p(text)}</hp:subList>'
        f'<hp:cellAddr colAddr="{c}" rowAddr="{r}"/><hp:cellSpan colSpan="1" rowSpan="1"/><hp:cellSz width="20000" height="1000"/></hp:tc>'
    )
    rows = "".join("<hp:tr>" + "".join(cell(r, c, t) for c, t in enumerate(row)) + "</hp:tr>" for r, row in enumerate(TABLE))
    table = (
        f'<hp:p id="0" paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:tbl id="1" rowCnt="{len(TABLE)}" colCnt="2">{rows}</hp:tbl></hp:run></hp:p>'
    )
    rest = "".join(p(head) + "".join(p(text) for text in texts) for head, texts in COLUMNS)
    space = 'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
    section = f'<?xml version="1.0" encoding="UTF-8"?><hs:sec {space}>{p(TITLE)}{"".join(p(t) for t in INTRO)}{table}{rest}{p(SIGNED)}</hs:sec>'
    hpf = (
        '<?xml version="1.0" encoding="UTF-8"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf/" version="" unique-identifier="" id="">'
        f"<opf:metadata><opf:title>{escape(TITLE)}</opf:title><opf:language>ko</opf:language></opf:metadata>"
        '<opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>'
        '<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>'
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" version="1.4" secCnt="1"><hh:refList/></hh:head>'
    container = (
        '<?xml version="1.0" encoding="UTF-8"?><ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/></ocf:rootfiles></ocf:container>'
    )
    with zipfile.ZipFile(path("notice.hwpx"), "w", zipfile.ZIP_DEFLATED) as out:
        def put(name, text, how=zipfile.ZIP_DEFLATED):
            out.writestr(zipfile.ZipInfo(name, (2031, 3, 20, 9, 0, 0)), text, how)
        put("mimetype", "application/hwp+zip", zipfile.ZIP_STORED)
        put("META-INF/container.xml", container)
        put("Contents/content.hpf", hpf)
        put("Contents/header.xml", head)
        put("Contents/section0.xml", section)


# --- HWP 5: records in a compound file ---------------------------------------------------------

def record(tag, level, data):
    if len(data) >= 0xFFF:
        return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(data)) + data
    return struct.pack("<I", tag | level << 10 | len(data) << 20) + data


def hwp_paragraph(text, level=0, control=b""):
    chars = control + text.encode("utf-16-le") + "\r".encode("utf-16-le")
    header = struct.pack("<IIHBBHHHI", len(chars) // 2 | 1 << 31, 0x800 if control else 0, 0, 0, 0, 1, 0, 1, 0)
    return record(66, level, header) + record(67, level + 1, chars) + record(68, level + 1, struct.pack("<II", 0, 0))


def hwp_table(rows):
    # The control's place in the text: an extended control character of eight units.
    anchor = struct.pack("<H", 11) + b" lbt" + b"\0" * 8 + struct.pack("<H", 11)
    out = hwp_paragraph("", 0, anchor)
    out += record(71, 1, b" lbt" + b"\0" * 40)
    width = len(rows[0])
    out += record(77, 2, struct.pack("<IHHHHHHH", 0, len(rows), width, 0, 0, 0, 0, 0) + struct.pack("<H", width) * len(rows) + struct.pack("<HH", 1, 0))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            out += record(72, 2, struct.pack("<HHIHHHHIIHHHHH", 1, 0, 0, c, r, 1, 1, 20000, 1000, 0, 0, 0, 0, 1) + b"\0" * 13)
            out += hwp_paragraph(text, 2)
    return out


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def compound_file(streams, storages):
    """A compound file (version 3) of small and large streams. Names are paths of at most one storage."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    entries = [["Root Entry", 5, None, b"", []]]
    for storage in storages:
        entries[0][4].append(len(entries))
        entries.append([storage, 1, None, b"", []])
    for name, data in streams.items():
        parent = 0
        if "/" in name:
            folder, name = name.split("/")
            parent = next(i for i, e in enumerate(entries) if e[0] == folder)
        entries[parent][4].append(len(entries))
        entries.append([name, 2, None, data, []])
    mini, minifat, sectors, fat = b"", [], [], []

    def chain(data):
        if not data:
            return end
        first = len(sectors)
        parts = [data[i:i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        for i, part in enumerate(parts):
            sectors.append(part)
            fat.append(first + i + 1 if i + 1 < len(parts) else end)
        return first

    starts = [end] * len(entries)
    for i, (_, kind, _, data, _) in enumerate(entries):
        if kind == 2 and 0 < len(data) < 4096:
            starts[i] = len(mini) // 64
            count = (len(data) + 63) // 64
            base = len(minifat)
            minifat += [base + j + 1 for j in range(count - 1)] + [end]
            mini += data.ljust(count * 64, b"\0")
        elif kind == 2:
            starts[i] = chain(data)
    starts[0] = chain(mini)
    minifat_bytes = b"".join(struct.pack("<I", x) for x in minifat)
    minifat_bytes = minifat_bytes.ljust((len(minifat_bytes) + 511) // 512 * 512, b"\xff")
    minifat_start = chain(minifat_bytes)

    links = [[free, free, free] for _ in entries]

    def tree(children):
        # A balanced tree by length, then upper-case name, all black but a last level that is not full.
        children = sorted(children, key=lambda i: (len(entries[i][0]), entries[i][0].upper()))
        if not children:
            return free
        middle = len(children) // 2
        at = children[middle]
        links[at][0], links[at][1] = tree(children[:middle]), tree(children[middle + 1:])
        return at

    for i, entry in enumerate(entries):
        links[i][2] = tree(entry[4])
    directory = b""
    for i, (name, kind, _, data, _) in enumerate(entries):
        wide = name.encode("utf-16-le") + b"\0\0"
        size = len(mini) if i == 0 else len(data)
        directory += wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, *links[i])
        directory += b"\0" * 36 + struct.pack("<IQ", starts[i] if kind != 1 else 0, size)
    while len(directory) % 512:
        directory += b"\0" * 64 + struct.pack("<HBBIII", 0, 0, 0, free, free, free) + b"\0" * 48
    directory_start = chain(directory)
    fat_sectors = 1
    while (len(sectors) + fat_sectors) * 4 > fat_sectors * 512:
        fat_sectors += 1
    fat_starts = list(range(len(sectors), len(sectors) + fat_sectors))
    fat += [fat_mark] * fat_sectors
    fat += [free] * (fat_sectors * 128 - len(fat))
    fat_bytes = b"".join(struct.pack("<I", x) for x in fat)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory_start, 0, 4096, minifat_start, len(minifat_bytes) // 512, end, 0)
    header += b"".join(struct.pack("<I", x) for x in fat_starts + [free] * (109 - fat_sectors))
    return header + b"".join(sectors) + fat_bytes


def hwp(flags=1):
    body = hwp_paragraph(TITLE) + b"".join(hwp_paragraph(t) for t in INTRO) + hwp_table(TABLE)
    for head, texts in COLUMNS:
        body += hwp_paragraph(head) + b"".join(hwp_paragraph(t) for t in texts)
    body += hwp_paragraph(SIGNED)
    pack = deflate if flags & 1 else bytes
    header = b"HWP Document File".ljust(32, b"\0") + bytes([0, 0, 1, 5]) + struct.pack("<I", flags)
    info = record(16, 0, struct.pack("<HHHHHHHIII", 1, 1, 1, 1, 1, 1, 1, 0, 0, 0))
    return compound_file(
        {"FileHeader": header.ljust(256, b"\0"), "DocInfo": pack(info), "BodyText/Section0": pack(body)}, ["BodyText"]
    )


def scan():
    """A PDF whose only page is a picture."""
    pixels = zlib.compress(bytes((x * y) % 251 for y in range(64) for x in range(64)))
    draw = b"q 400 0 0 400 50 200 cm /I Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 700] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        b"<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"
        b" /Length %d >>\nstream\n%s\nendstream" % (len(pixels), pixels),
    ]
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def main():
    write("news.txt", "\n\n".join(NEWS) + "\n")
    write("news-cp949.txt", ("\r\n\r\n".join(NEWS) + "\r\n").replace("ⓒ", "ⓒ").encode("cp949"))
    write("news.html", html().replace("CHARSET", "utf-8"))
    write("news-cp949.html", html().replace("CHARSET", "euc-kr").replace("©", "(c)").encode("cp949"))
    write("companies.csv", csv(COMPANIES).encode("cp949"))
    markdown = [f"# {TITLE}", *INTRO, "\n".join(f"| {a} | {b} |" + ("\n| --- | --- |" if i == 0 else "") for i, (a, b) in enumerate(TABLE))]
    for head, texts in COLUMNS:
        markdown += [f"## {head}", *texts]
    write("notice.md", "\n\n".join(markdown + [SIGNED]) + "\n")
    hwpx()
    write("notice.hwp", hwp())
    write("notice-stored.hwp", hwp(flags=0))
    write("locked.hwp", hwp(flags=3))
    write("scan.pdf", scan())
    if "--no-office" in sys.argv:
        return
    convert(fodt(), "notice.fodt", "docx:MS Word 2007 XML")
    convert(fodt(), "notice.fodt", "pdf:writer_pdf_Export")
    convert(fodp(), "slides.fodp", "pptx:Impress MS PowerPoint 2007 XML")
    convert(csv(COMPANIES), "companies.csv", "xlsx:Calc MS Excel 2007 XML", ["--infilter=CSV:44,34,76,1,1/2/2/2/3/2/4/2/5/2"])
    # A document that asks for a password.
    options = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"pw"}}'
    convert(fodt(), "locked.fodt", options)


main()
