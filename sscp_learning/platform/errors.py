"""What can go wrong in words: four exceptions, each with a page of its own."""


class ProductError(Exception):
    """A refusal that a person can read. `message` says what happened and what to do next."""

    status = 500
    title = "Sorry, something went wrong"
    default = "Nothing you saved is lost. Please try again in a minute."

    def __init__(self, message: str = "") -> None:
        self.message = message or self.default
        super().__init__(self.message)


class NotFound(ProductError):
    """The thing is not there, or its existence is private: both look the same from outside."""

    status = 404
    title = "Page not found"
    default = "If you typed the address, check it is right. If you followed a link, the page may have moved."


class NotAllowed(ProductError):
    """The person is known, and may not do this."""

    status = 403
    title = "You cannot open this page"
    default = (
        "Your account does not have the role that this page needs. "
        "Your manager or the partnership’s team can tell you who has."
    )


class Conflict(ProductError):
    """Somebody or something else was first, so that doing this now would undo what they did."""

    status = 409
    title = "This has changed since you opened it"
    default = "Open the page again to see how it stands now. Nothing was overwritten."


class RuleBroken(ProductError):
    """What was asked breaks a rule of the product; `field` names the form field it belongs to, or is empty."""

    status = 422
    title = "This could not be saved"

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)
