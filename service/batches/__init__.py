"""The dispatcher: makes many papers, writes them out whole, and says what became of each."""

from service.batches.output import write_folder, write_zip
from service.batches.pack import Failed, Made, Summary, begun, make
from service.batches.returns_book import returns_workbook

__all__ = [
    "Failed",
    "Made",
    "Summary",
    "begun",
    "make",
    "returns_workbook",
    "write_folder",
    "write_zip",
]
