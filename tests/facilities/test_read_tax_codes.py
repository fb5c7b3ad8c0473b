import pytest

from agencies.kinds import SubjectKind
from facilities import tax_codes

ORGANISATION, INDIVIDUAL = SubjectKind.ORGANISATION, SubjectKind.INDIVIDUAL
HOUSEHOLD = SubjectKind.HOUSEHOLD

# Registry, section 1, and the facilities F1 to F8 of the sample data.
RIGHT = [
    ("0100233488", ORGANISATION, "0100233488"),
    ("9900000016", HOUSEHOLD, "9900000016"),
    ("9900000023", ORGANISATION, "9900000023"),
    ("9900000030", ORGANISATION, "9900000030"),
    ("9900000048", HOUSEHOLD, "9900000048"),
    ("9900000055", ORGANISATION, "9900000055"),
    ("9900000062", ORGANISATION, "9900000062"),
    ("9900000087", HOUSEHOLD, "9900000087"),
    ("99 000 000 23", ORGANISATION, "9900000023"),
    ("99.00000023", ORGANISATION, "9900000023"),
    ("9900000023-001", ORGANISATION, "9900000023-001"),
    ("9900000023001", ORGANISATION, "9900000023-001"),
    ("0314409058-002", ORGANISATION, "0314409058-002"),
    ("066090001234", HOUSEHOLD, "066090001234"),
    ("066 090 001 234", INDIVIDUAL, "066090001234"),
]
WRONG = [
    ("0100233480", ORGANISATION, "tenth digit must be 8"),
    ("9900000031", ORGANISATION, "tenth digit must be 0"),
    ("9900000023-000", ORGANISATION, "only zeros"),
    ("0100000003", ORGANISATION, "only zeros"),
    ("990000062", ORGANISATION, "this one has 9"),
    ("99000000231", ORGANISATION, "this one has 11"),
    ("99000000231234", ORGANISATION, "this one has 14"),
    ("99000OOO23", ORGANISATION, "digits only"),
    ("٠١٠٠٢٣٣٤٨٨", ORGANISATION, "digits only"),
    ("066090001234", ORGANISATION, "individuals and household"),
    ("097090001234", INDIVIDUAL, "001 to 096"),
    ("000090001234", INDIVIDUAL, "001 to 096"),
]


class TestReadATaxCode:
    @pytest.mark.parametrize(("typed", "subject_kind", "stored"), RIGHT)
    def test_takes_a_right_code_and_writes_it_one_way(
        self, typed, subject_kind, stored
    ):
        read = tax_codes.read(typed, subject_kind=subject_kind)

        assert read.number == stored
        assert read.is_personal == (len(stored) == 12)

    @pytest.mark.parametrize(("typed", "subject_kind", "sentence"), WRONG)
    def test_refuses_a_wrong_one_and_says_what_to_do(
        self, typed, subject_kind, sentence
    ):
        with pytest.raises(tax_codes.WrongTaxCode, match=sentence):
            tax_codes.read(typed, subject_kind=subject_kind)

    def test_knows_nine_digits_of_which_no_code_can_be_made(self):
        """A check digit of 10 is never issued (registry, section 1)."""
        weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
        nine = next(
            f"01000{n:04d}"
            for n in range(1, 999)
            if sum(w * int(d) for w, d in zip(weights, f"01000{n:04d}", strict=True))
            % 11
            == 0
        )

        for last in "0123456789":
            with pytest.raises(tax_codes.WrongTaxCode, match=f"begins with {nine}"):
                tax_codes.read(nine + last, subject_kind=ORGANISATION)
