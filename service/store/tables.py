"""All tables, gathered: whoever adds a module with tables names it here, so that migrations are compared with it."""

from __future__ import annotations

from service.store import (
    models,
    models_accounts,
    models_answers,
    models_batches,
    models_meetings,
    models_templates,
    models_tickets,
    models_uploads,
)
from service.store.base import Base

MODULES = (
    models,
    models_accounts,
    models_answers,
    models_batches,
    models_meetings,
    models_templates,
    models_tickets,
    models_uploads,
)
METADATA = Base.metadata
