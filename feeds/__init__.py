"""Scheduled reloads of published files.

A feed names files that are loaded alike. ``config`` reads feeds.toml; ``fetch`` copies the files
that changed; ``reload`` loads them; ``scheduler`` does so whenever a feed is due; ``status`` says
how each feed is; ``notify`` calls hooks when somebody should know.
"""
