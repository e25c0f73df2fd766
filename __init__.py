"""A PostgreSQL statistics database of civil affairs (民政)."""
