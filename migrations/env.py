"""What Alembic runs for each migration. The connection is handed in by platform/migrations.py."""

from typing import Any, Literal

from alembic import context

from sscp_learning.platform.base import UtcDateTime
from sscp_learning.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401  Alembic's own types.
    """Writes our type for instants as what it is in the database, so that a migration needs none of our code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
