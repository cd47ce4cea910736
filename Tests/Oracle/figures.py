"""Arithmetic shared by the reports: ratios, medians, intervals, order of names, cells."""

import datetime as dt
from decimal import Decimal
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
NONE = "none"


def ratio(part, whole):
    """part / whole; null when the whole is 0 or either is unknown."""
    if part is None or whole is None or whole == 0:
        return None
    return float(part) / float(whole)


def median(values):
    """The middle value, or the mean of the middle two; null of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def mean(values):
    return ratio(sum(values), len(values))


def wilson(hits, count):
    """Wilson's 95 % interval of hits of count; (null, null) without any."""
    if count == 0:
        return None, None
    share = hits / count
    denominator = 1 + Z95 ** 2 / count
    centre = (share + Z95 ** 2 / (2 * count)) / denominator
    half = Z95 * (share * (1 - share) / count + Z95 ** 2 / (4 * count ** 2)) ** 0.5 / denominator
    return centre - half, centre + half


def money(amounts):
    return sum(amounts, Decimal(0))


def plain(value):
    """The same answer with decimals as JSON numbers and days as text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def entity_order(entity):
    """Names by UTF-8 bytes, then id; none last."""
    if entity is None:
        return (1, b"", b"")
    return (0, entity.name.encode(), entity.id.encode())


def text_order(text):
    return (1, b"") if not text else (0, text.encode())


def set_order(values):
    """Order of a fixed set; none last."""
    def order(value):
        return values.index(value) if value in values else len(values)
    return order


def entity_cells(key, entity):
    """The name under the key and the id beside it; no entity: `none` and null."""
    if entity is None:
        return {key: NONE, key + "_id": None}
    return {key: entity.name, key + "_id": entity.id}


def identity(entity):
    return None if entity is None else entity.id


def nothing(figures):
    """Whether every figure of a row is zero or null: such a row is left out."""
    return all(value is None or value == 0 for value in figures.values())


def by_entity(items, field):
    """Items grouped by an entity, groups in the order of names: [(entity, items)]."""
    groups = {}
    for item in items:
        entity = field(item)
        groups.setdefault(identity(entity), (entity, []))[1].append(item)
    return sorted(groups.values(), key=lambda group: entity_order(group[0]))
