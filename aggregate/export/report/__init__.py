"""The report: one HTML page that holds everything it needs, to be read on a screen, by a screen reader, or on paper."""
