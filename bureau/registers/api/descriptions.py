"""How registers and their rows are described to programs: the OpenAPI side of what `shapes` makes.

A row has the fields of its register beside the ones every row has; `registers/{code}/schema/` names them.
"""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from bureau.registers.declarations import Doer, Phase, Register
from bureau.registers.exchange.fields import Described, FieldType
from bureau.registers.rows import Row

REFUSED: Final = OpenApiResponse(description="{code, detail, fields}")
CONFLICT: Final = OpenApiResponse(
    description="{code, detail, fields}; code conflict: row holds the current values"
)

ROW: Final[dict[str, Any]] = {  # Any: a piece of OpenAPI
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "number": {"type": "string"},
        "reporting_unit": {"type": "string"},
        "state": {"type": "string"},
        "version": {"type": "integer"},
        "origin": {"type": "string"},
        "explanation": {"type": "string"},
        "created_by": {"type": "string", "nullable": True},
        "created_at": {"type": "string", "format": "date-time"},
        "changed_by": {"type": "string", "nullable": True},
        "changed_at": {"type": "string", "format": "date-time"},
        "purged_on": {"type": "string", "format": "date", "nullable": True},
    },
    "additionalProperties": {
        "description": "这个台账自己的各项，见 schema/；个人信息只给掩码。",
        "nullable": True,
    },
}
ROWS: Final[dict[str, Any]] = {  # Any: as above
    "type": "object",
    "required": ["count", "results"],
    "properties": {
        "count": {"type": "integer"},
        "next": {"type": "string", "format": "uri", "nullable": True},
        "previous": {"type": "string", "format": "uri", "nullable": True},
        "results": {"type": "array", "items": ROW},
    },
}
NEW_ROW: Final[dict[str, Any]] = {  # Any: as above
    "type": "object",
    "properties": {
        "reporting_unit": {"type": "string", "description": "填报单位代码；只为一个单位登记的人可以不写。"},
        "draft": {"type": "boolean", "description": "true 存为草稿，可以还不完整。"},
        "explanation": {"type": "string"},
    },
    "additionalProperties": {"description": "这个台账自己的各项，见 schema/。", "nullable": True},
}
CHANGE: Final[dict[str, Any]] = {  # Any: as above
    "type": "object",
    "required": ["version"],
    "properties": {"version": {"type": "integer"}, "explanation": {"type": "string"}},
    "additionalProperties": {"description": "要改的各项；没写的不变，null 清空。", "nullable": True},
}
STEP: Final[dict[str, Any]] = {  # Any: as above
    "type": "object",
    "properties": {
        "version": {"type": "integer", "description": "读到的版本；不写则按现在的版本办理。"},
        "reason": {"type": "string"},
    },
    "additionalProperties": {"description": "这一步要补填的各项。", "nullable": True},
}
UNMASKED: Final[dict[str, Any]] = {  # Any: as above
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "values": {"type": "object", "additionalProperties": {"type": "string", "nullable": True}},
    },
}


class RegisterSerializer(serializers.Serializer[Register]):
    code = serializers.CharField()
    title = serializers.CharField()
    domain = serializers.CharField()
    measure = serializers.CharField()
    what = serializers.CharField()
    filled_by = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())


class FieldSerializer(serializers.Serializer[Described]):
    name = serializers.CharField()
    title = serializers.CharField()
    type = serializers.ChoiceField([kind.value for kind in FieldType])
    required = serializers.BooleanField()  # type: ignore[assignment]  # DRF takes declared fields off the class
    choices = serializers.ListField(child=serializers.CharField())
    personal = serializers.CharField(allow_null=True)
    decimals = serializers.IntegerField(allow_null=True)
    max_length = serializers.IntegerField(allow_null=True)
    register = serializers.CharField(allow_null=True)


class StateSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    counts = serializers.BooleanField()
    phase = serializers.ChoiceField([phase.value for phase in Phase])


class TransitionSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    # As above: the names belong to the contract.
    label = serializers.CharField()  # type: ignore[assignment]
    begins = serializers.ListField(child=serializers.CharField())
    ends = serializers.CharField()
    by = serializers.ListField(child=serializers.ChoiceField([doer.value for doer in Doer]))
    asks = serializers.ListField(child=serializers.CharField())
    reason = serializers.BooleanField()


class RuleSerializer(serializers.Serializer[object]):
    indicator = serializers.CharField()
    name = serializers.CharField()
    rule = serializers.CharField()


class RegisterSchemaSerializer(RegisterSerializer):
    decides = serializers.CharField()
    fields = FieldSerializer(many=True)  # type: ignore[assignment]  # as above
    states = StateSerializer(many=True)
    transitions = TransitionSerializer(many=True)
    counting_rules = RuleSerializer(many=True)
    filters = serializers.ListField(child=serializers.CharField())
    orderings = serializers.ListField(child=serializers.CharField())


class UnmaskSerializer(serializers.Serializer[Row]):
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]  # as above
    reason = serializers.CharField()
