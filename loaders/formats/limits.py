"""How much a file may unfold to. A file of a kilobyte can ask for a terabyte; published tables are
far below these: the largest official table seen has 60,000 cells.
"""

# Cells of a sheet, blank ones between others included. Each costs 8 bytes and its characters.
CELLS = 4_000_000
# Those of them with characters: each figure of a table takes a tenth of a millisecond to find.
FILLED = 200_000
# Rows of a workbook's sheet of which most are blank: one stray cell far below costs as much to look
# at as a million rows.
SPARSE_ROWS = 50_000
# Columns of any table: 30 years of months are 360.
COLUMNS = 2_048
# Columns of a workbook's sheet, blank and hidden ones included.
SHEET_COLUMNS = 16_384
# Characters of a cell, as in a workbook, and of the name of a sheet, which each cell is known by.
CELL = 32_767
NAME = 255
# Bytes of a whole file, and of what an archive holds once it is unpacked.
FILE = 256 << 20
UNPACKED = 512 << 20
# A member of an archive is refused before it is unpacked where it grows by more than this.
RATIO = 400
MEMBERS = 5_000
# Characters of all texts of a workbook.
CHARACTERS = 64 << 20
# Lines of a text file, as many as rows of a workbook, and characters of one.
LINES = 1 << 20
LINE = 1 << 20
# Rows of a header, and labels that a row stands under: official forms have 6 and 8.
HEADER_ROWS = 40
LABELS = 40
# Characters of a line of a page that may be the title of a table.
TITLE = 2_000
# What HTML allows; a larger number is damage.
SPAN = 1_000
# Elements within elements of a page. Browsers stop at 512.
NESTING = 512
# Memory of the process that reads files beyond what it has when it starts, and seconds of its
# processor time for one file: a base, and some for each megabyte.
MEMORY = 400 << 20
SECONDS = 3
SECONDS_PER_MEGABYTE = 1
# For finding the figures of one sheet, and what each stands under: 60,000 take 8 s.
SECONDS_OF_FIGURES = 60
# A table is refused where none of its first cells under headers can be loaded.
CELLS_WITHOUT_FIGURE = 10_000
