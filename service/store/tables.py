"""All tables, gathered: whoever adds a module with tables names it here, so that migrations are compared with it."""

from __future__ import annotations

from service.store import models
from service.store.base import Base

MODULES = (models,)
METADATA = Base.metadata
