// Oracle driver for searching and splitting.
#include "runtime/numbers/testing/oracle_driver.h"
#include "runtime/text/search.h"
#include "runtime/text/testing/driver_text.h"

namespace pyro {
namespace {

using testing::DecodeText;
using testing::EncodeText;

std::string Slice(TextSlice slice) {
  return std::to_string(slice.start) + ":" + std::to_string(slice.end);
}

std::string Handle(const std::vector<std::string>& f) {
  TextBuilder a_text, b_text;
  DecodeText(f[1], &a_text);
  if (f.size() > 2) DecodeText(f[2], &b_text);
  const TextView a = a_text.view(), b = b_text.view();
  if (f[0] == "search") {
    const int order = CompareText(a, b);
    const TextSearcher searcher(b);
    return std::to_string(FindText(a, b)) + " " + std::to_string(FindTextBackwards(a, b)) + " " +
           std::to_string(CountText(a, b)) + " " + std::to_string(StartsWith(a, b)) +
           std::to_string(EndsWith(a, b)) + std::to_string(EqualText(a, b)) + " " +
           std::to_string((order > 0) - (order < 0)) + " " + std::to_string(searcher.find(a, 1));
  }
  std::string answer;
  TextSlice slice;
  if (f[0] == "strip") {
    for (const StripSides side : {StripSides::kLeft, StripSides::kRight, StripSides::kBoth}) {
      const TextSlice spaces = StripWhitespace(a, side), others = StripCharacters(a, b, side);
      answer += EncodeText(a.slice(spaces.start, spaces.end)) + " " +
                EncodeText(a.slice(others.start, others.end)) + " ";
    }
  } else if (f[0] == "split") {
    WhitespaceSplitter splitter(a);
    while (splitter.next(&slice)) answer += Slice(slice) + " ";
  } else {
    LineSplitter splitter(a, LineEnds::kKeep,
                          f[0] == "lines" ? LineBreaks::kUnicode : LineBreaks::kBytes);
    while (splitter.next(&slice)) answer += EncodeText(a.slice(slice.start, slice.end)) + " ";
  }
  return answer;
}

}  // namespace
}  // namespace pyro

int main() { return pyro::testing::RunOracleDriver(pyro::Handle); }
