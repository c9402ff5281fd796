"""The options that say how cards are printed, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from teamcards import manifest
from teamcards.cli import console
from teamcards.problems import one_off

if TYPE_CHECKING:
    from teamcards.build import Press, Print
    from teamcards.calibration.drift import Profile
    from teamcards.content import Content
    from teamcards.sheets import Grid, Paper

_OPTIONS = (
    console.option("--size", help="Another card size than the deck's; see 'teamcards list sizes'."),
    console.option("--edition", default="colour", show_default=True, metavar="colour|low-ink|grey|large",
                   help="The same cards with little ink, in greys, or in large print."),
    console.option("--paper", default="a4", show_default=True, help="Paper to print on; see 'teamcards list papers'."),
    console.option("--way", type=console.WAY, default="long", show_default=True,
                   help="How both sides come onto a card: the printer turns the paper over its long or short edge,"
                   " you fold it, you feed it again by hand, or each side is a card of its own."),
    console.option("--copies", type=console.Whole(1, 100), default=1, help="How often to print the whole deck."),
    console.option("--cards", multiple=True, metavar="ID|GLOB,...",
                   help="Print only these cards, into DECK.LANGUAGE.partial.pdf."),
    console.option("--changed-since", "since", type=console.Earlier(), metavar="FOLDER|FILE",
                   help="Print only cards that have changed since that build; it left a teamcards.json."),
    console.option("--start", type=console.Whole(1), default=1,
                   help="The first place of the first sheet to print on."),
    console.option("--stock", metavar="CODE", help="Print on perforated cards; see 'teamcards list stocks'."),
    console.option("--printer", metavar="NAME", help="Correct the backs as 'teamcards calibrate' measured."),
    console.option("--tray", metavar="NAME", help="The tray that was measured, where the printer has several."),
    console.option("--on", "kind", metavar="NAME", help="The paper in it that was measured, where there are several."),
    console.option("--margin", type=console.Length(), help="What the printer cannot reach at each edge (5 mm)."),
    console.option("--bleed", type=console.Length(), help="How far colour runs past the cut (2 mm)."),
    console.option("--gap", type=console.Length(),
                   help="Between two cards; else two bleeds, where that costs no card."),
    console.option("--marks", type=console.MarkSizes(), metavar="GAP,LENGTH,WIDTH|none",
                   help="Crop marks: how far from the cut, how long, how thick (1 mm,4 mm,0.25 pt)."),
    console.option("--with", "extras", multiple=True, type=console.Choice(["instructions", "checklist", "box", "test"]),
                   help="Also how to print it, a list of its cards, a tuck box, an outline sheet for stock."),
    console.option("--weight", type=console.Whole(60, 400),
                   help="Of the paper, in g/m2, for the depth of the box (200; 120 to fold)."),
    console.option("--for", "shop", metavar="SHOP", help="A PDF for a print shop; see 'teamcards list shops'."),
    console.option("--icc", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                   help="The ICC profile that the shop asks for."),
)  # fmt: skip


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_SHEETS = ("paper", "way", "copies", "since", "start", "stock", "printer", "margin", "bleed", "gap", "marks", "extras")
_DOCUMENTS = ("guide", "runsheet", "handout")
_SIDES = "a file for a shop has one side of a card on each page"
_SHOP_HAS = {
    "copies": "the order form asks how many", "extras": "build those without --for",
    "bleed": "the shop says how much it wants", "since": "name the cards with --cards",
}  # fmt: skip
_PICTURES = ("png", "contact", "tabletop", "whiteboard")


def formats(options: Mapping[str, Any]) -> tuple[Any, ...]:
    """What was asked for; where no format is named, options that are about the PDF ask for that alone."""
    return tuple(options["formats"]) or (("pdf",) if options["shop"] or options["accessible"] else ())


def together(options: Mapping[str, Any]) -> None:
    """Leaves with 2 when an option was typed that says nothing about what is made."""
    context = click.get_current_context()
    names = {param.name: param.opts[0] for param in context.command.params}
    typed = [name for name in options if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    asked = formats(options) or ("pdf", "slides")
    sheets = "pdf" in asked and not options["shop"] and not options["accessible"]
    prints = sheets or options["shop"] or options["accessible"] or set(asked) & set(_PICTURES)
    documents = set(asked) & set(_DOCUMENTS)
    timed = {"guide", "runsheet"} & set(asked)
    papers = sheets or documents or "slides-notes" in asked
    uses = {
        **{name: (sheets, "sheets of cards, a PDF that is neither --for a shop nor --accessible") for name in _SHEETS},
        "paper": (papers, "sheets of cards, documents and slides with notes"),
        "people": (timed, "--to guide and --to runsheet"), "start_at": (timed, "--to guide and --to runsheet"),
        "shop": ("pdf" in asked, "a PDF"), "accessible": ("pdf" in asked, "a PDF"),
        "no_notes": (prints or {"slides", "pptx"} & set(asked),
                     "cards, --to slides and --to pptx (--to slides-pdf never has notes)"),
        "cards": (prints, "what is printed"), "edition": (prints, "what is printed"),
        "dpi": (set(asked) & set(_PICTURES), "pictures"), "weight": ("box" in options["extras"], "--with box"),
        "tray": (options["printer"], "--printer"), "kind": (options["printer"], "--printer"),
    }  # fmt: skip
    for name in typed:
        useful, what = uses.get(name, (True, ""))
        if not useful:
            why = _instead(name, options)
            mend = "add --printer NAME" if what == "--printer" else "leave it out"
            raise click.UsageError(f"{names[name]} is for {what}: {mend}{f' ({why})' if why else ''}")
        if options["stock"] and name in ("paper", "gap", "margin"):
            raise click.UsageError(f"perforated stock decides {names[name]} itself: leave it out")
    if "test" in options["extras"] and not options["stock"]:
        raise click.UsageError("--with test is an outline sheet to hold against perforated cards: add --stock CODE")


def _instead(name: str, options: Mapping[str, Any]) -> str:
    """What there is instead of an option that says nothing about what is made, or why there is none."""
    if options["shop"] and name in _SHEETS:
        return _SHOP_HAS.get(name, _SIDES)
    if name != "people":
        return ""
    people, decks = options["people"], click.get_current_context().params["decks"]
    command = " ".join(["teamcards build", *decks, f"--to guide --people {people}"])
    return f"the guide lists what to print for {people} people: {command}"


def asked(options: Mapping[str, Any], content: Content) -> Print:
    """How to print; leaves with 2 when a name is not known or things do not go together."""
    from teamcards import build, layout
    from teamcards.units import MM

    size = options["size"] and options["size"].lower()
    console.size(size, content)
    paper, grid = console.paper(options["paper"], content), None
    if options["stock"]:
        if options["way"] == "fold":
            raise click.UsageError("perforated stock is printed on both sides, and not folded: leave out --way fold")
        paper, grid = _stock(options["stock"], content)
    if (options["bleed"] or 0.0) > layout.BLEED:
        raise click.UsageError(f"colour is drawn no more than {layout.BLEED / MM:g} mm past the cut: use less --bleed")
    lengths = {name: options[name] for name in ("margin", "bleed", "gap", "marks") if options[name] is not None}
    weight = options["weight"] or (120 if options["way"] == "fold" else 200)
    sheet = build.Print(
        paper, options["way"], options["copies"], size, options["edition"], start=options["start"] - 1, grid=grid,
        cards=options["cards"], since=_since(options["since"]), notes=not options["no_notes"], extras=options["extras"],
        weight=weight, **lengths,
    )  # fmt: skip
    return sheet._replace(profile=_profile(options, paper)) if options["printer"] else sheet


def press(options: Mapping[str, Any], content: Content) -> Press | None:
    """The print shop that was asked for."""
    if not options["shop"]:
        if options["icc"]:
            raise click.UsageError("for which print shop is that profile? add --for SHOP")
        return None
    from teamcards import build, inks

    name = options["shop"].lower()
    shop = console.shop(name, content)
    if not shop.boxes:
        raise click.UsageError(f"'{name}' prints sheets: leave out --for")
    icc = options["icc"].read_bytes() if options["icc"] else b""
    if icc and (wrong := inks.profile_fault(icc)):
        raise click.UsageError(f"{options['icc']}: {wrong}")
    return build.Press(name, shop, icc)


def _since(path: Path | None) -> dict[str, Mapping[str, str]] | None:
    return {name: made.cards for name, made in manifest.read(path).files.items()} if path else None


def fingerprints(options: Mapping[str, Any]) -> list[str]:
    """Those of the files outside of the project that a print depends on.

    They are an ICC profile, the build that cards are compared with, and the profiles of printers.
    """
    paths = [options["icc"]] if options["icc"] else []
    paths += [options["since"]] if options["since"] else []
    if options["printer"]:
        from teamcards.calibration import profiles

        paths.append(profiles.file())
    return [manifest.fingerprint(path.read_bytes()) for path in paths if path.is_file()]


def _stock(typed: str, content: Content) -> tuple[Paper, Grid]:
    """The paper that perforated stock is, and where its cards lie."""
    from teamcards.sheets import Grid

    code = typed.lower()
    if code not in content.stocks:
        inside = [known for known in content.stocks if known in re.findall(r"[a-z0-9]+", code)]
        like = ", ".join(inside or (known for known in content.stocks if one_off(code, known)))  # others are not it
        hint = f"codes like it: {like}" if like else "see 'teamcards list stocks'; add yours as docs/print.md says"
        raise click.UsageError(f"no stock is called '{typed}' ({hint})")
    stock = content.stocks[code].value
    paper = console.paper(stock.paper, content)
    gap_x = stock.pitch_x - stock.width if stock.pitch_x else 0.0
    gap_y = stock.pitch_y - stock.height if stock.pitch_y else 0.0
    return paper, Grid(paper, stock.columns, stock.rows, stock.width, stock.height, stock.left, stock.top, gap_x, gap_y)


def _profile(options: Mapping[str, Any], paper: Paper) -> Profile:
    """What was measured of a printer; refused where it says nothing about this print."""
    from teamcards.calibration import drift, profiles

    if options["way"] not in ("long", "short"):
        raise click.UsageError("a printer is measured for two-sided printing: leave out --printer, or --way")
    try:
        found = profiles.choose(profiles.load(), options["printer"], options["tray"], options["kind"])
    except (LookupError, profiles.UnreadableError) as error:
        raise click.UsageError(str(error.args[0])) from error
    if wrong := drift.unsuited(found, paper.name, options["way"]):
        raise click.UsageError(f"{wrong} (it suits --way {found.flip} --paper {found.paper.lower()})")
    return found
