-- Where a figure of a text may be: the areas that its proposals name, the nation, the provinces and
-- the sets; prefectures and counties of the province of the text, and what is below its prefecture.
-- Without an area of the text all prefectures.
with own as (
    select
        province_code,
        prefecture_code
    from mart.area
    where area_code = cast(:area as text)
)

select
    area.area_code as code,
    area.area_name as name,
    area.area_name_en as name_en,
    area.area_level as level,
    coalesce(area.prefecture_name, area.province_name) as lies_in
from mart.area
left join own on true
where
    area.area_code = any(cast(:named as text[]))
    or area.area_level in ('nation', 'province', 'set')
    or (own.province_code is null and area.area_level = 'prefecture')
    or (
        area.province_code = own.province_code
        and area.area_level in ('prefecture', 'county')
    )
    or area.prefecture_code = own.prefecture_code
order by area.area_code
