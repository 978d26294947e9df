#!/bin/sh
# A ledger of 1,000,000 cases: how long until the daemon is ready to serve, and how much memory it has then.
exec python3 "$(dirname "$0")/million.py" "${CASES:-1000000}"
