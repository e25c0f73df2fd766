"""For people who look rather than type: reports from ``mart``."""
