"""From published files to rows: printed figures, and the loaders of each kind of file."""
