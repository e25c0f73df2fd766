/* The publications that the figures of the area and of those below it come from. */
import { areasWithin, FIGURES, SOURCES } from "./data.js";
import { groupBy, h, table } from "./dom.js";
import { grouped } from "./format.js";
import { publishedBy, publishedOn, sourceKind, sourceLine } from "./provenance.js";
import { state, t } from "./words.js";

export const sources = () => {
  const areas = new Set([state.area, ...areasWithin(state.area).map((area) => area.code)]);
  const used = groupBy(
    FIGURES.filter((point) => areas.has(point.area_code)),
    (point) => point.source_code,
  );
  const rows = [...SOURCES.values()].filter((source) => used.has(source.source_code));
  const heads = [
    t("source"),
    t("publisher"),
    t("source_kind"),
    t("published"),
    { text: t("figures"), class: "right" },
    t("fingerprint"),
  ];
  return table(
    heads,
    rows.map((source) => sourceRow(source, used.get(source.source_code).length)),
    { class: "figures", label: t("sources") },
  );
};

const sourceRow = (source, count) =>
  h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      sourceLine(source.source_code)[0],
      h("div", { class: "muted" }, h("code", {}, source.source_code)),
    ),
    h(
      "td",
      {},
      publishedBy(source) || h("span", { class: "muted" }, t("unknown")),
    ),
    h("td", {}, sourceKind(source)),
    h("td", {}, publishedOn(source) ?? t("unknown")),
    h("td", { class: "right" }, grouped(count)),
    h("td", {}, source.sha256 && h("code", { title: source.sha256 }, source.sha256.slice(0, 10))),
  );
