"""What the list shows of a project, by the roles of its form: name, group and budget."""

from dataclasses import dataclass
from decimal import Decimal

from perfdesk.forms.form import Form
from perfdesk.model.amounts import UNITS, grouped, read_amount, read_year
from perfdesk.model.document import Project
from perfdesk.model.text import key, one_line

NO_NAME = "未命名项目"
NO_YEAR = "未填年度"
NO_UNIT = "未填单位"

Group = tuple[str, str]
"""What projects of one group have in common: 预算年度 and 用款单位, each as a key for comparing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Texts as they are shown. `amount` is in 万元, None when `money` is blank or says no amount."""

    name: str
    year: str
    unit: str
    group: Group
    money: str
    amount: Decimal | None

    @property
    def shown_amount(self) -> str:
        """The amount in 万元 with two decimals, "" when there is none that can be read."""
        return "" if self.amount is None else shown_amount(self.amount)

    def sums_like(self, other: "Facts") -> bool:
        """Whether a group shows the same with `other` in the place of this one."""
        return (self.year, self.unit, self.money) == (other.year, other.unit, other.money)


def facts_of(form: Form, project: Project) -> Facts:
    """The facts of a project of this form. What the form has no role for is as if left blank."""
    roles = form.roles
    year_text = project.field(roles.year).strip()
    year = read_year(year_text)
    unit = one_line(project.field(roles.unit))
    money = project.field(roles.money).strip()
    return Facts(
        one_line(project.field(roles.name)),
        (year_text if year is None else f"{year}年度") or NO_YEAR,
        unit or NO_UNIT,
        (key(year_text) if year is None else str(year), key(unit)),
        money,
        _in_ten_thousands(form, money) if money else None,
    )


def shown_amount(amount: Decimal) -> str:
    """An amount in 万元 with two decimals and separators of thousands."""
    return grouped(amount)


def _in_ten_thousands(form: Form, money: str) -> Decimal | None:
    unit = form.field(form.roles.money).unit or "元"
    amount = read_amount(money, unit)
    if amount is None or unit not in UNITS:
        return None
    return amount.scaleb(UNITS[unit] - UNITS["万元"])
