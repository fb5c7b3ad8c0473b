"""The short names in the numbers of papers; those of bodies that are there already."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SIGNS = {
    "UBND_TINH": ("UBND", "KGVX"),
    "SO_VHTTDL": ("SVHTTDL", "QLBCXB"),
    "THANH_TRA_TINH": ("TTT", ""),
    "CONG_AN_TINH": ("CAT", ""),
    "PA03": ("PA03", ""),
    "PA05": ("PA05", ""),
    "PC03": ("PC03", ""),
    "CQDT": ("CQĐT", ""),
    "QLTT": ("QLTT", ""),
    "VKSND": ("VKS", ""),
}


def name_bodies(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    bodies = apps.get_model("agencies", "Agency").objects
    for code, (sign, unit) in SIGNS.items():
        bodies.filter(code=code).update(number_sign=sign, unit_sign=unit)
    bodies.filter(kind="UBND_XA").update(number_sign="UBND", unit_sign="VHXH")
    police = bodies.filter(code__startswith="CONG_AN_XA_")
    police.filter(ward__division_type="xã").update(number_sign="CAX")
    police.exclude(ward__division_type="xã").update(number_sign="CAP")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_together")]

    operations = [
        migrations.AddField(
            "agency", "number_sign", models.CharField(blank=True, max_length=20)
        ),
        migrations.AddField(
            "agency", "unit_sign", models.CharField(blank=True, max_length=20)
        ),
        migrations.RunPython(name_bodies, migrations.RunPython.noop),
    ]
