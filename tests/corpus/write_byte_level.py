"""Write the scripts of ``ok/`` whose bytes matter: byte-order marks, line ends, invisible characters.

    python tests/corpus/write_byte_level.py

Editors repair such files without asking, so they are kept as code.
"""

from __future__ import annotations

from pathlib import Path

SCRIPT = (
    'void automation.note(String id)\n{\n\t// año nuevo\n\ttext = "día " + id;\n'
    '\tif(id != "")\n\t{\n\t\tinfo text;\n\t}\n\telse\n\t{\n\t\treturn;\n\t}\n}\n'
)
BOM = b"\xef\xbb\xbf"

FILES = {
    "bytes_bom.deluge": BOM + SCRIPT.encode(),
    "bytes_bom_crlf.deluge": BOM + SCRIPT.replace("\n", "\r\n").encode(),
    "bytes_crlf.deluge": SCRIPT.replace("\n", "\r\n").encode(),
    "bytes_crlf_raw_newline.deluge": b'text = "first\r\nsecond"; // a\r\n/* b\r\nc */\r\ninfo text;\r\n',
    "bytes_cr.deluge": b"a = 1;\rif(a == 1)\r{\r\tinfo a;\r}\r",
    "bytes_mixed_line_ends.deluge": b"a = 1;\nb = 2;\r\nc = 3;\r\n\nd = 4;",
    "bytes_utf16_le.deluge": b"\xff\xfe" + SCRIPT.encode("utf-16-le"),
    "bytes_empty.deluge": b"",
    "bytes_white_space.deluge": b" \t\r\n\n  ",
    "bytes_only_bom.deluge": BOM,
    "bytes_zero_width.deluge": "a\u200b = 1;\u200b\nif(a == 1)\u200b\n{\u200b\n\tinfo\u200b a;\u2060\n}\ufeff\n".encode(),
    "bytes_no_break_space.deluge": 'a\u00a0=\u00a01;\nb\u2003=\u3000a\u00a0+\u00a0"x\u00a0y";\ninfo\u00a0b;\n'.encode(),
}


def main() -> None:
    folder = Path(__file__).with_name("ok")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
