"""A static website generator for public-safety offices: Markdown in `content/` becomes a checked site in `output/`."""
