-- What the notes of the figures of these areas say, in Chinese and in English.
select
    noted.note as as_held,
    calc.note_said(noted.note, 'zh') as note_zh,
    calc.note_said(noted.note, 'en') as note_en
from (
    select period_note as note
    from mart.reported
    where area_code = any(:areas) and period_note is not null
    union
    select note
    from mart.reported
    where area_code = any(:areas) and note is not null
) as noted
order by noted.note
