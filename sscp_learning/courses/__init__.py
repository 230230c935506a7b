"""Live training: course dates, bookings and registers. Nothing is built here yet; the place is kept."""
