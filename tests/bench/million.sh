#!/bin/sh
# A ledger of 1,000,000 cases: how long until the daemon is ready to serve, how much memory it has then, and what
# amending one case costs beside a ledger of 1,000.
exec python3 "$(dirname "$0")/million.py" "${CASES:-1000000}"
