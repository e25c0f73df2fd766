-- 来源之间的冲突 / Two reports of one cell by different sources that cannot both be true, since their
-- intervals do not meet, and the likeliest cause, on ids: the accepted one, or that which was
-- recorded first, and the other. One row per pair of reports.
-- Key: indicator_id, admin_unit_id, period_end.
create table calc.conflict as
select
    pair.indicator_id,
    pair.admin_unit_id,
    pair.period_end,
    pair.observation_id,
    pair.rival_id as other_observation_id,
    case
        when calc.slip_factor(pair.rival_value, pair.value) is not null then 'unit_slip'
        when
            (pair.status in ('E', 'P')) <> (pair.rival_status in ('E', 'P'))
            or (
                source.publisher = rival_source.publisher
                and source.published_on <> rival_source.published_on
            )
            then 'revision'
        when
            exists (
                select from core.observation as elsewhere
                where
                    elsewhere.indicator_id = pair.indicator_id
                    and elsewhere.admin_unit_id = pair.admin_unit_id
                    and elsewhere.period_end = pair.period_end
                    and elsewhere.breakdown_id <> pair.breakdown_id
                    and elsewhere.accepted
                    and elsewhere.low <= pair.rival_high
                    and elsewhere.high >= pair.rival_low
            )
            then 'scope'
        else 'value'
    end as cause
from calc.rival as pair
inner join core.source on source.source_id = pair.source_id
inner join core.source as rival_source on rival_source.source_id = pair.rival_source_id
where
    pair.withdrawn_at is null
    and pair.rival_withdrawn_at is null
    and not pair.rival_accepted
    and (pair.accepted or pair.observation_id < pair.rival_id)
    and pair.rival_source_id <> pair.source_id
    and (pair.rival_low > pair.high or pair.rival_high < pair.low);

create index conflict_admin_unit_id_indicator_id_idx
on calc.conflict (admin_unit_id, indicator_id, period_end);

create index conflict_observation_id_idx on calc.conflict (observation_id);

-- Touched by core.observation:
select
    indicator_id,
    admin_unit_id,
    period_end
from touched_observation
