"""The measures of a 信函 (GB/T 9704-2012, 10.1), in mm from the paper's edges."""

from __future__ import annotations

#: The mark begins 30 mm from the upper edge; its letters all have this height, so the rule below always stands at
#: one place and only the letters' width follows the length of the name.
MARK_TOP = 30.0
MARK_HALF_POINTS = 80
MARK_HEIGHT = MARK_HALF_POINTS / 2 * 25.4 / 72

#: The rules are 170 mm long: 7 mm beyond the 版心 on either side.
RULE_LEFT = 21
RULE_WIDTH = 170
THICK, THIN, GAP = 1.0, 0.35, 0.5

#: Upper rule: 4 mm below the mark, thick above thin.
UPPER_RULE = MARK_TOP + MARK_HEIGHT + 4
UPPER_RULE_END = UPPER_RULE + THICK + GAP + THIN
#: The number begins 7/8 of a 3号 character below the upper rule.
NUMBER_TOP = UPPER_RULE_END + 7 / 8 * 16 * 25.4 / 72
#: Lower rule: it ends 20 mm above the lower edge, thin above thick.
LOWER_RULE_END = 297 - 20

#: Top and height in mm of the four strokes of both rules.
STROKES = (
    (UPPER_RULE, THICK),
    (UPPER_RULE + THICK + GAP, THIN),
    (LOWER_RULE_END - THICK - GAP - THIN, THIN),
    (LOWER_RULE_END - THICK, THICK),
)
