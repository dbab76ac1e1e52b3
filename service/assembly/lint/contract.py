"""What a template needs of the data, and how two versions of it differ in that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.assembly.environment import make_environment
from service.assembly.lint.names import Path, Use, uses, written
from service.assembly.objects.marking import mark_tree
from service.assembly.template import CompiledTemplate


@dataclass(frozen=True, slots=True)
class Contract:
    """The names a template needs, and those it uses and can do without; both in order, written as 滞后项目[].单位."""

    needs: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def since(self, old: Contract) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is needed now and was not by the old version, and what is needed no longer."""
        added = tuple(name for name in self.needs if name not in old.needs)
        return added, tuple(name for name in old.needs if name not in self.needs)


def contract(compiled: CompiledTemplate) -> Contract:
    """The contract of a compiled template, over all its parts, the names inside its loops resolved."""
    environment = make_environment()
    found: list[Use] = []
    for source in compiled.sources:
        tree = environment.parse(source)
        mark_tree(tree, source)
        found.extend(uses(tree, environment.globals))
    return contract_of(found)


def contract_of(found: Iterable[Use]) -> Contract:
    """The contract that uses of data make. Who needs 项目.名称 needs 项目, so that is not said; a name that may be
    absent in one place and not in another is needed."""
    wanted = [use for use in found if not use.own and not use.outside]
    needs = {use.path for use in wanted if not use.optional}
    return Contract(_listed(needs), _listed({use.path for use in wanted} - needs))


def _listed(paths: set[Path]) -> tuple[str, ...]:
    owners = {path[:length] for path in paths for length in range(1, len(path))}
    return tuple(sorted(written(path) for path in paths - owners))
