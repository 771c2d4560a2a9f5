"""Units, accounts, posts and tokens leave a trail; secrets stay out of it."""

from django.db import migrations

from bureau.audit.triggers import watch


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_units_people_and_tokens"), ("audit", "0002_append_only_trail")]

    operations = [
        watch("organisation_unit", without=["lineage"]),
        watch("organisation_user", without=["password", "last_login"]),
        watch("organisation_post"),
        watch("organisation_token", without=["digest", "last_used_at"]),
    ]
