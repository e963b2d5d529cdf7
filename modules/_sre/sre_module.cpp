#include "lib-python/natives.h"
#include "modules/_sre/sre.h"

// The functions of the module: compile(), and case for the pattern compiler.

namespace pyro::natives {

namespace {

bool check_type(Thread* thread, bool ok, const char* argument, const char* wanted,
                const Object& value) {
  if (!ok)
    raise_type_error(thread, "compile() argument '%s' must be %s, not %V", argument, wanted,
                     &value);
  return ok;
}

// An argument as a C int, in the words of argument parsing.
bool int_argument(Thread* thread, const Object& value, word* result) {
  Object exact(thread, index_of(thread, value));
  if (exact->is_error()) return false;
  int64_t wide;
  if (!int_fits_int64_NoGC(*exact, &wide) || wide > INT32_MAX || wide < INT32_MIN) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
    return false;
  }
  *result = wide;
  return true;
}

bool code_argument(Thread* thread, const List& list, std::vector<uint32_t>* code) {
  word count = list->length();
  code->reserve(static_cast<size_t>(count));
  for (word i = 0; i < count; i++) {
    RawObject item = list_at(*list, i);
    int64_t value = -1;
    if (is_int(item)) item = int_value_of(item);
    if (!is_int(item) || !int_fits_int64_NoGC(item, &value) || value < 0 || value > UINT32_MAX) {
      raise(thread, Exc::kOverflowError, "regular expression code size limit exceeded");
      return false;
    }
    code->push_back(static_cast<uint32_t>(value));
  }
  return true;
}

// A character number of the case functions; they take any C int.
bool character_argument(Thread* thread, Arguments arguments, word* character) {
  Object value(thread, arguments[0]);
  return int_argument(thread, value, character);
}

template <typename Function>
RawObject is_cased(Thread* thread, Arguments arguments, Function function) {
  word character;
  if (!character_argument(thread, arguments, &character)) return RawObject::error();
  bool valid = character >= 0 && character <= static_cast<word>(kMaximumCodePoint);
  return RawObject::from_bool(valid && function(static_cast<CodePoint>(character)));
}

template <typename Function>
RawObject to_lower(Thread* thread, Arguments arguments, Function function) {
  word character;
  if (!character_argument(thread, arguments, &character)) return RawObject::error();
  if (character >= 0 && character <= static_cast<word>(kMaximumCodePoint)) {
    character = static_cast<word>(function(static_cast<CodePoint>(character)));
  }
  return RawObject::from_small_int(character);
}

}  // namespace

RawObject sre_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  constexpr IntConstant kConstants[] = {
      {"MAGIC", kRegexMagic},
      {"CODESIZE", kRegexCodeSize},
      {"MAXREPEAT", kRegexMaximumRepeat},
      {"MAXGROUPS", kRegexMaximumGroups},
  };
  return none_or_error(module_set_ints(thread, module, kConstants));
}

RawObject sre_compile(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[0]), value(thread, arguments[1]);
  word flags, groups;
  if (!int_argument(thread, value, &flags)) return RawObject::error();
  value = arguments[2];
  if (!check_type(thread, is_heap_list(*value), "code", "list", value)) return RawObject::error();
  List list(thread, *value);
  value = arguments[3];
  if (!word_argument(thread, value, &groups)) return RawObject::error();
  value = arguments[4];
  if (!check_type(thread, is_heap_dict(*value), "groupindex", "dict", value))
    return RawObject::error();
  value = arguments[5];
  if (!check_type(thread, is_tuple(*value), "indexgroup", "tuple", value))
    return RawObject::error();

  auto resource = std::make_unique<sre::PatternResource>();
  if (!code_argument(thread, list, &resource->code)) return RawObject::error();
  if (!source->is_none()) {
    sre::Subject subject(thread);
    if (!subject.open(source)) return RawObject::error();
  }
  if (groups < 0 || groups > static_cast<word>(kRegexMaximumGroups) ||
      !RegexProgram::compile(resource->code, static_cast<uint32_t>(groups), &resource->program)) {
    return raise(thread, Exc::kRuntimeError, "invalid SRE code");
  }
  RegexPattern pattern(thread, new_instance_of_kind(thread, Kind::kRegexPattern));
  pattern->set_pattern(*source);
  pattern->set_group_index(RawDict(arguments[4].raw()));
  pattern->set_index_group(RawTuple(underlying_value(arguments[5]).raw()));
  pattern->set_flags(flags);
  pattern->set_groups(groups);
  pattern->set_resource(thread->runtime()->add_native_resource(std::move(resource)));
  thread->heap()->register_native(*pattern);
  return *pattern;
}

RawObject sre_getcodesize(Thread*, Arguments) {
  return RawObject::from_small_int(static_cast<word>(kRegexCodeSize));
}

RawObject sre_ascii_iscased(Thread* thread, Arguments arguments) {
  return is_cased(thread, arguments, RegexAsciiIsCased);
}
RawObject sre_unicode_iscased(Thread* thread, Arguments arguments) {
  return is_cased(thread, arguments, RegexUnicodeIsCased);
}
RawObject sre_ascii_tolower(Thread* thread, Arguments arguments) {
  return to_lower(thread, arguments, RegexAsciiLower);
}
RawObject sre_unicode_tolower(Thread* thread, Arguments arguments) {
  return to_lower(thread, arguments, RegexUnicodeLower);
}

}  // namespace pyro::natives
