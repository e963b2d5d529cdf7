"""The results as one HTML page without outside parts: inline SVG bars, light and dark."""

from html import escape

from driver.table import MEGABYTE, columns, mean_row, row, summary

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #667; --paper: #fff; --line: #d8dce2;
  --c0: #2563eb; --c1: #94a3b8; --c2: #d97706; --c3: #059669; --bad: #c02626; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa4b2; --paper: #14171c;
  --line: #333a45; --c0: #60a5fa; --c1: #64748b; --c2: #f59e0b; --c3: #34d399; --bad: #f87171; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
p, li { max-width: 50rem; } .soft { color: var(--soft); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid var(--line); }
td:first-child, th:first-child { text-align: left; } .means tr:last-child td { font-weight: 600; }
svg { width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; }
svg .soft { fill: var(--soft); } svg line { stroke: var(--line); }
"""

WIDTH, LABEL, VALUE, BAR, GAP = 900, 150, 60, 14, 9


def document(title, body):
    """A whole page around body."""
    return (
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def legend(names, first=0):
    """Coloured names of the bars; first is the first one's colour."""
    return "<p>" + " ".join(
        f'<svg style="width:1em" viewBox="0 0 10 10" role="presentation"><rect width="10" height="10"'
        f' fill="var(--c{index % 4})"/></svg> {escape(name)}&emsp;'
        for index, name in enumerate(names, first)
    ) + "</p>"


def bar_chart(groups, names, unit, marker=None, first=0, length=float):
    """Horizontal bars: groups is [(label, [value or None per name])].

    marker is a value for a vertical line, first the first bar's colour, and
    length turns a value into what its bar's length is proportional to.
    """
    top = max([length(value) for _, values in groups for value in values if value] + [marker or 0]) or 1
    scale = (WIDTH - LABEL - VALUE) / top
    parts, y = [], 4
    for label, values in groups:
        middle = y + BAR * len(values) / 2 + 4
        parts.append(f'<text x="{LABEL - 8}" y="{middle:.0f}" text-anchor="end">{escape(label)}</text>')
        for index, value in enumerate(values):
            width = length(value) * scale if value else 0
            parts.append(_bar(index + first, value, y, width, names[index], unit))
            y += BAR
        y += GAP
    if marker:
        x = LABEL + marker * scale
        parts.append(f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{y}" stroke-dasharray="3 3"/>')
    return f'<svg viewBox="0 0 {WIDTH} {y}" role="img">{"".join(parts)}</svg>'


def _bar(colour, value, y, width, name, unit):
    if value is None:
        return f'<text class="soft" x="{LABEL}" y="{y + 11}">failed</text>'
    figure = (f"{value}" if isinstance(value, int) else f"{value:.3g}") + unit
    return (
        f'<rect x="{LABEL}" y="{y}" width="{width:.1f}" height="{BAR - 1}" rx="2" fill="var(--c{colour % 4})">'
        f"<title>{escape(name)}: {figure}</title></rect>"
        f'<text class="soft" x="{LABEL + width + 5:.1f}" y="{y + 11}">{figure}</text>'
    )


def _table(results):
    head = "".join(f"<th>{escape(title)}</th>" for title in columns(results))
    rows = [row(results, program) for program in results.programs()] + [mean_row(results)]
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n" for cells in rows
    )
    return f'<div class="scroll"><table class="means"><tr>{head}</tr>\n{body}</table></div>'


def _item(line):
    kind = ' class="bad"' if line.startswith("FAILED") else ""
    return f"<li{kind}>{escape(line)}</li>"


def render(results, quick, runs):
    """The page of one benchmark run."""
    subject, *references = results.interpreters
    programs = results.programs()
    body = [
        f"<p>Each program ran in fresh processes, interleaved; the best of {runs} counts"
        f" ({results.clock} time{', small scales' if quick else ''}). A ratio is the reference's time over"
        f" {escape(subject)}'s: above 1, {escape(subject)} is faster.</p>",
        "<ul>" + "".join(map(_item, summary(results))) + "</ul>",
    ]
    if references:
        ratios = [(p, [results.speed_ratio(p, subject, r) for r in references]) for p in programs]
        body += [f"<h2>Speed of {escape(subject)} against the references (higher is faster)</h2>",
                 legend(references, 1), bar_chart(ratios, references, "", marker=1.0, first=1)]
    names = results.interpreters
    seconds = [(p, [results.seconds(p, n) for n in names]) for p in programs]
    peaks = [(p, [_megabytes(results.peak(p, n)) for n in names]) for p in programs]
    body += ["<h2>Time in seconds (lower is better)</h2>", legend(names), bar_chart(seconds, names, " s"),
             "<h2>Peak memory in MB (lower is better)</h2>", legend(names), bar_chart(peaks, names, " MB"),
             "<h2>All figures</h2>", _table(results)]
    return document("pyro benchmarks", "\n".join(body))


def _megabytes(size):
    return None if size is None else size / MEGABYTE
