-- How many numbers of each text wait to be decided.
select
    source.code,
    count(*) as numbers
from ops.proposal
inner join core.source on source.source_id = proposal.source_id
group by source.code
order by source.code
