#include "lib-python/natives.h"
#include "modules/_sre/sre.h"

// sub() and subn().

namespace pyro::natives {

using sre::Outcome;
using sre::Search;
using sre::Subject;

namespace {

// The new string as it grows: pieces of the subject and replacements, as if they were joined in the
// end. A replacement of a wrong type is complained about by finish().
class Joiner {
 public:
  Joiner(Thread* thread, Subject& subject)
      : thread_(thread), subject_(subject), wrong_(thread, RawObject::unbound()) {}
  Joiner(const Joiner&) = delete;

  void append_subject(word start, word end) {
    count_++;
    TextView piece =
        subject_.view_NoGC().slice(static_cast<size_t>(start), static_cast<size_t>(end));
    if (subject_.is_text()) {
      text_.append(piece);
    } else {
      bytes_.append(static_cast<const char*>(piece.data), piece.length);
    }
  }

  [[nodiscard]] bool append(const Object& item) {
    word number = count_++;
    if (!wrong_->is_unbound()) return true;
    if (subject_.is_text()) {
      if (is_str(*item)) {
        text_.append_str(*item);
        return true;
      }
    } else {
      BufferView view(thread_);
      if (view.acquire_if_supported(item)) {
        bytes_.append(view.bytes_NoGC());
        return true;
      }
      if (thread_->has_exception()) return false;
    }
    wrong_ = *item;
    wrong_number_ = number;
    return true;
  }

  RawObject finish() {
    if (!wrong_->is_unbound()) {
      return subject_.is_text()
                 ? raise_type_error(thread_, "sequence item %ld: expected str instance, %T found",
                                    wrong_number_, &wrong_)
                 : raise_type_error(thread_,
                                    "sequence item %ld: expected a bytes-like object, %T found",
                                    wrong_number_, &wrong_);
    }
    return subject_.is_text() ? text_.finish(thread_) : new_bytes(thread_, bytes_);
  }

 private:
  Thread* thread_;
  Subject& subject_;
  StrBuilder text_;
  std::string bytes_;
  word count_ = 0, wrong_number_ = 0;
  Object wrong_;
};

// Is the template text without a backslash, so that it stands for itself?
bool is_literal(Thread* thread, const Object& replacement, bool* literal) {
  *literal = false;
  RawObject exact = underlying_value(*replacement);
  if (is_str(exact)) {
    RawObject backslash = RawObject::from_small_str("\\", 1);
    *literal = !str_contains_NoGC(exact, backslash);
    return true;
  }
  BufferView view(thread);
  if (view.acquire_if_supported(replacement)) {
    *literal = view.bytes_NoGC().find('\\') == std::string_view::npos;
    return true;
  }
  return !thread->has_exception();
}

// What to put in: a callable, or the text itself. Templates are compiled by the module re.
RawObject prepare(Thread* thread, const RegexPattern& pattern, const Object& replacement) {
  if (is_callable(thread, *replacement)) return *replacement;
  bool literal;
  if (!is_literal(thread, replacement, &literal)) return RawObject::error();
  if (literal) return *replacement;
  Object compile(thread, sre::re_function(thread, "_subx"));
  return compile->is_error() ? *compile : call(thread, compile, pattern, replacement);
}

// The new string; *count is the limit (0: none) and becomes the number of replacements.
RawObject substitute(Thread* thread, Arguments arguments, word* count) {
  RegexPattern pattern(thread, arguments[0]);
  Object item(thread, arguments[3]), replacement(thread, arguments[1]);
  word limit, made = 0;
  if (!word_argument(thread, item, &limit)) return RawObject::error();
  replacement = prepare(thread, pattern, replacement);
  if (replacement->is_error()) return *replacement;
  bool callable = is_callable(thread, *replacement);
  Subject subject(thread);
  item = arguments[2];
  if (!subject.open_for(pattern, item)) return RawObject::error();
  Joiner joiner(thread, subject);
  Search search(thread, pattern, subject);
  word last = 0;
  bool must_advance = false;
  for (; limit == 0 || made < limit; made++) {
    Outcome outcome = search.run(RegexMode::kSearch, last, must_advance);
    if (outcome == Outcome::kError) return RawObject::error();
    if (outcome == Outcome::kNoMatch) break;
    word start = search.start(), end = search.end();
    if (last < start) joiner.append_subject(last, start);
    if (callable) {
      item = search.new_match();
      if (item->is_error()) return *item;
      item = call(thread, replacement, item);
      if (item->is_error()) return *item;
      if (!item->is_none() && !joiner.append(item)) return RawObject::error();
    } else if (!replacement->is_none() && !joiner.append(replacement)) {
      return RawObject::error();
    }
    last = end;
    must_advance = start == end;
  }
  *count = made;
  if (made == 0) return subject.slice(0, subject.length());
  if (last < subject.length()) joiner.append_subject(last, subject.length());
  return joiner.finish();
}

}  // namespace

RawObject sre_Pattern_sub(Thread* thread, Arguments arguments) {
  word count;
  return substitute(thread, arguments, &count);
}

RawObject sre_Pattern_subn(Thread* thread, Arguments arguments) {
  word count;
  Object text(thread, substitute(thread, arguments, &count));
  if (text->is_error()) return *text;
  Object number(thread, RawObject::from_small_int(count));
  return new_tuple_of(thread, text, number);
}

}  // namespace pyro::natives
