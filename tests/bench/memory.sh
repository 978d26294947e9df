#!/bin/sh
# Memory with 10,000 feeds in use.
exec python3 "$(dirname "$0")/memory.py" "${FEEDS:-10000}"
