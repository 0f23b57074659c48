"""The rules of Word documents, one by one."""

import io

import docx as python_docx
import pytest
from support.docx_files import cell, document, docx, para, part, row, run, table
from support.read_files import grids, no_overlap, paragraphs, read_docx, shape, texts, told

REVISED = "有修订，按接受后的内容导入"


def body(*inside: str):
    return read_docx(docx("".join(inside)))


def one_cell(*inside: str) -> str:
    return grids(body(table(row(cell(*inside)))))[0].rows[0].cells[0].text


# -- order and positions


def test_body_comes_in_order_and_each_piece_says_where_it_stands():
    source = body(para("标题"), table(row("甲", "乙"), row("丙", "丁")), para(), para("说明"), table(row("戊")))
    assert paragraphs(source) == [("标题", "第1段"), ("说明", "第2段")]
    first, second = grids(source)
    assert [area if area in (first, second) else area.text for area in source.areas] == ["标题", first, "说明", second]
    assert [c.at for _, c in first.cells()] == [
        "第1个表格第1行第1格", "第1个表格第1行第2格", "第1个表格第2行第1格", "第1个表格第2行第2格",
    ]  # fmt: skip
    assert second.rows[0].cells[0].at == "第2个表格第1行第1格"


def test_python_docx_files_are_read_with_their_merges():
    written = python_docx.Document()
    written.add_paragraph("项目绩效目标表")
    made = written.add_table(3, 3)
    for at, one in enumerate(made._cells):
        one.text = str(at)
    made.cell(0, 0).merge(made.cell(0, 1)).text = "宽"
    made.cell(1, 2).merge(made.cell(2, 2)).text = "高"
    out = io.BytesIO()
    written.save(out)
    (grid,) = grids(read_docx(out.getvalue()))
    assert texts(grid) == [["宽", "2"], ["3", "4", "高"], ["6", "7"]]
    assert shape(grid) == [[(0, 1, 2), (2, 1, 1)], [(0, 1, 1), (1, 1, 1), (2, 2, 1)], [(0, 1, 1), (1, 1, 1)]]


def test_a_nested_table_is_a_grid_of_its_own_right_after_the_outer_one():
    inner = table(row("里甲", cell("里乙", table(row("最里")), para())))
    source = body(table(row("外甲"), row("外乙", cell("外丙", inner, "外丁"))), table(row("后")))
    outer, nested, innermost, after = grids(source)
    assert texts(outer) == [["外甲"], ["外乙", "外丙\n外丁"]]
    assert [(c.text, c.at) for _, c in nested.cells()] == [
        ("里甲", "第1个表格第2行第2格内的表格1第1行第1格"),
        ("里乙", "第1个表格第2行第2格内的表格1第1行第2格"),
    ]
    assert innermost.rows[0].cells[0].at == "第1个表格第2行第2格内的表格1第1行第2格内的表格1第1行第1格"
    assert texts(after) == [["后"]]


def test_tables_nested_too_deeply_are_told_and_the_outer_ones_kept():
    inside = para("最里层")
    for _ in range(10):
        inside = table(row(cell(para("层"), inside, para())))
    source = body(inside, para("后"))
    assert len(grids(source)) == 8
    assert paragraphs(source) == [("后", "第1段")]
    assert [what for what, _, _ in told(source)] == ["表格嵌套太深，里层的表格没有读"]


# -- text of a paragraph


def test_text_is_verbatim_and_paragraphs_of_a_cell_are_lines():
    assert one_cell("第一 段  有空格", para(run(" 第"), run("二 "), run("段"))) == "第一 段  有空格\n 第二 段"
    assert one_cell(para(), "中", para(), "下", para()) == "中\n\n下"


def test_tabs_breaks_and_hyphens_are_characters_but_tab_stops_are_not():
    stops = '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>'
    marks = ("<w:tab/>", "<w:br/>", "<w:cr/>", "<w:noBreakHyphen/>", "<w:softHyphen/>")
    inside = "".join(f"<w:r><w:t>{text}</w:t>{mark}</w:r>" for text, mark in zip("甲乙丙12", marks, strict=True))
    assert one_cell("前", para(inside, properties=stops)) == "前\n甲\t乙\n丙\n1-2"


