# SPDX-License-Identifier: Apache-2.0
"""Links of the pages that lead out of docs/.

The same Markdown is read in the repository, where `../../data/samples/leer/README.md` leads somewhere. In the site such a link
becomes one to `source_url` + path where that is configured; else a copy of the file comes along, and of a folder its README.
A link to nothing is left alone, and is reported as any other that is broken.
"""

import pathlib
import urllib.parse

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class SourceLinks(SphinxTransform):
    default_priority = 5  # before anybody looks for a target

    def apply(self, **_):
        folder = pathlib.Path(self.env.doc2path(self.env.docname)).parent
        for node in list(self.document.findall(nodes.Element)):
            target = node.get("reftarget") or node.get("refuri")
            if not isinstance(node, (nodes.reference, addnodes.pending_xref, addnodes.download_reference)) or not target:
                continue
            path = urllib.parse.urlsplit(target).path
            if ":" in target.split("/")[0] or not path:
                continue
            try:
                found = (folder / urllib.parse.unquote(path)).resolve()
                if not found.exists():  # MyST has taken the suffix of a page away
                    found = found.with_name(found.name + ".md")
                inside = found.relative_to(ROOT)
            except (OSError, ValueError):
                continue
            if not found.exists() or found.suffix == ".md" and inside.parts[0] == "docs":
                continue
            if self.config.source_url:
                new = nodes.reference(refuri=f"{self.config.source_url}/{inside.as_posix()}", internal=False)
            else:
                if found.is_dir():
                    found = found / "README.md"
                if not found.exists():
                    node.replace_self(nodes.literal(text=f"{inside.as_posix()}/"))
                    continue
                up = [".."] * (len(folder.relative_to(self.env.srcdir).parts) + 1)
                relative = pathlib.PurePath(*up, found.relative_to(ROOT))
                new = addnodes.download_reference(reftarget=relative.as_posix(), refdoc=self.env.docname, reftype="download")
            new += [child.deepcopy() for child in node.children] or [nodes.literal(text=inside.as_posix())]
            node.replace_self(new)


def setup(app):
    app.add_config_value("source_url", "", "env", str)
    app.add_transform(SourceLinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
