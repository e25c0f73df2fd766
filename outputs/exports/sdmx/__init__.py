"""SDMX-CSV 2.0 with its structure as SDMX-ML 3.0: sdmx_csv writes both."""
