"""From published files to rows: readers of printed figures, and the loaders of each kind of file."""
