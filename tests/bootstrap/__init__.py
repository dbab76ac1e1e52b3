"""run.py: how a fresh clone becomes a running program."""
