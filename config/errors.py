"""Answers to requests that cannot be carried out: a page, or for htmx a sentence for the toast.

`static/js/failures.js` shows the sentence; the status stays what it is.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def answer(
    request: HttpRequest, status: int, words: str, *, is_explained: bool = False
) -> HttpResponse:
    """The page of `status` with `words` on it, or the words alone.

    Where they explain everything, the page leaves out its general advice.
    """
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    return render(
        request, f"{status}.html", {"words": words, "is_explained": is_explained}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400: a request that no page of ours would send."""
    return answer(request, 400, "提交的内容无法识别，请返回上一页，刷新后重试。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: with the reason where the code that refused gave one."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    words = reason or "您的账号没有进行这一操作的权限。"
    return answer(request, 403, words, is_explained=bool(reason))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 of the CSRF check: nearly always a page that was open while somebody signed in anew."""
    words = "页面打开太久或登录状态已变化，请返回上一页，刷新后重新提交。"
    return answer(request, 403, words, is_explained=True)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: the same whether there is nothing or nothing that this person may see."""
    return answer(request, 404, "要找的内容不存在，或者不在您的查看范围内。")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the request, since what failed may be what a page needs."""
    words = "这次操作没有完成，请稍后重试。"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")
    return HttpResponse(render_to_string("500.html", {"words": words}), status=500)
