"""Pins what the coder reached as the floors of tests/quality.toml.

python tools/set_floors.py            raises the floors that can be raised
python tools/set_floors.py --lower    sets every floor anew, lower ones too: say why in the commit
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from test_quality import AT_MOST, FLOORS, figures

BROAD, NARROW = 2.0, 5.0  # points below what was reached; more for figures that rest on a few dozen cases
WIDE = {"material_f1", "material_f1_fr", "material_f1_en", "precision", "verbal_f1"}
FILE = Path(__file__).parent.parent / "tests" / "quality.toml"


def floor(name: str, reached: float, old: float, lower: bool) -> float:
    """The new floor of a figure, in percent; of those in AT_MOST a ceiling."""
    slack = BROAD if name in WIDE else NARROW
    new = round(reached + slack if name in AT_MOST else reached - slack, 1)
    better = min if name in AT_MOST else max
    return new if lower else better(new, old)


def main(lower: bool) -> None:
    text = FILE.read_text(encoding="utf-8")
    for split, floors in FLOORS.items():
        head, _, rest = text.partition(f"[{split}]")
        for name, old in floors.items():
            new = floor(name, figures(split)[name], old, lower)
            rest = re.sub(rf"(?m)^{name} = .*$", f"{name} = {new}", rest, count=1)
            if new != old:
                print(f"{split:5} {name:16} {old} -> {new}")
        text = f"{head}[{split}]{rest}"
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main("--lower" in sys.argv)
