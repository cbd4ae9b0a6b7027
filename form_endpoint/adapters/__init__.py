"""Joins `app.handle` to a host. Each adapter only translates: none has rules of its own."""
