import difflib
import textwrap

text = "The quick brown fox jumps over the lazy dog, and then some-hyphenated words follow."
print(textwrap.wrap(text, 30), textwrap.fill(text, 20, initial_indent="* ", subsequent_indent="  "), textwrap.shorten(text, 30), repr(textwrap.dedent("  a\n    b\n\n  c")), textwrap.indent("a\n\nb", "> "), sep="\n")
print("\n".join(difflib.unified_diff("a b c d".split(), "a x c d e".split(), lineterm="")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3), list(difflib.ndiff(["one"], ["ore"])))
