import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0004_settled_figures_move_only_as_accepted"),
    ]

    operations = [
        migrations.AddField(
            model_name="cellreturn",
            name="reopening",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="figures.reopening",
                verbose_name="重开",
            ),
        ),
    ]
