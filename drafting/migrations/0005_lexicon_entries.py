import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import drafting.models.lexicon


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_changes_and_merging"),
        ("drafting", "0004_review_points"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LexiconChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=drafting.models.lexicon.change_kinds,
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=drafting.models.lexicon.entry_kinds,
                        max_length=12,
                        verbose_name="性质",
                    ),
                ),
                ("term", models.CharField(max_length=80, verbose_name="名称")),
                ("details", models.TextField(blank=True, verbose_name="内容")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                        verbose_name="党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "表述与会期修改记录",
                "verbose_name_plural": "表述与会期修改记录",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LexiconEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=drafting.models.lexicon.entry_kinds,
                        max_length=12,
                        verbose_name="性质",
                    ),
                ),
                ("term", models.CharField(max_length=80, verbose_name="名称")),
                ("forms", models.TextField(blank=True, max_length=800, verbose_name="其他写法")),
                ("since", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "replaced_by",
                    models.CharField(blank=True, max_length=80, verbose_name="现行表述"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("is_off", models.BooleanField(default=False, verbose_name="停用")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="停用理由")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lexicon",
                        to="accounts.organization",
                        verbose_name="党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "表述与会期",
                "verbose_name_plural": "表述与会期",
                "ordering": ["organization", "kind", "term"],
            },
        ),
        migrations.AddIndex(
            model_name="lexiconchange",
            index=models.Index(fields=["organization", "-id"], name="lexicon_change_latest"),
        ),
        migrations.AddConstraint(
            model_name="lexiconentry",
            constraint=models.UniqueConstraint(
                fields=("organization", "kind", "term"), name="lexicon_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lexiconentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["phrase", "former"])),
                fields=("organization", "term"),
                name="lexicon_wording_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="lexiconentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "phrase",
                            "former",
                            "title",
                            "congress",
                            "plenum",
                            "discipline",
                            "campaign",
                            "plan",
                            "founding",
                        ],
                    )
                ),
                name="lexicon_entry_kind_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="lexiconentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("since__lte", models.F("until")),
                    _connector="OR",
                ),
                name="lexicon_entry_days_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="lexiconentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="lexicon_entry_has_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="lexiconentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_off", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="lexicon_entry_off_with_reason",
            ),
        ),
    ]
