// Oracle driver for the regular expression engine. "code" loads a compiled pattern; the following
// requests use it.
#include <memory>

#include "runtime/numbers/testing/oracle_driver.h"
#include "runtime/regex/regex.h"
#include "runtime/text/testing/driver_text.h"

namespace pyro {
namespace {

std::string Show(const RegexProgram& program, const RegexMatcher& matcher) {
  std::string text =
      std::to_string(matcher.match_start()) + "-" + std::to_string(matcher.match_end());
  for (uint32_t i = 1; i <= program.group_count(); ++i) {
    size_t start, end;
    text += matcher.group(i, &start, &end) ? " " + std::to_string(start) + "-" + std::to_string(end)
                                           : " none";
  }
  return text + " " + std::to_string(matcher.last_index());
}

class Driver {
 public:
  std::string operator()(const std::vector<std::string>& f) {
    if (f[0] == "code") return load(f);
    TextBuilder text;
    testing::DecodeText(f[1], &text);
    RegexMatcher matcher(program_, text.view(), text.length());
    if (f[0] == "all") return all(&matcher, text.length());
    const RegexMode mode = f[0] == "match"  ? RegexMode::kMatch
                           : f[0] == "full" ? RegexMode::kFullMatch
                                            : RegexMode::kSearch;
    const RegexStatus status = matcher.run(mode, f.size() > 2 ? std::stoul(f[2]) : 0);
    if (status == RegexStatus::kMatch) return Show(program_, matcher);
    return status == RegexStatus::kNoMatch ? "no"
                                           : "status " + std::to_string(static_cast<int>(status));
  }

 private:
  std::string load(const std::vector<std::string>& f) {
    std::vector<uint32_t> code;
    size_t position = 0, used;
    while (position < f[2].size()) {
      code.push_back(static_cast<uint32_t>(std::stoul(f[2].substr(position, 12), &used)));
      position += used + 1;
    }
    return RegexProgram::compile(code, static_cast<uint32_t>(std::stoul(f[1])), &program_)
               ? "ok"
               : "malformed";
  }

  // As finditer().
  std::string all(RegexMatcher* matcher, size_t length) {
    std::string text;
    size_t start = 0;
    bool must_advance = false;
    while (start <= length &&
           matcher->run(RegexMode::kSearch, start, must_advance) == RegexStatus::kMatch) {
      text += Show(program_, *matcher) + ";";
      start = matcher->match_end();
      must_advance = matcher->match_end() == matcher->match_start();
    }
    return text;
  }

  RegexProgram program_;
};

}  // namespace
}  // namespace pyro

int main() { return pyro::testing::RunOracleDriver(pyro::Driver()); }
