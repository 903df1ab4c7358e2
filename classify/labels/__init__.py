"""Labels in and out: CSV in a long or a wide form, from reviewers, training sets and surveys."""

from classify.labels.exporting import export_labels
from classify.labels.importing import import_labels
from classify.labels.reports import LabelReport, RejectedAnswer

__all__ = ["LabelReport", "RejectedAnswer", "export_labels", "import_labels"]
