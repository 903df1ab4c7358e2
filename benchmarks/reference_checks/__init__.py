"""What `aggregate` gives for each reference case: one module a family, each with its own CHECKS of {case: function}."""
