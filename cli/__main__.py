"""`python -m cli` is `ecomstat`, for where the command is not on the path."""

from cli.main import run

run()
