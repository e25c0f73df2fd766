"""What columns hold, by their names: values with units, sources, observations, keys."""

import re

# Columns with values, and the column that holds their unit.
UNITS = {
    "value": "unit",
    "low": "unit",
    "high": "unit",
    "calc_low": "unit",
    "calc_high": "unit",
    "change": "change_unit",
    "stated": "stated_unit",
    "printed": "printed_unit",
}
SOURCE = re.compile(r"(.*_)?source_code")
OBSERVATION = re.compile(r"(.*_)?observation_id")
# Columns with keys of another relation of mart, and that relation.
REFERENCES = {
    "area_code": "area",
    "base_indicator_code": "indicator",
    "change_unit": "unit",
    "denominator_code": "indicator",
    "indicator_code": "indicator",
    "metric_code": "metric",
    "numerator_code": "indicator",
    "printed_unit": "unit",
    "program_code": "program",
    "source_code": "source",
    "stated_unit": "unit",
    "unit": "unit",
}
# Relations, and their key.
KEYS = {
    "area": "area_code",
    "indicator": "indicator_code",
    "member": "member_key",
    "metric": "metric_code",
    "program": "program_code",
    "reported": "observation_id",
    "source": "source_code",
    "unit": "unit",
    "value": "observation_id",
}
