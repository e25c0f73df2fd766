"""From what a table prints to codes: labels, units, places and breakdowns."""
