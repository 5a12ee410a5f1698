"""Holds the promised sizes: `python -m tests.sizes` prints them and fails when they are missed."""

import ast
import statistics
from pathlib import Path

PROJECT = Path(__file__).parent.parent
MEDIAN, LONGEST, MODULE = 8, 50, 300


def functions(path: Path) -> list[tuple[str, int]]:
    """Every function of a module with its length in lines, docstring and signature included."""
    tree = ast.parse(path.read_text())
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [(f"{path}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1) for node in found]


def is_face(path: str) -> bool:
    """Whether the module only names what its package offers: as long as that list is."""
    return path.endswith("__init__.py") and not functions(Path(path))


def main() -> None:
    """Prints the figures; exits with 1 when one is missed."""
    modules = sorted((PROJECT / "crm_app").rglob("*.py"))
    lengths = dict(item for path in modules for item in functions(path))
    lines = {str(path): len(path.read_text().splitlines()) for path in modules}
    tests = sum(len(path.read_text().splitlines()) for path in (PROJECT / "tests").rglob("*.py"))
    median = statistics.median(lengths.values())
    ninetieth = sorted(lengths.values())[int(len(lengths) * 0.9)]
    print(f"functions: {len(lengths)}, median {median:g} lines, 90 % within {ninetieth}")
    print(f"modules: {len(lines)}, median {statistics.median(lines.values()):g} lines")
    print(f"tests per line of source: {tests / sum(lines.values()):.2f}")
    wrong = [name for name, length in lengths.items() if length > LONGEST]
    wrong += [name for name, length in lines.items() if length > MODULE and not is_face(name)]
    if wrong or median > MEDIAN:
        raise SystemExit("Too long: " + ", ".join(wrong or ["the median function"]))


if __name__ == "__main__":
    main()
