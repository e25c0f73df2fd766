-- 观测的可信程度 / How far an observation can be taken as it is: who vouches for its source, and in a
-- line of either language what speaks against it, null if nothing does: suspicions, a sum of areas
-- that differs, sources that contradict each other. One row per observation.
create view calc.standing as
select
    observation.observation_id,
    source.authority,
    nullif(
        concat_ws('，', doubt.doubt, case when contest.in_conflict then '来源相互矛盾' end), ''
    ) as doubt,
    nullif(
        concat_ws(
            ', ',
            doubt.doubt_en,
            case when contest.in_conflict then 'sources contradict each other' end
        ),
        ''
    ) as doubt_en
from core.observation
-- By their keys, so that whoever asks for one thing does not wait for the others.
left join core.source on source.source_id = observation.source_id
left join calc.contest on contest.observation_id = observation.observation_id
left join calc.doubt on doubt.observation_id = observation.observation_id
