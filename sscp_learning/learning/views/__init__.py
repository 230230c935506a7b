"""The pages of learning: the learner's module, the learner's quiz, and the certificate that anyone may check."""
