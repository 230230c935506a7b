"""Who may do what, as one readable table. A view names one of these with `@access`."""

from sscp_learning.people.identity import PersonWho
from sscp_learning.people.rules import Role
from sscp_learning.platform.access import Rule
from sscp_learning.platform.identity import Who


def _holds(*roles: Role) -> Rule:
    """A rule that lets in people who hold one of the roles; its name lists them."""
    return Rule(" or ".join(roles), lambda who: isinstance(who, PersonWho) and any(who.has(role) for role in roles))


signed_in = Rule("signed in", lambda who: isinstance(who, PersonWho))
manager = _holds(Role.MANAGER)
editor = _holds(Role.EDITOR)
publisher = _holds(Role.PUBLISHER)
desk = _holds(Role.EDITOR, Role.PUBLISHER)
moderation = _holds(Role.MODERATOR, Role.SAFEGUARDING)
moderator = _holds(Role.MODERATOR)
# An administrator does not get in here: what a child wrote is for the safeguarding role alone (DECISIONS 44).
safeguarding = _holds(Role.SAFEGUARDING)
coordinator = _holds(Role.COORDINATOR)
administrator = _holds(Role.ADMINISTRATOR)


def person_of(who: Who) -> PersonWho:
    """The identity as a person. For views whose rule lets in people only.

    Raises TypeError when a view is missing such a rule.
    """
    if not isinstance(who, PersonWho):
        msg = "this view needs a rule that lets in people only"
        raise TypeError(msg)
    return who
