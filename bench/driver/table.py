"""The results as text: a table for the terminal, and one in Markdown for the README."""

MEGABYTE = 1 << 20


def _ratio(value):
    return "-" if value is None else f"{value:.2f}"


def _seconds(value):
    if value is None:
        return "failed"
    return f"{value:.3f}" if value >= 0.01 else f"{value:.1e}"


def columns(results):
    """Column titles: the subject is the first interpreter, the rest are references."""
    subject, *references = results.interpreters
    titles = ["program", f"{subject} s"]
    titles += [f"x {reference}" for reference in references]
    titles.append(f"{subject} MB")
    titles += [f"/ {reference}" for reference in references]
    return titles


def row(results, program):
    """One program's texts, matching columns()."""
    subject, *references = results.interpreters
    seconds, peak = results.seconds(program, subject), results.peak(program, subject)
    cells = [program, _seconds(seconds)]
    cells += [_ratio(results.speed_ratio(program, subject, name)) for name in references]
    cells.append("-" if peak is None else f"{peak / MEGABYTE:.1f}")
    cells += [_ratio(results.memory_ratio(program, subject, name)) for name in references]
    return cells


def mean_row(results):
    """The row of geometric means, each over the programs that both ran."""
    subject, *references = results.interpreters
    cells = ["geometric mean", ""]
    cells += [_ratio(results.mean_speed(subject, name)[0]) for name in references]
    cells.append("")
    cells += [_ratio(results.mean_memory(subject, name)[0]) for name in references]
    return cells


def align(rows):
    """Rows of texts as lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return [
        "  ".join([cells[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(cells[1:], widths[1:])])
        for cells in rows
    ]


def summary(results):
    """Lines that say how many programs ran, failed and were skipped, and why."""
    subject, *references = results.interpreters
    total = len(results.cells)
    lines = []
    for name in results.interpreters:
        failed = len(results.failures(name))
        lines.append(f"{name}: {total - failed} of {total} programs ran, {failed} failed")
    for name in references:
        speed, count = results.mean_speed(subject, name)
        memory, _ = results.mean_memory(subject, name)
        if speed is not None:
            lines.append(f"{subject} against {name}: speed x {speed:.2f} (higher is faster), peak memory x {memory:.2f}"
                         f" (lower is smaller); geometric means over {count} programs")
    for program, interpreter, error in results.failures():
        lines.append(f"FAILED {program} under {interpreter}: {error}")
    for program, reason in results.skipped.items():
        lines.append(f"skipped {program}: {reason}")
    return lines


def render(results):
    """The whole report for a terminal."""
    rows = [columns(results)] + [row(results, program) for program in results.programs()]
    lines = align(rows + [mean_row(results)])
    rule = "-" * len(lines[0])
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], "", *summary(results)])


def markdown(results):
    """The README's table."""
    titles = columns(results)
    lines = ["| " + " | ".join(titles) + " |", "|---" + "|---:" * (len(titles) - 1) + "|"]
    for program in results.programs():
        lines.append("| " + " | ".join(row(results, program)) + " |")
    lines.append("| " + " | ".join(f"**{cell}**" if cell else "" for cell in mean_row(results)) + " |")
    return "\n".join(lines)
