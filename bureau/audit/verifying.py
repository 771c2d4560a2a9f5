"""Recomputing the chain: was a sealed line changed, removed or put in later?"""

from __future__ import annotations

from dataclasses import dataclass

from bureau.audit.models import AuditEntry, Seal
from bureau.audit.sealing import chain_link


@dataclass(frozen=True)
class Verdict:
    """What the check found: the sealed lines, the lines not yet sealed, and each fault as a sentence."""

    sealed: int
    unsealed: int
    faults: tuple[str, ...]


def verify() -> Verdict:
    faults: list[str] = []
    after, previous, sealed = 0, "", 0
    for seal in Seal.objects.order_by("last_id").iterator():
        sealed += seal.entries
        if seal.previous != previous:
            faults.append(f"封存链在第 {seal.first_id} 条前断开：有封存记录被删除或改动。")
        faults += _faults_of(seal, after)
        after, previous = seal.last_id, seal.digest
    return Verdict(sealed, AuditEntry.objects.filter(id__gt=after).count(), tuple(faults))


def _faults_of(seal: Seal, after: int) -> list[str]:
    where = f"第 {seal.first_id} 至 {seal.last_id} 条审计记录"
    link = chain_link(after, seal.last_id, seal.previous)
    found = link.entries if link else 0
    if found < seal.entries:
        return [f"{where}中有 {seal.entries - found} 条被删除。"]
    if found > seal.entries:
        return [f"{where}中多出 {found - seal.entries} 条，是封存以后插入的。"]
    if link is None or link.digest != seal.digest:
        return [f"{where}中有内容被改动。"]
    return []
