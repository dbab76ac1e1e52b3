"""What the pages of tickets and of accountability show: no Flask, no rules."""
