"""Files and the sheets and texts in them. Nothing is imported here: each reader has its library."""
