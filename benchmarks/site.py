"""The folder of one generator's site; only those files are written that say something new."""

from hashlib import sha256
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.generators import Generator, copy_into

ADDED = "\n<p>One more line.</p>"
"""What is added to the template of an article, behind it."""


class Site:
    """A folder with the input of a generator."""

    def __init__(self, folder: Path, generator: Generator) -> None:
        """Make the folder, with configuration and templates; no article yet."""
        self.folder = folder
        self.generator = generator
        self._written: dict[str, bytes] = {}
        folder.mkdir(parents=True)
        copy_into(folder, generator)
        self._template = (folder / generator.template).read_text(encoding="utf-8")

    def lay(self, corpus: Corpus, *, edited_template: bool) -> int:
        """Make the files say what the corpus says; how many files were written."""
        files = dict(self.generator.form(corpus))
        template = self._template
        if edited_template:
            template = template.replace("</article>", f"</article>{ADDED}", 1)
        files[self.generator.template] = template
        number = 0
        for path, text in files.items():
            data = text.encode()
            digest = sha256(data).digest()
            if self._written.get(path) != digest:
                file = self.folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
                self._written[path] = digest
                number += 1
        for path in self._written.keys() - files.keys():
            (self.folder / path).unlink()
            del self._written[path]
        return number


def outputs(folder: Path) -> dict[str, bytes]:
    """Digests of all files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }
