/* The areas below (or beside) an area in one table: value, rank and change of what they share. */
import { areaLink } from "./bars.js";
import { AREAS, chartsOf, childrenOf, keyed, seriesOf, seriesOfChart } from "./data.js";
import { groupBy, h, table } from "./dom.js";
import { compact, periodName, sign, unitName } from "./format.js";
import { flag, number } from "./number.js";
import { nameOf, state, t } from "./words.js";
import { isAbove, yearlyChange, yearlyOf } from "./yearly.js";

const MOST_RANKED = 3;

/* The areas right below; for an area without any, those beside it. */
const ownOrBeside = () => {
  const below = childrenOf(state.area);
  return below.length > 2 ? below : childrenOf(AREAS.get(state.area).parent);
};

/* The newest of the charts that rank areas, each for the last day for which most areas have a value. */
export const rankedColumns = () => {
  const areas = ownOrBeside();
  return chartsOf("ranking")
    .map((chart) => columnOf(chart, areas))
    .filter(Boolean)
    .sort((one, other) => yearOf(other) - yearOf(one))
    .slice(0, MOST_RANKED);
};

const yearOf = ({ points }) => Number(points[0].period_end.slice(0, 4));

const columnOf = (chart, areas) => {
  const [series] = seriesOfChart(chart);
  const points = areas.flatMap((area) => seriesOf(area.code, series));
  const days = [...groupBy(points, (point) => point.period_end)].sort(([one], [other]) =>
    other.localeCompare(one)
  );
  const most = Math.max(...days.map(([, own]) => own.length));
  const [, own] = days.find(([, of]) => of.length > 2 && of.length > 0.6 * most) ?? [];
  if (!own) return null;
  return { chart, points: own.sort((one, other) => other.value - one.value) };
};

/* The best and the worst rank that the intervals allow. */
const rankOf = (point, points) => {
  const best = 1 + points.filter((other) => isAbove(other, point)).length;
  const worst = points.length - points.filter((other) => isAbove(point, other)).length;
  const ties = points.filter((other) => Number(other.value) === Number(point.value)).length;
  return best + ties - 1 >= worst ? String(best) : `${best}–${worst}`;
};

export const areasBelow = () => {
  const columns = rankedColumns();
  if (!columns.length) return null;
  const known = columns.map(({ points }) => keyed(points, "area_code"));
  const areas = ownOrBeside()
    .filter((area) => known.some((points) => points.has(area.code)))
    .sort((one, other) => placeIn(known[0], one) - placeIn(known[0], other));
  const title = t(childrenOf(state.area).length > 2 ? "areas_below" : "areas_beside");
  return h(
    "div",
    { class: "card below" },
    h("h3", {}, title),
    table(
      headsOf(columns),
      areas.map((area) =>
        h(
          "tr",
          { class: area.code === state.area ? "mine" : "" },
          h("th", { scope: "row" }, areaLink(area.code)),
          columns.map(({ points }, place) => cellsOf(known[place].get(area.code), points)),
        )
      ),
      { class: "ranks", label: title },
    ),
    h("p", { class: "note" }, t("rank_note")),
  );
};
const placeIn = (points, area) =>
  points.has(area.code) ? [...points.keys()].indexOf(area.code) : Infinity;

const headsOf = (columns) => [
  t("area"),
  ...columns.flatMap(({ chart, points }) => [
    {
      class: "right what",
      text: h(
        "span",
        {},
        nameOf(chart),
        h(
          "small",
          {},
          [unitName(points[0].unit), periodName(points[0])].filter(Boolean).join(", "),
        ),
      ),
    },
    { class: "right", text: t("rank") },
    ...(hasChange(points) ? [{ class: "right", text: t("change_a_year") }] : []),
  ]),
];

const inAYear = (point) => yearlyOf(point)?.years === 1;
const hasChange = (points) => points.some(inAYear);

const cellsOf = (point, points) => {
  const columns = hasChange(points) ? 3 : 2;
  if (!point) return Array.from({ length: columns }, () => h("td", { class: "right muted" }, "·"));
  return [
    h(
      "td",
      { class: "right" },
      number(point, { text: sign(point) + compact(point.value) }),
      flag(point),
    ),
    h("td", { class: "right" }, rankOf(point, points)),
    columns === 3 &&
    h("td", { class: "right" }, inAYear(point) ? yearlyChange(point, { since: false }) : ""),
  ];
};
