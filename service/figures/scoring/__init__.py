"""考核: scores by a scheme file, each point explained by its rule and figures (docs/rules.md)."""

from service.figures.scoring.course import Course, Mean, Stage, course_scores, load_course
from service.figures.scoring.loading import Scheme, find_scheme, load_given, load_scheme, ready_schemes
from service.figures.scoring.measures import Given, Scored
from service.figures.scoring.rounds import Listed, boards, mean, places_of, score_units, scored_units, strays
from service.figures.scoring.sheet import Line, Sheet, score

__all__ = [
    "Course",
    "Given",
    "Line",
    "Listed",
    "Mean",
    "Scheme",
    "Scored",
    "Sheet",
    "Stage",
    "boards",
    "course_scores",
    "find_scheme",
    "load_course",
    "load_given",
    "load_scheme",
    "mean",
    "places_of",
    "ready_schemes",
    "score",
    "score_units",
    "scored_units",
    "strays",
]
