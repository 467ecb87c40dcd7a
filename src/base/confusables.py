#!/usr/bin/python3
"""Writes confusables.inc: which code points look like others, which show nothing, which are pictures.

    apt install unicode-data libicu72; python3 src/base/confusables.py >src/base/confusables.inc

Unicode's confusables.txt (UTS #39) is asked of ICU, whose skeleton of one character is its prototype; the other properties are read from
the Unicode Character Database. Both must be of the version below. It is run once for a version of Unicode, not by the build: what the books
refuse must not depend on the machine that built or runs the program.

A code point is in the table of those that look like others when
- it does not decompose (NFKD) and is no mark, since names are compared decomposed and without marks,
- it is no digit of any script, and its prototype holds none: digits are compared by their value, and `fund1` and `fundl` are two names,
- and its prototype is ASCII, or both are letters and it belongs to a script in general use (UAX #31, table 5), without Han, Hangul and
  Bopomofo, whose signs are alike only to readers who do not know them.
Dashes and connectors are "-", whatever their prototypes are (an em dash's is a sign of Katakana).

What shows nothing is what Unicode lets a font leave out, all format and control characters, and what stands for no character at all.
"""
import ctypes
import sys

VERSION, ICU = "15.0.0", 72
FOLDER = "/usr/share/unicode/"
SCRIPTS = set("""Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Hiragana Kannada Katakana Khmer Lao
    Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan Common""".split())
# Blank though they are no spaces and not "default ignorable", or of use to programs only.
BLANK = [0x2800, 0x1D159, 0xFFFC, 0xFFFD]
DASHES = {"-", "_", "\u30FC"}  # as prototypes
LETTERS = {"Lu", "Ll", "Lt", "Lm", "Lo"}


def property_ranges(file, name):
    for line in open(FOLDER + file):
        if "; " in line and not line.startswith("#"):
            span, value = (part.strip() for part in line.split("#")[0].split(";"))
            if value == name:
                first, _, last = span.partition("..")
                yield int(first, 16), int(last or first, 16)


def members(file, name):
    return {point for first, last in property_ranges(file, name) for point in range(first, last + 1)}


def database():
    """Category, whether it decomposes, digit's value: of each assigned code point."""
    points, start = {}, None
    for line in open(FOLDER + "UnicodeData.txt"):
        field = line.split(";")
        point = int(field[0], 16)
        row = (field[2], bool(field[5]), field[6])
        if field[1].endswith(", First>"):
            start = point
        elif field[1].endswith(", Last>"):
            points.update({between: row for between in range(start, point + 1)})
        else:
            points[point] = row
    return points


class Icu:
    def __init__(self):
        self.spoof = ctypes.CDLL(f"libicui18n.so.{ICU}")
        numbers = (ctypes.c_uint8 * 4)()
        getattr(ctypes.CDLL(f"libicuuc.so.{ICU}"), f"u_getUnicodeVersion_{ICU}")(numbers)
        if ".".join(map(str, numbers[:3])) != VERSION:
            sys.exit(f"ICU {ICU} is of Unicode {list(numbers)}, not {VERSION}")
        start = getattr(self.spoof, f"uspoof_open_{ICU}")
        start.restype = ctypes.c_void_p
        self.checker = ctypes.c_void_p(start(ctypes.byref(ctypes.c_int(0))))

    def prototype(self, character):
        text, out, error = character.encode(), ctypes.create_string_buffer(256), ctypes.c_int(0)
        length = getattr(self.spoof, f"uspoof_getSkeletonUTF8_{ICU}")(self.checker, 0, text, len(text), out, len(out), ctypes.byref(error))
        if error.value > 0:
            sys.exit(f"no skeleton of U+{ord(character):04X}: {error.value}")
        return out.raw[:length].decode()


def ranges(points):
    points, found = sorted(points), []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def print_table(head, cells):
    print(f"\n{head} = {{")
    line = ""
    for cell in cells:
        if len(line) + len(cell) > 118:
            print("\t" + line.rstrip())
            line = ""
        line += cell + ", "
    print("\t" + line.rstrip() + "\n};")


def main():
    points, icu = database(), Icu()
    if VERSION not in open(FOLDER + "Scripts.txt").readline():
        sys.exit(f"{FOLDER} is not of Unicode {VERSION}")
    script = {p: name for name in SCRIPTS for p in members("Scripts.txt", name)}
    whole = {icu.prototype(chr(p)): chr(p) for p in range(0x21, 0x7F) if len(icu.prototype(chr(p))) > 1}  # "rn" is how "m" looks
    alike = []
    for point, (category, decomposes, digit) in sorted(points.items()):
        if point < 0x80 or decomposes or category[0] in "MCZN":
            continue
        prototype = icu.prototype(chr(point)).replace("l", "|")  # Unicode's "l" is any upright stroke
        prototype = whole.get(prototype, prototype)
        if category in ("Pd", "Pc") or (prototype in DASHES and category not in LETTERS):
            prototype = "-"
        same = "".join(c for c in prototype if points[ord(c)][0][0] != "M")
        if prototype != "|":
            same = same.replace("|", "l")
        if same == chr(point) or not same or any(points[ord(c)][0][0] == "N" for c in same):
            continue
        letters = category in LETTERS and script.get(point) and all(points[ord(c)][0] in LETTERS for c in same)
        if same.isascii() or letters:
            alike.append((point, same))
    invisible = members("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point") | set(BLANK) - {0x20}
    invisible |= {p for p, row in points.items() if row[0] in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}
    invisible |= {plane | end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)} | set(range(0xFDD0, 0xFDF0))
    print(f"/* Made by confusables.py of Unicode {VERSION}: not to be edited. */")
    print_table("static const struct { uint32_t point; const char *same; } confusables[]",
                [f'{{ 0x{p:04X}, "{same}" }}' if same not in '"\\' else f'{{ 0x{p:04X}, "\\{same}" }}' for p, same in alike])
    zeros = [p for p, row in sorted(points.items()) if row[0] == "Nd" and row[2] == "0" and p > 0x7F and not row[1]]
    print_table("static const uint32_t zeros[] /* digits of other scripts: each begins a run of ten */", [f"0x{p:04X}" for p in zeros])
    print_table("static const struct range invisible[]", [f"{{ 0x{a:04X}, 0x{b:04X} }}" for a, b in ranges(invisible)])
    print_table("static const struct range pictures[] /* Extended_Pictographic */",
                [f"{{ 0x{a:04X}, 0x{b:04X} }}" for a, b in ranges(members("emoji/emoji-data.txt", "Extended_Pictographic"))])


main()
