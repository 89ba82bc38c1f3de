"""nkgraph: attributed claims from news, as a graph."""
