"""Functions of the database that columns and indexes of the register stand on.

Each is written out whole: one that calls another by its bare name fails while a dump is
being restored. A changed function is a new migration that creates it anew.
"""

from django.contrib.postgres.operations import CreateExtension
from django.core.exceptions import ImproperlyConfigured

# Letters of the alphabet become consecutive codes, which compare as bytes; the tones
# follow after a separator, so that they decide only between equal letters. Where a
# database has no ICU this equals ICU's order of Vietnamese names.
VI_SORT = r"""
CREATE OR REPLACE FUNCTION vi_sort(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT translate(
    normalize(
      regexp_replace(
        normalize(lower(t), NFD), '[\u0300\u0301\u0303\u0309\u0323]', '', 'g'),
      NFC),
    'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`a')
  || E'\x01'
  || translate(
    regexp_replace(
      normalize(lower(t), NFD), '[^ \u0300\u0301\u0303\u0309\u0323]+', '.', 'g'),
    E'\u0300\u0309\u0303\u0301\u0323', '12345')
$$
"""

# A person sorts by the given name, which stands last, then by the rest: as vi_sort
# does it, of the given name followed by the rest.
VI_PERSON_SORT = r"""
CREATE OR REPLACE FUNCTION vi_person_sort(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT translate(
    normalize(
      regexp_replace(
        normalize(lower(named.t), NFD), '[\u0300\u0301\u0303\u0309\u0323]', '', 'g'),
      NFC),
    'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`a')
  || E'\x01'
  || translate(
    regexp_replace(
      normalize(lower(named.t), NFD), '[^ \u0300\u0301\u0303\u0309\u0323]+', '.', 'g'),
    E'\u0300\u0309\u0303\u0301\u0323', '12345')
  FROM (SELECT regexp_replace(trim(t), '^(.*)\s(\S+)$', '\2 \1') AS t) AS named
$$
"""

# A name as it is compared with another: letters a to z and digits (kernel.folding).
VI_PLAIN = r"""
CREATE OR REPLACE FUNCTION vi_plain(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT regexp_replace(
    lower(translate(
      regexp_replace(normalize(t, NFD), '[\u0300-\u036f]', '', 'g'),
      'đĐƀɃ', 'dDbB')),
    '[^a-z0-9]', '', 'g')
$$
"""


def _folded(text: str) -> str:
    """Lower case, no marks, letters and digits only. Written out in each function:

    one that calls another by its bare name fails while a dump is being restored.
    """
    return rf"""btrim(regexp_replace(translate(
      regexp_replace(normalize(lower({text}), NFD), '[\u0300-\u036f]', '', 'g'),
      'đƀ', 'db'), '[^a-z0-9]+', ' ', 'g'))"""


VI_FOLD = rf"""
CREATE OR REPLACE FUNCTION vi_fold(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT {_folded("t")}
$$
"""

# The words of the legal form tell no two businesses apart; usual words have as many
# short spellings as there are offices. In this order.
_NAME_WORDS = (
    (r"cong ty|c ty|cty|ct", ""),
    (
        r"trach nhiem huu han|tnhh|co phan|cp|mot thanh vien|1 thanh vien|mtv|1tv"
        r"|doanh nghiep tu nhan|dntn|doanh nghiep|ho kinh doanh|ho kd|hkd|co so|cs",
        "",
    ),
    (r"thuong mai", "tm"),
    (r"dich vu", "dv"),
    (r"san xuat", "sx"),
    (r"van phong pham", "vpp"),
    (r"photo copy|photo|copy", "photocopy"),
    (r"nha sach|hieu sach|cua hang sach|quay sach", "sach"),
    (r"in an", "in"),
    (r"quang cao", "qc"),
    (r"thiet bi", "tb"),
    (r"chi nhanh", "cn"),
    (r"cua hang", "ch"),
    (r"va", ""),
)
_PLACE_WORDS = (
    (r"to dan pho", "tdp"),
    (r"khoi pho|khu pho", "kp"),
    (r"quoc lo", "ql"),
    (r"tinh lo", "tl"),
    (r"nha so|so nha|so|duong|pho", ""),
)


