"""Small applications for the examples of the rules about whole applications."""

from __future__ import annotations


def application(*parts: str) -> str:
    """The text of an export that holds these parts."""
    return 'application "Shop"\n{\n' + "".join(parts) + "}\n"


def functions(*bodies: str) -> str:
    """The functions of an application, each with its header."""
    return (
        "\tfunctions\n\t{\n\t\tDeluge\n\t\t{\n"
        + "".join(f"\t\t\t{each}\n" for each in bodies)
        + "\t\t}\n\t}\n"
    )


def function(name: str, script: str) -> str:
    """A function without parameters."""
    return f"void {name}()\n\t\t\t{{\n\t\t\t\t{script}\n\t\t\t}}"


def forms(*bodies: str) -> str:
    """The forms of an application."""
    return "\tforms\n\t{\n" + "".join(bodies) + "\t}\n"


def form(name: str, *fields: str, more: str = "") -> str:
    """A form with fields of the type text."""
    inner = "".join(f"\t\t\t{each}\n\t\t\t(\n\t\t\t\ttype = text\n\t\t\t)\n" for each in fields)
    return f"\t\tform {name}\n\t\t{{\n{more}{inner}\t\t}}\n"


def workflow(form: str, records: str, event: str, script: str) -> str:
    """A workflow of a form with one script."""
    return (
        f"\tworkflow\n\t{{\n\t\tform\n\t\t{{\n\t\t\tRun\n\t\t\t{{\n\t\t\t\ttype = form\n"
        f"\t\t\t\tform = {form}\n"
        f"\t\t\t\trecord event = {records}\n\t\t\t\t{event}\n\t\t\t\t{{\n\t\t\t\t\tactions\n\t\t\t\t\t{{\n"
        f"\t\t\t\t\t\tcustom deluge script\n\t\t\t\t\t\t(\n\t\t\t\t\t\t\t{script}\n"
        "\t\t\t\t\t\t)\n\t\t\t\t\t}\n"
        "\t\t\t\t}\n\t\t\t}\n\t\t}\n\t}\n"
    )
