/* Every series of a programme with its latest value. */
import { PROGRAMS, programsWithin, SERIES } from "./data.js";
import { empty, groupBy, h, more, table } from "./dom.js";
import { breakdownName, definedAs, interval, periodName, unitName } from "./format.js";
import { change, flag, number } from "./number.js";
import { trends } from "./trends.js";
import { inLanguage, nameOf, state, t } from "./words.js";

const programTable = (code) => {
  const programs = new Set(programsWithin(code));
  const series = [...SERIES.values()].filter(
    ([point]) => point.area_code === state.area && programs.has(definedAs(point).program_code),
  );
  if (!series.length) return null;
  const rows = series.map((points) => points.at(-1)).sort(byProgramThenName);
  const groups = groupBy(rows, (point) => definedAs(point).program_code);
  const heads = [
    t("indicator"),
    { text: t("value"), class: "right" },
    t("unit"),
    t("interval"),
    t("period"),
    { text: t("change"), class: "right" },
  ];
  return table(
    heads,
    [...groups].map(([program, own]) => [
      groups.size > 1 && groupHead(program, heads.length),
      own.map(programRow),
    ]),
    { class: "figures", label: nameOf(PROGRAMS.get(code)) },
  );
};

const groupHead = (program, columns) =>
  h(
    "tr",
    { class: "group" },
    h("th", { colspan: columns, scope: "rowgroup" }, nameOf(PROGRAMS.get(program))),
  );

const byProgramThenName = (one, other) =>
  place(one) - place(other) ||
  one.kind.localeCompare(other.kind) ||
  one.code.localeCompare(other.code) ||
  one.breakdown.localeCompare(other.breakdown);
const PROGRAM_ORDER = [...PROGRAMS.keys()];
const place = (point) => PROGRAM_ORDER.indexOf(definedAs(point).program_code);

const programRow = (point) =>
  h(
    "tr",
    {},
    h(
      "th",
      { scope: "row", title: inLanguage(definedAs(point), "definition") },
      nameOf(definedAs(point)),
      breakdownName(point.breakdown, point.code) &&
        h("span", { class: "muted" }, ` ${breakdownName(point.breakdown, point.code)}`),
      point.kind === "metric" && h("span", { class: "tag" }, t("derived_here")),
    ),
    h("td", { class: "right" }, number(point), flag(point)),
    h("td", { class: "muted" }, unitName(point.unit)),
    h("td", { class: "muted" }, interval(point)),
    h("td", { class: "when" }, periodName(point)),
    h("td", { class: "right" }, change(point)),
  );

export const programSection = (code) => {
  const drawn = trends(code);
  return [drawn, foldedTable(code, drawn ? FEW_ROWS : Infinity) ?? empty(t("no_figures"))];
};

/* A long table is folded if there are charts. */
const FEW_ROWS = 12;
const foldedTable = (code, most) => {
  const found = programTable(code);
  if (!found) return null;
  const rows = found.querySelectorAll("tbody tr:not(.group)").length;
  const details = more(
    [
      nameOf(PROGRAMS.get(code)),
      " ",
      h("span", { class: "muted" }, `${t("latest_figures")} (${rows})`),
    ],
    found,
  );
  details.open = rows <= most;
  details.classList.add("card");
  return details;
};

/* The programmes that have no section of their own. */
export const otherPrograms = (shown) => {
  const others = [...PROGRAMS.values()].filter(
    (program) => program.depth === 2 && !shown.includes(program.code),
  );
  const tables = others
    .map((program) => [trends(program.code), foldedTable(program.code, 0)])
    .filter(([, found]) => found);
  return tables.length ? tables : empty(t("no_figures"));
};
