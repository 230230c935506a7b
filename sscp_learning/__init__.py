"""A safeguarding partnership's guidance, e-learning and young people's reviews, as one Flask application."""
