"""`manage.py import_report FILE --organization NAME --template KEY`: a file becomes a report."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import MemberRole
from reports import records, starting
from reports.models import EventKind, ReportTemplate
from reports.models.assignment import Half
from reports.old_formats import read_path
from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.word.importer import WordText

UNUSABLE = 2


class Command(BaseCommand):
    """Import a .txt or .docx as the draft of an organisation, outside any assignment."""

    help = "把一份报告（.txt 或 .docx）导入成党组织的草稿；办不到时以代码 2 退出，说明原因。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="报告文件，.txt 或 .docx")
        parser.add_argument(
            "--organization", required=True, metavar="NAME", help="党组织的全称或简称"
        )
        parser.add_argument(
            "--template", required=True, metavar="KEY", help="文种模板的代码，如 annual_summary"
        )
        parser.add_argument("--year", type=int, help="年度，不写就是今年")
        parser.add_argument("--half", choices=Half.values, default=Half.YEAR, help="时段")
        parser.add_argument(
            "--as", dest="username", help="以谁的账号导入，不写就是该组织的支部书记"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        organization = _organization(options["organization"])
        template = _template(options["template"])
        by = _person(options["username"], organization)
        found = _read(file)
        try:
            report = starting.start(
                by=by,
                organization=organization,
                content=records.content_from(read(found.text)),
                kind=EventKind.IMPORT,
                template=template,
                year=options["year"] or timezone.localdate().year,
                half=options["half"],
            )
        except PermissionDenied:
            raise _unusable(f"{by}不是{organization}的支部书记，不能为它导入报告。") from None
        self.stdout.write(
            f"已导入《{report.headline}》：{reverse('report_detail', args=[report.pk])}"
        )


def _organization(name: str) -> Organization:
    """The organisation in use that is called so; full names go before short ones."""
    named = Organization.objects.filter(Q(name=name) | Q(short_name=name), is_active=True)
    found = [one for one in named if one.name == name] or list(named)
    if not found:
        raise _unusable(f"没有名为“{name}”的党组织。")
    if len(found) > 1:
        raise _unusable(f"有 {len(found)} 个党组织简称“{name}”，请写全称。")
    return found[0]


def _template(key: str) -> ReportTemplate:
    templates = ReportTemplate.objects.filter(is_active=True)
    if template := templates.filter(key=key).first():
        return template
    known = "、".join(f"{template.key}（{template}）" for template in templates)
    raise _unusable(f"没有代码为“{key}”的文种模板。现有：{known}。")


def _person(username: str | None, organization: Organization) -> User:
    """Who is named, or else the secretary of the organisation."""
    if username:
        if person := User.objects.filter(username=username, is_active=True).first():
            return person
        raise _unusable(f"没有用户名为“{username}”的人员。")
    secretaries = User.objects.filter(
        memberships__organization=organization,
        memberships__role=MemberRole.SECRETARY,
        is_active=True,
    )
    if person := secretaries.order_by("memberships__pk").first():
        return person
    raise _unusable(f"{organization}还没有支部书记，无法导入。")


def _read(file: Path) -> WordText:
    """What the file says, with notes on what could not be taken over."""
    try:
        found = read_path(file)
    except UnreadableFile as error:
        raise _unusable(f"{file}：{error}") from error
    if not found.text.strip():
        raise _unusable(f"{file}：文件里没有文字。")
    return found


def _unusable(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=UNUSABLE)
