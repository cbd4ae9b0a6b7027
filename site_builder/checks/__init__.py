"""The rules that every build is held to. Each check is one file, named for the code of its problems."""

from collections.abc import Callable, Iterator

from site_builder.checks.bare_address import bare_address
from site_builder.checks.blank_line import blank_line
from site_builder.checks.comment import comment
from site_builder.checks.dead_link import dead_link
from site_builder.checks.duplicate_id import duplicate_id
from site_builder.checks.empty_page import empty_page
from site_builder.checks.fact_without_source import fact_without_source
from site_builder.checks.false_heading import false_heading
from site_builder.checks.first_packet import first_packet
from site_builder.checks.future_date import future_date
from site_builder.checks.hazard_shape import hazard_shape
from site_builder.checks.heading_order import heading_order
from site_builder.checks.image_file import image_file
from site_builder.checks.image_text import image_text
from site_builder.checks.indented_text import indented_text
from site_builder.checks.leftover_markup import leftover_markup
from site_builder.checks.link_text import link_text
from site_builder.checks.list_mark import list_mark
from site_builder.checks.loose_contact import loose_contact
from site_builder.checks.lost_address import lost_address
from site_builder.checks.nested_list import nested_list
from site_builder.checks.opposite_action import opposite_action
from site_builder.checks.page_weight import page_weight
from site_builder.checks.pasted_text import pasted_text
from site_builder.checks.picture_link import picture_link
from site_builder.checks.reading_grade import reading_grade
from site_builder.checks.refused_by_policy import refused_by_policy
from site_builder.checks.reserved_name import reserved_name
from site_builder.checks.same_address import same_address
from site_builder.checks.same_title import same_title
from site_builder.checks.section_page import section_page
from site_builder.checks.table_caption import table_caption
from site_builder.checks.table_row import table_row
from site_builder.checks.uncited_number import uncited_number
from site_builder.checks.unclosed_mark import unclosed_mark
from site_builder.checks.unknown_contact import unknown_contact
from site_builder.checks.unknown_fact import unknown_fact
from site_builder.checks.unknown_form import unknown_form
from site_builder.checks.unknown_source import unknown_source
from site_builder.checks.unsafe_html import unsafe_html
from site_builder.checks.unused_fact import unused_fact
from site_builder.checks.unwritten import unwritten
from site_builder.checks.yaml_comment import yaml_comment
from site_builder.checks.yaml_number import yaml_number
from site_builder.model import Built
from site_builder.problems import Problem
from site_builder.source import Source

SITE_CHECKS: tuple[Callable[[Built], Iterator[Problem]], ...] = (
    dead_link,
    fact_without_source,
    future_date,
    image_file,
    lost_address,
    reserved_name,
    same_address,
    same_title,
    section_page,
    unknown_form,
    unknown_source,
    unused_fact,
)
"""Rules for the finished site."""

PAGE_CHECKS: tuple[Callable[[Built], Iterator[Problem]], ...] = (
    comment,
    duplicate_id,
    empty_page,
    first_packet,
    hazard_shape,
    heading_order,
    image_text,
    leftover_markup,
    link_text,
    loose_contact,
    opposite_action,
    page_weight,
    reading_grade,
    refused_by_policy,
    table_caption,
    uncited_number,
    unknown_contact,
    unknown_fact,
    unsafe_html,
)
"""Rules for one finished page: each is given a build that has no page but this one, and what it finds is remembered."""

CHECKS = tuple(sorted((*SITE_CHECKS, *PAGE_CHECKS), key=lambda check: check.__name__))
"""All rules for what is finished."""

SOURCE_CHECKS: tuple[Callable[[Source], Iterator[Problem]], ...] = (
    bare_address,
    blank_line,
    false_heading,
    indented_text,
    list_mark,
    nested_list,
    pasted_text,
    picture_link,
    table_row,
    unclosed_mark,
    unwritten,
    yaml_comment,
    yaml_number,
)
"""Rules for one file alone: what it says will look as its writer thinks."""


def source_problems(source: Source) -> tuple[Problem, ...]:
    """Return what the rules for one file find in it."""
    return tuple(problem for check in SOURCE_CHECKS for problem in check(source))
