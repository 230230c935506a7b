"""What people do with guidance; none of these commits."""
