#!/bin/sh
# Makes noto-sans-400.woff2 and noto-sans-600.woff2 beside this file: what the pages need of Noto Sans, nothing more.
# Run it by hand when the list of characters changes; the results are committed.
#
# Needs Debian's apt, dpkg and fonttools with brotli (apt-get install fonttools python3-brotli).
# Regular is in fonts-noto-core, SemiBold in fonts-noto-extra: 85 MB to fetch, so only the two files are unpacked.
set -eu
umask 022
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A character that the font lacks is passed over here, and a browser takes it from another font.
# Version 2.004 has no arrows, triangles, ticks, circles, minus sign or signs of comparison.
unicodes="\
U+0020-007E,U+00A0,\
U+00A7,U+00AB,U+00B0,U+00B1,U+00B7,U+00BB,U+00D7,\
U+00C0-00C3,U+00C8-00CA,U+00CC,U+00CD,U+00D2-00D5,U+00D9,U+00DA,U+00DD,\
U+00E0-00E3,U+00E8-00EA,U+00EC,U+00ED,U+00F2-00F5,U+00F9,U+00FA,U+00FD,\
U+0102,U+0103,U+0110,U+0111,U+0128,U+0129,U+0168,U+0169,U+01A0,U+01A1,U+01AF,U+01B0,\
U+1EA0-1EF9,\
U+0300-0303,U+0306,U+0309,U+031B,U+0323,\
U+0180,U+0243,U+010C,U+010D,U+00D1,U+00F1,U+0114,U+0115,U+012C,U+012D,U+014E,U+014F,U+016C,U+016D,\
U+2011,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2022,U+2026,U+20AB,\
U+2190-2193,U+2212,U+2264,U+2265,U+25B2,U+25BC,U+25CB,U+25CF,U+2713,U+2714,U+2716"

fonts=usr/share/fonts/truetype/noto
(cd "$work" && apt-get download -q fonts-noto-core fonts-noto-extra)
dpkg-deb --fsys-tarfile "$work"/fonts-noto-core_*.deb | tar -xC "$work" "./$fonts/NotoSans-Regular.ttf"
dpkg-deb --fsys-tarfile "$work"/fonts-noto-extra_*.deb | tar -xC "$work" "./$fonts/NotoSans-SemiBold.ttf"

# The font's own names stay in (0, 13 and 14 are copyright, licence and its address).
subset() {
  pyftsubset "$work/$fonts/$1" --output-file="$here/$2" --flavor=woff2 \
    --unicodes="$unicodes" --layout-features=ccmp,locl,mark,mkmk,kern,tnum \
    --no-hinting --desubroutinize --name-IDs=0,1,2,4,5,6,13,14
}
subset NotoSans-Regular.ttf noto-sans-400.woff2
subset NotoSans-SemiBold.ttf noto-sans-600.woff2
ls -l "$here"/*.woff2
