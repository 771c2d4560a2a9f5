"""Personal data is sealed, found by a blind index, and never shows itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from bureau import sealing
from bureau.registers.personal import PersonalKind, Sealed, masked, spelled

NEW = "k2:" + "B" * 43 + "="
OLD = "k1:" + "A" * 43 + "="


@pytest.fixture(autouse=True)
def fresh_keys(settings: Settings) -> Iterator[None]:
    settings.FIELD_KEYS = [OLD]
    _forget()
    yield
    _forget()


def _forget() -> None:
    sealing._keys.cache_clear()
    sealing._index_key.cache_clear()


def test_what_is_sealed_opens_again_and_reads_differently_each_time() -> None:
    first, second = (sealing.seal("张三", "a.name") for _ in range(2))
    assert first != second
    assert "张三" not in first
    assert sealing.unseal(first, "a.name") == sealing.unseal(second, "a.name") == "张三"


def test_a_sealed_text_does_not_open_in_another_column() -> None:
    with pytest.raises(sealing.Unopenable):
        sealing.unseal(sealing.seal("张三", "a.name"), "b.name")


def test_a_sealed_text_that_was_tampered_with_does_not_open() -> None:
    token = sealing.seal("张三", "a.name")
    with pytest.raises(sealing.Unopenable):
        sealing.unseal(token[:-6] + ("AAAA==" if not token.endswith("AAAA==") else "BBBB=="), "a.name")


def test_a_new_key_in_front_seals_and_the_old_one_still_opens(settings: Settings) -> None:
    old, index = sealing.seal("张三", "a.name"), sealing.blind_index("张三", "name")
    settings.FIELD_KEYS = [NEW, OLD]
    _forget()
    assert sealing.unseal(old, "a.name") == "张三"
    assert sealing.seal("张三", "a.name").startswith("k2:")
    assert sealing.blind_index("张三", "name") == index


def test_without_its_key_a_sealed_text_stays_closed(settings: Settings) -> None:
    old = sealing.seal("张三", "a.name")
    settings.FIELD_KEYS = [NEW]
    _forget()
    with pytest.raises(sealing.Unopenable):
        sealing.unseal(old, "a.name")


def test_a_blind_index_is_equal_for_equal_texts_of_one_kind_only() -> None:
    assert sealing.blind_index("13800138000", "phone") == sealing.blind_index("13800138000", "phone")
    assert sealing.blind_index("13800138000", "phone") != sealing.blind_index("13800138000", "name")


def test_a_sealed_value_shows_its_mask_wherever_it_is_printed() -> None:
    value = Sealed.of("１１０１０１１９９００１０１１００７", purpose="a.id_no", kind=PersonalKind.ID_NUMBER)
    assert str(value) == f"{value}" == "1101**********1007"
    assert "110101199001011007" not in repr(value)
    assert value.reveal() == "110101199001011007"
    assert value == "110101 19900101 1007"


@pytest.mark.parametrize(
    ("text", "kind", "mask"),
    [
        ("张三", PersonalKind.NAME, "张*"),
        ("欧阳明月", PersonalKind.NAME, "欧***"),
        ("13800138000", PersonalKind.PHONE, "138****8000"),
        ("云浦区城关镇一路1号", PersonalKind.ADDRESS, "云浦区城关镇****"),
        ("A1234567", PersonalKind.CERTIFICATE, "A1****67"),
        ("A1", PersonalKind.CERTIFICATE, "**"),
        ("张三\n李四\n", PersonalKind.LIST, "（2 行，已隐去）"),
        ("", PersonalKind.NAME, ""),
    ],
)
def test_each_kind_has_its_mask(text: str, kind: PersonalKind, mask: str) -> None:
    assert masked(text, kind) == mask


def test_one_spelling_counts_however_it_was_typed() -> None:
    assert spelled(" 11010119900101100ｘ ", PersonalKind.ID_NUMBER) == "11010119900101100X"
    assert spelled("138-0013 8000", PersonalKind.PHONE) == "13800138000"
    assert spelled(" 城关镇 一路 ", PersonalKind.ADDRESS) == "城关镇 一路"
