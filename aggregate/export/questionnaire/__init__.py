"""The workbook that an office needs to answer UNCTAD's yearly questionnaire: a sheet for each of the core indicators B1 to B12."""
