"""The committed templates: equal to what the recipes build, documented to the last name, and sound."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jinja2.sandbox import SandboxedEnvironment
from openxml_audit import OpenXmlValidator

from service.assembly.word_rules import check_document
from service.wording import FILTERS
from templates_docx.build import FOLDER, RECIPES, main, parts, template_path
from tests.layout.contexts import PAPERS, bare, fill, long, sample, template
from tests.layout.names import held, used
from tests.layout.xml import part, values

every_paper = pytest.mark.parametrize("paper", PAPERS)
every_context = pytest.mark.parametrize("context", [sample, long, bare], ids=lambda function: function.__name__)


def description(paper: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / paper / "template.toml").read_text(encoding="utf-8"))


def source(paper: str) -> str:
    """The text of body, headers and footers in reading order, docxtpl's paragraph and row tags as plain ones."""
    data = template_path(paper).read_bytes()
    names = [name for name in parts(data) if re.fullmatch(r"word/(document|header_\w+|footer_\w+)\.xml", name)]
    text = "".join("".join(values(part(data, name), "//w:t/text()")) for name in names)
    return text.replace("{%p ", "{% ").replace("{%tr ", "{% ")


def test_every_folder_has_a_recipe() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/sample.json")} == set(RECIPES)


@every_paper
def test_committed_template_is_what_the_recipe_builds(paper: str) -> None:
    assert parts(template_path(paper).read_bytes()) == parts(RECIPES[paper]())


@every_paper
def test_building_twice_gives_the_same_bytes(paper: str) -> None:
    assert RECIPES[paper]() == RECIPES[paper]()


def test_check_tells_a_stale_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("templates_docx.build.FOLDER", tmp_path)
    for paper in PAPERS:
        (tmp_path / paper).mkdir()
    assert main(["--check"]) == 1
    assert main([]) == 0
    assert main(["--check"]) == 0
    capsys.readouterr()
    other = RECIPES["dispatch_order"]()
    (tmp_path / "meeting_notice" / "template.docx").write_bytes(other)
    assert main(["--check"]) == 1
    assert "meeting_notice" in capsys.readouterr().err
    assert main(["--what"]) == 2


@every_paper
def test_every_tag_stands_in_one_run(paper: str) -> None:
    for text in values(part(template_path(paper).read_bytes()), "//w:t/text()"):
        assert text.count("{%") == text.count("%}")
        assert text.count("{{") == text.count("}}")


@every_paper
def test_documented_used_and_sampled_names_are_the_same(paper: str) -> None:
    told = description(paper)
    documented, spare = set(told["fields"]), set(told["spare"])
    printed = used(source(paper) + told["file_name"])
    # An empty list of the sample cannot show its records' fields: the template's own loops name the list itself.
    records = {name.rpartition(".")[0] for name in documented if name.rpartition(".")[0] in documented}
    assert documented == held(sample(paper))
    assert printed | records | spare == documented
    assert not printed & spare


@every_paper
def test_file_name_is_made_of_the_sample(paper: str) -> None:
    environment = SandboxedEnvironment()
    environment.filters.update(FILTERS)
    name = environment.from_string(description(paper)["file_name"]).render(sample(paper))
    assert name
    assert "{" not in name
    assert not set(name) & set('\\/:*?"<>|\n')


@every_paper
def test_the_quick_way_of_the_press_serves(paper: str) -> None:
    assert template(paper).proved


@every_context
@every_paper
def test_filled_papers_keep_the_rules_of_word(paper: str, context: Any) -> None:
    assert check_document(fill(paper, context(paper))) == []


@every_paper
def test_validator_finds_nothing(paper: str, tmp_path: Path) -> None:
    documents = {"template": template_path(paper).read_bytes()}
    documents |= {function.__name__: fill(paper, function(paper)) for function in (sample, long, bare)}
    for name, data in documents.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        result = OpenXmlValidator().validate(path)
        assert result.is_valid, (name, [error.description for error in result.errors])
        assert not result.errors, (name, [error.description for error in result.errors])
