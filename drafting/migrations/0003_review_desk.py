import django.db.models.deletion
import drafting.models.comment
import drafting.models.review
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("drafting", "0002_check_record_rules"),
        ("reports", "0004_notifications_and_routines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=20)),
                ("offset", models.PositiveIntegerField(default=0)),
                ("home", models.TextField(blank=True)),
                ("start", models.PositiveIntegerField(default=0)),
                ("length", models.PositiveIntegerField(default=0)),
                ("quote", models.TextField(blank=True, verbose_name="原文")),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField(blank=True, verbose_name="批注")),
                ("suggestion", models.TextField(blank=True, null=True, verbose_name="建议改为")),
                (
                    "state",
                    models.CharField(
                        choices=drafting.models.comment.comment_states,
                        default="open",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=0, verbose_name="审核层级")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "ticket",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="写下它的那张表单的编号",
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="reports.entry",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="reports.report",
                        verbose_name="报告",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="reports.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "批注",
                "verbose_name_plural": "批注",
                "ordering": ["report", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("window", models.CharField(max_length=40)),
                ("part", models.CharField(blank=True, max_length=40)),
                ("seen_at", models.DateTimeField(db_index=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "在线",
                "verbose_name_plural": "在线",
            },
        ),
        migrations.CreateModel(
            name="Reply",
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
                        choices=drafting.models.comment.reply_kinds,
                        default="answer",
                        max_length=12,
                        verbose_name="性质",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "ticket",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="写下它的那张表单的编号",
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="drafting.comment",
                        verbose_name="批注",
                    ),
                ),
            ],
            options={
                "verbose_name": "批注回复",
                "verbose_name_plural": "批注回复",
                "ordering": ["comment", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "kind",
                    models.CharField(
                        choices=drafting.models.review.note_kinds,
                        max_length=10,
                        verbose_name="性质",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="内容")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "ticket",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="写下它的那张表单的编号",
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_notes",
                        to="accounts.organization",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_notes",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "点评记录",
                "verbose_name_plural": "点评记录",
                "ordering": ["organization", "year", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=40, unique=True, verbose_name="要点")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="看什么")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "审核要点",
                "verbose_name_plural": "审核要点",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="review_point_has_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="意见")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standard_opinions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "常用意见",
                "verbose_name_plural": "常用意见",
                "ordering": ["user", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["report", "state"], name="comment_open"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "accepted", "declined", "resolved"])),
                name="comment_state_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    ("suggestion__isnull", False),
                    _connector="OR",
                ),
                name="comment_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                fields=("report", "user", "window"), name="presence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["answer", "accept", "decline", "resolve", "reopen"])
                ),
                name="reply_kind_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "answer"), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="reply_answer_has_words",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewnote",
            index=models.Index(fields=["organization", "year"], name="review_note_of_year"),
        ),
        migrations.AddConstraint(
            model_name="reviewnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["strength", "problem", "advice"])),
                name="review_note_kind_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="review_note_says"
            ),
        ),
        migrations.AddConstraint(
            model_name="standardopinion",
            constraint=models.UniqueConstraint(
                fields=("user", "text"),
                name="standard_opinion_once",
                violation_error_message="常用意见中已有这一条。",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="standard_opinion_says"
            ),
        ),
    ]
