#!/bin/sh
# 5,000 due mails to Postfix's smtp-sink over 4 connections beside Postfix's own smtp-source, and from due to delivered.
exec python3 "$(dirname "$0")/relay.py" "${MAILS:-5000}" "${SINGLE:-60}"
