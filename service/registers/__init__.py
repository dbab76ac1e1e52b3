"""The desk: what was ordered of whom by when, what meetings dealt with, which ledger is in force. Use cases over the
store, each in the caller's transaction; a case that a register does not allow is refused in a sentence."""
