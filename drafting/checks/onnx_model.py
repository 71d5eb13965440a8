"""A language model that an installation brings along: `model.onnx` and `vocab.txt` in a folder.

The model is of the kind that Chinese spelling correction is trained with (BERT with one answer for
each character: `input_ids`, `attention_mask` and, where it wants them, `token_type_ids` in, logits
over the vocabulary out). Published ones are far from free of mistakes, so what they say is a hint.
Needs the dependency group `model`; nothing is ever downloaded.
"""

import importlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from drafting.checks.language import Edit

MODEL, VOCABULARY = "model.onnx", "vocab.txt"
SURE = 0.9  # probability from which another character is suggested
LONGEST = 510  # characters of a sentence that the model reads; the rest of it is left alone
AT_ONCE = 16  # sentences

# What both libraries give has no types.
Session = Any
Tokenizer = Any
Array = Any


class ModelUnavailable(Exception):  # noqa: N818  # the name says what is wrong
    """The folder holds no usable model, or the libraries are missing; its str says which."""


class OnnxChecker:
    """A `LanguageChecker` that asks an ONNX model for the likeliest character at every place."""

    name = "onnx"

    def __init__(self, folder: Path, *, sure: float = SURE) -> None:
        """Load `folder`. Raises ModelUnavailable with a sentence for the administrator."""
        self._session, self._tokenizer = _loaded(folder)
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._sure = sure
        self.version = blake2b((folder / MODEL).read_bytes(), digest_size=6).hexdigest()

    def suggest(self, sentences: Sequence[str]) -> list[list[Edit]]:
        """Edits for each sentence, in order: one Chinese character for another."""
        found: list[list[Edit]] = []
        waiting = iter(sentences)
        while batch := list(islice(waiting, AT_ONCE)):
            found += self._of_batch(batch)
        return found

    def _of_batch(self, sentences: list[str]) -> list[list[Edit]]:
        numpy = importlib.import_module("numpy")
        encoded = self._tokenizer.encode_batch(sentences)
        given = {
            "input_ids": [one.ids for one in encoded],
            "attention_mask": [one.attention_mask for one in encoded],
            "token_type_ids": [one.type_ids for one in encoded],
        }
        arrays = {
            name: numpy.array(rows, dtype=numpy.int64)
            for name, rows in given.items()
            if name in self._inputs
        }
        logits = numpy.asarray(self._session.run(None, arrays)[0], dtype=numpy.float64)
        logits -= logits.max(axis=-1, keepdims=True)
        likelihood = numpy.exp(logits)
        likelihood /= likelihood.sum(axis=-1, keepdims=True)
        best = likelihood.argmax(axis=-1)
        return [
            list(self._edits(sentence, one.offsets, best[row], likelihood[row]))
            for row, (sentence, one) in enumerate(zip(sentences, encoded, strict=True))
        ]

    def _edits(
        self, sentence: str, offsets: list[tuple[int, int]], best: Array, likelihood: Array
    ) -> Iterator[Edit]:
        for place, (start, end) in enumerate(offsets):
            if end - start != 1 or not _is_han(sentence[start]):
                continue
            character = self._tokenizer.id_to_token(int(best[place])) or ""
            score = float(likelihood[place][best[place]])
            if score >= self._sure and character != sentence[start] and _is_han(character):
                yield Edit(start, end, character, score)


def _is_han(text: str) -> bool:
    return len(text) == 1 and "一" <= text <= "鿿"


def _loaded(folder: Path) -> tuple[Session, Tokenizer]:
    for name in (MODEL, VOCABULARY):
        if not (folder / name).is_file():
            raise ModelUnavailable(f"模型文件夹 {folder} 里没有 {name}")
    try:
        runtime = importlib.import_module("onnxruntime")
        tokenizers = importlib.import_module("tokenizers")
    except ModuleNotFoundError as missing:
        raise ModelUnavailable(f"没有安装 {missing.name}（依赖组 model）") from missing
    try:
        session = runtime.InferenceSession(str(folder / MODEL), providers=["CPUExecutionProvider"])
        tokenizer = tokenizers.BertWordPieceTokenizer(str(folder / VOCABULARY), lowercase=True)
    except Exception as problem:  # the libraries raise what they like for a broken file
        raise ModelUnavailable(f"模型文件夹 {folder} 里的文件无法读取：{problem}") from problem
    tokenizer.enable_padding()
    tokenizer.enable_truncation(LONGEST + 2)
    return session, tokenizer
