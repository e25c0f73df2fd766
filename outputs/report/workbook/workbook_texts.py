"""The texts of the workbook in Chinese and English."""

HEADERS = {
    "area_code": ("地区代码", "Area code"),
    "area": ("地区", "Area"),
    "indicator": ("指标", "Indicator"),
    "metric": ("派生指标", "Metric"),
    "breakdown": ("分组", "Breakdown"),
    "first_day": ("首日", "First day"),
    "last_day": ("末日", "Last day"),
    "basis": ("时期口径", "Basis"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "low": ("下界", "Low"),
    "high": ("上界", "High"),
    "qualifier": ("限定词", "Qualifier"),
    "status": ("状态", "Status"),
    "printed": ("印刷形式", "As printed"),
    "printed_unit": ("印刷单位", "Printed unit"),
    "accepted": ("采用", "Accepted"),
    "source": ("来源", "Source"),
    "source_code": ("来源代码", "Code of the source"),
    "chart": ("图", "Chart"),
    "series": ("序列", "Series"),
    "sheet": ("门类", "Programme"),
    "change": ("一年变化 %", "Change on a year, %"),
    "locator": ("位置", "Place"),
    "note": ("存疑与说明", "Notes"),
    "observation_id": ("观测编号", "Observation"),
    "numerator_id": ("分子观测", "Numerator"),
    "denominator_id": ("分母观测", "Denominator"),
    "metric_code": ("代码", "Code"),
    "title": ("题名", "Title"),
    "publisher": ("发布者", "Publisher"),
    "authors": ("作者", "Authors"),
    "published_on": ("发布日期", "Published"),
    "published_precision": ("日期精度", "Precision of the date"),
    "address": ("网址", "Address"),
    "sha256": ("SHA-256", "SHA-256"),
}

SHEETS = {
    "summary": ("概览", "Summary"),
    "notes": ("说明", "Notes"),
    "charts": ("图表", "Charts"),
    "metrics": ("派生指标", "Metrics"),
    "figures": ("全部数字", "All figures"),
    "sources": ("来源", "Sources"),
}

BASES = {
    "point": ("时点", "as of a day"),
    "during": ("期间", "during"),
    "effective": ("施行", "in force from"),
    "target": ("目标", "target"),
}

NOTES = {
    "made": ("生成", "Made"),
    "areas": ("地区", "Areas"),
    "left_out": ("未收入的下级地区", "Areas below left out"),
    "summary": ("概览表", "Summary sheet"),
    "charts": ("图表", "Charts"),
    "programs": ("各门类表", "Sheets of programmes"),
    "interval": ("区间", "Interval"),
    "several": ("多个来源", "Several sources"),
    "marks": ("状态", "Status"),
}

DOUBTS = {
    "exceeds_whole": ("部分多于总体（超过 100%）", "more than the whole (over 100 %)"),
}

NOTE_TEXTS = {
    "summary": (
        "每行一个指标，每个地区列出最近一期的数值、时点和一年间的变化；点门类名到该门类的表。",
        "A row for each indicator; for each area its latest value, the day, and the change over "
        "one year. The name of a programme leads to its sheet.",
    ),
    "charts": (
        "趋势为本地区各期数值，比较为下级地区最近一期；图旁的表是图中各点，可改可筛。",
        "Trends are of the area itself, comparisons of the last values of those below it; the "
        "table beside has the points of the charts.",
    ),
    "programs": (
        "每行一个地区、分组和时期，每个指标四列：数值（单位见表头）、下界、上界（收起的列组）、来源；只含采用的数值。",
        "A row for each area, breakdown and period; for each indicator its value (unit in the "
        "header), low and high (in a folded group), and its source. Only accepted values.",
    ),
    "interval": (
        "下界和上界为原文措辞和取整所允许的范围；空为该侧无界。",
        "Low and high: the bounds that wording and rounding allow; empty: no bound on that side.",
    ),
    "several": (
        "同一数据有多个来源时，“全部数字”列出每个来源，“采用”一列为真者用于其他各表。",
        "Where several sources report a figure, all of them are on the sheet of all figures; the "
        "accepted one is used elsewhere.",
    ),
    "marks": (
        "A 正式，E 估计或读图，P 初步。",
        "A final, E estimated or read off a chart, P provisional.",
    ),
}
