// What ical.js (Thunderbird's reader) and node-ical find in the feed on standard input: one JSON list of
// [uid, start, end, summary] for each of them. A date is YYYY-MM-DD, a time RFC 3339 in UTC.
import fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.READERS + "/");
const ical = await import(require.resolve("ical.js"));
const ICAL = ical.default ?? ical;
const nodeIcal = require("node-ical");

const text = fs.readFileSync(0, "utf8");
const pad = (number) => String(number).padStart(2, "0");

function withIcalJs() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const shown = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "Z"));
  return calendar.getAllSubcomponents("vevent").map((each) => {
    const event = new ICAL.Event(each);
    return [event.uid, shown(event.startDate), shown(event.endDate), event.summary];
  });
}

function withNodeIcal() {
  const day = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const shown = (date) => (date.dateOnly ? day(date) : date.toISOString().replace(".000Z", "Z"));
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((each) => each.type === "VEVENT")
    .map((each) => [each.uid, shown(each.start), shown(each.end), each.summary]);
}

console.log(JSON.stringify({ "ical.js": withIcalJs(), "node-ical": withNodeIcal() }));
