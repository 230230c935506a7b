"""Passwords are kept as argon2id hashes. Slow on purpose: never called while the write lock is held (DECISIONS 11)."""

from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import CHEAPEST

# 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's argon2id setting (DECISIONS 41).
CAREFUL = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# A hash needs 19 MiB, which the C library keeps for whichever thread asked. One thread does all of a process's hashing,
# so that four that sign people in at once do not keep four times as much (measured: 187 MB a worker became 128).
ONE_AT_A_TIME = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hashing")
FOR_TESTS = PasswordHasher.from_parameters(CHEAPEST)


class Passwords:
    """Makes and checks hashes."""

    def __init__(self, hasher: PasswordHasher = CAREFUL) -> None:
        self._hasher = hasher
        # Checked where there is no such person, so that a wrong address takes as long as a wrong password.
        self._nobodys_hash = hasher.hash("nobody has this password")

    def make(self, password: str) -> str:
        """The hash to keep."""
        return ONE_AT_A_TIME.submit(self._hasher.hash, password).result()

    def check(self, kept: str | None, password: str) -> bool:
        """True when the password is the one that was kept."""
        try:
            same = ONE_AT_A_TIME.submit(self._hasher.verify, kept or self._nobodys_hash, password).result()
        except (VerificationError, InvalidHashError):
            return False
        return same and kept is not None