def test_comments_inside_a_text_do_not_cut_it():
    assert one_cell("<w:p><w:r><w:t>前<!-- 中 -->后<?x y?>末</w:t></w:r></w:p>") == "前后末"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Wingdings 2", "F052", "☑"), ("Wingdings", "F0A8", "□"), ("Symbol", "F0B3", "≥"), ("宋体", "2611", "☑")],
)
def test_symbols_are_shown_as_characters(font: str, code: str, shown: str):
    assert one_cell(para(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "是")) == f"{shown}是"


@pytest.mark.parametrize("code", ["F001", "zz", ""])
def test_an_unknown_symbol_is_a_box_and_told(code: str):
    source = body(para(f'<w:r><w:sym w:font="Webdings" w:char="{code}"/></w:r>', "是"))
    assert paragraphs(source) == [("□是", "第1段")]
    assert told(source)[0][0] == f"不认识的符号（Webdings {code}），用 □ 代替"


def test_hidden_text_is_read_and_told():
    source = body(para(run("看得见"), run("看不见", "<w:vanish/>"), run("又见", '<w:vanish w:val="0"/>')))
    assert paragraphs(source) == [("看得见看不见又见", "第1段")]
    assert told(source) == [("隐藏文字，已一并导入", "第1段", 1)]


def test_text_of_equations_is_read_and_told():
    source = body(para("共", "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"))
    assert paragraphs(source) == [("共x+1", "第1段")]
    assert told(source) == [("公式只导入了文字", "第1段", 1)]


def test_text_outside_of_any_paragraph_is_not_lost():
    assert paragraphs(body(run("野"), table(row("甲")), run("末"))) == [("野", "第1段"), ("末", "第2段")]


def test_control_characters_are_dropped_and_told_with_their_number():
    source = body(table(row("甲\x80\x9f乙\u202e丙")))
    assert texts(grids(source)[0]) == [["甲乙\u202e丙"]]
    assert told(source) == [
        ("去掉了看不见的控制字符", "第1个表格第1行第1格", 2),
        ("有看不见的文字方向标记，已保留", "第1个表格第1行第1格", 1),
    ]


# -- revisions


def test_insertions_are_in_deletions_out_and_named():
    inserted = f'<w:ins w:id="1" w:author="x">{run("新")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="x"><w:r><w:delText>旧的</w:delText></w:r></w:del>'
    source = body(para("前", inserted, deleted, "后"))
    assert paragraphs(source) == [("前新后", "第1段")]
    assert told(source) == [(REVISED, "第1段", 1), (f"{REVISED}；去掉了“旧的”", "第1段", 1)]


def test_moved_text_stands_only_where_it_went():
    moved = f'<w:moveFrom w:id="1">{run("移")}</w:moveFrom>'
    source = body(para("甲", moved), para("乙", f'<w:moveTo w:id="2">{run("移")}</w:moveTo>'))
    assert paragraphs(source) == [("甲", "第1段"), ("乙移", "第2段")]
    assert (f"{REVISED}；去掉了“移”", "第1段", 1) in told(source)


def test_a_deleted_end_of_paragraph_joins_the_next_one():
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert one_cell(para("前半", properties=mark), "后半") == "前半后半"
    assert (
        one_cell("甲", para('<w:del w:id="1"><w:r><w:delText>没</w:delText></w:r></w:del>', properties=mark), "乙")
        == "甲\n乙"
    )


def test_a_deleted_row_is_out_and_its_text_named():
    source = body(table(row("甲"), row("旧", properties='<w:del w:id="1"/>'), row("乙")))
    assert texts(grids(source)[0]) == [["甲"], ["乙"]]
    assert (f"{REVISED}；去掉了“旧”", "第1个表格第2行第1格", 1) in told(source)
    assert grids(source)[0].rows[1].cells[0].at == "第1个表格第2行第1格"


def test_what_continues_a_deleted_cell_stands_for_itself():
    gone = row(cell("旧", properties='<w:vMerge w:val="restart"/>'), properties='<w:del w:id="1"/>')
    source = body(table(row("甲"), gone, row(cell("新", properties="<w:vMerge/>"))))
    assert texts(grids(source)[0]) == [["甲"], ["新"]]


def test_inserted_deleted_and_merged_cells_are_as_if_accepted():
    source = body(
        table(
            row(
                cell("甲"),
                cell("旧", properties='<w:cellDel w:id="1"/>'),
                cell("新", properties='<w:cellIns w:id="2"/>'),
            ),
            row(cell("续", properties='<w:cellMerge w:id="3" w:vMerge="cont"/>'), "乙"),
        )
    )
    (grid,) = grids(source)
    assert texts(grid) == [["甲\n续", "新"], ["乙"]]
    assert shape(grid) == [[(0, 2, 1), (1, 1, 1)], [(1, 1, 1)]]
    assert (f"{REVISED}；去掉了“旧”", "第1个表格第1行第2格", 1) in told(source)


