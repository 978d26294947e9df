"""Reads messages with Python's own e-mail parser and prints what it understood, each value in hexadecimal."""

import email
import email.header
import email.policy
import email.utils
import os
import sys


def show(key, value):
    data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    print(f"{key} {data.hex()}")


def mailbox(key, header):
    # Not the new parser's own: Python 3.11 puts a blank between the encoded-words of a display name.
    name, address = email.utils.parseaddr(header.replace("\r", "").replace("\n", ""))
    show(f"{key}.name", str(email.header.make_header(email.header.decode_header(name))))
    show(f"{key}.address", address)


def files():
    if len(sys.argv) == 2 and os.path.isdir(sys.argv[1]):
        names = sorted(os.listdir(sys.argv[1]), key=lambda name: int(name.split(".")[0]))
        return [os.path.join(sys.argv[1], name) for name in names]
    return sys.argv[1:]


for path in files():
    with open(path, "rb") as file:
        wire = file.read()
    message = email.message_from_bytes(wire, policy=email.policy.default)
    raw = email.message_from_bytes(wire, policy=email.policy.compat32)
    show("message", path)
    for key in ("From", "To", "Reply-To"):
        if key in message:
            mailbox(key.lower(), raw[key])
    for key in ("Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
                "X-Auto-Response-Suppress", "Content-Language", "X-Unsent", "List-Unsubscribe",
                "List-Unsubscribe-Post", "MIME-Version"):
        for value in message.get_all(key, []):
            show(key.lower(), str(value))
    show("type", message.get_content_type())
    if not message.is_multipart():
        show("text", message.get_payload(decode=True).replace(b"\r\n", b"\n"))
    for part in message.iter_parts():
        show("part.type", part.get_content_type() + ";" + part.get_content_charset())
        show("part.text", part.get_payload(decode=True).replace(b"\r\n", b"\n"))
    for item in [message, *message.iter_parts()]:
        for defect in item.defects:
            show("defect", repr(defect))
