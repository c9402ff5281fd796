"""The tree of what the pages of a PDF say, put into it: who reads with the ears, or on a small screen, follows that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from teamcards.tags import Area, Content, Element


def add(file: Pdf, document: Element) -> None:
    """Gives a file its tree, and tells its pages and areas where they stand in it (the parent tree)."""
    _Tree(file).write(document)


class _Tree:
    """Writes elements into a file, and remembers which of them each piece of a page belongs to."""

    def __init__(self, file: Pdf) -> None:
        self.file = file
        self.pages = [page.obj for page in file.pages]
        self.owners: dict[int, dict[int, Object]] = defaultdict(dict)
        self.areas: list[Object] = []

    def write(self, document: Element) -> None:
        root = self.file.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self.element(document, root)])
        numbered: list[Object | int] = []
        for number, page in enumerate(self.pages):
            owners = self.owners[number]
            page.StructParents = number
            page.Tabs = Name.S
            numbered += [number, self.file.make_indirect(Array([owners[piece] for piece in range(len(owners))]))]
        for number, element in enumerate(self.areas, len(self.pages)):
            numbered += [number, element]
        root.ParentTree = self.file.make_indirect(Dictionary(Nums=Array(numbered)))
        root.ParentTreeNextKey = len(self.pages) + len(self.areas)
        self.file.Root.StructTreeRoot = root
        self.file.Root.MarkInfo = Dictionary(Marked=True)

    def element(self, element: Element, parent: Object) -> Object:
        made = self.file.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent))
        for name, text in _texts(element).items():
            made[name] = String(text)
        if element.numbering:
            made.A = Dictionary(O=Name.List, ListNumbering=Name(f"/{element.numbering}"))
        if element.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        if element.box:
            made.A = Dictionary(O=Name.Layout, BBox=Array([round(edge, 2) for edge in element.box]))
        made.K = Array(list(self.kids(element, made)))
        return made

    def kids(self, element: Element, made: Object) -> Iterator[Object | int]:
        """What an element consists of; a piece on another page than the first one's is told with its page."""
        home = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        if home is not None:
            made.Pg = self.pages[home]
        for kid in element.kids:
            match kid:
                case Element():
                    yield self.element(kid, made)
                case Content():
                    self.owners[kid.page][kid.number] = made
                    elsewhere = Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)
                    yield kid.number if kid.page == home else elsewhere
                case Area():
                    yield self.area(kid, made)

    def area(self, area: Area, owner: Object) -> Object:
        annotation = self.pages[area.page].Annots[area.number]
        annotation.Contents = String(area.told)
        annotation.F = 4  # printed with the page
        annotation.StructParent = len(self.pages) + len(self.areas)
        self.areas.append(owner)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.pages[area.page])


def _texts(element: Element) -> Mapping[str, str]:
    texts = {"/T": element.title, "/ActualText": element.told, "/Alt": element.alt, "/Lang": element.language}
    return {name: text for name, text in texts.items() if text}
