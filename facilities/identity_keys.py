"""Names and places bared to what tells them apart: functions of the database in SQL."""

from django.db.models import CharField, Func


class _BareText(Func):
    arity = 1
    output_field = CharField()


class Folded(_BareText):
    """Lower case without marks, only letters, digits and single spaces."""

    function = "vi_fold"


class BareName(_BareText):
    """A name without the words of its legal form, usual words in one short spelling.

    "Công ty TNHH MTV In Minh Phát" and "CTY in Minh Phát" are both "in minh phat".
    """

    function = "identity_name"


class BarePlace(_BareText):
    """House number and street: "Số 12/3 đường Quang Trung" is "12x3 quang trung"."""

    function = "identity_place"


class PlaceHouse(_BareText):
    """Of a bared place the first house number, or nothing."""

    function = "place_house"


class PlaceStreet(_BareText):
    """Of a bared place what is left without house numbers."""

    function = "place_street"


class NameLetters(_BareText):
    """The letters of a bared name in order, without the words of trades."""

    function = "name_letters"
