"""The reference number of a request, derived from what it says.

The page is static and may have no script, so it cannot carry a number of its own. The content is the key
instead: the same request sent twice has the same reference, and is stored once.
"""

import hashlib
import hmac
import json

from form_endpoint.judge import Answers

# No vowels, so that no words appear, and none of 0 O 1 I Y U, which are misread.
ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 10


def reference_for(secret: bytes, form_id: str, answers: Answers, turn: int = 0) -> str:
    """Return the reference of a request, such as `7KQ2M-X4HBD`: 48 bits of an HMAC of the form and its
    answers.

    `turn` counts the references already taken by other content, which happens once in 2^48 requests.
    """
    content = json.dumps([form_id, turn, sorted(answers.items())], ensure_ascii=False, separators=(",", ":"))
    digest = hmac.new(secret, content.encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:16], "big")
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def read_reference(text: str) -> str:
    """Return a reference as we write it, from however a person typed it; empty when it cannot be one."""
    letters = [letter for letter in text.upper() if letter not in " -\u2010\u2011\u2012\u2013\u2014\u2212."]
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return ""
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def keyed(secret: bytes, *parts: str) -> str:
    """Return a short digest that means nothing without the secret."""
    return hmac.new(secret, "\x00".join(parts).encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
