"""The form that takes a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bureau.uploads.kinds import ImportKind


class UploadForm(forms.Form):
    """A file, and what it is where there is a choice."""

    kind = forms.ChoiceField(label="导入什么")
    file = forms.FileField(
        label="文件",
        help_text="xlsx 或 csv，不超过 10 MB、20000 行",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "请先选择文件。", "empty": "文件是空的，请检查后重新选择。"},
        max_length=200,
    )

    def __init__(self, *args: object, kinds: Sequence[ImportKind], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the arguments are a form's
        choice = cast(forms.ChoiceField, self.fields["kind"])
        choice.choices = [(kind.name, kind.label) for kind in kinds]
        if len(kinds) == 1:
            choice.initial = kinds[0].name
            choice.widget = forms.HiddenInput()

    @property
    def upload(self) -> UploadedFile[bytes]:
        return cast("UploadedFile[bytes]", self.cleaned_data["file"])
