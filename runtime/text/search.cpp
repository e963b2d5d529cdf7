#include "runtime/text/search.h"

#include <algorithm>
#include <cstring>

namespace pyro {

namespace {

template <typename Unit>
const Unit* FindUnit(const Unit* start, const Unit* end, CodePoint wanted) {
  if constexpr (sizeof(Unit) == 1) {
    if (wanted > 0xFF || start == end) return end;
    const void* found =
        std::memchr(start, static_cast<int>(wanted), static_cast<size_t>(end - start));
    return found != nullptr ? static_cast<const Unit*>(found) : end;
  } else {
    if (sizeof(Unit) == 2 && wanted > 0xFFFF) return end;
    const Unit unit = static_cast<Unit>(wanted);
    // Blocks without a branch per unit become vector compares.
    constexpr ptrdiff_t kBlock = 64 / sizeof(Unit);
    for (; end - start >= kBlock; start += kBlock) {
      unsigned hit = 0;
      for (ptrdiff_t i = 0; i < kBlock; ++i) hit |= start[i] == unit;
      if (hit != 0) break;
    }
    while (start != end && *start != unit) ++start;
    return start;
  }
}

template <typename Unit>
const Unit* FindUnitBackwards(const Unit* start, const Unit* end, CodePoint wanted) {
  if (sizeof(Unit) < 4 && wanted > static_cast<Unit>(~Unit{0})) return nullptr;
  if constexpr (sizeof(Unit) == 1) {
    return static_cast<const Unit*>(
        memrchr(start, static_cast<int>(wanted), static_cast<size_t>(end - start)));
  } else {
    while (end != start) {
      if (*--end == static_cast<Unit>(wanted)) return end;
    }
    return nullptr;
  }
}

template <typename A, typename B>
bool EqualUnits(const A* a, const B* b, size_t count) {
  if constexpr (sizeof(A) == sizeof(B))
    return count == 0 || std::memcmp(a, b, count * sizeof(A)) == 0;
  for (size_t i = 0; i < count; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

// The maximal suffix of the needle under an order of the alphabet, and its period.
template <typename Unit, typename Less>
size_t MaximalSuffix(const Unit* needle, size_t length, size_t* period, Less less) {
  size_t suffix = SIZE_MAX, candidate = 0, offset = 1;  // suffix starts one before, as in the paper
  *period = 1;
  while (candidate + offset < length) {
    const Unit a = needle[candidate + offset], b = needle[suffix + offset];
    if (less(a, b)) {
      candidate += offset;
      offset = 1;
      *period = candidate - suffix;
    } else if (a == b) {
      if (offset != *period) {
        ++offset;
      } else {
        candidate += *period;
        offset = 1;
      }
    } else {
      suffix = candidate++;
      offset = *period = 1;
    }
  }
  return suffix + 1;
}

struct Factorization {
  size_t critical, period;
  bool periodic;
};

template <typename Unit>
Factorization Factorize(const Unit* needle, size_t length) {
  size_t period_up, period_down;
  const size_t up = MaximalSuffix(needle, length, &period_up, [](Unit a, Unit b) { return a < b; });
  const size_t down =
      MaximalSuffix(needle, length, &period_down, [](Unit a, Unit b) { return a > b; });
  const size_t critical = std::max(up, down);
  const size_t period = up > down ? period_up : period_down;
  if (critical + period <= length && EqualUnits(needle, needle + period, critical)) {
    return {critical, period, true};
  }
  return {critical, std::max(critical, length - critical) + 1, false};
}

template <typename Hay, typename Unit>
ptrdiff_t TwoWay(const Hay* haystack, size_t hay_length, const Unit* needle, size_t length,
                 const Factorization& parts) {
  size_t position = 0, memory = 0;
  while (position + length <= hay_length) {
    // A quick way to the next place where the unit at the critical position fits.
    if (memory == 0) {
      const Hay* start = haystack + position + parts.critical;
      const Hay* end = haystack + hay_length - (length - parts.critical - 1);
      const Hay* found = FindUnit(start, end, needle[parts.critical]);
      if (found == end) return kNotFound;
      position += static_cast<size_t>(found - start);
    }
    size_t right = std::max(parts.critical, memory);
    while (right < length && haystack[position + right] == needle[right]) ++right;
    if (right < length) {
      position += right - parts.critical + 1;
      memory = 0;
      continue;
    }
    size_t left = parts.critical;
    while (left > memory && haystack[position + left - 1] == needle[left - 1]) --left;
    if (left <= memory) return static_cast<ptrdiff_t>(position);
    position += parts.period;
    memory = parts.periodic ? length - parts.period : 0;
  }
  return kNotFound;
}

// Few candidates need more than a look at the first units: try those before paying for a
// factorisation. Gives up, with the position reached, once the comparisons have cost too much.
template <typename Hay, typename Unit>
ptrdiff_t SimpleFind(const Hay* haystack, size_t hay_length, const Unit* needle, size_t length,
                     bool* gave_up, size_t* reached) {
  *gave_up = false;
  const Hay* const end = haystack + hay_length - length + 1;
  const Hay* place = haystack;
  size_t work = 0;
  while (true) {
    place = FindUnit(place, end, needle[0]);
    if (place == end) return kNotFound;
    size_t matched = 1;
    while (matched < length && place[matched] == needle[matched]) ++matched;
    if (matched == length) return place - haystack;
    ++place;
    work += matched + 8;
    if (work > 4 * static_cast<size_t>(place - haystack) + 2048) {
      *gave_up = true;
      *reached = static_cast<size_t>(place - haystack);
      return kNotFound;
    }
  }
}

template <typename Hay, typename Unit>
ptrdiff_t FindUnits(const Hay* haystack, size_t hay_length, const Unit* needle, size_t length) {
  if (length > hay_length) return kNotFound;
  if (length == 0) return 0;
  if (length == 1) {
    const Hay* end = haystack + hay_length;
    const Hay* found = FindUnit(haystack, end, needle[0]);
    return found == end ? kNotFound : found - haystack;
  }
  bool gave_up;
  size_t reached = 0;
  const ptrdiff_t found = SimpleFind(haystack, hay_length, needle, length, &gave_up, &reached);
  if (!gave_up) return found;
  const ptrdiff_t later =
      TwoWay(haystack + reached, hay_length - reached, needle, length, Factorize(needle, length));
  return later == kNotFound ? kNotFound : later + static_cast<ptrdiff_t>(reached);
}

// Backwards: candidates by the last unit, compared from the end; the bound on work leads to the
// forward search over the mirrored texts.
template <typename Unit>
class Mirrored {
 public:
  explicit Mirrored(const Unit* last) : last_(last) {}
  Unit operator[](size_t index) const { return *(last_ - index); }

 private:
  const Unit* last_;
};

template <typename Hay, typename Unit>
ptrdiff_t MirroredTwoWay(const Hay* haystack, size_t hay_length, const Unit* needle,
                         size_t length) {
  const Mirrored<Hay> hay(haystack + hay_length - 1);
  const Mirrored<Unit> pattern(needle + length - 1);
  // The factorisation of the mirrored needle.
  auto suffix = [&](size_t* period, bool ascending) {
    size_t start = SIZE_MAX, candidate = 0, offset = 1;
    *period = 1;
    while (candidate + offset < length) {
      const Unit a = pattern[candidate + offset], b = pattern[start + offset];
      if (a == b) {
        if (offset != *period) {
          ++offset;
        } else {
          candidate += *period;
          offset = 1;
        }
      } else if ((a < b) == ascending) {
        candidate += offset;
        offset = 1;
        *period = candidate - start;
      } else {
        start = candidate++;
        offset = *period = 1;
      }
    }
    return start + 1;
  };
  size_t period_up, period_down;
  const size_t up = suffix(&period_up, true), down = suffix(&period_down, false);
  const size_t critical = std::max(up, down);
  size_t period = up > down ? period_up : period_down;
  bool periodic = critical + period <= length;
  for (size_t i = 0; periodic && i < critical; ++i) periodic = pattern[i] == pattern[i + period];
  if (!periodic) period = std::max(critical, length - critical) + 1;
  size_t position = 0, memory = 0;
  while (position + length <= hay_length) {
    size_t right = std::max(critical, memory);
    while (right < length && hay[position + right] == pattern[right]) ++right;
    if (right < length) {
      position += right - critical + 1;
      memory = 0;
      continue;
    }
    size_t left = critical;
    while (left > memory && hay[position + left - 1] == pattern[left - 1]) --left;
    if (left <= memory) return static_cast<ptrdiff_t>(hay_length - length - position);
    position += period;
    memory = periodic ? length - period : 0;
  }
  return kNotFound;
}

template <typename Hay, typename Unit>
ptrdiff_t FindUnitsBackwards(const Hay* haystack, size_t hay_length, const Unit* needle,
                             size_t length) {
  if (length > hay_length) return kNotFound;
  if (length == 0) return static_cast<ptrdiff_t>(hay_length);
  const Hay* end = haystack + hay_length - length + 1;
  size_t work = 0;
  const size_t budget = 4 * hay_length + 2048;
  while (true) {
    const Hay* place = FindUnitBackwards(haystack, end, needle[0]);
    if (place == nullptr) return kNotFound;
    size_t matched = 1;
    while (matched < length && place[matched] == needle[matched]) ++matched;
    if (matched == length) return place - haystack;
    end = place;
    work += matched;
    if (work > budget) {
      return MirroredTwoWay(haystack, static_cast<size_t>(place - haystack) + length - 1, needle,
                            length);
    }
  }
}

}  // namespace

ptrdiff_t FindText(TextView haystack, TextView needle) {
  return WithUnits(haystack, [&](const auto* hay) {
    return WithUnits(needle, [&](const auto* units) {
      return FindUnits(hay, haystack.length, units, needle.length);
    });
  });
}

ptrdiff_t FindTextBackwards(TextView haystack, TextView needle) {
  return WithUnits(haystack, [&](const auto* hay) {
    return WithUnits(needle, [&](const auto* units) {
      return FindUnitsBackwards(hay, haystack.length, units, needle.length);
    });
  });
}

ptrdiff_t FindCodePoint(TextView haystack, CodePoint wanted) {
  return WithUnits(haystack, [&](const auto* hay) {
    const auto* end = hay + haystack.length;
    const auto* found = FindUnit(hay, end, wanted);
    return found == end ? kNotFound : found - hay;
  });
}

ptrdiff_t FindCodePointBackwards(TextView haystack, CodePoint wanted) {
  return WithUnits(haystack, [&](const auto* hay) {
    const auto* found = FindUnitBackwards(hay, hay + haystack.length, wanted);
    return found == nullptr ? kNotFound : found - hay;
  });
}

TextSearcher::TextSearcher(TextView needle) : needle_(needle) {
  if (needle.length < 2) return;
  WithUnits(needle, [&](const auto* units) {
    const Factorization parts = Factorize(units, needle.length);
    critical_ = parts.critical;
    period_ = parts.period;
    periodic_ = parts.periodic;
  });
}

ptrdiff_t TextSearcher::find(TextView haystack, size_t start) const {
  if (start > haystack.length || needle_.length > haystack.length - start) return kNotFound;
  if (needle_.length == 0) return static_cast<ptrdiff_t>(start);
  return WithUnits(haystack, [&](const auto* hay) {
    return WithUnits(needle_, [&](const auto* units) {
      ptrdiff_t found;
      if (needle_.length == 1) {
        const auto* end = hay + haystack.length;
        const auto* place = FindUnit(hay + start, end, units[0]);
        return place == end ? kNotFound : place - hay;
      }
      bool gave_up;
      size_t reached = 0;
      found = SimpleFind(hay + start, haystack.length - start, units, needle_.length, &gave_up,
                         &reached);
      if (gave_up) {
        found = TwoWay(hay + start + reached, haystack.length - start - reached, units,
                       needle_.length, Factorization{critical_, period_, periodic_});
        if (found != kNotFound) found += static_cast<ptrdiff_t>(reached);
      }
      return found == kNotFound ? kNotFound : found + static_cast<ptrdiff_t>(start);
    });
  });
}

size_t CountText(TextView haystack, TextView needle, size_t limit) {
  if (needle.length == 0) return std::min(haystack.length + 1, limit);
  if (needle.length == 1) {
    return WithUnits(haystack, [&](const auto* hay) {
      const CodePoint wanted = needle[0];
      size_t count = 0;
      for (size_t i = 0; i < haystack.length; ++i) count += hay[i] == wanted ? 1 : 0;
      return std::min(count, limit);
    });
  }
  const TextSearcher searcher(needle);
  size_t count = 0;
  ptrdiff_t found = 0;
  for (size_t start = 0; count < limit; start = static_cast<size_t>(found) + needle.length) {
    found = searcher.find(haystack, start);
    if (found == kNotFound) break;
    ++count;
  }
  return count;
}

bool EqualText(TextView a, TextView b) {
  if (a.length != b.length) return false;
  return WithUnits(a, [&](const auto* x) {
    return WithUnits(b, [&](const auto* y) { return EqualUnits(x, y, a.length); });
  });
}

bool StartsWith(TextView text, TextView prefix) {
  return prefix.length <= text.length && EqualText(text.slice(0, prefix.length), prefix);
}

bool EndsWith(TextView text, TextView suffix) {
  return suffix.length <= text.length &&
         EqualText(text.slice(text.length - suffix.length, text.length), suffix);
}

int CompareText(TextView a, TextView b) {
  const size_t common = std::min(a.length, b.length);
  const int order = WithUnits(a, [&](const auto* x) {
    return WithUnits(b, [&](const auto* y) {
      if constexpr (sizeof(*x) == 1 && sizeof(*y) == 1)
        return common == 0 ? 0 : std::memcmp(x, y, common);
      for (size_t i = 0; i < common; ++i) {
        if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
      }
      return 0;
    });
  });
  if (order != 0) return order;
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

bool IsAscii(const uint8_t* bytes, size_t count) {
  size_t i = 0;
  constexpr size_t kBlock = 128;
  for (; i + kBlock <= count; i += kBlock) {
    uint8_t bits = 0;
    for (size_t k = 0; k < kBlock; ++k) bits |= bytes[i + k];
    if ((bits & 0x80) != 0) return false;
  }
  uint8_t bits = 0;
  for (; i < count; ++i) bits |= bytes[i];
  return (bits & 0x80) == 0;
}

CodePoint BitsOfText(TextView text) {
  return WithUnits(text, [&](const auto* units) {
    std::remove_const_t<std::remove_reference_t<decltype(*units)>> bits = 0;
    for (size_t i = 0; i < text.length; ++i) bits |= units[i];
    return static_cast<CodePoint>(bits);
  });
}

CodePoint MaximumCodePointOf(TextView text) {
  return WithUnits(text, [&](const auto* units) {
    std::remove_const_t<std::remove_reference_t<decltype(*units)>> maximum = 0;
    for (size_t i = 0; i < text.length; ++i) maximum = std::max(maximum, units[i]);
    return static_cast<CodePoint>(maximum);
  });
}

void CopyText(TextView from, void* to, TextWidth to_width) {
  if (from.length == 0) return;
  if (from.width == to_width) {
    std::memcpy(to, from.data, from.length * static_cast<size_t>(to_width));
    return;
  }
  WithUnits(from, [&](const auto* units) {
    const auto* end = units + from.length;
    switch (to_width) {
      case TextWidth::kOne:
        std::copy(units, end, static_cast<uint8_t*>(to));
        break;
      case TextWidth::kTwo:
        std::copy(units, end, static_cast<uint16_t*>(to));
        break;
      case TextWidth::kFour:
        std::copy(units, end, static_cast<uint32_t*>(to));
        break;
    }
  });
}

}  // namespace pyro
