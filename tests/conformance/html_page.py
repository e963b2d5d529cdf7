"""A page for the browser, in one file: scores by area and module, and what fails, sorted by cause."""

import html

import causes
import report

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 72em; padding: 0 1em; color: #222; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { text-align: right; padding: .15em .8em; border-bottom: 1px solid #ddd; }
th:first-child, td:first-child { text-align: left; }
summary { cursor: pointer; padding: .15em 0; }
summary b { display: inline-block; min-width: 3.5em; text-align: right; margin-right: .8em; }
details details { margin-left: 4.5em; }
pre { background: #f5f5f2; padding: .8em; overflow-x: auto; font-size: 13px; }
.death { color: #b00; }
.bar { display: inline-block; width: 8em; height: .7em; background: #e3c4c0; }
.bar i { display: block; height: 100%; background: #5c9a62; }
@media (prefers-color-scheme: dark) {
  body { background: #191a1c; color: #ddd; } pre { background: #232427; } th, td { border-color: #333; }
}
"""


def cells(values, tag="td"):
    return "<tr>" + "".join(f"<{tag}>{value}</{tag}>" for value in values) + "</tr>"


def area_table(scores, area_names):
    rows = [cells(report.HEADINGS, "th")]
    rows += [cells(html.escape(str(value)) for value in area.row()) for area in report.totals(scores, area_names)]
    return "<table>" + "\n".join(rows) + "</table>"


def failure_details(failure):
    return (
        f"<details><summary>{html.escape(failure.test)} <small>{failure.outcome}</small></summary>"
        f"<pre>{html.escape(failure.trace)}</pre></details>"
    )


def cause_list(scores):
    parts = []
    for cause, failures in causes.group(report.all_failures(scores)):
        mark = ' class="death"' if failures[0].outcome in ("crash", "hang") else ""
        parts.append(f"<details><summary{mark}><b>{len(failures)}</b>{html.escape(cause)}</summary>")
        parts += [failure_details(failure) for failure in failures]
        parts.append("</details>")
    return "\n".join(parts) or "<p>Nothing fails.</p>"


def module_table(scores):
    rows = [cells(("module", "area", "tests", "passed", "", "seconds", "CPython"), "th")]
    for score in sorted(scores, key=lambda score: (-len(score.failures), score.module)):
        wanted, passed = len(score.wanted), len(score.wanted) - len(score.failures)
        bar = f'<span class="bar"><i style="width:{100 * passed / wanted:.0f}%"></i></span>' if wanted else ""
        rows.append(cells((score.module, score.area, wanted, passed, bar, score.seconds, score.reference_seconds)))
    return "<table>" + "\n".join(rows) + "</table>"


def death_list(scores):
    items = [f"<li>{html.escape(f'{score.module}: {death}')}</li>" for score in scores for death in score.deaths]
    return f"<h2>Crashes and hangs</h2><ul class='death'>{''.join(items)}</ul>" if items else ""


def write(path, scores, area_names, program):
    page = f"""<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>pyro: conformance</title><style>{STYLE}</style>
<h1>Conformance</h1>
<p>Tests of CPython's test-suite that CPython itself passes with the implementation's name masked, run by
<code>{html.escape(program)}</code>.</p>
{area_table(scores, area_names)}
{death_list(scores)}
<h2>What fails, by cause</h2>
{cause_list(scores)}
<h2>Modules</h2>
{module_table(scores)}
</html>
"""
    path.write_text(page, encoding="utf-8", errors="backslashreplace")