def test_former_properties_do_not_count():
    former = '<w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr></w:tcPrChange>'
    hidden = '<w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    source = body(table(row("甲"), row(cell(para(run("乙", hidden)), properties=former))))
    assert shape(grids(source)[0]) == [[(0, 1, 1)], [(0, 1, 1)]]
    assert told(source) == []


# -- fields and controls


def field(*steps: str) -> str:
    """Steps begin, separate, end as field characters, `=…` as instruction, all else as text."""

    def step(one: str) -> str:
        if one in ("begin", "separate", "end"):
            return f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>'
        return f"<w:r><w:instrText>{one[1:]}</w:instrText></w:r>" if one.startswith("=") else run(one)

    return "".join(map(step, steps))


def test_of_a_field_only_the_result_is_read():
    assert one_cell(para("第", field("begin", "=PAGE", "separate", "3", "end"), "页")) == "第3页"
    nested = field("begin", "=IF", "begin", "=X", "separate", "里", "end", "separate", "果", "end")
    assert one_cell(para(nested, "后")) == "果后"
    assert one_cell(para(f'<w:fldSimple w:instr="DATE">{run("今天")}</w:fldSimple>')) == "今天"


def test_a_field_over_several_paragraphs_gives_each():
    source = body(para(field("begin", "=TOC", "separate"), "一"), para("二"), para("三", field("end")))
    assert [text for text, _ in paragraphs(source)] == ["一", "二", "三"]


@pytest.mark.parametrize("empty", [field("begin", "=PAGE", "end"), '<w:fldSimple w:instr="PAGE"/>'])
def test_a_field_without_a_result_is_told(empty: str):
    source = body(para("甲", empty))
    assert told(source) == [("域没有结果，没有导入", "第1段", 1)]


def test_a_field_that_never_comes_to_its_result_swallows_nothing():
    source = body(para(field("begin", "=X"), "甲"), para("乙"))
    assert [text for text, _ in paragraphs(source)] == ["甲", "乙"]
    assert told(source)[0][0] == "域不完整，已按文字导入"


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "□"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList>', "乙"),
    ],
)
def test_form_fields_show_their_state(state: str, shown: str):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{state}</w:ffData></w:fldChar></w:r>'
    source = body(para(begin, field("=FORM", "end"), "是"))
    assert paragraphs(source) == [(f"{shown}是", "第1段")]
    assert told(source) == []


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def test_content_controls_are_unwrapped_at_every_level():
    inner = row(control(cell("格")), cell(control(para("段")), para("又", control(run("字")))))
    source = body(control(para("外")), control(table(control(inner))))
    assert paragraphs(source) == [("外", "第1段")]
    assert texts(grids(source)[0]) == [["格", "段\n又字"]]


def test_placeholder_text_is_blank_and_its_cell_stays():
    empty = control(cell("单击此处输入文字。"), "<w:showingPlcHdr/>")
    source = body(table(row("单位", empty, "后")), para(control(run("单击"), "<w:showingPlcHdr/>"), "实"))
    assert texts(grids(source)[0]) == [["单位", "", "后"]]
    assert paragraphs(source) == [("实", "第1段")]


# -- spans


def test_spans_and_merges_give_rectangles():
    restart, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    source = body(
        table(
            row(cell("甲", properties=wide + restart), "乙"),
            row(cell(properties=wide + on), "丙"),
            row(cell("又", properties=wide + on), "丁"),
            row("戊", cell("己", properties=wide)),
        )
    )
    (grid,) = grids(source)
    assert texts(grid) == [["甲\n又", "乙"], ["丙"], ["丁"], ["戊", "己"]]
    assert shape(grid) == [[(0, 3, 2), (2, 1, 1)], [(2, 1, 1)], [(2, 1, 1)], [(0, 1, 1), (1, 1, 2)]]


def test_a_continued_cell_without_one_above_is_a_cell_of_its_own():
    on = "<w:vMerge/>"
    source = body(
        table(
            row(cell("甲", properties=on)), row("乙", cell("丙", properties=on)), row("丁", cell("戊", properties=on))
        )
    )
    assert texts(grids(source)[0]) == [["甲"], ["乙", "丙\n戊"], ["丁"]]


