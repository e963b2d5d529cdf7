"""Counting words of a synthetic text, as people first write it.

Exercises str.split, lower, strip, dict counting, Counter-like merging and
sorting by a key.
"""
import sys

SCALE = 63
QUICK = 10
EXPECTED = ([("'p\\xe9'", 709), ("'ka'", 687), ("'lo'", 686)], 20000, 7980, 4106)

SYLLABLES = ["ka", "to", "Mi", "re", "sun", "lo", "va", "ne", "Qui", "p\u00e9"]


def text(count):
    state, words = 1, []
    for number in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        size = 1 + (state >> 8) % 3
        word = "".join(SYLLABLES[(state >> (10 + 3 * n)) % 10] for n in range(size))
        words.append(word + ("," if number % 9 == 0 else ".\n" if number % 14 == 0 else ""))
    return " ".join(words)


TEXT = text(20000)


def count_words(lines):
    counts = {}
    for line in lines:
        for word in line.split():
            word = word.strip(".,").lower()
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1
    return counts


def count_letters(source):
    counts = {}
    for letter in source:
        counts[letter] = counts.get(letter, 0) + 1
    return counts


def run():
    counts = count_words(TEXT.split("\n"))
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]
    lengths = {}
    for word, count in counts.items():
        lengths[len(word)] = lengths.get(len(word), 0) + count
    letters = count_letters(TEXT)
    return [(ascii(word), count) for word, count in top], sum(lengths.values()), letters["u"], letters["\u00e9"]


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("word_count: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("word_count ok", answer)
