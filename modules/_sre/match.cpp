#include "lib-python/natives.h"
#include "modules/_sre/sre.h"

// re.Match.

namespace pyro::natives {

using sre::Subject;

namespace {

struct Span {
  word start, end;
};

Span span_of(RawRegexMatch match, word group) {
  if (group == 0) return {match.start(), match.end()};
  RawObject spans = match.spans();
  Span span{array_at(spans, 2 * group - 2).small_int(), array_at(spans, 2 * group - 1).small_int()};
  return span.start < 0 || span.end < 0 ? Span{-1, -1} : span;
}

// The number of a group given by number or name; -1 with IndexError.
word group_number(Thread* thread, const RegexMatch& match, const Object& group) {
  Object number(thread, *group);
  if (!is_int(*number)) {
    number = is_str(*group) ? RawObject::error() : index_of(thread, group);
    if (number->is_error()) {
      if (thread->has_exception() && !clear_pending_if(thread, Exc::kTypeError)) return -1;
      Dict names(thread, RawRegexPattern(match->pattern()).group_index());
      number = RawObject::unbound();
      // Without names nothing is looked up, so that the group may be unhashable.
      if (dict_size_NoGC(*names) > 0) number = dict_get(thread, names, group);
      if (number->is_error()) return -1;
    }
  }
  RawObject value = number->is_bool() ? int_value_of(*number) : *number;
  if (value.is_small_int()) {
    word index = value.small_int();
    if (index >= 0 && index <= RawRegexPattern(match->pattern()).groups()) return index;
  }
  raise(thread, Exc::kIndexError, "no such group");
  return -1;
}

RawObject text_of_span(Thread* thread, const RegexMatch& match, Span span,
                       const Object& otherwise) {
  if (span.start < 0) return *otherwise;
  Object string(thread, match->string());
  if (is_exact_str(*string)) {
    word length = str_length(*string);
    if (span.start == 0 && span.end == length) return *string;
    return str_substring(thread, string, span.start, span.end - span.start);
  }
  Subject subject(thread);
  if (!subject.open(string)) return RawObject::error();
  return subject.slice(span.start, span.end);
}

RawObject group_text(Thread* thread, const RegexMatch& match, const Object& group) {
  word number = group_number(thread, match, group);
  if (number < 0) return RawObject::error();
  Object none(thread, RawObject::none());
  return text_of_span(thread, match, span_of(*match, number), none);
}

RawObject new_span(Thread* thread, Span span) {
  RawObject tuple = new_tuple(thread, 2);
  tuple_init(tuple, 0, RawObject::from_small_int(span.start));
  tuple_init(tuple, 1, RawObject::from_small_int(span.end));
  return tuple;
}

// The span of the group that the argument names; false with IndexError.
bool span_argument(Thread* thread, Arguments arguments, Span* span) {
  RegexMatch match(thread, arguments[0]);
  Object group(thread, arguments[1]);
  word number = group_number(thread, match, group);
  if (number < 0) return false;
  *span = span_of(*match, number);
  return true;
}

}  // namespace

RawObject sre_Match_group(Thread* thread, Arguments arguments) {
  RegexMatch match(thread, arguments[0]);
  Tuple groups(thread, arguments[1]);
  word count = tuple_length(*groups);
  Object group(thread, RawObject::from_small_int(0));
  if (count > 0) group = tuple_at(*groups, 0);
  if (count <= 1) return group_text(thread, match, group);
  Object result(thread, new_tuple(thread, count));
  if (result->is_error()) return *result;
  for (word i = 0; i < count; i++) {
    group = tuple_at(*groups, i);
    RawObject text = group_text(thread, match, group);
    if (text.is_error()) return text;
    tuple_init(*result, i, text);
  }
  return *result;
}

RawObject sre_Match___getitem__(Thread* thread, Arguments arguments) {
  RegexMatch match(thread, arguments[0]);
  Object group(thread, arguments[1]);
  return group_text(thread, match, group);
}

RawObject sre_Match_groups(Thread* thread, Arguments arguments) {
  RegexMatch match(thread, arguments[0]);
  Object otherwise(thread, arguments[1]);
  word count = RawRegexPattern(match->pattern()).groups();
  if (count == 0) return empty_tuple(thread);
  Object result(thread, new_tuple(thread, count));
  if (result->is_error()) return *result;
  for (word i = 0; i < count; i++) {
    RawObject text = text_of_span(thread, match, span_of(*match, i + 1), otherwise);
    if (text.is_error()) return text;
    tuple_init(*result, i, text);
  }
  return *result;
}

RawObject sre_Match_groupdict(Thread* thread, Arguments arguments) {
  RegexMatch match(thread, arguments[0]);
  Object otherwise(thread, arguments[1]), name(thread, RawObject::none()),
      text(thread, RawObject::none());
  Dict names(thread, RawRegexPattern(match->pattern()).group_index()),
      result(thread, new_dict(thread));
  RawObject key, value;
  for (word position = 0; dict_next_NoGC(*names, &position, &key, &value);) {
    name = key;
    text = value;
    word number = group_number(thread, match, text);
    if (number < 0) return RawObject::error();
    text = text_of_span(thread, match, span_of(*match, number), otherwise);
    if (text->is_error() || !dict_set(thread, result, name, text)) return RawObject::error();
  }
  return *result;
}

RawObject sre_Match_start(Thread* thread, Arguments arguments) {
  Span span;
  return span_argument(thread, arguments, &span) ? RawObject::from_small_int(span.start)
                                                 : RawObject::error();
}
RawObject sre_Match_end(Thread* thread, Arguments arguments) {
  Span span;
  return span_argument(thread, arguments, &span) ? RawObject::from_small_int(span.end)
                                                 : RawObject::error();
}
RawObject sre_Match_span(Thread* thread, Arguments arguments) {
  Span span;
  return span_argument(thread, arguments, &span) ? new_span(thread, span) : RawObject::error();
}

RawObject sre_Match_regs_get(Thread* thread, Arguments arguments) {
  RegexMatch match(thread, arguments[0]);
  word count = RawRegexPattern(match->pattern()).groups() + 1;
  Object result(thread, new_tuple(thread, count));
  if (result->is_error()) return *result;
  for (word i = 0; i < count; i++) {
    RawObject span = new_span(thread, span_of(*match, i));
    tuple_init(*result, i, span);
  }
  return *result;
}

RawObject sre_Match_lastindex_get(Thread*, Arguments arguments) {
  word index = RawRegexMatch::cast(arguments[0]).last_index();
  return index > 0 ? RawObject::from_small_int(index) : RawObject::none();
}

RawObject sre_Match_lastgroup_get(Thread*, Arguments arguments) {
  RawRegexMatch match = RawRegexMatch::cast(arguments[0]);
  RawObject names = RawRegexPattern(match.pattern()).index_group();
  word index = match.last_index();
  return index > 0 && index < tuple_length(names) ? tuple_at(names, index) : RawObject::none();
}

RawObject sre_Match_expand(Thread* thread, Arguments arguments) {
  Object expand(thread, sre::re_function(thread, "_expand"));
  if (expand->is_error()) return *expand;
  Object match(thread, arguments[0]), template_text(thread, arguments[1]);
  Object pattern(thread, RawRegexMatch(match->raw()).pattern());
  return call(thread, expand, pattern, match, template_text);
}

RawObject sre_Match___copy__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject sre_Match___deepcopy__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject sre_Match___class_getitem__(Thread* thread, Arguments arguments) {
  Object origin(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, origin, item);
}

RawObject sre_Match___repr__(Thread* thread, Arguments arguments) {
  RegexMatch match(thread, arguments[0]);
  Object none(thread, RawObject::none());
  Object text(thread, text_of_span(thread, match, span_of(*match, 0), none));
  if (text->is_error()) return *text;
  return new_str_format(thread, "<re.Match object; span=(%ld, %ld), match=%R>", match->start(),
                        match->end(), &text);
}

}  // namespace pyro::natives
