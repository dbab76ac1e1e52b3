"""What the pages of meetings show: no Flask, no rules."""
