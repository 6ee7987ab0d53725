"""Writes the table of a sweep as Parquet: `bandbox sweep --parquet` starts this with the paths of points.csv and of the file."""

import sys

try:
    import pyarrow.csv
    import pyarrow.parquet
except ImportError:
    sys.exit(f"{sys.executable} has no pyarrow: '{sys.executable} -m pip install pyarrow', or name another with --python")

table, target = sys.argv[1:]
# An empty field of a column of numbers is a point without that metric; text is never null.
options = pyarrow.csv.ConvertOptions(
    strings_can_be_null=False, column_types={"digest": pyarrow.string(), "failed": pyarrow.string()}
)
pyarrow.parquet.write_table(pyarrow.csv.read_csv(table, convert_options=options), target)
