-- The publications that report these figures or state comparisons of them.
select
    source_code,
    title,
    publisher,
    authors,
    published_on,
    published_precision,
    kind,
    authority,
    language,
    address,
    sha256,
    note,
    note_zh
from mart.source
where
    source_code in (
        select reported.source_code
        from mart.reported
        where area_code = any(:areas)
        union
        select comparison_check.source_code
        from mart.comparison_check
        where area_code = any(:areas)
    )
order by published_on desc, source_code asc
