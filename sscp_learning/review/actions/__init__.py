"""What people do in a review, a file for each: groups, rounds, comments, moderation, safeguarding, answers."""
