"""The buttons of a report page: which there are, and what follows from them."""

from dataclasses import dataclass

from accounts.models import User
from reports import permissions, workflow
from reports.models import Report
from reports.workflow import (
    APPROVE,
    ARCHIVE,
    RECALL,
    REOPEN,
    RETURN,
    STEP_BACK,
    SUBMIT,
    WITHDRAW,
    Transition,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A transition that belongs to the person's role; `refusal` says why somebody else makes it."""

    transition: Transition
    refusal: str | None


def choices(user: User, report: Report) -> list[Choice]:
    """What people of this role do with a report in its present state, in the table's order."""
    offered = [
        Choice(transition, workflow.refusal(transition, user, report))
        for transition in workflow.TRANSITIONS
        if report.state in transition.sources
        and permissions.has_role_for(transition.unless, user, report)
    ]
    return [c for c in offered if not (c.refusal and c.transition.is_quiet)]


def refusals(choices: list[Choice]) -> list[str]:
    """Why others decide here, each reason once."""
    return list(dict.fromkeys(choice.refusal for choice in choices if choice.refusal))


def consequence(transition: Transition, report: Report, by: User) -> str:
    """What happens next when `by` does it and who will see it, said before the person confirms."""
    if transition is SUBMIT:
        return (
            f"报告将交{decider_at(report, workflow.route(SUBMIT, report, by)[1])}审核。"
            "审核期间不能修改；在审核人作出决定之前，您可以随时撤回。"
        )
    if transition is APPROVE:
        return consequence_of_approval(report, by)
    return {
        WITHDRAW: "报告回到草稿，从审核人的待办中移出；改好后需要重新送审。",
        RETURN: (
            f"报告退回{report.organization}，由支部书记修改后重新送审。"
            "退回意见支部书记以及上级的审核人、管理员都能看到。"
        ),
        STEP_BACK: consequence_of_step_back(transition, report, by),
        RECALL: consequence_of_step_back(transition, report, by),
        ARCHIVE: "报告归档，不再修改；仍可查看和下载。如需改动，管理员可以重新开放。",
        REOPEN: (
            f"报告重新交{report.organization}修改，改好后需要重新送审。"
            "理由支部书记以及上级的审核人、管理员都能看到。"
        ),
    }[transition]


def consequence_of_approval(report: Report, by: User) -> str:
    """Where an approval at the report's present level leads."""
    state, level, skipped = workflow.route(APPROVE, report, by)
    if state == APPROVE.target:
        return (
            "报告审核完毕，不再修改，由管理员归档。"
            "支部书记以及上级的审核人、管理员都能看到结果和您的意见。"
        )
    left_out = "".join(f"第{number}级没有可以审核的人，按审核规定跳过。" for number in skipped)
    waits = ""
    if not permissions.deciders(report, level, after=by):
        waits = "各级不由同一人审核，现在没有别的审核人，报告将停在这一级，等管理员安排。"
    return (
        f"{left_out}报告转入第{level}级审核，由{decider_at(report, level)}办理。{waits}"
        "支部书记以及上级的审核人、管理员都能看到您的意见。"
    )


def consequence_of_step_back(transition: Transition, report: Report, by: User) -> str:
    """To whom the report goes back inside the review, and who is told."""
    if report.state not in transition.sources or not report.events.approvals_in_force():
        return ""
    level = workflow.route(transition, report, by)[1]
    return (
        f"报告回到第{level}级，由{decider_at(report, level)}重新审核，支部不用修改。"
        "理由支部书记以及上级的审核人、管理员都能看到。"
    )


def decider_at(report: Report, level: int) -> str:
    """Who decides at a review level, in words."""
    return f"{permissions.deciding_organization(report, level) or '上级党组织'}的审核人"
