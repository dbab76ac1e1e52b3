"""A pack: every paper planned, filled and handed over one by one; what fails fails alone and is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from service.batches.beside import Beside
from service.batches.pressing import Refused, filled
from service.batches.tracing import Trace
from service.errors import PaperError, at_console
from service.papers import Draft, HeldBack, Inputs, Paper, Shelf, UniqueNames, questions

Progress = Callable[[int, int], None]
_MANY_ROWS: Final = 500  # questions on so many take longer than to have a copy of this process ask them


class TooManyError(PaperError):
    """More papers than are made while somebody waits."""


class Made(NamedTuple):
    """One finished paper: which, for whom or what, its file name, and what it shows as a gap or a box."""

    title: str
    subject: str
    file_name: str
    blanks: tuple[str, ...]


class Failed(NamedTuple):
    """A paper that could not be made, or a kind of paper that could not be planned, with the reason; ``command`` is
    what helps with it at a console."""

    title: str
    subject: str
    reason: str
    command: str = ""

    @property
    def at_console(self) -> str:
        """The reason with that help."""
        return at_console(self.reason, self.command)


def refusal(failed: Sequence[Failed]) -> PaperError:
    """All the reasons in one sentence."""
    command = next((each.command for each in failed if each.command), "")
    return PaperError("；".join(dict.fromkeys(each.reason for each in failed)), command=command)


@dataclass(slots=True)
class Summary:
    """What became of a pack: for the listing, the console and the page.

    ``leftovers`` are the files of an earlier pack that stand in the folder it was written to; ``notes`` say whose
    templates were used, ``decisions`` what persons decided on questions, ``sources`` which registered data the figures
    come from, ``pdf`` which fonts its PDFs lack; they ask for nothing. ``trace`` gathers the cells the figures come
    from, if anybody wants to know.
    """

    made: list[Made] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    held_back: list[Failed] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    pdf: list[str] = field(default_factory=list)
    trace: Trace | None = field(default=None, compare=False, repr=False)

    @property
    def clean(self) -> bool:
        """Whether nothing asks for a person's eye: no gap in a paper, no refusal, question, problem or leftover."""
        blank = any(made.blanks for made in self.made)
        return not (blank or self.failed or self.held_back or self.questions or self.problems or self.leftovers)


def begun(templates: Shelf, trace: Trace | None = None) -> Summary:
    """The summary of a pack not yet made: it names the folders of templates of which nobody knows for what paper."""
    return Summary(failed=[Failed("模板", folder, reason) for folder, reason in templates.strays.items()], trace=trace)


def plan(papers: Sequence[Paper], inputs: Inputs, summary: Summary) -> Iterator[tuple[Paper, Draft]]:
    """All drafts in order; what is held back or cannot be planned goes into ``summary`` and the rest goes on."""
    for paper in papers:
        try:
            for item in paper.plan(inputs):
                if isinstance(item, HeldBack):
                    summary.held_back.append(Failed(paper.title, item.subject, item.reason))
                else:
                    yield paper, item
        except PaperError as error:
            summary.failed.append(Failed(paper.title, "", str(error), error.command))


def note(inputs: Inputs, summary: Summary, asked: Sequence[str]) -> None:
    """Put down what is to be said of the inputs whatever is made of them: the questions they raise, decisions, the
    ledgers' faults."""
    summary.questions.extend(asked)
    summary.decisions.extend(inputs.outcome.notes if inputs.outcome else ())
    summary.problems.extend(
        str(problem) for reading in inputs.readings for problem in reading.problems if problem.severity.value != "note"
    )


def _many(inputs: Inputs) -> bool:
    """Whether the questions on the inputs are still to be asked, and take long."""
    rows = sum(len(reading.projects) + len(reading.topics) for reading in inputs.readings)
    return inputs.outcome is None and rows >= _MANY_ROWS


def make(
    papers: Sequence[Paper],
    inputs: Inputs,
    summary: Summary,
    progress: Progress | None = None,
    *,
    most: int | None = None,
) -> Iterator[tuple[Made, bytes]]:
    """Fill every planned paper, in order, handing each .docx over as soon as it is made.

    ``summary`` gathers what was made, held back and failed, the questions the figures raise, the ledger's problems and
    whose templates were used; its trace, where it has one, where the printed figures come from.
    Raises :class:`TooManyError` before anything is made where more than ``most`` papers are planned.
    """
    with Beside(partial(questions, inputs), worth=_many(inputs)) as asked:
        drafts = list(plan(papers, inputs, summary))
        note(inputs, summary, asked.result())
    summary.notes.extend(dict.fromkeys(said for paper, _ in drafts for said in paper.notes))
    if most is not None and len(drafts) > most:
        raise TooManyError(f"当场做的一次最多 {most} 份，这次要做 {len(drafts)} 份")
    names = UniqueNames()
    for number, (paper, draft, outcome) in enumerate(filled(drafts, summary.trace), start=1):
        if isinstance(outcome, Refused):
            summary.failed.append(Failed(paper.title, draft.subject, *outcome))
        else:
            made = Made(paper.title, draft.subject, f"{names.take(outcome.name)}.docx", outcome.told)
            if summary.trace:
                summary.trace.add(made.title, made.subject, made.file_name, outcome.marks)
            summary.made.append(made)
            yield made, outcome.data
        if progress:
            progress(number, len(drafts))
