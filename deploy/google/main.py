"""The endpoint as two functions on Google Cloud: one for everybody, one for the scheduler. See docs/endpoint.md."""

from form_endpoint.adapters.google import answer, sweep

__all__ = ["answer", "sweep"]
