"""When something is shown on the desk."""

DAYS_BEFORE_A_REVIEW = 30
