"""`manage.py load_demo`: fill an empty database with the demo bureau and say who may sign in."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Organization
from drafting import demo
from drafting.checking import proofing
from reports.demo import loader


class Command(BaseCommand):
    """Load the demo bureau unless there is an organisation already."""

    help = "在空的数据库中装入演示单位（虚构），并列出演示账号；已有党组织时什么也不做"

    def handle(self, *_args: Any, **_options: Any) -> None:
        if Organization.objects.exists():
            self.stdout.write("数据库中已有党组织，没有装入演示数据。")
        else:
            with transaction.atomic():
                demo.comment(loader.load())
                # The demo's people submitted below the desk, where nothing counts findings.
                proofing.record_submitted()
            self.stdout.write("已装入演示单位（虚构）。")
        if sign_ins := loader.sign_ins():
            self.stdout.write("可用以下账号登录：")
        for username, password, person in sign_ins:
            self.stdout.write(f"  {username:<14}{password}  {person}")
