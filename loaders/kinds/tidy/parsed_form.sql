-- Printed figures that are not plain numbers, with the scale or qualifier printed elsewhere, as the
-- parser reads them, or why it cannot.
create temp table parsed_form (
    printed text,
    carried text,
    value numeric,
    low numeric,
    high numeric,
    qualifier text,
    error text
) on commit drop
