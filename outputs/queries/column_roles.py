"""What the names of columns say: units, sources, observations, and the dimensions they refer to."""

import re

# The columns whose unit is the one of the column named on the right.
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
# The relation of mart whose key a column holds.
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
