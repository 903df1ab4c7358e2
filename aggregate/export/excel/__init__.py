"""The Excel workbook, laid out as offices publish: contents, headline, a sheet for each table, changes, and texts."""
