"""Where an administrator keeps dated expressions, the organisations' words, points of review."""

from django.contrib import admin

from drafting.models import ReviewPoint, Term


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    """Words that an organisation has declared right or forbidden."""

    list_display = ["word", "kind", "organization", "replacement", "by", "at"]
    list_filter = ["kind"]
    search_fields = ["word"]
    autocomplete_fields = ["organization", "by"]


@admin.register(ReviewPoint)
class ReviewPointAdmin(admin.ModelAdmin):
    """What a reviewer is reminded of before a decision."""

    list_display = ["label", "detail", "source", "position", "is_active"]
    list_editable = ["position", "is_active"]
    search_fields = ["label", "detail"]
