"""How a letter leaves: by SMTP where MAIL_URL says so, else as a file under the instance (demo and tests)."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sscp_learning.platform.clock import now
from sscp_learning.platform.outbox import Letter
from sscp_learning.settings import Settings

TIMEOUT_SECONDS = 20
SMTP_PORT = 25


def delivery_for(settings: Settings) -> Callable[[Letter], None]:
    """The way letters leave under these settings."""
    if settings.mail_url:
        return lambda letter: _send_by_smtp(settings, letter)
    folder = settings.instance / "outbox"
    return lambda letter: _write_as_file(folder, settings, letter)


def _message(settings: Settings, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = letter.to_address
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=urlsplit(settings.public_url).hostname or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message


def _write_as_file(folder: Path, settings: Settings, letter: Letter) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{letter.id:06d}.eml").write_bytes(_message(settings, letter).as_bytes())


def _send_by_smtp(settings: Settings, letter: Letter) -> None:
    """Sends over smtp:// (with STARTTLS where the server offers it) or smtps://. Raises OSError when it cannot."""
    where = urlsplit(settings.mail_url or "")
    kind = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
    with kind(where.hostname or "localhost", where.port or SMTP_PORT, timeout=TIMEOUT_SECONDS) as server:
        server.ehlo()
        if where.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls()
            server.ehlo()
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(_message(settings, letter))
