-- 观测的权威性与疑点 / What to know of an observation before it is used: the authority of its source,
-- whether sources contradict it, and what speaks against it. One row per observation.
create view calc.figure_quality as
select
    observation.observation_id,
    source.authority,
    contest.in_conflict,
    doubt.doubt,
    doubt.doubt_en
from core.observation
-- By keys, so that whoever asks for none of this does not wait for these joins.
left join core.source on source.source_id = observation.source_id
left join calc.contest on contest.observation_id = observation.observation_id
left join calc.doubt on doubt.observation_id = observation.observation_id
