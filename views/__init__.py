"""The views and functions: one SQL file each, named like the relation it creates.

``mart`` has what people query, ``calc`` what it is made of. A file is foldered by its schema, then
by what it answers: views/mart/figures/value.sql creates mart.value. A file that starts with
``create function`` makes a function. Functions have bodies that the server does not track, so
views may use functions and functions views. What their columns mean is said in columns.csv.
``database/replaceable.py`` makes them.
"""
