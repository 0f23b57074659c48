"""How much a reader takes from one source, counted while reading, and what a person is told when it is too much."""

from dataclasses import dataclass

from perfdesk.base.errors import UserError

NOTHING_READ = "没有导入任何内容。"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, characters and numbers. Our own exports of 1,000 projects stay well below each of them."""

    file_bytes: int = 64 << 20
    text_bytes: int = 32 << 20
    members: int = 10_000
    unpacked_bytes: int = 256 << 20
    part_bytes: int = 128 << 20
    elements: int = 300_000
    nested_tables: int = 8
    rows: int = 60_000
    columns: int = 256
    span: int = 64
    cells: int = 500_000
    paragraphs: int = 1_000_000
    tables: int = 5_000
    cell_chars: int = 1_000_000
    line_bytes: int = 4 << 20
    value_chars: int = 100_000


LIMITS = Limits()


class Meter:
    """Counts what one source has used, documents embedded in it included, and stops it at a limit."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._cells = 0
        self._paragraphs = 0
        self._tables = 0
        self._unpacked = 0

    def cells(self, number: int = 1) -> None:
        """Count cells, and paragraphs that stand outside of cells."""
        self._cells += number
        if self._cells > self.limits.cells:
            raise UserError(f"内容太多（超过 {self.limits.cells:,} 格），没有读完。", NOTHING_READ, "请拆分后再导入。")

    def paragraph(self) -> None:
        """Count a paragraph, blank ones too: they cost as much."""
        self._paragraphs += 1
        if self._paragraphs > self.limits.paragraphs:
            raise UserError(
                f"内容太多（超过 {self.limits.paragraphs:,} 段），没有读完。", NOTHING_READ, "请拆分后再导入。"
            )

    def expect_cells(self, number: int) -> None:
        """Stop before cells are read that would be too many."""
        if self._cells + number > self.limits.cells:
            self.cells(number)

    def table(self) -> None:
        """Count a table."""
        self._tables += 1
        if self._tables > self.limits.tables:
            raise UserError(f"表格太多（超过 {self.limits.tables:,} 个），没有读完。", NOTHING_READ, "请拆分后再导入。")

    def unpacked(self, number: int) -> None:
        """Count bytes that came out of a package."""
        self._unpacked += number
        if self._unpacked > self.limits.unpacked_bytes:
            raise unpacks_too_big()


def file_too_big(size: int, limit: int) -> UserError:
    """More bytes than are read at all."""
    return UserError(
        f"文件太大（{size / (1 << 20):.0f} MB），最多 {limit >> 20} MB。", NOTHING_READ, "请拆分后再导入。"
    )


def unpacks_too_big() -> UserError:
    """A package that swells, or that has too many members."""
    return UserError("文件解开后过大，可能已损坏或有问题。", NOTHING_READ, "请用 Word 或 WPS 打开后另存一份再试。")


def damaged() -> UserError:
    """A package or part that is cut off, inconsistent or no XML."""
    return UserError("文件不完整或已损坏，读不出来。", NOTHING_READ, "请用 Word 或 WPS 打开后另存一份再试。")


def forbidden() -> UserError:
    """A document type definition: entities can swell and point to other files."""
    return UserError("文件里有不允许的内容（文档类型定义）。", NOTHING_READ, "请用 Word 或 WPS 打开后另存一份再试。")


def protected() -> UserError:
    """An encrypted file."""
    return UserError("文件有密码。", NOTHING_READ, "请先打开，去掉密码，另存后再导入。")


def too_long(at: str) -> UserError:
    """One line, cell or value with too many characters; `at` is its position in words."""
    return UserError(f"{at}太长。", NOTHING_READ, "请检查这一处的内容，拆分后再导入。")


def too_many_rows(table: str, rows: int) -> str:
    """What is said of a table that is left out because it has too many rows."""
    return f"{table}有 {rows:,} 行，像是数据而不是目标表，没有读"


def too_many_columns(table: str, columns: int) -> str:
    """What is said of a table that is left out because it has too many columns."""
    return f"{table}有 {columns:,} 列，像是数据而不是目标表，没有读"
