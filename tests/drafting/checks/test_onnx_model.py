"""A tiny model made here, which answers 氛 wherever it reads 氖, and the same character elsewhere."""

from pathlib import Path

import pytest

from drafting.checks.context import Context
from drafting.checks.engine import check
from drafting.checks.finding import Severity
from drafting.checks.onnx_model import LONGEST, ModelUnavailable, OnnxChecker
from reports.outline.reader import read

onnx = pytest.importorskip("onnx", reason="the dependency group dev is not installed")
numpy = pytest.importorskip("numpy")
pytest.importorskip("onnxruntime", reason="the dependency group model is not installed")

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"氖氛围营造学习的好，。", "x"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of one table: for each character the logits of all."""
    table = numpy.eye(len(WORDS), dtype=numpy.float32) * 9
    table[WORDS.index("氖")] = numpy.roll(table[WORDS.index("氖")], 1)
    helper, tensor = onnx.helper, onnx.TensorProto
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["logits"])],
        "tiny",
        [
            helper.make_tensor_value_info(name, tensor.INT64, ["batch", "place"])
            for name in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info("logits", tensor.FLOAT, ["batch", "place", len(WORDS)])],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    place = tmp_path_factory.mktemp("model")
    onnx.save(model, place / "model.onnx")
    (place / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    return place


def test_another_character_is_suggested_where_the_model_is_sure(folder: Path) -> None:
    (edits,) = OnnxChecker(folder).suggest(["营造好的氖围。"])
    assert [(edit.start, edit.end, edit.replacement) for edit in edits] == [(4, 5, "氛")]
    assert edits[0].score > 0.99


def test_a_model_that_is_not_sure_enough_says_nothing(folder: Path) -> None:
    assert OnnxChecker(folder, sure=0.9999).suggest(["营造好的氖围。"]) == [[]]


def test_sentences_of_any_number_length_and_script_are_answered_in_order(folder: Path) -> None:
    sentences = ["", "氖", "营造" * LONGEST, "Latin 氖 ９", "🙂氖", *["学习氖围"] * 40]
    answers = OnnxChecker(folder).suggest(sentences)
    assert [bool(edits) for edits in answers] == [False, True, False, True, True, *[True] * 40]
    for sentence, edits in zip(sentences, answers, strict=True):
        assert all(sentence[edit.start : edit.end] == "氖" for edit in edits)


def test_hints_are_shown_as_info_and_only_with_a_model(folder: Path) -> None:
    outline = read("工作总结\n一、主要工作\n学习氖很浓。\n")  # which no rule knows
    with_model = check(outline, Context(language_checker=OnnxChecker(folder)))
    without = check(outline, Context())
    assert {f.rule for f in with_model} - {f.rule for f in without} == {"CHR20"}
    assert all(f.severity is Severity.INFO for f in with_model if f.rule == "CHR20")


@pytest.mark.parametrize("name", ["model.onnx", "vocab.txt"])
def test_a_folder_without_a_file_is_refused_by_its_name(
    folder: Path, tmp_path: Path, name: str
) -> None:
    for file in folder.iterdir():
        if file.name != name:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(ModelUnavailable, match=name):
        OnnxChecker(tmp_path)


def test_a_broken_model_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "vocab.txt").write_bytes((folder / "vocab.txt").read_bytes())
    with pytest.raises(ModelUnavailable, match="无法读取"):
        OnnxChecker(tmp_path)