def test_a_continued_cell_with_other_columns_does_not_overlap():
    on = "<w:vMerge/>"
    (grid,) = grids(
        body(
            table(
                row(cell("宽", properties='<w:gridSpan w:val="2"/>'), "丙"), row(cell("窄", properties=on), "乙", "丁")
            )
        )
    )
    assert no_overlap(grid)
    assert texts(grid) == [["宽", "丙"], ["窄", "乙", "丁"]]


def test_old_horizontal_merges_widen_the_cell_before():
    (grid,) = grids(
        body(
            table(row(cell("甲", properties='<w:hMerge w:val="restart"/>'), cell("乙", properties="<w:hMerge/>"), "丙"))
        )
    )
    assert texts(grid) == [["甲\n乙", "丙"]]
    assert shape(grid) == [[(0, 1, 2), (2, 1, 1)]]


def test_grid_columns_before_and_after_are_blank_cells():
    (grid,) = grids(body(table(row("甲", properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'))))
    assert texts(grid) == [["", "甲", ""]]
    assert shape(grid) == [[(0, 1, 2), (2, 1, 1), (3, 1, 1)]]
    assert grid.rows[0].cells[1].at == "第1个表格第1行第1格"


@pytest.mark.parametrize("value", ["2147483647", "-5", "abc", "9" * 5000])
def test_absurd_spans_are_clamped_and_told(value: str):
    source = body(table(row(cell("甲", properties=f'<w:gridSpan w:val="{value}"/>'), "乙")))
    assert texts(grids(source)[0]) == [["甲", "乙"]]
    assert grids(source)[0].rows[0].cells[0].cols in (1, 64)
    assert told(source) == [("合并的列数不合理，已改为合理的数", "第1个表格第1行第1格", 1)]


# -- text boxes, pictures, alternatives


def alternatives(*choices: str, fallback: str) -> str:
    made = "".join(f'<mc:Choice Requires="wps">{choice}</mc:Choice>' for choice in choices)
    return f"<w:r><mc:AlternateContent>{made}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"


def box(*inside: str) -> str:
    return f"<w:drawing><wps:txbx><w:txbxContent>{''.join(inside)}</w:txbxContent></wps:txbx></w:drawing>"


def test_a_text_box_is_read_once_after_the_body():
    drawn = box(para("框一"), table(row("框内格")), para("框二"))
    vml = f"<w:pict><v:textbox><w:txbxContent>{para('框一')}</w:txbxContent></v:textbox></w:pict>"
    source = body(para("前", alternatives(drawn, fallback=vml), "后"), para("末"))
    assert paragraphs(source) == [
        ("前后", "第1段"),
        ("末", "第2段"),
        ("框一", "文本框1第1段"),
        ("框二", "文本框1第2段"),
    ]
    assert grids(source)[0].rows[0].cells[0].at == "文本框1第1个表格第1行第1格"


def test_the_fallback_is_read_where_the_choice_gives_nothing():
    assert one_cell(para(alternatives("<w:drawing/>", fallback="<w:t>😀</w:t>"))) == "😀"
    assert one_cell(para(alternatives("<w:t>甲</w:t>", "<w:t>乙</w:t>", fallback="<w:t>丙</w:t>"))) == "甲"


def test_a_text_box_in_a_cell_does_not_stand_in_its_text():
    source = body(table(row(cell(para("格", f"<w:r>{box(para('框'))}</w:r>", "内")))))
    assert texts(grids(source)[0]) == [["格内"]]
    assert paragraphs(source) == [("框", "文本框1第1段")]


def test_pictures_objects_word_art_and_comments_are_told_with_place_and_number():
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    old = '<w:r><w:pict><v:imagedata r:id="x"/></w:pict></w:r>'
    ole = '<w:r><w:object><v:shape><v:imagedata r:id="y"/></v:shape></w:object></w:r>'
    art = '<w:r><w:pict><v:shape><v:textpath string="秘密"/></v:shape></w:pict></w:r>'
    source = body(
        para("甲"),
        table(row(cell(para(picture, picture), para(old)))),
        para(ole, art, '<w:r><w:commentReference w:id="1"/></w:r>'),
    )
    assert told(source) == [
        ("图片没有导入", "第1个表格第1行第1格", 3),
        ("嵌入的对象没有导入", "第2段", 1),
        ("艺术字“秘密”没有导入", "第2段", 1),
        ("批注没有导入", "第2段", 1),
    ]


# -- other parts


def test_headers_footers_and_notes_are_areas_of_their_own():
    page = para("第 ", field("begin", "=PAGE", "separate", "1", "end"), " 页 共 2 页")
    note = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    data = docx(
        para("正文"),
        [("header", "header1.xml"), ("footer", "footer1.xml"), ("footnotes", "notes.xml"), ("endnotes", "ends.xml")],
        {
            "word/header1.xml": part("w:hdr", para("附件") + para("密级") + table(row("表头"))),
            "word/footer1.xml": part("w:ftr", page),
            "word/notes.xml": part(
                "w:footnotes", note + f'<w:footnote w:id="1">{para("注一")}{para("再")}</w:footnote>'
            ),
            "word/ends.xml": part("w:endnotes", f'<w:endnote w:id="1">{para("尾")}</w:endnote>'),
        },
    )
    source = read_docx(data)
    assert paragraphs(source) == [
        ("正文", "第1段"), ("附件", "页眉"), ("密级", "页眉第2段"), ("第 1 页 共 2 页", "页脚"),
        ("注一", "脚注1"), ("再", "脚注1第2段"), ("尾", "尾注1"),
    ]  # fmt: skip
    assert grids(source)[0].rows[0].cells[0].at == "页眉第1个表格第1行第1格"


def test_several_headers_are_told_apart():
    parts = {f"word/h{at}.xml": part("w:hdr", para(f"眉{at}")) for at in (1, 2)}
    source = read_docx(docx("", [("header", "h1.xml"), ("header", "h2.xml"), ("header", "h1.xml")], parts))
    assert paragraphs(source) == [("眉1", "页眉1"), ("眉2", "页眉2")]


def test_links_to_other_places_are_told_and_never_followed():
    source = read_docx(
        docx(para(f'<w:hyperlink r:id="rId1">{run("链接")}</w:hyperlink>'), [("hyperlink", "http://canary.invalid/")])
    )
    assert paragraphs(source) == [("链接", "第1段")]
    assert told(source) == [("外部链接没有打开", "", 1)]


def test_macros_are_ignored_and_told():
    source = read_docx(docx(para("甲"), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert told(source) == [("文件带宏，宏已忽略", "", 1)]


def test_embedded_files_stand_where_they_are_put():
    inner = docx(
        para("里段") + table(row("里格")) + '<w:altChunk r:id="rId1"/>',
        [("aFChunk", "x.docx")],
        {"word/x.docx": docx()},
    )
    data = docx(
        para("前") + "".join(f'<w:altChunk r:id="rId{at}"/>' for at in (1, 2, 3, 4, 9)) + para("后"),
        [
            ("aFChunk", "a.docx"),
            ("aFChunk", "/word/a.txt"),
            ("aFChunk", "a.html"),
            ("aFChunk", "http://canary.invalid/a"),
        ],
        {"word/a.docx": inner, "word/a.txt": "文本\n\n甲\t乙", "word/a.html": "<html><body>页</body></html>"},
    )
    source = read_docx(data)
    assert paragraphs(source) == [
        ("前", "第1段"), ("里段", "嵌入的文件1：第1段"), ("文本", "嵌入的文件2：第1行"), ("后", "第2段"),
    ]  # fmt: skip
    assert [c.at for grid in grids(source) for _, c in grid.cells()] == [
        "嵌入的文件1：第1个表格第1行第1格", "嵌入的文件2：第3行第1列", "嵌入的文件2：第3行第2列",
    ]  # fmt: skip
    unread = "嵌入的文件不是 Word 文档或文本，没有读"
    missing = "嵌入的文件不在这个文档里，没有读"
    assert told(source) == [
        ("外部链接没有打开", "", 1), (unread, "嵌入的文件1：嵌入的文件1", 1), (unread, "嵌入的文件3", 1),
        (missing, "嵌入的文件4", 1), (missing, "嵌入的文件5", 1),
    ]  # fmt: skip


def test_the_strict_name_space_is_read_alike():
    data = docx(table(row(cell("甲", properties='<w:gridSpan w:val="2"/>')), row("乙", "丙")))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    whole = document(table(row(cell("甲", properties='<w:gridSpan w:val="2"/>')), row("乙", "丙"))).replace(
        transitional, strict
    )
    assert read_docx(docx(whole=whole)).areas == read_docx(data).areas


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_parts_in_another_encoding_are_read(encoding: str):
    whole = document(para("项目名称")).replace("UTF-8", encoding).encode(encoding)
    assert paragraphs(read_docx(docx(whole=whole))) == [("项目名称", "第1段")]
