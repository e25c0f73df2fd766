-- 规则的定义 / What a rule asks for. One row per rule.
create view calc.rule_definition as
select
    code as rule_code,
    kind,
    definition,
    definition_en
from core.rule
