"""What independent readers make of a calendar file or a mail, as JSON: python3-icalendar and Python's own e-mail package.

usage: calendar-files.py [mail] < file
"""
import datetime
import email
import email.policy
import json
import sys

import icalendar

UTC = datetime.timezone.utc


def instants(event, name, zones):
    """The value as it stands, its zone, and its instant by the file's own description of that zone."""
    prop = event[name]
    zone = prop.params.get("TZID")
    wall = prop.dt.replace(tzinfo=None)
    # Read by the description in the file, not by what this machine knows of a zone of that name.
    described = zones.get(zone)
    local = prop.dt if zone is None else described.localize(wall) if hasattr(described, "localize") else wall.replace(tzinfo=described)
    return {"wall": wall.isoformat(), "zone": zone, "utc": local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}


def read(data):
    calendar = icalendar.Calendar.from_ical(data)
    zones = {str(z["TZID"]): z.to_tz() for z in calendar.walk("VTIMEZONE")}
    return {
        "method": str(calendar["METHOD"]),
        "name": str(calendar["X-WR-CALNAME"]) if "X-WR-CALNAME" in calendar else None,
        "zones": sorted(zones),
        "events": [
            {
                "uid": str(e["UID"]),
                "sequence": int(e["SEQUENCE"]),
                "status": str(e["STATUS"]),
                "summary": str(e["SUMMARY"]),
                "location": str(e["LOCATION"]) if "LOCATION" in e else None,
                "description": str(e["DESCRIPTION"]),
                "url": str(e["URL"]),
                "organizer": str(e["ORGANIZER"]),
                "organizerName": str(e["ORGANIZER"].params["CN"]),
                "attendees": [str(a) for a in (e.get("ATTENDEE") if isinstance(e.get("ATTENDEE"), list) else [e["ATTENDEE"]] if "ATTENDEE" in e else [])],
                "stamp": e["DTSTAMP"].dt.isoformat(),
                "start": instants(e, "DTSTART", zones),
                "end": instants(e, "DTEND", zones),
                "errors": [list(map(str, x)) for x in e.errors],
            }
            for e in calendar.walk("VEVENT")
        ],
        "lines": max(len(line) for line in data.split(b"\r\n")),
        "bareBreaks": data.replace(b"\r\n", b"").count(b"\n") + data.replace(b"\r\n", b"").count(b"\r"),
    }


def read_mail(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [p for p in message.walk() if not p.is_multipart()]
    containers = [p.get_content_type() for p in message.walk() if p.is_multipart()]
    beside = next((p for p in parts if p.get_content_type() == "text/calendar"), None)
    attached = next((p for p in parts if p.get_filename() is not None), None)
    return {
        "from": str(message["From"]),
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "headers": {k.lower(): str(v) for k, v in message.items()},
        "containers": containers,
        "types": [p.get_content_type() for p in parts],
        "text": next(p for p in parts if p.get_content_type() == "text/plain").get_content(),
        "html": next(p for p in parts if p.get_content_type() == "text/html").get_content(),
        "method": beside and beside.get_param("method"),
        "charset": beside and beside.get_content_charset(),
        "fileName": attached and attached.get_filename(),
        "same": beside and beside.get_payload(decode=True) == attached.get_payload(decode=True),
        "calendar": beside and read(beside.get_payload(decode=True)),
    }


content = sys.stdin.buffer.read()
json.dump(read_mail(content) if sys.argv[1:] == ["mail"] else read(content), sys.stdout)
