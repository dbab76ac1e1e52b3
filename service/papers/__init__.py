"""The clerk: what each paper needs and says. One module a paper; ``catalogue`` lists them."""

from service.papers.base import Draft, HeldBack, Inputs, blanks
from service.papers.catalogue import Paper, find, papers
from service.papers.intake import gather, questions, settle
from service.papers.lengths import limits_of, too_long
from service.papers.meeting import Meeting, load_meeting, meeting_from
from service.papers.names import UniqueNames
from service.papers.office_facts import Issuer
from service.papers.own import Shelf, shelf, shelf_of
from service.papers.packs import papers_of

__all__ = [
    "Draft",
    "HeldBack",
    "Inputs",
    "Issuer",
    "Meeting",
    "Paper",
    "Shelf",
    "UniqueNames",
    "blanks",
    "find",
    "gather",
    "limits_of",
    "load_meeting",
    "meeting_from",
    "papers",
    "papers_of",
    "questions",
    "settle",
    "shelf",
    "shelf_of",
    "too_long",
]
