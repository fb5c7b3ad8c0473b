"""Order by name without ICU: the functions `vi_sort` and `vi_person_sort` in SQL."""

from django.db.models import CharField, Func


class _SortKey(Func):
    arity = 1
    output_field = CharField(db_collation="C")


class ViSort(_SortKey):
    """The key by which a Vietnamese name sorts, letters first, tones last."""

    function = "vi_sort"


class ViPlain(Func):
    """A name without marks, signs and spaces: two spellings of it are alike."""

    function = "vi_plain"
    arity = 1
    output_field = CharField()


class ViPersonSort(_SortKey):
    """The same for a person: by the given name, the last word, then by the rest."""

    function = "vi_person_sort"
