"""The report of some areas: an HTML page, a workbook, or the picture of a chart."""
