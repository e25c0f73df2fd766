/* What does not add up, in the area and those below it. */
import { areaLink } from "./bars.js";
import {
  ALERTS,
  cellOf,
  CELLS,
  COMPARISONS,
  CONFLICTS,
  FIGURE,
  here,
  INDICATORS,
  ROLLUPS,
  RULES,
  SUSPECTS,
  TERMS,
  termsOf,
  VERDICTS,
} from "./data.js";
import { empty, groupBy, h, more, onPaper } from "./dom.js";
import {
  areaName,
  breakdownName,
  grouped,
  periodName,
  pointName,
  rounded,
  withUnit,
} from "./format.js";
import { figureNumber, number, sourceTitle } from "./number.js";
import { bracketed, colon, inLanguage, nameOf, t } from "./words.js";

export const quality = () => [
  h("p", { class: "lead" }, verdicts()),
  h(
    "div",
    { class: "masonry" },
    doubtsOf().map(({ title, items }) =>
      block(title, [...items].sort(newestFirst).map(({ made }) => made()))
    ),
  ),
  unverifiable(here(COMPARISONS).filter((row) => row.verdict === "no_base")),
];

/* What does not add up here, by kind, each thing once: sources in conflict by the cell they report. */
export const doubtsOf = () => [
  doubts("rollups_fail", "count_rollups", rollupsOf((row) => !row.reason), rollupItem),
  doubts("rules_fail", "count_rules", here(RULES), ruleItem),
  doubts(
    "contradicted",
    "count_statements",
    here(COMPARISONS).filter((row) => row.verdict === "contradicted"),
    comparisonItem,
  ),
  doubts("suspects", "count_suspects", here(SUSPECTS), suspectItem),
  doubts("conflicts", "count_conflicts", conflictsByCell(), conflictItem),
  doubts("rollups_known", null, rollupsOf((row) => row.reason), rollupItem),
];

/* Failed totals of an area by indicator: the newest one of each, with all of them. */
const rollupsOf = (wanted) =>
  [
    ...groupBy(
      here(ROLLUPS).filter(wanted),
      (row) => `${row.area_code} ${row.indicator_code}`,
    ).values(),
  ].map((rows) => {
    const newest = [...rows].sort((one, other) =>
      newestFirst({ row: one }, { row: other }) ||
      Number(other.breakdown === "total") - Number(one.breakdown === "total")
    );
    return { ...newest[0], all: newest };
  });

const newestFirst = (one, other) => other.row.period_end.localeCompare(one.row.period_end);
const doubts = (title, count, rows, item) => ({
  title,
  count,
  items: rows.map((row) => ({ row, made: () => item(row) })),
});
const conflictsByCell = () =>
  [...groupBy(here(CONFLICTS), (row) => cellOf(FIGURE.get(row.observation_id))).values()].map(
    (rows) => ({
      ...FIGURE.get(rows[0].observation_id),
      cause: rows[0].cause,
      reports: [
        ...new Set(rows.flatMap((row) => [row.observation_id, row.other_observation_id])),
      ].map((id) => FIGURE.get(id)),
    }),
  );

const verdicts = () => {
  const counts = { holds: 0, fails: 0, untestable: 0 };
  for (const row of here(VERDICTS)) counts[row.verdict] += row.checks;
  return t(
    "rules_count",
    Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, grouped(count)])),
  );
};

/* Paper has the newest of each kind; the page has all. */
const MOST_ON_PAPER = 16;
const block = (title, all) => {
  const items = onPaper() ? all.slice(0, MOST_ON_PAPER) : all;
  return h(
    "div",
    { class: "card" },
    h("h3", {}, `${t(title)} `, h("span", { class: "count" }, all.length)),
    items.length ? h("ul", { class: "findings" }, items) : empty(t("none")),
    all.length > items.length &&
      h("p", { class: "note" }, t("rest_on_screen", { count: all.length - items.length })),
  );
};

const placed = (row) =>
  h(
    "div",
    { class: "muted" },
    areaLink(row.area_code),
    ` · ${periodName({ basis: "point", ...row })}`,
  );

const ruleItem = (row) => {
  const terms = termsOf(row.rule_code, row);
  return h(
    "li",
    {},
    placed({ ...row, basis: row.period_start === row.period_end ? "point" : "during" }),
    h("div", {}, inLanguage(row, "message")),
    h(
      "ul",
      { class: "terms" },
      terms.map((term) =>
        h(
          "li",
          {},
          pointName(FIGURE.get(term.observation_id)),
          " ",
          figureNumber(term.observation_id, { unit: true }),
        )
      ),
    ),
  );
};

const statedText = (row) => withUnit(grouped(row.stated), row.stated_unit);
const comparisonName = (row) =>
  [nameOf(INDICATORS.get(row.indicator_code)), breakdownName(row.breakdown, row.indicator_code)]
    .filter(Boolean)
    .join(" · ");

