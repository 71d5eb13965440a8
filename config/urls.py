"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = admin.site.site_title = "支笔后台管理"
admin.site.index_title = "维护"

urlpatterns = [
    path("", include("drafting.urls")),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
