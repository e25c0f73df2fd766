"""The tables. One module per subject; every table is importable from here."""

from .acceptance import AcceptanceCriterion, Decision
from .admin_unit import (
    AdminUnit,
    AdminUnitEvent,
    AdminUnitEventLink,
    AdminUnitSet,
    AdminUnitSetMember,
    AdminUnitVersion,
)
from .alert import AlertRule
from .analysis import Analysis
from .area_label import AreaLabel
from .base import Base
from .breakdown import Breakdown, BreakdownMember, Dimension, Member
from .comparison import Comparison
from .embargo import HeldFigure, HeldFile
from .erasure import Erasure
from .indicator import Indicator, IndicatorAlias, ResidualReason
from .listing import Listed
from .load import LoadedPart, LoadFile, LoadRun, Reject
from .metric import Metric
from .note_wording import NoteWording
from .observation import Observation
from .program import Program
from .proposal import ProposedMention
from .rule import Rule, RuleTerm
from .schedule import AlertTold, Schedule
from .source import Mention, Source
from .unit import Unit

__all__ = [
    "AcceptanceCriterion",
    "AdminUnit",
    "AdminUnitEvent",
    "AdminUnitEventLink",
    "AdminUnitSet",
    "AdminUnitSetMember",
    "AdminUnitVersion",
    "AlertRule",
    "AlertTold",
    "Analysis",
    "AreaLabel",
    "Base",
    "Breakdown",
    "BreakdownMember",
    "Comparison",
    "Decision",
    "Dimension",
    "Erasure",
    "HeldFigure",
    "HeldFile",
    "Indicator",
    "IndicatorAlias",
    "Listed",
    "LoadFile",
    "LoadRun",
    "LoadedPart",
    "Member",
    "Mention",
    "Metric",
    "NoteWording",
    "Observation",
    "Program",
    "ProposedMention",
    "Reject",
    "ResidualReason",
    "Rule",
    "RuleTerm",
    "Schedule",
    "Source",
    "Unit",
]
