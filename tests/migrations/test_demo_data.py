"""A demo's passwords are known to everybody: its database is never served to real people."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sscp_learning import demo
from sscp_learning.people.actions import add_person
from sscp_learning.platform import migrations
from sscp_learning.platform.database import Database
from sscp_learning.settings import PROJECT, Mode, Settings, SettingsError

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def test_production_refuses_a_database_with_demo_people(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    settings = Settings(Mode.PRODUCTION, "x", url, tmp_path, PROJECT / "content", "http://x")
    database = Database(url)
    demo.refuse_demo_people(settings, database)  # Not even a table yet.
    migrations.upgrade(database)
    demo.refuse_demo_people(settings, database)
    with database.transaction() as session:
        add_person(session, name="Priya Nair", email="practitioner@demo.example", now=NOW)
    with pytest.raises(SettingsError, match="demo database"):
        demo.refuse_demo_people(settings, database)
    demo.refuse_demo_people(replace(settings, mode=Mode.DEMO), database)
    database.close()
