-- A row for each term of a side of a rule.
create temp table formula_term (
    line int,
    code text,
    position int,
    side text,
    divisor boolean,
    coefficient numeric,
    indicator text,
    breakdown text,
    within_days int
) on commit drop
