"""版式 of organisations: which is in force where, and how administrators keep them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from reports import permissions
from reports.models import FormalDetails, LayoutProfile, Report
from reports.word.formal import Imprint, RedHead
from reports.word.geometry import GB_9704, Layout


class StaleProfile(Exception):  # noqa: N818 - its text is the sentence for the person
    """Somebody else has saved or deleted the layout since; nothing was written."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The layout of an organisation; `profile` is None where it is the standard itself."""

    layout: Layout
    profile: LayoutProfile | None = None

    @property
    def asks_for_details(self) -> bool:
        """Whether a document has a number, signers or an imprint that somebody must tell."""
        return bool(self.profile and (self.profile.has_red_head or self.profile.has_imprint))


STANDARD = InForce(GB_9704)


def in_force(organization: Organization) -> InForce:
    """The layout of `organization`: its own, else that of the nearest above, else the standard."""
    return in_force_for([organization])[organization.pk]


def in_force_for(organizations: Iterable[Organization]) -> dict[int, InForce]:
    """The layout of each of `organizations` by primary key, in one query."""
    wanted = list(organizations)
    paths = {path for one in wanted for path in (one.path, *one.ancestor_paths())}
    profiles = LayoutProfile.objects.filter(organization__path__in=paths)
    by_path = {
        profile.organization.path: InForce(layout_of(profile.values), profile)
        for profile in profiles.select_related("organization")
    }
    return {
        one.pk: next(
            (by_path[path] for path in (one.path, *one.ancestor_paths()) if path in by_path),
            STANDARD,
        )
        for one in wanted
    }


_FIELDS = frozenset(field.name for field in fields(Layout))


def layout_of(values: Mapping[str, Any]) -> Layout:
    """The standard with `values` in place of its own; names that no layout has are left out."""
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if name in _FIELDS
    }
    return replace(GB_9704, **known)


def values_of(layout: Layout) -> dict[str, Any]:
    """What of `layout` differs from the standard, as a profile keeps it."""
    standard = asdict(GB_9704)
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(layout).items()
        if value != standard[name]
    }


GONE = "这个版式已经被删除。请返回版式列表查看。"
CHANGED = "您打开以后，{by}改过这个版式。您填的内容还在下面，请核对后再保存。"


def create(organization: Organization, *, by: User, layout: Layout, **words: Any) -> LayoutProfile:
    """Give `organization` a layout of its own.

    Raises PermissionDenied, and StaleProfile where it has got one meanwhile.
    """
    permissions.require_administrator_of(by, organization)
    try:
        with transaction.atomic():
            return LayoutProfile.objects.create(
                organization=organization, values=values_of(layout), updated_by=by, **words
            )
    except IntegrityError as error:
        raise StaleProfile("这个党组织已经有版式了，请在列表里打开它来修改。") from error


def change(pk: int, *, by: User, based_on: int, layout: Layout, **words: Any) -> LayoutProfile:
    """Save a layout that was read at version `based_on`.

    Raises PermissionDenied, and StaleProfile with the sentence for the person where somebody
    else was faster; the same words sent twice are saved once.
    """
    with transaction.atomic():
        profile = _locked(pk)
        permissions.require_administrator_of(by, profile.organization)
        before = (profile.values, *(getattr(profile, name) for name in words))
        after = (values_of(layout), *words.values())
        if before == after:
            return profile
        if profile.version != based_on:
            raise StaleProfile(CHANGED.format(by=profile.updated_by or "别人"))
        profile.values, profile.updated_by = values_of(layout), by
        for name, value in words.items():
            setattr(profile, name, value)
        profile.version += 1
        profile.save()
        return profile


def reset(pk: int, *, by: User, based_on: int) -> LayoutProfile:
    """Take all values of a layout back to the standard; name, head and imprint stay."""
    return change(pk, by=by, based_on=based_on, layout=GB_9704)


def delete(pk: int, *, by: User) -> LayoutProfile:
    """Delete a layout: the nearest one above is in force again. Raises like `change`."""
    with transaction.atomic():
        profile = _locked(pk)
        permissions.require_administrator_of(by, profile.organization)
        LayoutProfile.objects.filter(pk=pk).delete()
        return profile


def _locked(pk: int) -> LayoutProfile:
    profiles = LayoutProfile.objects.select_related("organization", "updated_by")
    profile = profiles.select_for_update(of=("self",)).filter(pk=pk).first()
    if profile is None:
        raise StaleProfile(GONE)
    return profile


# --- formal documents


def details_of(report: Report) -> FormalDetails | None:
    """What was told of `report` as a formal document, None where nobody was asked yet."""
    try:
        return report.formal_details
    except ObjectDoesNotExist:
        return None


def lacks_details(report: Report) -> bool:
    """Whether the layout prints a head or an imprint and nobody has said yet what stands there."""
    return in_force(report.organization).asks_for_details and details_of(report) is None


def proposed_details(report: Report, profile: LayoutProfile) -> FormalDetails:
    """What the form begins with: what the layout knows already."""
    number = f"{profile.number_code}〔{report.year}〕　号" if profile.number_code else ""
    return FormalDetails(
        report=report,
        number=number if profile.has_red_head else "",
        copied_to=profile.copied_to if profile.has_imprint else "",
        printed_by=profile.printed_by if profile.has_imprint else "",
    )


def keep_details(report: Report, *, by: User, **words: Any) -> FormalDetails:
    """Keep the details of `report`; whoever may export it may tell them."""
    permissions.require(by, permissions.Action.EXPORT, report)
    return FormalDetails.objects.update_or_create(report=report, defaults=words)[0]


def red_head_of(profile: LayoutProfile, details: FormalDetails) -> RedHead | None:
    """The head of a formal document, None where the layout has none."""
    if not (profile.has_red_head and profile.issuer_mark):
        return None
    return RedHead(profile.issuer_mark, details.number, details.signer)


def imprint_of(profile: LayoutProfile, details: FormalDetails) -> Imprint | None:
    """The imprint of a formal document, None where the layout has none or nobody prints it."""
    if not (profile.has_imprint and details.printed_by and details.printed_on):
        return None
    copied = details.copied_to.replace("、", "，").replace(",", "，").split("，")
    return Imprint(
        tuple(name.strip(" 。") for name in copied if name.strip(" 。")),
        details.printed_by,
        details.printed_on,
    )
