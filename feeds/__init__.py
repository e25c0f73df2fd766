"""Scheduled reloads: named feeds of files, fetched, loaded where they changed, and watched.

``feeds.toml`` names them (``config``); ``fetching`` brings their files, ``reloading`` loads what
changed, ``scheduling`` does so at their cadences, ``health`` says how they are, ``hooks`` tell
someone when it matters.
"""
