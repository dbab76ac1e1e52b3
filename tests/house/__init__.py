"""The rules of the house, which hold for every room."""
