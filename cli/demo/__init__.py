"""The demo: an invented country whose truth is known, measured as an office would measure a real one."""
