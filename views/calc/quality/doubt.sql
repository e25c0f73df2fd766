-- 观测的疑点 / What speaks against an observation, in a line of either language: suspicions, and of a
-- total that it does not agree with its parts. One row per doubtful observation.
create view calc.doubt as
with kind (position, code, name, name_en) as (
    values
    (1, 'unit_slip', '疑为单位或位数有误', 'perhaps a slip of the unit or a digit'),
    (2, 'stale', '疑为照抄前期', 'perhaps a copy of an earlier period'),
    (3, 'swapped', '疑为两地互换', 'perhaps that of another area'),
    (4, 'jump', '变化与同级地区相差悬殊', 'a change far from that of its peers'),
    (5, 'rollup', '与下级之和不符', 'does not agree with the sum of its areas')
),

doubtful as (
    select
        observation_id,
        kind as code
    from calc.suspect
    union
    select
        observation_id,
        'rollup'
    from calc.rollup
    where verdict = 'fails'
)

select
    doubtful.observation_id,
    string_agg(kind.name, '、' order by kind.position) as doubt,
    string_agg(kind.name_en, ', ' order by kind.position) as doubt_en
from doubtful
inner join kind on kind.code = doubtful.code
-- Of what is missing, or not stated, there is no observation.
where doubtful.observation_id is not null
group by doubtful.observation_id
