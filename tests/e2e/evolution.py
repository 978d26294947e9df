"""Evolution's calendar as a program: subscribes to an address, and for each line that it reads fetches it anew and writes
what it now shows, as JSON. Runs within a D-Bus session of its own: `dbus-run-session -- python3 evolution.py URL`."""

import json
import sys
import time

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer, GLib

SECONDS_MAX = 30


def subscribed(url):
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new_with_uid("followups", None)
    source.set_display_name("Follow-ups")
    source.set_parent("webcal-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
    source.get_extension(EDataServer.SOURCE_EXTENSION_SECURITY).set_secure(False)
    source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND).set_uri(GLib.Uri.parse(url, GLib.UriFlags.NONE))
    registry.commit_source_sync(source, None)
    return ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, SECONDS_MAX, None)


def shown(client):
    found, components = client.get_object_list_as_comps_sync("#t", None)
    if not found:
        raise AssertionError("the list could not be read")
    return sorted([component.get_uid(), component.get_summary().get_value(),
                   component.get_dtstart().get_value().as_ical_string(),
                   component.get_dtend().get_value().as_ical_string()] for component in components)


def main():
    client = subscribed(sys.argv[1])
    for _ in sys.stdin:
        trouble = None
        try:
            client.refresh_sync(None)
        except GLib.Error as failure:
            trouble = failure.message
        # The fetch goes on after the call has returned; it is over when nothing has changed for a while.
        before, still = None, 0
        end = time.monotonic() + SECONDS_MAX
        while still < 5 and time.monotonic() < end:
            now = shown(client)
            still, before = (still + 1 if now == before else 0), now
            time.sleep(0.1)
        print(json.dumps({"trouble": trouble, "shown": before}), flush=True)


main()
