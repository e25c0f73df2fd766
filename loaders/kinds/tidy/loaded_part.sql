select content
from ops.loaded_part
where source_code = :source and part = :part and version = :version
