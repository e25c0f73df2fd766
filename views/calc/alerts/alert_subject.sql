-- 预警消息所说的对象 / What an alert is about where its rule does not say it, by the code in
-- mart.alert.breakdown: the rule that does not hold, or the indicator with its breakdown or with
-- the kind of the stated comparison. One row, or none for a code that is neither.
create function calc.alert_subject(code text)
returns table (subject text, subject_en text)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
select rule.name, rule.name_en
from core.rule
where rule.code = alert_subject.code
union all
select
    indicator.name || coalesce(comparison.name, '(' || members.names || ')', ''),
    indicator.name_en || coalesce(', ' || comparison.kind, ' (' || members.names_en || ')', '')
from core.indicator
left join (
    values ('growth', '增长'), ('difference', '差额'), ('multiple', '倍数'), ('share', '占比')
) as comparison (kind, name) on comparison.kind = split_part(alert_subject.code, ' ', 2)
cross join lateral (
    select
        string_agg(member.name, '、' order by member.dimension_code) as names,
        string_agg(member.name_en, ', ' order by member.dimension_code) as names_en
    from core.breakdown
    inner join core.breakdown_member on breakdown_member.breakdown_id = breakdown.breakdown_id
    inner join core.member
        on
            member.dimension_code = breakdown_member.dimension_code
            and member.code = breakdown_member.member_code
    where breakdown.key = split_part(alert_subject.code, ' ', 2)
) as members
where indicator.code = split_part(alert_subject.code, ' ', 1) and alert_subject.code like '% %'
$$
