"""Break documents in seeded ways: flipped bits, cut ends, doubled and swapped pieces.

Half of the zips are broken in their unpacked XML, so that the damage reaches the readers.
"""

import io
import random
import zipfile

from tests.documents.formats.samples import KEPT
from writer_app.documents.formats.foreign import Format, render
from writer_app.documents.formats.kinds import READABLE

_PIECES = (
    b"<w:p>", b"</w:p>", b"<w:r>", b"<text:list>", b"</text:p>", b"&x;", b"&#0;", b"\0",
    b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<div>" * 50,
    b'"', b">", b"<", b"\xff\xfe", b"999999999",
)  # fmt: skip


def originals() -> dict[Format, bytes]:
    """Give a sound document of every kind that opens."""
    return {kind: render(KEPT, kind)[0] for kind in READABLE}


def mutated(data: bytes, seed: int) -> bytes:
    """Give a document broken by the rules of a seed; the same seed breaks it the same way."""
    random_ = random.Random(seed)
    if data[:2] != b"PK" or random_.random() < 0.4:
        return _broken(data, random_)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        names = old.namelist()
        victim = random_.choice([n for n in names if n.endswith((".xml", ".rels"))])
        for name in names:
            part = old.read(name)
            new.writestr(name, _broken(part, random_) if name == victim else part)
    return target.getvalue()


def _broken(data: bytes, random_: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(random_.randint(1, 8)):
        at = random_.randrange(len(broken) + 1)
        length = random_.randint(1, 200)
        match random_.randrange(6):
            case 0 if at < len(broken):
                broken[at] ^= 1 << random_.randrange(8)
            case 1:
                del broken[at : at + length]
            case 2:
                broken[at:at] = random_.choice(_PIECES)
            case 3:
                broken[at:at] = broken[at : at + length]
            case 4:
                other = random_.randrange(len(broken) + 1)
                broken[at : at + length] = broken[other : other + length]
            case _ if random_.random() < 0.2:
                del broken[at:]
    return bytes(broken)
