#!/bin/sh
# A feed of 200 entries from the real daemon, beside nginx with the same bytes as a static file.
exec python3 "$(dirname "$0")/feeds.py" "${SECONDS_EACH:-5}"
