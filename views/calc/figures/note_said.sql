-- 数据的一句说明，中文或英文 / What a note of the data says, in Chinese (zh) or in English (en). A
-- note has its two languages in core.note_wording, as a whole or in the parts between semicolons,
-- or in itself: 中文 / English. What has neither is said as it stands. One text.
create function calc.note_said(note text, wanted text)
returns text
language sql stable parallel safe
as $$
select coalesce(
    case when $2 = 'zh' then calc.note_wording_of($1) end,
    (
        select string_agg(
            coalesce(
                case
                    when part.text ~ '^[^ -~].* / [ -~]' then
                        case
                            when $2 = 'zh' then split_part(part.text, ' / ', 1)
                            else substr(part.text, position(' / ' in part.text) + 3)
                        end
                    when $2 = 'zh' then calc.note_wording_of(part.text)
                end,
                part.text
            ),
            case $2 when 'zh' then '；' else '; ' end
            order by part.place
        )
        from string_to_table($1, '; ') with ordinality as part (text, place)
    )
)
$$
