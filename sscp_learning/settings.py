"""Settings: frozen, read once from the environment.

No secret has a default outside demo and test mode (DESIGN section 7, DECISIONS 16).
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SECRET_FILE = "secret-key"  # noqa: S105  The name of a file, not what is in it.
HIGHEST_PORT = 65_535
MOST_YEARS = 100


class Mode(StrEnum):
    """How the product runs. Unset means production, so that a forgotten variable is never a demo."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class SettingsError(Exception):
    """The environment does not say what the product needs; the message says what to set."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs from one installation to the next."""

    mode: Mode
    secret_key: str
    database_url: str
    instance: Path
    content: Path
    public_url: str
    mail_url: str | None = None
    mail_from: str = "no-reply@localhost"
    port: int = 8000
    staff_record_years: int = 7
    proxies: int = 0

    @property
    def is_demo(self) -> bool:
        """True only in demo mode, where demo people may exist and sign-in lists them."""
        return self.mode is Mode.DEMO

    @property
    def is_https(self) -> bool:
        """True where the public address is https: then cookies are Secure and HSTS is sent."""
        return self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment.

    Raises SettingsError in words that say which variable to set and to what.
    """
    mode = _mode(environment.get("SSCP_MODE") or Mode.PRODUCTION)
    instance = Path(environment.get("INSTANCE") or PROJECT / "instance").resolve()
    port = _port(environment.get("PORT") or "8000")
    return Settings(
        mode=mode,
        secret_key=_secret_key(environment, mode, instance),
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{instance / 'sscp.sqlite'}",
        instance=instance,
        content=content_folder(environment),
        public_url=_public_url(environment, mode, port),
        mail_url=environment.get("MAIL_URL") or None,
        mail_from=environment.get("MAIL_FROM") or "no-reply@localhost",
        port=port,
        staff_record_years=_years(environment.get("STAFF_RECORD_YEARS") or "7"),
        proxies=_proxies(environment.get("PROXIES") or "0"),
    )


def content_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where guidance and modules lie as files. An author can check them on a machine where nothing else is set up."""
    return Path(environment.get("CONTENT") or PROJECT / "content").resolve()


def _mode(value: str) -> Mode:
    if value not in list(Mode):
        msg = f"SSCP_MODE is “{value}”; it can be demo, test or production"
        raise SettingsError(msg)
    return Mode(value)


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) <= HIGHEST_PORT:
        msg = f"PORT is “{value}”; it must be a number from 1 to 65535"
        raise SettingsError(msg)
    return int(value)


def _years(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) <= MOST_YEARS:
        msg = f"STAFF_RECORD_YEARS is “{value}”; it must be a number of years from 1 to {MOST_YEARS}"
        raise SettingsError(msg)
    return int(value)


def _proxies(value: str) -> int:
    """How many proxies of our own stand in front: as many forwarded addresses are believed, and no more."""
    if not value.isdecimal():
        raise SettingsError(f"PROXIES is “{value}”; it must be the number of proxies in front, 0 for none")
    return int(value)


def _secret_key(environment: Mapping[str, str], mode: Mode, instance: Path) -> str:
    if key := environment.get("SECRET_KEY"):
        return key
    if mode is Mode.PRODUCTION:
        msg = "SECRET_KEY is not set; set it to a long random text and keep it the same between starts"
        raise SettingsError(msg)
    return _kept_secret(instance / SECRET_FILE)


def _kept_secret(path: Path) -> str:
    """The demo's own secret, made once, so that people stay signed in when it is started again."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _public_url(environment: Mapping[str, str], mode: Mode, port: int) -> str:
    if url := environment.get("PUBLIC_URL"):
        return url.rstrip("/")
    if mode is Mode.PRODUCTION:
        msg = "PUBLIC_URL is not set; set it to the address people type, such as https://learning.example.org"
        raise SettingsError(msg)
    return f"http://127.0.0.1:{port}"
