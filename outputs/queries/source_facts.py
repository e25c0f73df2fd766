"""What exports and frames state of a source: what it takes to find it, cite it and trust it."""

# Columns of mart.source.
SOURCE_FACTS = (
    "source_code",
    "title",
    "publisher",
    "authors",
    "published_on",
    "published_precision",
    "authority",
    "address",
    "terms",
    "citation",
    "sha256",
)
