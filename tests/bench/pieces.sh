#!/bin/sh
# What takes long at the ledger, on a disk whose syncs take 5 ms: how long others wait for it meanwhile.
exec python3 "$(dirname "$0")/pieces.py" "${PEOPLE:-20000}"
