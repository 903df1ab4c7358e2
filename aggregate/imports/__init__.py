"""Packages of other offices: `import_package` checks one and keeps its figures beside the office's own."""

from aggregate.imports.importing import check_embargo, import_package
from aggregate.imports.packages import Package, open_package

__all__ = ["Package", "check_embargo", "import_package", "open_package"]
