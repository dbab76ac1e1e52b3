"""The board: how the county stands by the data in force, and what waits on whose desk today."""
