"""Runs a command: python3 -m form_endpoint --help."""

import sys

from form_endpoint.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