const comparisonItem = (row) =>
  h(
    "li",
    {},
    placed(row),
    h("div", {}, comparisonName(row)),
    h(
      "div",
      {},
      t("stated") + colon(),
      h("q", {}, row.printed),
      ` → ${t("computed")}${colon()}${withUnit(rounded(row.computed, 2), row.stated_unit)}`,
    ),
    h(
      "div",
      { class: "terms" },
      partsOf(row).map((point) =>
        h("span", {}, `${pointName(point)} `, number(point, { unit: true }), " ")
      ),
    ),
    h(
      "div",
      { class: "muted" },
      sourceTitle(row.source_code),
      " ",
      h("code", {}, row.locator),
    ),
  );

/* The accepted figures on both sides of a comparison. */
const partsOf = (row) =>
  [
    [row.indicator_code, row.area_code, row.breakdown, row.period_start, row.period_end, row.basis],
    [
      row.base_indicator_code,
      row.base_area_code,
      row.base_breakdown,
      row.base_period_start,
      row.base_period_end,
      row.basis,
    ],
  ]
    .map((cell) => CELLS.get(cell.join("|"))?.find((point) => point.accepted))
    .filter(Boolean);

const conflictItem = (row) =>
  h(
    "li",
    {},
    placed(row),
    h("div", {}, `${pointName(row)} · ${t(`cause_${row.cause}`)}`),
    h(
      "ul",
      { class: "terms" },
      row.reports.map((one) =>
        h(
          "li",
          {},
          number(one, { unit: true }),
          " ",
          sourceTitle(one.source_code),
          one.accepted && ` (${t("used")})`,
        )
      ),
    ),
  );

const rollupItem = (row) => {
  const name = row.method === "sum" ? "sum_of_areas" : "mean_of_areas";
  const unit = INDICATORS.get(row.indicator_code).unit;
  return h(
    "li",
    {},
    placed(row),
    h("div", {}, comparisonName(row)),
    h(
      "div",
      {},
      figureNumber(row.observation_id, { unit: true }) ?? withUnit(grouped(row.stated), unit),
      ` ≠ ${t(name, { count: row.children_reporting })} `,
      withUnit(rounded(row.sum_of_children, 2), unit),
      ` · ${t("difference")} ${rounded(row.residual, 2)}`,
    ),
    row.all.length > 1 && h("div", { class: "muted" }, alike(row.all)),
    row.reason && h("div", {}, inLanguage(row, "reason")),
  );
};

const alike = (rows) => {
  const [last, first] = [rows[0], rows.at(-1)].map((row) => row.period_end.slice(0, 4));
  return t("alike", { count: rows.length, first, last });
};

const suspectItem = (row) =>
  h(
    "li",
    {},
    placed({ ...row, basis: row.period_start === row.period_end ? "point" : "during" }),
    h(
      "div",
      {},
      `${comparisonName(row)} `,
      figureNumber(row.observation_id, { unit: true }),
      ` — ${t(row.kind)}`,
      row.expected != null && ` (${t("expected")} ${grouped(row.expected)})`,
      row.other_area_code && ` (${areaName(row.other_area_code)})`,
    ),
  );

const unverifiable = (rows) =>
  rows.length > 0 &&
  more(
    `${t("no_base")} (${rows.length})`,
    h(
      "ul",
      { class: "findings card" },
      rows.map((row) =>
        h(
          "li",
          {},
          placed(row),
          h(
            "div",
            {},
            comparisonName(row),
            " ",
            h("q", {}, row.printed),
            bracketed(statedText(row)),
            row.implied_base != null &&
              ` · ${t("implied")}${colon()}${
                withUnit(grouped(row.implied_base), row.printed_unit)
              }`,
          ),
          h(
            "div",
            { class: "muted" },
            sourceTitle(row.source_code),
            " ",
            h("code", {}, row.locator),
          ),
        )
      ),
    ),
  );

/* For the panel: the failed checks, conflicts and alerts that a figure is part of. */
export const doubtsAbout = (point) => {
  const id = point.observation_id;
  const rules = TERMS.filter((term) => term.observation_id === id).map((term) =>
    RULES.find(
      (row) =>
        row.rule_code === term.rule_code &&
        row.area_code === term.area_code &&
        row.period_end === term.period_end,
    )
  );
  const conflicts = CONFLICTS.filter(
    (row) => row.observation_id === id || row.other_observation_id === id,
  );
  const suspects = SUSPECTS.filter((row) => row.observation_id === id);
  return [
    ...rules.filter(Boolean).map((row) => inLanguage(row, "message")),
    ...conflicts.map((row) => `${t("conflicts")}${colon()}${t(`cause_${row.cause}`)}`),
    ...suspects.map((row) => t(row.kind)),
    ...ALERTS.filter((alert) => alert.observation_id === id).map((alert) =>
      inLanguage(alert, "message")
    ),
  ].map((text) => h("div", {}, text));
};
