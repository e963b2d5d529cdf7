#include "runtime/str.h"
#include "runtime/text/search.h"

// Finding one str in another.

namespace pyro {

namespace {

TextView range(const StrData& data, word start, word end) {
  return text_view(data).slice(static_cast<size_t>(start), static_cast<size_t>(end));
}

}  // namespace

word str_find_NoGC(RawObject str, RawObject needle, word start, word end) {
  if (start > end) return -1;
  ptrdiff_t at = FindText(range(str_data(str), start, end), text_view(str_data(needle)));
  return at < 0 ? -1 : start + at;
}

word str_rfind_NoGC(RawObject str, RawObject needle, word start, word end) {
  if (start > end) return -1;
  ptrdiff_t at = FindTextBackwards(range(str_data(str), start, end), text_view(str_data(needle)));
  return at < 0 ? -1 : start + at;
}

word str_count_NoGC(RawObject str, RawObject needle, word start, word end) {
  if (start > end) return 0;
  return static_cast<word>(
      CountText(range(str_data(str), start, end), text_view(str_data(needle))));
}

}  // namespace pyro
