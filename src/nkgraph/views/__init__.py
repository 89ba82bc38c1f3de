"""Pages that show claims to people: one self-contained HTML file each, no network."""
