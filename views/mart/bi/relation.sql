-- mart 的各关系与函数一览 / What can be queried: every relation and function of mart, what one row of it
-- is, and what it holds, as their comments say. One row per relation or function.
create view mart.relation as
with one_row (name, one_row) as (
    values
    ('acceptance', '有多个来源报告的单元格'),
    ('alert', '预警、地区及一段连续的预警'),
    ('analysis', '统计分析、地区及时期'),
    ('area', '地区代码'),
    ('area_at', '行政单位'),
    ('as_of', '观测'),
    ('breakdown', '分组'),
    ('calendar', '日'),
    ('comparison_check', '来源陈述的比较'),
    ('completeness', '指标、地区及年份'),
    ('conflict', '两个相互矛盾的报告'),
    ('contribution', '统计分析、下级地区及相邻两个时期'),
    ('explain', '由来的一步'),
    ('explain_alert', '由来的一步'),
    ('explain_growth', '由来的一步'),
    ('explain_metric', '由来的一步'),
    ('explain_rule', '由来的一步'),
    ('growth', '数值及其基期'),
    ('growth_since', '序列中晚于基年的数值'),
    ('history', '观测'),
    ('implied_value', '没有来源报告的单元格'),
    ('indicator', '指标'),
    ('known_on', '观测'),
    ('member', '分组的成员'),
    ('mention', '文本中印出的数字'),
    ('metric', '派生指标'),
    ('metric_value', '派生指标及有分母的分子'),
    ('metric_value_implied', '派生指标、地区及日期'),
    ('metric_wide', '派生指标及其分子'),
    ('observation_wide', '单元格'),
    ('outlier', '统计分析、地区及时期'),
    ('program', '业务门类'),
    ('ranking', '统计分析、地区及时期'),
    ('relation', '关系或函数'),
    ('relationship', '两个关系之间的连接'),
    ('reported', '观测'),
    ('rollup', '上级地区、指标、分组及时期'),
    ('rollup_at', '上级地区、指标、分组及时期'),
    ('rule_check', '规则、地区及时期'),
    ('rule_term_value', '规则、地区、时期及规则的项'),
    ('source', '来源文献'),
    ('spread', '统计分析、级别、省份及时期'),
    ('suspect', '疑点种类及其数字'),
    ('trend', '统计分析、地区及时期长度'),
    ('unit', '计量单位'),
    ('value', '单元格'),
    ('value_as_of', '单元格'),
    ('vintage', '一个文件的一次装载')
),

described as (
    select
        relname as name,
        'view' as kind,
        relname as call,
        obj_description(oid, 'pg_class') as description
    from pg_class
    where relnamespace = to_regnamespace('mart') and relkind in ('v', 'm', 'r')
    union all
    select
        proname,
        'function',
        proname || '(' || pg_get_function_identity_arguments(oid) || ')',
        obj_description(oid, 'pg_proc')
    from pg_proc
    where pronamespace = to_regnamespace('mart')
)

select
    cast(described.name as text) as relation_name,
    one_row.one_row,
    substring(described.description from 'One row per ([^.;]+)') as one_row_en,
    split_part(described.description, ' / ', 1) as title,
    substring(described.description from ' / (.+) \(views/') as description_en,
    described.kind,
    substring(described.description from '\(views/mart/(\w+)/\w+\.sql\)$') as subject,
    cast(described.call as text) as call
from described
left join one_row on one_row.name = described.name
order by subject, relation_name
