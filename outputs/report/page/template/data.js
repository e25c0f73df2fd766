/* The data of the report, unpacked, and functions to find what belongs to an area. */
import { byId, groupBy } from "./dom.js";
import { state } from "./words.js";

export const DATA = JSON.parse(byId("data").textContent);

/* A list of places stands for a text in parts. */
const valueAt = (values, place) =>
  Array.isArray(place) ? place.map((part) => values[part]).join(";") : values[place];

const rowsOf = (packed) => {
  const names = Object.keys(packed);
  const columns = names.map((name) => {
    const column = packed[name];
    return Array.isArray(column) ? column : column.at.map((place) => valueAt(column.of, place));
  });
  return columns[0].map((_, row) =>
    Object.fromEntries(names.map((name, place) => [name, columns[place][row]]))
  );
};

export const keyed = (rows, key = "code") => new Map(rows.map((row) => [row[key], row]));

export const AREAS = keyed(DATA.areas);
export const INDICATORS = keyed(rowsOf(DATA.indicators));
export const METRICS = keyed(rowsOf(DATA.metric_definitions));
export const PROGRAMS = keyed(rowsOf(DATA.programs));
export const MEMBERS = keyed(rowsOf(DATA.members));
export const STATUSES = keyed(DATA.statuses);
export const UNITS = keyed(rowsOf(DATA.units));
export const SOURCES = keyed(rowsOf(DATA.sources), "source_code");
export const NOTES = new Map(
  rowsOf(DATA.notes).map((row) => [row.as_held, { note: row.note_zh, note_en: row.note_en }]),
);
export const ACCEPTANCE = keyed(rowsOf(DATA.acceptance), "observation_id");
export const GROWTH = keyed(rowsOf(DATA.growth), "observation_id");
export const REPEATS = groupBy(rowsOf(DATA.repeated_prints), (row) => row.observation_id);
export const [
  ROLLUPS,
  RULES,
  TERMS,
  VERDICTS,
  COMPARISONS,
  CONFLICTS,
  SUSPECTS,
  ALERTS,
  COMPLETENESS,
] = [
  "failed_rollups",
  "failed_rules",
  "rule_terms",
  "rule_verdicts",
  "comparisons",
  "conflicts",
  "suspects",
  "alerts",
  "completeness",
].map((name) => rowsOf(DATA[name]));

/* The terms of a rule where a row says that it does not hold. */
export const termsOf = (rule, { area_code, period_end }) =>
  TERMS.filter(
    (term) =>
      term.rule_code === rule &&
      term.area_code === area_code &&
      term.period_end === period_end,
  );

/* A point is a figure or the value of a metric: it can be shown, drawn and traced. */
const figurePoint = (row) => ({
  ...row,
  kind: "indicator",
  code: row.indicator_code,
  unit: INDICATORS.get(row.indicator_code).unit,
});
const metricPoint = (row) => ({
  ...row,
  kind: "metric",
  code: row.metric_code,
  breakdown: "",
  basis: row.period_start === row.period_end ? "point" : "during",
  qualifier: "exact",
  unit: METRICS.get(row.metric_code).unit,
});

export const FIGURES = rowsOf(DATA.figures).map(figurePoint);
const POINTS = [
  ...FIGURES.filter((row) => row.accepted),
  ...rowsOf(DATA.metric_values).map(metricPoint),
];
export const FIGURE = keyed(FIGURES, "observation_id");

/* Figures in rules, conflicts, alerts and the like that do not add up. */
const DOUBTFUL = new Set(
  [
    ...ROLLUPS.filter((row) => !row.reason),
    ...TERMS,
    ...SUSPECTS,
    ...ALERTS.filter((alert) => alert.severity !== "info" && alert.state !== "cleared"),
    ...CONFLICTS.flatMap((row) => [row, { observation_id: row.other_observation_id }]),
  ]
    .map((row) => row.observation_id)
    .filter(Boolean),
);
export const isDoubtful = (point) =>
  point.exceeds_whole || DOUBTFUL.has(point.observation_id ?? point.numerator_id);

export const cellOf = (point) =>
  [
    point.code,
    point.area_code,
    point.breakdown,
    point.period_start,
    point.period_end,
    point.basis,
  ].join("|");
export const CELLS = groupBy(FIGURES, cellOf);

const seriesKey = (area, kind, code, breakdown) => [area, kind, code, breakdown].join("|");
export const SERIES = groupBy(
  POINTS.filter((point) => point.basis !== "target"),
  (point) => seriesKey(point.area_code, point.kind, point.code, point.breakdown),
);
for (const points of SERIES.values()) {
  points.sort(
    (one, other) =>
      one.period_end.localeCompare(other.period_end) ||
      one.period_start.localeCompare(other.period_start),
  );
}

export const seriesOf = (area, { kind, code, breakdown }) =>
  SERIES.get(seriesKey(area, kind, code, breakdown ?? "")) ?? [];
export const latest = (area, series) => seriesOf(area, series).at(-1);

export const childrenOf = (code) => DATA.areas.filter((area) => area.parent === code);
export const parentOf = (code) => AREAS.get(AREAS.get(code)?.parent);
export const isWithin = (code, above) => {
  for (let area = AREAS.get(code); area; area = AREAS.get(area.parent)) {
    if (area.code === above) return true;
  }
  return false;
};
export const here = (rows) => rows.filter((row) => isWithin(row.area_code, state.area));
export const areasWithin = (code) => DATA.areas.filter((area) => isWithin(area.code, code));
export const LEVELS = ["nation", "province", "prefecture", "county", "township", "village", "set"];
export const chartsOf = (section) => DATA.charts.filter((chart) => chart.section === section);
export const seriesOfChart = (chart) => DATA.series.filter((series) => series.chart === chart.code);

/* A programme and those below it. */
export const programsWithin = (code) =>
  [...PROGRAMS.values()]
    .filter((program) => {
      for (let found = program; found; found = PROGRAMS.get(found.parent_code)) {
        if (found.code === code) return true;
      }
      return false;
    })
    .map((program) => program.code);
