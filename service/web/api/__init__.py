"""The interface for other systems (OA) under /api/v1: it translates between JSON and the rooms below, and decides
nothing. Each resource is a module with the models it takes and gives and its endpoints; ``resources`` gathers them."""
