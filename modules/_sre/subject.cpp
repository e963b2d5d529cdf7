#include <algorithm>

#include "modules/_sre/sre.h"
#include "modules/blocking.h"
#include "runtime/bytes.h"

namespace pyro::sre {

PatternResource* resource_of(Thread* thread, RawRegexPattern pattern) {
  return static_cast<PatternResource*>(thread->runtime()->native_resource_at(pattern.resource()));
}

bool Subject::open(const Object& string) {
  given_ = *string;
  RawObject value = underlying_value(*string);
  if (is_str(value)) {
    exact_ = value;
    is_text_ = true;
    length_ = endpos_ = str_length(value);
    return true;
  }
  if (!buffer_.acquire_if_supported(string)) {
    if (thread_->has_exception() && !clear_pending_if(thread_, Exc::kBufferError)) return false;
    raise_type_error(thread_, "expected string or bytes-like object, got '%T'", &string);
    return false;
  }
  if (is_bytes(value)) exact_ = value;
  length_ = endpos_ = buffer_.size();
  return true;
}

bool Subject::open_for(const RegexPattern& pattern, const Object& string) {
  if (!open(string)) return false;
  RawObject source = pattern->pattern();
  if (source.is_none() || is_str(source) == is_text_) return true;
  if (is_text_) {
    raise_type_error(thread_, "cannot use a bytes pattern on a string-like object");
  } else {
    raise_type_error(thread_, "cannot use a string pattern on a bytes-like object");
  }
  return false;
}

void Subject::set_bounds(word pos, word endpos) {
  pos_ = std::clamp<word>(pos, 0, length_);
  endpos_ = std::clamp<word>(endpos, 0, length_);
}

TextView Subject::view_NoGC() {
  if (!is_text_) return TextView(buffer_.bytes_NoGC());
  word_ = *exact_;
  return text_view(str_data(word_));
}

RawObject Subject::slice(word start, word end) {
  start = std::clamp<word>(start, 0, length_);
  end = std::clamp<word>(end, start, length_);
  bool whole = start == 0 && end == length_;
  if (whole && !exact_->is_none()) return *exact_;
  if (is_text_) return str_substring(thread_, exact_, start, end - start);
  if (!exact_->is_none()) return bytes_sub(thread_, exact_, start, end - start);
  std::string copy(
      buffer_.bytes_NoGC().substr(static_cast<size_t>(start), static_cast<size_t>(end - start)));
  return new_bytes(thread_, copy);
}

Search::Search(Thread* thread, const RegexPattern& pattern, Subject& subject)
    : thread_(thread),
      pattern_(pattern),
      subject_(subject),
      resource_(resource_of(thread, *pattern)),
      matcher_(std::move(resource_->idle_matcher)) {
  if (matcher_ == nullptr)
    matcher_ = std::make_unique<RegexMatcher>(resource_->program, TextView(), 0);
  matcher_->set_interrupt(continue_match, this);
}

Search::~Search() {
  matcher_->set_interrupt(nullptr, nullptr);
  resource_->idle_matcher = std::move(matcher_);
}

bool Search::continue_match(void* context) {
  auto* search = static_cast<Search*>(context);
  if (search->thread_->interrupts.load(std::memory_order_relaxed) == 0) return true;
  return search->detached_ && run_pending(search->thread_);
}

Outcome Search::run(RegexMode mode, word start, bool must_advance) {
  if (start > subject_.endpos()) return Outcome::kNoMatch;
  size_t end = static_cast<size_t>(subject_.endpos());
  if (!detached_) matcher_->set_text(subject_.view_NoGC(), end);
  RegexStatus status = matcher_->run(mode, static_cast<size_t>(start), must_advance);
  if (status == RegexStatus::kInterrupted && !detached_) {
    TextView text = subject_.view_NoGC();
    copy_.assign(static_cast<const char*>(text.data),
                 text.length * static_cast<size_t>(text.width));
    matcher_->set_text(TextView(copy_.data(), text.length, text.width), end);
    detached_ = true;
    if (!run_pending(thread_)) return Outcome::kError;
    status = matcher_->run(mode, static_cast<size_t>(start), must_advance);
  }
  if (status == RegexStatus::kMatch) return Outcome::kMatch;
  if (status == RegexStatus::kNoMatch) return Outcome::kNoMatch;
  if (status == RegexStatus::kNoMemory) raise_memory_error(thread_);
  return Outcome::kError;
}

bool Search::group(word index, word* start, word* end) const {
  size_t first, last;
  if (index == 0) {
    *start = this->start(), *end = this->end();
    return true;
  }
  if (!matcher_->group(static_cast<uint32_t>(index), &first, &last)) return false;
  *start = static_cast<word>(first), *end = static_cast<word>(last);
  return true;
}

RawObject Search::group_text(word index, const Object& otherwise) {
  word start, end;
  return group(index, &start, &end) ? subject_.slice(start, end) : *otherwise;
}

RawObject Search::new_match() {
  word groups = pattern_->groups();
  Object spans(thread_, RawObject::none());
  if (groups > 0) {
    spans = new_array(thread_, 2 * groups);
    if (spans->is_error()) return *spans;
    for (word i = 1; i <= groups; i++) {
      word start = -1, end = -1;
      group(i, &start, &end);
      array_set(*spans, 2 * i - 2, RawObject::from_small_int(start));
      array_set(*spans, 2 * i - 1, RawObject::from_small_int(end));
    }
  }
  RawRegexMatch match(new_instance_of_kind(thread_, Kind::kRegexMatch).raw());
  match.set_pattern(*pattern_);
  match.set_string(*subject_.given());
  match.set_pos(subject_.pos());
  match.set_endpos(subject_.endpos());
  match.set_start(start());
  match.set_end(end());
  match.set_last_index(last_index());
  match.set_spans(*spans);
  return match;
}

RawObject re_function(Thread* thread, const char* name) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object key(thread, new_str_ascii(thread, "re"));
  Object module(thread, dict_get(thread, modules, key));
  if (module->is_error()) return *module;
  if (module->is_unbound()) return import_from(thread, "re", name);
  return attribute_named(thread, module, name);
}

}  // namespace pyro::sre
