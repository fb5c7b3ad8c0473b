"""Stored texts as the search reads them now: words, then numbers written as one."""

from django.db import migrations

REFOLD = """
UPDATE cases_case c SET folded = concat_ws(' ',
  vi_fold(c.title), nullif(vi_fold(c.place), ''), vi_fold(f.name),
  (SELECT string_agg(vi_fold(r.name), ' ' ORDER BY r.id)
   FROM cases_respondent r WHERE r.case_id = c.id),
  vi_fold(c.number), nullif(vi_fold(f.tax_code), ''),
  vi_plain(c.number), nullif(vi_plain(f.tax_code), ''))
FROM cases_case same LEFT JOIN facilities_facility f ON f.id = same.facility_id
WHERE same.id = c.id
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_search")]

    operations = [migrations.RunSQL(REFOLD, migrations.RunSQL.noop)]
