"""The dispatcher: makes many papers, writes them out whole, and says what became of each."""

from service.batches.output import cause_of, ensure_folder, write_folder, write_whole, write_zip
from service.batches.pack import Failed, Made, Summary, make
from service.batches.returns_book import returns_workbook

__all__ = [
    "Failed",
    "Made",
    "Summary",
    "cause_of",
    "ensure_folder",
    "make",
    "returns_workbook",
    "write_folder",
    "write_whole",
    "write_zip",
]
