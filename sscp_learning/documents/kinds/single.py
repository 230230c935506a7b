"""Single: one right option. `::: question single {#nt-07 objective=recognise}` with `- [ ]` and one `- [x]`."""

from sscp_learning.documents.kinds.options import OptionsKind


class Single(OptionsKind):
    """One right option among two or more."""

    name = "single"
    fence = "question single"
