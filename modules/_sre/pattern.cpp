#include "lib-python/natives.h"
#include "modules/_sre/sre.h"

// re.Pattern: everything but substitution; the scanner.

namespace pyro::natives {

using sre::Outcome;
using sre::resource_of;
using sre::Search;
using sre::Subject;

namespace {

// The arguments (self, string, pos, endpos) of most methods.
bool open_subject(Thread* thread, const RegexPattern& pattern, Arguments arguments,
                  Subject* subject) {
  Object value(thread, arguments[2]);
  word pos, endpos = kMaxTextLength;
  if (!word_argument(thread, value, &pos)) return false;
  if (arguments.has(3)) {
    value = arguments[3];
    if (!word_argument(thread, value, &endpos)) return false;
  }
  value = arguments[1];
  if (!subject->open_for(pattern, value)) return false;
  subject->set_bounds(pos, endpos);
  return true;
}

RawObject match_once(Thread* thread, Arguments arguments, RegexMode mode) {
  RegexPattern pattern(thread, arguments[0]);
  Subject subject(thread);
  if (!open_subject(thread, pattern, arguments, &subject)) return RawObject::error();
  Search search(thread, pattern, subject);
  Outcome outcome = search.run(mode, subject.pos(), false);
  if (outcome == Outcome::kMatch) return search.new_match();
  return outcome == Outcome::kError ? RawObject::error() : RawObject::none();
}

// What findall() shows of a match: all of it, the only group, or a tuple of the groups.
RawObject found_item(Thread* thread, Search& search, word groups, const Object& empty) {
  if (groups <= 1) return search.group_text(groups, empty);
  Object tuple(thread, new_tuple(thread, groups));
  for (word i = 0; i < groups; i++) {
    RawObject text = search.group_text(i + 1, empty);
    if (text.is_error()) return text;
    tuple_init(*tuple, i, text);
  }
  return *tuple;
}

RawObject make_scanner(Thread* thread, Arguments arguments) {
  RegexPattern pattern(thread, arguments[0]);
  Subject subject(thread);
  if (!open_subject(thread, pattern, arguments, &subject)) return RawObject::error();
  RawRegexScanner scanner(new_instance_of_kind(thread, Kind::kRegexScanner).raw());
  scanner.set_pattern(*pattern);
  scanner.set_string(arguments[1]);
  scanner.set_pos(subject.pos());
  scanner.set_endpos(subject.endpos());
  scanner.set_position(subject.pos());
  scanner.set_must_advance(0);
  return scanner;
}

RawObject scan(Thread* thread, Arguments arguments, RegexMode mode) {
  RegexScanner scanner(thread, arguments[0]);
  if (scanner->position() < 0) return RawObject::none();
  RegexPattern pattern(thread, scanner->pattern());
  Object string(thread, scanner->string());
  Subject subject(thread);
  if (!subject.open_for(pattern, string)) return RawObject::error();
  subject.set_bounds(scanner->pos(), scanner->endpos());
  Search search(thread, pattern, subject);
  switch (search.run(mode, scanner->position(), scanner->must_advance() != 0)) {
    case Outcome::kError:
      return RawObject::error();
    case Outcome::kNoMatch:
      scanner->set_position(-1);
      return RawObject::none();
    case Outcome::kMatch:
      break;
  }
  scanner->set_position(search.end());
  scanner->set_must_advance(search.start() == search.end());
  return search.new_match();
}

// Equal patterns come from the same source with the same flags.
RawObject compare_patterns(Thread* thread, CompareOp op, Arguments arguments) {
  if (op != CompareOp::kEq && op != CompareOp::kNe) return RawObject::not_implemented();
  if (!is_heap_regex_pattern(arguments[1])) return RawObject::not_implemented();
  RegexPattern left(thread, arguments[0]), right(thread, arguments[1]);
  bool equal = left->flags() == right->flags() && left->groups() == right->groups() &&
               is_str(left->pattern()) == is_str(right->pattern()) &&
               resource_of(thread, *left)->code == resource_of(thread, *right)->code;
  if (equal && *left != *right) {
    Object left_source(thread, left->pattern()), right_source(thread, right->pattern());
    Truth truth = equals(thread, left_source, right_source);
    if (truth == Truth::kError) return RawObject::error();
    equal = truth == Truth::kTrue;
  }
  return RawObject::from_bool(equal == (op == CompareOp::kEq));
}

constexpr const char* kFlagNames[] = {"TEMPLATE", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL",
                                      "UNICODE",  "VERBOSE",    "DEBUG",  "ASCII"};
constexpr word kFlagLocale = 4, kFlagUnicode = 32, kFlagAscii = 256;

std::string flags_text(word flags) {
  std::string text;
  for (size_t bit = 0; bit < std::size(kFlagNames); bit++) {
    word flag = word{1} << bit;
    if ((flags & flag) == 0) continue;
    flags &= ~flag;
    text += text.empty() ? "re." : "|re.";
    text += kFlagNames[bit];
  }
  if (flags == 0) return text;
  char rest[24];
  std::snprintf(rest, sizeof rest, "0x%x", static_cast<unsigned>(flags));
  if (!text.empty()) text += '|';
  return text + rest;
}

}  // namespace

RawObject sre_Pattern_match(Thread* thread, Arguments arguments) {
  return match_once(thread, arguments, RegexMode::kMatch);
}
RawObject sre_Pattern_fullmatch(Thread* thread, Arguments arguments) {
  return match_once(thread, arguments, RegexMode::kFullMatch);
}
RawObject sre_Pattern_search(Thread* thread, Arguments arguments) {
  return match_once(thread, arguments, RegexMode::kSearch);
}

RawObject sre_Pattern_findall(Thread* thread, Arguments arguments) {
  RegexPattern pattern(thread, arguments[0]);
  Subject subject(thread);
  if (!open_subject(thread, pattern, arguments, &subject)) return RawObject::error();
  List result(thread, new_list(thread));
  Object empty(thread, subject.slice(0, 0)), item(thread, RawObject::none());
  Search search(thread, pattern, subject);
  word position = subject.pos(), groups = pattern->groups();
  bool must_advance = false;
  while (true) {
    Outcome outcome = search.run(RegexMode::kSearch, position, must_advance);
    if (outcome == Outcome::kError) return RawObject::error();
    if (outcome == Outcome::kNoMatch) return *result;
    item = found_item(thread, search, groups, empty);
    if (item->is_error() || !list_append(thread, result, item)) return RawObject::error();
    position = search.end();
    must_advance = search.start() == position;
  }
}

RawObject sre_Pattern_scanner(Thread* thread, Arguments arguments) {
  return make_scanner(thread, arguments);
}

RawObject sre_Pattern_finditer(Thread* thread, Arguments arguments) {
  Object scanner(thread, make_scanner(thread, arguments));
  if (scanner->is_error()) return *scanner;
  Object search(thread, attribute_named(thread, scanner, "search"));
  if (search->is_error()) return *search;
  RawCallableIterator iterator(new_instance_of_kind(thread, Kind::kCallableIterator).raw());
  iterator.set_callable(*search);
  iterator.set_sentinel(RawObject::none());
  return iterator;
}

RawObject sre_SRE_Scanner_match(Thread* thread, Arguments arguments) {
  return scan(thread, arguments, RegexMode::kMatch);
}
RawObject sre_SRE_Scanner_search(Thread* thread, Arguments arguments) {
  return scan(thread, arguments, RegexMode::kSearch);
}

RawObject sre_Pattern_split(Thread* thread, Arguments arguments) {
  RegexPattern pattern(thread, arguments[0]);
  Object item(thread, arguments[2]), none(thread, RawObject::none());
  word limit;
  if (!word_argument(thread, item, &limit)) return RawObject::error();
  Subject subject(thread);
  item = arguments[1];
  if (!subject.open_for(pattern, item)) return RawObject::error();
  List result(thread, new_list(thread));
  Search search(thread, pattern, subject);
  word last = 0, groups = pattern->groups();
  bool must_advance = false;
  for (word count = 0; limit == 0 || count < limit; count++) {
    Outcome outcome = search.run(RegexMode::kSearch, last, must_advance);
    if (outcome == Outcome::kError) return RawObject::error();
    if (outcome == Outcome::kNoMatch) break;
    item = subject.slice(last, search.start());
    if (item->is_error() || !list_append(thread, result, item)) return RawObject::error();
    for (word i = 1; i <= groups; i++) {
      item = search.group_text(i, none);
      if (item->is_error() || !list_append(thread, result, item)) return RawObject::error();
    }
    last = search.end();
    must_advance = search.start() == last;
  }
  item = subject.slice(last, subject.length());
  if (item->is_error() || !list_append(thread, result, item)) return RawObject::error();
  return *result;
}

RawObject sre_Pattern_groupindex_get(Thread* thread, Arguments arguments) {
  RawObject groups = RawRegexPattern::cast(arguments[0]).group_index();
  if (is_heap_dict(groups) && dict_size_NoGC(RawDict(groups.raw())) == 0) return new_dict(thread);
  RawObject proxy = new_instance_of_kind(thread, Kind::kMappingProxy);
  RawMappingProxy(proxy.raw()).set_mapping(RawRegexPattern::cast(arguments[0]).group_index());
  return proxy;
}

RawObject sre_Pattern___copy__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject sre_Pattern___deepcopy__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject sre_Pattern___class_getitem__(Thread* thread, Arguments arguments) {
  Object origin(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, origin, item);
}

PYRO_COMPARISONS(sre_Pattern, compare_patterns)

RawObject sre_Pattern___hash__(Thread* thread, Arguments arguments) {
  RegexPattern pattern(thread, arguments[0]);
  Object source(thread, pattern->pattern());
  word value;
  if (!hash(thread, source, &value)) return RawObject::error();
  uint64_t mixed = static_cast<uint64_t>(value);
  for (uint32_t code : resource_of(thread, *pattern)->code)
    mixed = (mixed ^ code) * 0x9E3779B97F4A7C15u;
  mixed ^= static_cast<uint64_t>(pattern->flags()) << 8 ^ static_cast<uint64_t>(pattern->groups());
  return RawObject::from_small_int(static_cast<word>(mixed >> 3));
}

RawObject sre_Pattern___repr__(Thread* thread, Arguments arguments) {
  RegexPattern pattern(thread, arguments[0]);
  Object source(thread, pattern->pattern());
  Object shown(thread, repr(thread, source));
  if (shown->is_error()) return *shown;
  shown = underlying_value(*shown);
  constexpr word kShownLength = 200;
  StrBuilder text;
  text.append_utf8("re.compile(");
  RawObject value = *shown;
  StrData data = str_data(value);
  text.append_data(data, 0, std::min(data.length, kShownLength));
  // re.UNICODE is not shown where it goes without saying.
  word flags = pattern->flags(), character_set = flags & (kFlagLocale | kFlagUnicode | kFlagAscii);
  if (!is_bytes(*source) && character_set == kFlagUnicode) flags &= ~kFlagUnicode;
  if (flags != 0) text.append_utf8(", " + flags_text(flags));
  text.append_utf8(")");
  return text.finish(thread);
}

}  // namespace pyro::natives