def _replaced(text: str, words: tuple[tuple[str, str], ...]) -> str:
    """The SQL expression with whole words replaced, one list after the other."""
    for pattern, short in words:
        text = rf"regexp_replace({text}, '\m({pattern})\M', '{short}', 'g')"
    return f"btrim(regexp_replace({text}, ' +', ' ', 'g'))"


IDENTITY_NAME = rf"""
CREATE OR REPLACE FUNCTION identity_name(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(nullif({_replaced(_folded("t"), _NAME_WORDS)}, ''), {_folded("t")})
$$
"""

_LANES_JOINED = r"regexp_replace(t, '([0-9][A-Za-z]?) */ *([0-9])', '\1x\2', 'g')"

# A lane's number stays one word with its house: "12/3" is another house than "12".
IDENTITY_PLACE = rf"""
CREATE OR REPLACE FUNCTION identity_place(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT {_replaced(_folded(_LANES_JOINED), _PLACE_WORDS)}
$$
"""

# A word of a bared address that is a house number: "12", "12a", "12x3".
_HOUSE = r"\d+[a-z]?(?:x\d+[a-z]?)*"

PLACE_HOUSE = rf"""
CREATE OR REPLACE FUNCTION place_house(bare text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(substring(bare from '(?:^| )({_HOUSE})(?= |$)'), '')
$$
"""  # noqa: S608

PLACE_STREET = rf"""
CREATE OR REPLACE FUNCTION place_street(bare text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT btrim(regexp_replace(bare, '(?:^| ){_HOUSE}(?= |$)', '', 'g'))
$$
"""

# The letters of a bared name without the words that name a trade, in the order of the
# alphabet: words in another order, a lost space and two letters swapped change nothing.
NAME_LETTERS = r"""
CREATE OR REPLACE FUNCTION name_letters(bare text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT string_agg(letter, '' ORDER BY letter COLLATE "C")
  FROM regexp_split_to_table(coalesce(
    nullif(regexp_replace(regexp_replace(bare,
      '\m(in|sach|photocopy|vpp|giay|bi|lich|tem|offset|tm|dv|sx|qc|tb|cn|ch)\M',
      '', 'g'), ' ', '', 'g'), ''),
    regexp_replace(bare, ' ', '', 'g')), '') AS letter
$$
"""


class TrigramExtension(CreateExtension):
    """pg_trgm, or one sentence about what to do when the server lacks it."""

    def __init__(self) -> None:
        super().__init__("pg_trgm")

    def database_forwards(self, app_label, schema_editor, from_state, to_state):  # type: ignore[no-untyped-def]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone():
                return
            cursor.execute(
                "SELECT current_database(), current_user,"
                " has_database_privilege(current_database(), 'CREATE'),"
                " (SELECT bool_or(trusted) OR bool_or(superuser) IS FALSE"
                "  FROM pg_available_extension_versions WHERE name = 'pg_trgm'),"
                " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
            )
            database, role, may_create, trusted, is_superuser = cursor.fetchone()
        if trusted is None:
            raise ImproperlyConfigured(
                "This PostgreSQL server has no pg_trgm extension, which the search"
                " needs. Install PostgreSQL's contrib package (Debian:"
                " postgresql-contrib) on the server, then migrate again."
            )
        if not is_superuser and not (trusted and may_create):
            raise ImproperlyConfigured(
                f'The database role "{role}" may not create the extension pg_trgm,'
                f" which the search needs. Run as a superuser in the database"
                f' "{database}": CREATE EXTENSION pg_trgm; then migrate again.'
            )
        super().database_forwards(app_label, schema_editor, from_state, to_state)
