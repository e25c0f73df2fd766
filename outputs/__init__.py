"""Answers for people and tools: queries, frames, exports, the report, a Superset dashboard."""
