#!/bin/sh
# 10,000 event files through the queue of the real daemon, beside Python's tomllib and sqlite3 on the same files.
exec python3 "$(dirname "$0")/intake.py" "${FILES:-10000}"
