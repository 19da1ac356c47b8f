# SPDX-License-Identifier: Apache-2.0
"""Pages that are made from what they describe, in docs/generated/: the command line from the program, C++ from the headers'
comments, files from their schemas. Nothing there is edited or committed."""

import json
import logging
import os
import pathlib
import re
import shutil
import subprocess

from sphinx.errors import ExtensionError

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HEADERS = ROOT / "include" / "iqmatch"
MADE = ROOT / "docs" / "generated"
#: From the lowest layer to the highest, each with what it is for.
LAYERS = {
    "base": "what everything uses: dates, findings, errors, limits and progress, hashes",
    "graph": "matchings and packings of numbers, with certificates",
    "tables": "options and resources as tables, on a grid of decimal numbers",
    "domain": "networks of people, employers and vacancies, and the catalogue they refer to",
    "rules": "what the law and other tables let through",
    "synth": "networks of invented people",
    "scoring": "model cards: how much an allowed pair is worth",
    "planning": "dated qualification plans of one person",
    "matching": "options, assignment and what follows from it, for a whole network",
    "explain": "texts in German and English about what was decided",
    "io": "files in and out",
}


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ExtensionError(f"{command[0]} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def program():
    """The program that IQMATCH_CLI names, else the one of the installed package."""
    named = os.environ.get("IQMATCH_CLI")
    if named:
        return pathlib.Path(named)
    from iqmatch import _cli

    found = _cli.program()
    if found is None:
        raise ExtensionError("the installed iqmatch has no command-line program; set IQMATCH_CLI to one")
    return found


def doxygen(out):
    """The comments of the public headers as XML."""
    if not shutil.which("doxygen"):
        raise ExtensionError("doxygen is missing: tools/setup --docs installs it")
    out.mkdir(parents=True, exist_ok=True)
    settings = out / "Doxyfile"
    settings.write_text(
        (ROOT / "docs" / "Doxyfile").read_text(encoding="utf-8")
        + f'INPUT = "{HEADERS}"\nSTRIP_FROM_PATH = "{ROOT / "include"}"\nOUTPUT_DIRECTORY = "{out}"\n',
        encoding="utf-8",
    )
    run("doxygen", settings)
    # Doxygen's index names a file by its last part, which several layers may have; Breathe looks there.
    index = out / "xml" / "index.xml"

    def with_path(match):
        text = (out / "xml" / f"{match.group(1)}.xml").read_text(encoding="utf-8")
        path = re.findall(r'<location file="([^"]+)"', text)[-1]
        return f'<compound refid="{match.group(1)}" kind="file"><name>{path}</name>'

    text = index.read_text(encoding="utf-8")
    index.write_text(re.sub(r'<compound refid="([^"]+)" kind="file"><name>[^<]*</name>', with_path, text), encoding="utf-8")
    return out / "xml"


def cpp_pages():
    """One page per layer and one that lists them."""
    folders = {path.parent.name for path in HEADERS.glob("*/*.hpp")}
    if folders != LAYERS.keys():
        raise ExtensionError(f"docs/_ext/made_pages.py does not list the layers of include/: {sorted(folders ^ LAYERS.keys())}")
    lines = ["# C++ reference", "", "By layer, from the lowest to the highest; made from the comments of the public headers.", ""]
    lines += [f"* [iqmatch::{layer}](cpp_{layer}.md): {meaning}" for layer, meaning in LAYERS.items()]
    lines += ["", "```{toctree}", ":hidden:", "", *(f"cpp_{layer}" for layer in LAYERS), "```", ""]
    yield "cpp.md", "\n".join(lines)
    for layer, meaning in LAYERS.items():
        text = f"# iqmatch::{layer}\n\nThe layer `{layer}`: {meaning}.\n\n"
        for header in sorted((HEADERS / layer).glob("*.hpp")):
            name = f"iqmatch/{layer}/{header.name}"
            text += f"## {header.stem}\n\n`#include <{name}>`\n\n```{{doxygenfile}} {name}\n:sections: briefdescription"
            text += " detaileddescription innerclass innernamespace define enum typedef var func\n```\n\n"
        yield f"cpp_{layer}.md", text


def type_of(schema):
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return ", ".join(json.dumps(value) for value in schema["enum"])
    kind = schema.get("type", "")
    if kind == "array":
        return f"list of {type_of(schema.get('items', {})) or 'anything'}"
    if isinstance(kind, list):
        return " or ".join(kind)
    if not kind:
        return " or ".join(filter(None, (type_of(part) for part in schema.get("oneOf", schema.get("anyOf", [])))))
    return kind


def members(schema):
    """A table of the members of an object; none of anything else."""
    if not schema.get("properties"):
        return ""
    text = "| member | type | meaning |\n|---|---|---|\n"
    required = set(schema.get("required", ()))
    for name, member in schema["properties"].items():
        meaning = member.get("description", "").replace("|", "\\|")
        cells = (f"`{name}`", type_of(member).replace("|", "\\|"), meaning if name in required else f"{meaning} (may be absent)")
        text += "| " + " | ".join(cells) + " |\n"
    return text + "\n"


def schema_page():
    text = "# JSON files\n\nMade from the schemas against which the tests hold what is written. The tables of a network: "
    text += "[network](../reference/network.md); of results: [results](../reference/results.md).\n\n"
    for path in sorted((ROOT / "docs" / "reference" / "schemas").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".schema.json")
        said = "; ".join(schema[key] for key in ("title", "description") if key in schema)
        text += f"## {name}\n\n{said[:1].upper()}{said[1:]}.\n\n"
        text += f"[{path.name}](../reference/schemas/{path.name})\n\n" + members(schema)
        for part, inner in schema.get("$defs", schema.get("definitions", {})).items():
            table = members(inner)
            if table:
                text += f"### {name}: {part}\n\n{inner.get('description', '')}\n\n{table}"
    return text


def notebook_pages():
    """The notebooks of docs/tutorial as pages, and one that lists them. Outputs are left out: the notebook is where they are."""
    text, names = "# Notebooks\n\nThe files stand in `docs/tutorial`. Open them in an editor, or read them here.\n", []
    for path in sorted((ROOT / "docs" / "tutorial").glob("*.ipynb")):
        page = f"[This page as a notebook](../tutorial/{path.name})\n\n"
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                page += re.sub(r"\]\((?!\w+:|/|#|\.\./)", "](../tutorial/", source) + "\n\n"
            elif cell["cell_type"] == "code":
                page += f"````python\n{source}\n````\n\n"
        head, title, rest = page.partition("# ")
        names.append(f"notebook_{path.stem}")
        yield f"{names[-1]}.md", title + rest.split("\n", 1)[0] + f"\n\n{head}" + rest.partition("\n")[2]
    if names:
        text += "\n```{toctree}\n" + "\n".join(names) + "\n```\n"
    yield "notebooks.md", text


def make(app):
    xml = doxygen(pathlib.Path(app.doctreedir).parent / "doxygen")
    app.config.breathe_projects = {"iqmatch": str(xml)}
    pages = {"cli.md": run(program(), "man", "--markdown"), "schemas.md": schema_page()}
    pages |= {**dict(cpp_pages()), **dict(notebook_pages())}
    MADE.mkdir(exist_ok=True)
    for path in MADE.glob("*"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        path = MADE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def is_no_namespace(record):
    """Every header opens its namespaces, which is no second declaration of anything; Sphinx knows them as types only."""
    spaces = {"iqmatch", *LAYERS}
    declared = re.search(r"Declaration is '\.\. cpp:type:: (\w+)'", record.getMessage())
    return not (declared and declared.group(1) in spaces)


def setup(app):
    for module in ("sphinx.domains.cpp", "sphinx.domains.cpp._symbol"):
        logging.getLogger(f"sphinx.{module}").addFilter(is_no_namespace)
    app.connect("config-inited", lambda app, _: make(app), priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
