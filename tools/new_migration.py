"""Writes the next numbered migration, from what the models say and the newest migration does not.

`python -m tools.new_migration the words that name it`

Read what it wrote: changed CHECKs and data are never seen by the comparison, and are yours to add.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from sscp_learning.platform import migrations
from sscp_learning.platform.database import Database
from sscp_learning.platform.migrations import SCRIPTS


def main(words: str) -> None:
    """Compares an empty, fully migrated SQLite database with the models and writes the difference."""
    number = f"{len(list((SCRIPTS / 'versions').glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'compare.sqlite'}")
        if number != "0001":
            migrations.upgrade(database)
        with database.writer.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(SCRIPTS))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            config.attributes["connection"] = connection
            command.revision(config, message=words, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
