/* The tables of the report, unpacked, and ways to find what belongs to an area. */
const DATA = JSON.parse(byId("data").textContent);

const rowsOf = (packed) => {
  const names = Object.keys(packed);
  const columns = names.map((name) => {
    const column = packed[name];
    return Array.isArray(column) ? column : column.at.map((place) => column.of[place]);
  });
  return columns[0].map((_, row) =>
    Object.fromEntries(names.map((name, place) => [name, columns[place][row]])));
};

const keyed = (rows, key = "code") => new Map(rows.map((row) => [row[key], row]));

const AREAS = keyed(DATA.areas);
const INDICATORS = keyed(rowsOf(DATA.indicators));
const METRICS = keyed(rowsOf(DATA.metric_definitions));
const PROGRAMS = keyed(rowsOf(DATA.programs));
const MEMBERS = keyed(rowsOf(DATA.members));
const UNITS = keyed(rowsOf(DATA.units));
const SOURCES = keyed(rowsOf(DATA.sources), "source_code");
const ACCEPTANCE = keyed(rowsOf(DATA.acceptance), "observation_id");
const GROWTH = keyed(rowsOf(DATA.growth), "observation_id");
const REPEATS = groupBy(rowsOf(DATA.repeated_prints), (row) => row.observation_id);
const [RULES, TERMS, VERDICTS, COMPARISONS, CONFLICTS, SUSPECTS, ALERTS, COMPLETENESS] =
  ["failed_rules", "rule_terms", "rule_verdicts", "comparisons", "conflicts", "suspects", "alerts", "completeness"]
    .map((name) => rowsOf(DATA[name]));

/* A point is a figure or the value of a metric: what can be shown, drawn and traced. */
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

const FIGURES = rowsOf(DATA.figures).map(figurePoint);
const POINTS = [...FIGURES.filter((row) => row.accepted), ...rowsOf(DATA.metric_values).map(metricPoint)];
const FIGURE = keyed(FIGURES, "observation_id");

/* Figures of which something does not add up. */
const DOUBTFUL = new Set([
  ...TERMS, ...SUSPECTS, ...ALERTS.filter((alert) => alert.severity !== "info" && alert.state !== "cleared"),
  ...CONFLICTS.flatMap((row) => [row, { observation_id: row.other_observation_id }]),
].map((row) => row.observation_id).filter(Boolean));

const cellOf = (point) =>
  [point.code, point.area_code, point.breakdown, point.period_start, point.period_end, point.basis].join("|");
const CELLS = groupBy(FIGURES, cellOf);

const seriesKey = (area, kind, code, breakdown) => [area, kind, code, breakdown].join("|");
const SERIES = groupBy(POINTS.filter((point) => point.basis !== "target"),
  (point) => seriesKey(point.area_code, point.kind, point.code, point.breakdown));
for (const points of SERIES.values()) {
  points.sort((one, other) => one.period_end.localeCompare(other.period_end)
    || one.period_start.localeCompare(other.period_start));
}

const seriesOf = (area, { kind, code, breakdown }) =>
  SERIES.get(seriesKey(area, kind, code, breakdown ?? "")) ?? [];
const latest = (area, series) => seriesOf(area, series).at(-1);

const childrenOf = (code) => DATA.areas.filter((area) => area.parent === code);
const parentOf = (code) => AREAS.get(AREAS.get(code)?.parent);
const isWithin = (code, above) => {
  for (let area = AREAS.get(code); area; area = AREAS.get(area.parent)) {
    if (area.code === above) return true;
  }
  return false;
};
const areasWithin = (code) => DATA.areas.filter((area) => isWithin(area.code, code));
const chartsOf = (section) => DATA.charts.filter((chart) => chart.section === section);
const seriesOfChart = (chart) => DATA.series.filter((series) => series.chart === chart.code);

/* The programmes below one, itself included. */
const programsWithin = (code) =>
  [...PROGRAMS.values()].filter((program) => {
    for (let found = program; found; found = PROGRAMS.get(found.parent_code)) {
      if (found.code === code) return true;
    }
    return false;
  }).map((program) => program.code);
