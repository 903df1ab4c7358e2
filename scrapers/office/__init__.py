"""An office's own words, marketplaces and payment means: out as a workbook, checked, and kept beside its store."""

from scrapers.office.checking import Problem, check_workbook
from scrapers.office.exporting import export_workbook
from scrapers.office.keeping import ImportReport, keep_additions

__all__ = ["ImportReport", "Problem", "check_workbook", "export_workbook", "keep_additions"]
