"""The kinds of files that can be loaded: a module for each, all of them listed in ``registry``."""
