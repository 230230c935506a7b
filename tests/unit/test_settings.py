"""What the environment says, and what is said back when it does not say enough."""

from pathlib import Path

import pytest

from sscp_learning.settings import Mode, SettingsError, read_settings


def test_unset_means_production_and_production_needs_its_secret() -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY is not set"):
        read_settings({})


def test_production_needs_its_public_address() -> None:
    with pytest.raises(SettingsError, match="PUBLIC_URL is not set"):
        read_settings({"SECRET_KEY": "x"})


def test_a_demo_makes_its_own_secret_once(tmp_path: Path) -> None:
    told = {"SSCP_MODE": "demo", "INSTANCE": str(tmp_path)}
    first, second = read_settings(told), read_settings(told)
    assert first.mode is Mode.DEMO
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) > 40
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0  # Nobody else on the machine may read it.


def test_everything_lies_under_the_instance_unless_told_otherwise(tmp_path: Path) -> None:
    settings = read_settings({"SSCP_MODE": "demo", "INSTANCE": str(tmp_path), "PORT": "8123"})
    assert settings.database_url == f"sqlite:///{tmp_path / 'sscp.sqlite'}"
    assert settings.public_url == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"SSCP_MODE": "live"}, "demo, test or production"),
        ({"PORT": "http"}, "a number from 1 to 65535"),
        ({"PORT": "65536"}, "a number from 1 to 65535"),
        ({"STAFF_RECORD_YEARS": "0"}, "a number of years from 1 to 100"),
    ],
)
def test_a_wrong_value_is_answered_with_what_is_possible(told: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_settings({"SECRET_KEY": "x", "PUBLIC_URL": "http://x"} | told)


@pytest.mark.parametrize(("url", "https"), [("https://learning.example.org", True), ("http://127.0.0.1:8000", False)])
def test_secure_cookies_follow_the_public_address(url: str, https: bool) -> None:  # noqa: FBT001
    assert read_settings({"SECRET_KEY": "x", "PUBLIC_URL": url}).is_https is https


def test_staff_records_are_kept_for_seven_years_unless_told_otherwise() -> None:
    told = {"SECRET_KEY": "x", "PUBLIC_URL": "http://x"}
    assert read_settings(told).staff_record_years == 7
    assert read_settings(told | {"STAFF_RECORD_YEARS": "10"}).staff_record_years == 10
