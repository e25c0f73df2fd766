"""The report on some areas: an HTML page, a workbook, or a picture of one chart."""
