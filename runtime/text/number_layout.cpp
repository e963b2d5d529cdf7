#include "runtime/text/number_layout.h"

#include <algorithm>
#include <climits>

namespace pyro {

namespace {

// Group sizes from right to left.
class GroupSizes {
 public:
  explicit GroupSizes(std::string_view sizes) : sizes_(sizes) {}

  // The next group's size; SIZE_MAX when there is no further separator.
  size_t next() {
    if (index_ >= sizes_.size()) return last_;
    const char size = sizes_[index_++];
    last_ = size == CHAR_MAX || size <= 0 ? SIZE_MAX : static_cast<size_t>(size);
    return last_;
  }

 private:
  std::string_view sizes_;
  size_t index_ = 0;
  size_t last_ = SIZE_MAX;
};

struct GroupedSize {
  size_t digits;  // including leading zeros
  size_t separators;
};

// How many digits (zeros in front included) and separators there must be so that they fill
// `minimum_width`.
GroupedSize MeasureGroups(size_t digit_count, size_t minimum_width, size_t separator_length,
                          std::string_view group_sizes) {
  if (separator_length == 0) return {std::max(digit_count, minimum_width), 0};
  GroupSizes sizes(group_sizes);
  GroupedSize size{0, 0};
  size_t group = sizes.next();
  while (true) {
    const size_t width = size.digits + size.separators * separator_length;
    const size_t missing = minimum_width > width ? minimum_width - width : 0;
    const size_t remaining = digit_count > size.digits ? digit_count - size.digits : 0;
    const size_t take = std::min(group, std::max({remaining, missing, size_t{1}}));
    size.digits += take;
    const size_t new_width = width + take;
    if (size.digits >= digit_count && new_width >= minimum_width) return size;
    ++size.separators;
    group = sizes.next();
  }
}

// Writes digits and separators from left to right by working out each group's left edge.
void AppendGroups(const NumberLayout& layout, GroupedSize size, TextBuilder* out) {
  const size_t zeros = size.digits - layout.digits.length;
  if (size.separators == 0) {
    out->append(zeros, '0');
    out->append(layout.digits);
    return;
  }
  // Positions (digits to the right of a separator), leftmost separator first, are found again for
  // each separator: their number is small, and no memory is needed.
  size_t written = 0;
  auto write_digits = [&](size_t count) {
    const size_t from_zeros = written < zeros ? std::min(zeros - written, count) : 0;
    out->append(from_zeros, '0');
    const size_t start = written + from_zeros - zeros;
    if (count > from_zeros) out->append(layout.digits.slice(start, start + count - from_zeros));
    written += count;
  };
  if (layout.group_sizes.size() == 1) {
    const size_t group = static_cast<size_t>(layout.group_sizes[0]);
    write_digits(size.digits - size.separators * group);
    for (size_t i = 0; i < size.separators; ++i) {
      out->append(layout.separator);
      write_digits(group);
    }
    return;
  }
  for (size_t separator = size.separators; separator-- != 0;) {
    GroupSizes sizes(layout.group_sizes);
    size_t right = 0;
    for (size_t i = 0; i <= separator; ++i) right += sizes.next();
    write_digits(size.digits - right - written);
    out->append(layout.separator);
  }
  write_digits(size.digits - written);
}

struct Fill {
  size_t left, inside, right;
};

Fill SplitFill(char align, size_t total) {
  switch (align) {
    case '<':
      return {0, 0, total};
    case '^':
      return {total / 2, 0, total - total / 2};
    case '=':
      return {0, total, 0};
    default:
      return {total, 0, 0};
  }
}

}  // namespace

void AppendNumber(const NumberLayout& layout, const FormatSpec& spec, TextBuilder* out) {
  const size_t fixed = (layout.sign != 0 ? 1 : 0) + layout.prefix.size() +
                       layout.decimal_point.length + layout.remainder.size();
  const size_t width = spec.width > 0 ? static_cast<size_t>(spec.width) : 0;
  // Refuses absurd widths before any work is spent on them.
  if (width > fixed && !out->prepare(width, spec.fill)) return;
  const bool zero_padding = spec.fill == '0' && spec.align == '=';
  const size_t minimum = zero_padding && width > fixed ? width - fixed : 0;
  const GroupedSize size =
      // "inf" and "nan" have no digits: zeros in front of them are not grouped.
      layout.digits.length == 0 ? GroupedSize{minimum, 0}
                                : MeasureGroups(layout.digits.length, minimum,
                                                layout.separator.length, layout.group_sizes);
  const size_t length = fixed + size.digits + size.separators * layout.separator.length;
  const Fill fill = SplitFill(spec.align, width > length ? width - length : 0);
  out->append(fill.left, spec.fill);
  if (layout.sign != 0) out->append(static_cast<CodePoint>(layout.sign));
  out->append_ascii(layout.prefix);
  out->append(fill.inside, spec.fill);
  AppendGroups(layout, size, out);
  out->append(layout.decimal_point);
  out->append_ascii(layout.remainder);
  out->append(fill.right, spec.fill);
}

void ChooseGrouping(const FormatSpec& spec, const NumberLocale& locale, NumberLayout* layout) {
  if (spec.type == 'n') {
    if (locale.thousands_separator.length != 0 && !locale.grouping.empty()) {
      layout->separator = locale.thousands_separator;
      layout->group_sizes = locale.grouping;
    }
    return;
  }
  if (spec.grouping == 0) return;
  const bool by_four = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X';
  layout->separator = spec.grouping == ',' ? "," : "_";
  layout->group_sizes = by_four ? "\4" : "\3";
}

void AppendPadded(TextView text, const FormatSpec& spec, TextBuilder* out) {
  const size_t width = spec.width > 0 ? static_cast<size_t>(spec.width) : 0;
  const Fill fill = SplitFill(spec.align, width > text.length ? width - text.length : 0);
  if (width > text.length && !out->prepare(width, spec.fill)) return;
  out->append(fill.left + fill.inside, spec.fill);
  out->append(text);
  out->append(fill.right, spec.fill);
}

}  // namespace pyro
