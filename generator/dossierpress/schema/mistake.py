"""How a check of a value says no, so that `validate` can make a diagnostic of it."""

from pydantic_core import PydanticCustomError

from dossierpress.diagnostics.hint import Offer


def mistake(
    code: str, message: str, hint: str | Offer | None = None, *, at: str = "", sought: str = ""
) -> PydanticCustomError:
    """Make an error that carries a diagnostic code, a message and a way out.

    Args:
        code: A key of the code table.
        message: As in a diagnostic.
        hint: As in a diagnostic; what it offers takes the place of the value.
        at: In a check of a whole model, the pointer inside it to the value that is meant.
        sought: Words that stand where an id belongs.
    """
    # The message is given as a value: as a template its braces would be filled in.
    return PydanticCustomError(
        code, "{message}", {"message": message, "hint": hint or "", "at": at, "sought": sought}
    )


def moved(error: PydanticCustomError, at: str) -> PydanticCustomError:
    """Return the error of a single value as one of the model that holds it at a pointer."""
    return PydanticCustomError(
        error.type, error.message_template, {**(error.context or {}), "at": at}
    )


def shown(text: str, most: int = 60) -> str:
    """Quote a value in a message: on one line, not longer than a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
