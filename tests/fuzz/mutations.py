"""Changes of files: of their bytes, of their lines and cells, and within the parts of archives."""

import io
import zipfile

# What has misled a reader before, or might.
TOKENS = [
    "①", "²", "³", "⑴", "†", "1e400", "1E5", "１２", "∞", "NaN", "Infinity", "-", "−", "－",
    "+", "%", "‰", "万", "亿", "千", "百", "9" * 400, "0." + "0" * 400 + "1", "\x00",
    "\x1b[31m", "\u202e", "\ufeff", "\u3000", "\ue5e5", "\r", "\n", "\r\n", '"', "'", ",", ";",
    "\t", "|", "||", "(", ")", "（", "）", "[", "]", "{", "}", "<", ">", "&", "&#0;", "&#x1b;",
    "&#xD800;", "_x001B_", "_xD800_", "<table>", "</table>", "<td colspan=1000 rowspan=1000>",
    "<tr>", "<sup>1</sup>", "<s>", "<!--", "<![CDATA[", "]]>", "<style>", "2019年", "13月",
    "2019年2月30日", "0000-00-00", "0001-01-01", "9999-12-31", "99999-01-01", "infinity",
    "1月-12月", "合计", "其中:", "市辖区", "昭通市", "云南省", "低保人数(人)", "人", "万元",
    "total", "residence=urban", "residence=urban;residence=rural", "a=b", "x" * 3000,
    "字" * 3000, "true", "null", "-1", "0", "1", "2147483648", "9223372036854775808", "1.2.3",
    "1,2,3", "1 200", "1'200", "#REF!", "#DIV/0!", "=1+1", "char=1,2", "char=2,1", "cell=1,1",
    "point", "during", "exact", "observation", "XFD1048576", "A0", "1048576", "65536", "s",
    "str", "inlineStr", "hidden", "0!.0000", "[>=1]0;0", ";;;", "none", "super", "utf-16",
    "gb2312", "99999999999999999 d", "0 s", "* * * * *", "../..", "**", "/dev/null",
]  # fmt: skip


def mutated(random, content, pool):
    """The content with one to six changes; ``pool`` is other content to take parts from."""
    for _time in range(random.choice((1, 1, 1, 2, 3, 6))):
        if content[:2] == b"PK" and random.random() < 0.85:
            content = in_archive(random, content, pool)
        elif is_text(content) and random.random() < 0.7:
            content = in_lines(random, content, pool)
        else:
            content = in_bytes(random, content, pool)
    return content


def is_text(content):
    return b"\0" not in content[:2000]


def token(random, content):
    """A token in the encoding of the content, as far as that has it."""
    found = random.choice(TOKENS)
    encoding = "utf-8" if decodes(content, "utf-8") else "gb18030"
    return found.encode(encoding, "ignore")


def decodes(content, encoding):
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def in_bytes(random, content, pool):
    at = random.randrange(len(content) + 1)
    to = min(len(content), at + random.choice((1, 1, 2, 4, 16, 200)))
    match random.randrange(8):
        case 0:
            return (
                content[:at] + bytes(random.randrange(256) for _ in range(to - at)) + content[to:]
            )
        case 1:
            return content[:at] + content[to:]
        case 2:
            return content[:at]
        case 3:
            return content[:at] + content[at:to] * random.choice((2, 3, 100)) + content[to:]
        case 4:
            other = random.choice(pool)
            start = random.randrange(len(other) + 1)
            return content[:at] + other[start : start + random.choice((4, 64, 1000))] + content[to:]
        case 5:
            flipped = bytes(byte ^ (1 << random.randrange(8)) for byte in content[at:to])
            return content[:at] + flipped + content[to:]
        case 6:
            return content[:at] + bytes([random.choice((0, 1, 127, 128, 255))]) + content[at + 1 :]
        case _:
            return content[:at] + token(random, content) + content[at:]


def in_lines(random, content, pool):
    """A change of lines, or of the cells and words in one."""
    lines = content.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] += lines[other]
        case 4:
            lines = lines[:at] + lines[at : at + 3] * 20 + lines[at + 3 :]
        case _:
            lines[at] = in_cells(random, lines[at], random.choice(lines))
    return b"\n".join(lines)


def in_cells(random, line, other):
    mark = random.choice((b",", b",", b"|", b"\t", b"<", b">", b'"', b" ", b"="))
    cells, others = line.split(mark), other.split(mark)
    at = random.randrange(len(cells))
    match random.randrange(6):
        case 0:
            cells[at] = random.choice(others)
        case 1:
            cells.insert(at, cells[at])
        case 2:
            del cells[at]
        case 3:
            cells[at] = cells[at] + token(random, line)
        case 4:
            cells[at] = token(random, line) + cells[at]
        case _:
            cells[at] = token(random, line)
    return mark.join(cells)


def in_archive(random, content, pool):
    """A change of a part, or of which parts there are; of bytes where it is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return in_bytes(random, content, pool)
    if not parts:
        return in_bytes(random, content, pool)
    name = random.choice(list(parts))
    match random.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[random.choice(list(parts))]
        case 2:
            parts[name] = in_bytes(random, parts[name], pool)
        case _:
            # The cells, as a rule.
            name = max(parts, key=lambda key: len(parts[key])) if random.random() < 0.6 else name
            change = random.choice((in_cells_of_xml, in_lines))
            parts[name] = change(random, parts[name], pool)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", random.choice((0, zipfile.ZIP_DEFLATED))) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def in_cells_of_xml(random, content, _pool):
    """A change of an element, an attribute or a text; XML has few lines."""
    elements = content.split(b"<")
    at = random.randrange(len(elements))
    elements[at] = in_cells(random, elements[at], random.choice(elements))
    if random.random() < 0.2:
        elements.insert(at, random.choice(elements))
    return b"<".join(elements)
