"""Connecting to a PostgreSQL database."""

from sqlalchemy import URL, Engine, create_engine, make_url


def connect(url: str | URL) -> Engine:
    """An engine for ``url``; plain postgresql:// means psycopg."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, connect_args={"fallback_application_name": "minzheng"})
