"""From files of statistics offices to figures: each cell with what the table says it is."""
