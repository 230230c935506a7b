"""What stands on a certificate: only what was frozen when it was issued (rule C3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sscp_learning.documents.typeset import CertificatePaper
from sscp_learning.ui.filters import minutes_words


def paper_of(told: Mapping[str, Any], public_url: str) -> CertificatePaper:
    """The paper of a certificate's snapshot; `public_url` is where its code is checked."""
    return CertificatePaper(
        partnership=told["partnership"],
        name=told["name"],
        module=told["module"],
        version=str(told["version"]),
        issued=date.fromisoformat(told["issued"]),
        expires=date.fromisoformat(told["expires"]) if told["expires"] else None,
        score=f"{told['score']:g}%",
        code=told["code"],
        check_address=f"{public_url}/certificates/{told['code']}/",
        learning_time=minutes_words(told["minutes"]) if told["minutes"] else None,
    )
