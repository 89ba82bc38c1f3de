"""``python -m nkgraph``: the command line without its script."""

from __future__ import annotations

from nkgraph.cli import main

if __name__ == "__main__":
    main(prog_name="nkgraph")
