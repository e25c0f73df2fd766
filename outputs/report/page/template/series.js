/* The lines of a chart: colours, segments, markers, bands. */
import { isDoubtful, keyed } from "./data.js";
import { groupBy } from "./dom.js";
import { compact, isCertain, sign } from "./format.js";

const LONG_GAP = 550 * 864e5;
export const COLOURS = ["--one", "--two", "--three", "--four"];
export const style = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const time = (point) => Date.parse(point.period_end);

/* The points of the commonest period length: sums over other lengths are not comparable. */
export const lengthOf = (point) =>
  point.basis === "during"
    ? Math.round((time(point) - Date.parse(point.period_start)) / (28 * 864e5))
    : 0;
export const comparable = (points) => {
  const groups = [...groupBy(points, lengthOf).values()];
  return groups.sort((one, other) => other.length - one.length)[0] ?? [];
};

/* One point a day: the last of several, such as a level and a standard in force from that day. */
const byDay = (points) => [...keyed(points, "period_end").values()];

const withBreaks = (points, joined) => {
  const data = [];
  points.forEach((point, place) => {
    const next = points[place + 1];
    if (!next || joined(point, next) === false) return;
    data.push(
      [time(point), Number(point.value)],
      [time(next), Number(next.value)],
      [time(next), null],
    );
  });
  return data;
};
export const isLong = (one, other) => time(other) - time(one) > LONG_GAP;

const line = (name, colour, extra) => ({
  type: "line",
  name,
  symbol: "none",
  silent: true,
  animation: false,
  tooltip: { show: false },
  lineStyle: { color: colour, width: 2.25, ...extra.lineStyle },
  data: extra.data,
  z: extra.z ?? 3,
});

/* Labels the first and last of many points; of few, those that change and are not crowded. */
const MOST_LABELS = 6;
const labelOf = (points, place, room) => {
  const [point, next] = points.slice(place);
  const hidden = points.length > MOST_LABELS
    ? place > 0 && next
    : next && isCrowded(point, next, room);
  const mark = isDoubtful(point) ? "! " : "";
  return hidden ? mark : mark + sign(point) + compact(point.value);
};
const isCrowded = (point, next, room) =>
  Number(next.value) === Number(point.value) || time(next) - time(point) < room;

const markers = (name, colour, points, thin, room) => ({
  type: "scatter",
  name,
  animation: false,
  z: 5,
  symbolSize: thin ? 5 : 9,
  itemStyle: { color: thin ? style("--paper") : colour, borderColor: colour, borderWidth: 1.5 },
  label: {
    show: !thin,
    position: "top",
    color: style("--ink"),
    fontSize: 12,
    formatter: ({ data }) => data.label,
  },
  data: points.map((point, place) => ({
    value: [time(point), Number(point.value)],
    point,
    label: labelOf(points, place, room),
    symbol: isDoubtful(point) ? "diamond" : point.high == null ? "triangle" : "circle",
    ...(isDoubtful(point) && doubtfulLook(thin)),
  })),
});

/* A figure that does not add up is seen where it is drawn. */
const doubtfulLook = (thin) => ({
  symbolSize: thin ? 8 : 13,
  itemStyle: { color: style("--paper"), borderColor: style("--critical"), borderWidth: 2 },
});

/* Intervals, as bars at the points and as a band between them. */
const bars = (name, colour, points) =>
  line(name, colour, {
    lineStyle: { width: 1.25, opacity: 0.75 },
    z: 4,
    data: points
      .filter((point) => point.low != null && point.high != null && !isCertain(point))
      .flatMap((point) => [
        [time(point), Number(point.low)],
        [time(point), Number(point.high)],
        [time(point), null],
      ]),
  });
export const low = (point) => Number(point.low ?? point.value);
export const high = (point) => Number(point.high ?? point.value);
const band = (name, colour, points) => {
  const base = {
    type: "line",
    stack: name,
    symbol: "none",
    silent: true,
    animation: false,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  };
  return [
    { ...base, name: `${name} low`, data: points.map((point) => [time(point), low(point)]) },
    {
      ...base,
      name: `${name} band`,
      areaStyle: { color: colour, opacity: 0.16 },
      data: points.map((point) => [time(point), high(point) - low(point)]),
    },
  ];
};

export const linesOf = ({ name, colour, points: given, thin }, room) => {
  const points = byDay(given);
  const look = thin ? { width: 1, opacity: 0.6 } : {};
  const parts = [
    line(name, colour, {
      lineStyle: look,
      data: withBreaks(points, (one, other) => !isLong(one, other)),
    }),
    line(name, colour, {
      lineStyle: { ...look, type: "dashed", opacity: 0.6 },
      data: withBreaks(points, isLong),
    }),
    markers(name, colour, points, thin, room),
  ];
  if (thin) return parts;
  return [
    ...parts,
    bars(name, colour, points),
    ...(points.some((point) => !isCertain(point)) ? band(name, colour, points) : []),
  ];
};
