"""常用意见: what a reviewer keeps to write again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.forms.kept import OpinionForm
from drafting.models import StandardOpinion
from reports import permissions


@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: SignedInRequest) -> HttpResponse:
    """The own standard opinions; on POST one is kept, changed or removed."""
    permissions.require_role(request.user, MemberRole.REVIEWER)
    own = StandardOpinion.objects.filter(user=request.user)
    if request.method != "POST":
        return page(request, edited=own.filter(pk=number(request.GET.get("edit"))).first())
    if "remove" in request.POST:
        get_object_or_404(own, pk=number(request.POST["remove"])).delete()
        messages.success(request, "已删除。")
        return redirect("opinions")
    if "keep" in request.POST:
        return keep(request)
    edited = own.filter(pk=number(request.POST.get("edited"))).first()
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return page(request, form, edited)
    text = form.cleaned_data["text"]
    if edited:
        own.filter(text=text).exclude(pk=edited.pk).delete()  # it would stand there twice
        own.filter(pk=edited.pk).update(text=text)
    else:
        StandardOpinion.objects.get_or_create(user=request.user, text=text)
    messages.success(request, "已保存。")
    return redirect("opinions")


def keep(request: SignedInRequest) -> HttpResponse:
    """Keep what stands in the form of a decision; a script gets plain words."""
    form = OpinionForm({"text": request.POST.get("opinion", "")})
    if form.is_valid():
        StandardOpinion.objects.get_or_create(user=request.user, text=form.cleaned_data["text"])
        words, status = "已存为常用意见。", 200
    else:
        words, status = "请先写好意见，再存为常用（最多 500 字）。", 422
    if request.htmx:
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    messages.add_message(request, messages.SUCCESS if status == 200 else messages.WARNING, words)  # noqa: PLR2004 - as above
    report = number(request.POST["keep"])
    return redirect(reverse("report_detail", args=[report]) if report else "opinions")


def page(
    request: SignedInRequest,
    form: OpinionForm | None = None,
    edited: StandardOpinion | None = None,
) -> HttpResponse:
    """The page; `edited` is the one that is being changed."""
    form = form or OpinionForm(initial={"text": edited.text if edited else ""})
    kept = StandardOpinion.objects.filter(user=request.user)
    status = 422 if form.errors else 200
    context = {"form": form, "edited": edited, "kept": kept}
    return render(request, "drafting/opinions.html", context, status=status)


def number(given: str | None) -> int:
    """A key that came from outside; 0 is nobody's."""
    return int(given) if given and given.isdecimal() and len(given) < 18 else 0  # noqa: PLR2004
