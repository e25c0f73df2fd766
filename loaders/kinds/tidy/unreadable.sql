-- The staged rows whose figure cannot be read: line, column, value, reason, message.
select
    staged.line,
    'printed',
    staged.printed,
    case when staged.printed is null then 'missing' else 'unreadable' end,
    case when staged.printed is null then 'printed must not be empty' else parsed_form.error end
from staged
inner join parsed_form
    on
        parsed_form.printed is not distinct from staged.printed
        and parsed_form.carried is not distinct from staged.carried
where parsed_form.error is not null
order by staged.line
