// <div data-chart="ID"> draws the numbers of <script type="application/json" id="ID">:
// {days, due, series: [{name, values}]}. Colours come from the style sheet; the words of the
// pointer are drawn, not written as markup, because the policy refuses inline styles.

const styles = getComputedStyle(document.documentElement);
const colour = (name) => styles.getPropertyValue(name).trim();

function draw(box) {
  const { days, due, series } = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const chart = window.echarts.init(box, null, { renderer: "canvas" });
  const ink = colour("--ink-soft");
  const font = colour("--font-interface");
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: font, color: ink },
    color: [colour("--gold-700"), colour("--indigo-700"), colour("--pine-700")],
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink } },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: {
      type: "category",
      data: days,
      boundaryGap: false,
      axisLabel: { color: ink, formatter: (day) => `${+day.slice(5, 7)}月${+day.slice(8)}日` },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      axisLabel: { color: ink },
      splitLine: { lineStyle: { color: colour("--rule") } },
    },
    series: series.map(({ name, values }, place) => ({
      name,
      type: "line",
      step: "end",
      showSymbol: values.length < 2,
      lineStyle: { width: 2, type: ["dotted", "dashed", "solid"][place] },
      data: values,
      markLine: place
        ? undefined
        : {
            symbol: "none",
            silent: true,
            data: [{ xAxis: due }],
            lineStyle: { color: colour("--red-700"), type: "solid" },
            label: { formatter: "截止", color: colour("--red-700"), position: "end" },
          },
    })),
  });
  new ResizeObserver(() => chart.resize()).observe(box);
}

for (const box of document.querySelectorAll("[data-chart]")) draw(box);
