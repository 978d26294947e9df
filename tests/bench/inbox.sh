#!/bin/sh
# Mails that wait in the inbox: of many as many a second as of few, or it fails.
exec python3 "$(dirname "$0")/inbox.py" "${FEW:-2000}" "${MANY:-80000}"
