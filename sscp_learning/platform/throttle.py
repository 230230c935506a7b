"""No more than so many tries in so long, counted in a small table that every process shares."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sscp_learning.platform.append import ThrottleRow, append_now
from sscp_learning.platform.database import Database

KEPT_FOR = timedelta(days=2)


@dataclass(frozen=True)
class Limit:
    """How often something may be tried: `tries` within `within`."""

    name: str
    tries: int
    within: timedelta


def is_over(session: Session, limit: Limit, key: str, *, secret: str, now: datetime) -> bool:
    """True when the limit is used up for this key (an address, a person's e-mail, …)."""
    counted = session.scalar(
        select(func.count()).where(ThrottleRow.key == _hashed(limit, key, secret), ThrottleRow.at > now - limit.within)
    )
    return (counted or 0) >= limit.tries


def count_try(database: Database, limit: Limit, key: str, *, secret: str, now: datetime) -> None:
    """Remembers one try, at once and whatever becomes of the request."""
    append_now(database, ThrottleRow(key=_hashed(limit, key, secret), at=now))


def forget_old_tries(session: Session, *, now: datetime) -> None:
    """Removes what no limit looks at any more. Run by the worker."""
    session.execute(delete(ThrottleRow).where(ThrottleRow.at < now - KEPT_FOR))


def _hashed(limit: Limit, key: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"{limit.name}:{key}".encode(), hashlib.sha256).hexdigest()
