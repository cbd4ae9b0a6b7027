"""Takes the requests that a published form sends, and loses none. The standard library is enough for it."""
