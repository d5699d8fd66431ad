"""weaken.py LIBRARY VERSION: marks a symbol version that an ELF library needs as weak, so that it loads without it."""
import struct
import sys

VERNEED, WEAK = 0x6FFFFFFE, 2


def main(path, version):
    image = bytearray(open(path, "rb").read())
    table, = struct.unpack_from("<Q", image, 40)
    size, count = struct.unpack_from("<HH", image, 58)
    sections = [struct.unpack_from("<IIQQQQII", image, table + i * size) for i in range(count)]
    for _, kind, _, _, at, _, link, _ in sections:
        if kind == VERNEED:
            mark(image, at, sections[link][4], version.encode())
    open(path, "wb").write(image)


def mark(image, need, strings, version):
    while True:
        _, entries, _, first, following = struct.unpack_from("<HHIII", image, need)
        entry = need + first
        for _ in range(entries):
            _, flags, _, name, step = struct.unpack_from("<IHHII", image, entry)
            if image[strings + name:].split(b"\0", 1)[0] == version:
                struct.pack_into("<H", image, entry + 4, flags | WEAK)
            entry += step
        if not following:
            return
        need += following


main(*sys.argv[1:])
