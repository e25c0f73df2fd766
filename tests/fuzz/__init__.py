"""Damaged files by the thousand: whatever a reader, a loader or the settings are given, they refuse
it in words, soon and in little memory. ``make fuzz`` tries them for as long as one likes.
"""
