"""What is done with evidence: files as received, goods in the custody book."""

from evidence.services.files import (
    FileDamaged,
    StorageFull,
    derivative,
    export_bundle,
    mark_invalid,
    open_original,
    receive_file,
    record_custody,
)
from evidence.services.goods import (
    GoodsInput,
    LineInput,
    Unbalanced,
    list_goods,
    value_goods,
    write_line,
)

__all__ = [
    "FileDamaged",
    "GoodsInput",
    "LineInput",
    "StorageFull",
    "Unbalanced",
    "derivative",
    "export_bundle",
    "list_goods",
    "mark_invalid",
    "open_original",
    "receive_file",
    "record_custody",
    "value_goods",
    "write_line",
]
