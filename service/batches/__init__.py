"""The dispatcher: makes many papers, writes them out whole, and says what became of each."""

from service.batches.output import write_folder, write_zip
from service.batches.pack import Failed, Made, Summary, TooManyError, begun, make
from service.batches.tracing import Trace

__all__ = [
    "Failed",
    "Made",
    "Summary",
    "TooManyError",
    "Trace",
    "begun",
    "make",
    "write_folder",
    "write_zip",
]
